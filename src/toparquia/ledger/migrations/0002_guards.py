"""What Django's constraints cannot say: composite keys, closed entries, limits, seals, append only."""

from django.db import migrations

from toparquia.gazette.guards import append_only

KEYS = """
ALTER TABLE ledger_transfer
    ADD CONSTRAINT ledger_transfer_debit_fk
        FOREIGN KEY (debit_id, currency) REFERENCES ledger_account (id, currency),
    ADD CONSTRAINT ledger_transfer_credit_fk
        FOREIGN KEY (credit_id, currency) REFERENCES ledger_account (id, currency);
"""

# Entries and their transfers are written by one statement, so that this trigger, which runs at its
# end, sees both: an entry without transfers, or with a gap in them, is never there at all.
ENTRY_GUARD = """
CREATE FUNCTION ledger_guard_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    bad uuid;
BEGIN
    SELECT e.id INTO bad FROM added e WHERE e.transaction <> pg_current_xact_id() LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % names another transaction than the one that writes it', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_closed', DETAIL = bad;
    END IF;

    SELECT e.id INTO bad FROM added e
    LEFT JOIN (
        SELECT t.entry_id, count(*) AS transfers, max(t.seq) AS last
        FROM ledger_transfer t WHERE t.entry_id IN (SELECT id FROM added) GROUP BY t.entry_id
    ) found ON found.entry_id = e.id
    WHERE found.transfers IS DISTINCT FROM e.transfer_count OR found.last <> e.transfer_count LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % was not written in one statement with its transfers', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_complete', DETAIL = bad;
    END IF;

    SELECT e.reverses_id INTO bad FROM added e LEFT JOIN ledger_journalentry o ON o.id = e.reverses_id
    WHERE e.reverses_id IS NOT NULL AND (o.id IS NULL OR o.reverses_id IS NOT NULL) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is no entry, or a reversal itself: it cannot be reversed', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_reversal_of_reversal', DETAIL = bad;
    END IF;

    SELECT e.reverses_id INTO bad FROM added e
    WHERE e.reverses_id IS NOT NULL AND EXISTS (
        (SELECT seq, debit_id, credit_id, amount_minor, currency FROM ledger_transfer WHERE entry_id = e.reverses_id
         EXCEPT
         SELECT seq, credit_id, debit_id, amount_minor, currency FROM ledger_transfer WHERE entry_id = e.id)
        UNION ALL
        (SELECT seq, credit_id, debit_id, amount_minor, currency FROM ledger_transfer WHERE entry_id = e.id
         EXCEPT
         SELECT seq, debit_id, credit_id, amount_minor, currency FROM ledger_transfer WHERE entry_id = e.reverses_id)
    ) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the reversal of % is not its mirror image', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_reversal_inexact', DETAIL = bad;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_guard AFTER INSERT ON ledger_journalentry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_entries();
ALTER TABLE ledger_journalentry ENABLE ALWAYS TRIGGER ledger_guard;
"""

# The limit is judged here and not in Python, so that it also holds for plain SQL. Locking needs the
# right to update, which the application's role does not have: hence SECURITY DEFINER.
TRANSFER_GUARD = """
CREATE FUNCTION ledger_balance(account uuid, day date DEFAULT 'infinity') RETURNS numeric
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    sealed record;
    moved numeric;
BEGIN
    SELECT s.through, s.debit_minor - s.credit_minor AS minor INTO sealed FROM ledger_sealedbalance s
    WHERE s.account_id = account AND s.through <= day ORDER BY s.through DESC LIMIT 1;
    SELECT coalesce(sum(t.amount_minor), 0) INTO moved FROM ledger_transfer t
    WHERE t.debit_id = account AND t.effective_on > coalesce(sealed.through, '-infinity') AND t.effective_on <= day;
    RETURN coalesce(sealed.minor, 0) + moved - (
        SELECT coalesce(sum(t.amount_minor), 0) FROM ledger_transfer t
        WHERE t.credit_id = account AND t.effective_on > coalesce(sealed.through, '-infinity') AND t.effective_on <= day
    );
END $$;
COMMENT ON FUNCTION ledger_balance IS 'Debits less credits of an account through a day, in minor units.';

-- What the guard calls after locking: volatile, so that it sees what others committed while it waited.
CREATE FUNCTION ledger_balance_now(account uuid) RETURNS numeric
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ledger_balance(account);
END $$;

CREATE FUNCTION ledger_guard_transfers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    bad uuid;
    closed date;
    limited record;
    after numeric;
BEGIN
    -- The number of transfers closes the entry as well: after a restore on another server an old
    -- transaction number can come round again, the free place in an entry never does.
    SELECT n.entry_id INTO bad FROM added n LEFT JOIN ledger_journalentry e ON e.id = n.entry_id
    WHERE e.id IS NULL OR e.transaction <> pg_current_xact_id()
        OR n.seq > e.transfer_count OR n.effective_on <> e.effective_on LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is closed to further transfers', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_closed', DETAIL = bad;
    END IF;

    SELECT max(through) INTO closed FROM ledger_seal;
    PERFORM 1 FROM added WHERE effective_on <= closed LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the ledger is sealed through %', closed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_day_sealed', DETAIL = closed;
    END IF;

    -- Only accounts that may not go below zero and from which something is taken, in id order, so
    -- that two writers never wait for each other in a ring.
    FOR limited IN
        SELECT a.id, a.code, a.kind FROM ledger_account a
        WHERE NOT a.may_go_negative AND (
            (a.kind IN ('asset', 'expense') AND a.id IN (SELECT credit_id FROM added))
            OR (a.kind NOT IN ('asset', 'expense') AND a.id IN (SELECT debit_id FROM added)))
        ORDER BY a.id FOR NO KEY UPDATE OF a
    LOOP
        -- A snapshot older than the lock would not see what the last holder wrote.
        IF current_setting('transaction_isolation') = 'repeatable read' THEN
            RAISE EXCEPTION 'limited accounts are not written under REPEATABLE READ'
                USING ERRCODE = 'invalid_transaction_state';
        END IF;
        after := ledger_balance_now(limited.id);
        IF limited.kind NOT IN ('asset', 'expense') THEN
            after := -after;
        END IF;
        IF after < 0 THEN
            RAISE EXCEPTION 'account % would stand at %', limited.code, after
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_account_limit',
                    DETAIL = limited.id || ' ' || after;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_guard AFTER INSERT ON ledger_transfer REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_transfers();
ALTER TABLE ledger_transfer ENABLE ALWAYS TRIGGER ledger_guard;
"""

# Sealing waits for the writers under way and holds the others back, so that no transfer can slip in
# behind a sealed balance. Nobody writes those tables but this function.
SEAL = """
CREATE FUNCTION ledger_seal_through(day date, moment timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    closed date;
    made bigint;
BEGIN
    LOCK TABLE ledger_transfer IN SHARE ROW EXCLUSIVE MODE;
    SELECT max(through) INTO closed FROM ledger_seal;
    IF day <= closed THEN
        RAISE EXCEPTION 'the ledger is sealed through %', closed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_day_sealed', DETAIL = closed;
    END IF;
    INSERT INTO ledger_seal (through, sealed_at) VALUES (day, moment);
    INSERT INTO ledger_sealedbalance (account_id, through, debit_minor, credit_minor)
    SELECT moved.account_id, day,
        moved.debit + coalesce(last.debit_minor, 0), moved.credit + coalesce(last.credit_minor, 0)
    FROM (
        SELECT side.account_id, sum(side.debit) AS debit, sum(side.credit) AS credit FROM (
            SELECT t.debit_id AS account_id, t.amount_minor AS debit, 0 AS credit FROM ledger_transfer t
            WHERE t.effective_on > coalesce(closed, '-infinity') AND t.effective_on <= day
            UNION ALL
            SELECT t.credit_id, 0, t.amount_minor FROM ledger_transfer t
            WHERE t.effective_on > coalesce(closed, '-infinity') AND t.effective_on <= day
        ) side GROUP BY side.account_id
    ) moved
    LEFT JOIN LATERAL (
        SELECT s.debit_minor, s.credit_minor FROM ledger_sealedbalance s
        WHERE s.account_id = moved.account_id ORDER BY s.through DESC LIMIT 1
    ) last ON true;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;

CREATE FUNCTION ledger_guard_seals() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- The function runs with its owner's rights; whoever is not the owner comes in through it or not at all.
    IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
        RAISE EXCEPTION 'only ledger_seal_through() writes %', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_guard BEFORE INSERT ON ledger_seal
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_seals();
CREATE TRIGGER ledger_guard BEFORE INSERT ON ledger_sealedbalance
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_seals();
ALTER TABLE ledger_seal ENABLE ALWAYS TRIGGER ledger_guard;
ALTER TABLE ledger_sealedbalance ENABLE ALWAYS TRIGGER ledger_guard;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_accounts_entries_and_seals")]

    operations = [
        migrations.RunSQL(
            KEYS,
            "ALTER TABLE ledger_transfer DROP CONSTRAINT ledger_transfer_debit_fk, DROP CONSTRAINT ledger_transfer_credit_fk;",
        ),
        migrations.RunSQL(
            ENTRY_GUARD,
            "DROP TRIGGER ledger_guard ON ledger_journalentry; DROP FUNCTION ledger_guard_entries();",
        ),
        migrations.RunSQL(
            TRANSFER_GUARD,
            "DROP TRIGGER ledger_guard ON ledger_transfer; DROP FUNCTION ledger_guard_transfers();"
            "DROP FUNCTION ledger_balance_now(uuid); DROP FUNCTION ledger_balance(uuid, date);",
        ),
        migrations.RunSQL(
            SEAL,
            "DROP TRIGGER ledger_guard ON ledger_seal; DROP TRIGGER ledger_guard ON ledger_sealedbalance;"
            "DROP FUNCTION ledger_guard_seals(); DROP FUNCTION ledger_seal_through(date, timestamptz);",
        ),
        append_only("ledger_account"),
        append_only("ledger_journalentry"),
        append_only("ledger_transfer"),
        append_only("ledger_seal"),
        append_only("ledger_sealedbalance"),
    ]
