"""What Django's constraints cannot say: composite keys, closed entries, limits, seals, append only."""

from django.db import migrations

from toparquia.gazette.guards import append_only

# Entries and their transfers are written by one statement, so that this trigger, which runs at its
# end, sees both: an entry without transfers, or with a gap in them, is never there at all.
# No plan may read a whole table or index, whatever it was made for: it is kept, and history grows.
ENTRY_GUARD = """
CREATE FUNCTION ledger_guard_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
    is_foreign boolean;
    is_incomplete boolean;
    has_reversals boolean;
    bad uuid;
BEGIN
    SELECT bool_or(e.transaction <> pg_current_xact_id()),
        bool_or(e.transfer_count <> (SELECT count(*) FROM ledger_transfer t WHERE t.entry_id = e.id)),
        bool_or(e.reverses_id IS NOT NULL)
    INTO is_foreign, is_incomplete, has_reversals FROM added e;
    IF is_foreign THEN
        RAISE EXCEPTION 'an entry names another transaction than the one that writes it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_closed';
    END IF;
    IF is_incomplete THEN
        RAISE EXCEPTION 'an entry was not written in one statement with all its transfers'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_complete';
    END IF;
    IF has_reversals IS NOT TRUE THEN
        RETURN NULL;
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
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
    held numeric;
BEGIN
    SELECT coalesce(s.minor, 0)
        + coalesce((SELECT sum(t.amount_minor) FROM ledger_transfer t WHERE t.debit_id = account
            AND t.effective_on > coalesce(s.through, '-infinity') AND t.effective_on <= day), 0)
        - coalesce((SELECT sum(t.amount_minor) FROM ledger_transfer t WHERE t.credit_id = account
            AND t.effective_on > coalesce(s.through, '-infinity') AND t.effective_on <= day), 0)
    INTO held FROM (VALUES (1)) one LEFT JOIN LATERAL (
        SELECT b.through, b.debit_minor - b.credit_minor AS minor FROM ledger_sealedbalance b
        WHERE b.account_id = account AND b.through <= day ORDER BY b.through DESC LIMIT 1
    ) s ON true;
    RETURN held;
END $$;
COMMENT ON FUNCTION ledger_balance IS 'Debits less credits of an account through a day, in minor units.';

CREATE FUNCTION ledger_guard_transfers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
    is_foreign boolean;
    is_sealed boolean;
    takes_from_limited boolean;
    closed date;
    limited record;
BEGIN
    -- The number of transfers closes the entry as well: after a restore on another server an old
    -- transaction number can come round again, the free place in an entry never does.
    SELECT max(through) INTO closed FROM ledger_seal;
    SELECT bool_or(e.id IS NULL OR e.transaction <> pg_current_xact_id()
            OR n.seq > e.transfer_count OR n.effective_on <> e.effective_on),
        bool_or(n.effective_on <= closed)
    INTO is_foreign, is_sealed FROM added n LEFT JOIN ledger_journalentry e ON e.id = n.entry_id;
    IF is_foreign THEN
        RAISE EXCEPTION 'an entry is closed to further transfers'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_closed';
    END IF;
    IF is_sealed THEN
        RAISE EXCEPTION 'the ledger is sealed through %', closed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_day_sealed', DETAIL = closed;
    END IF;

    -- Both sides are accounts of the transfer's currency. An account is never removed and never
    -- changes its currency, so that looking once, without a lock on it, holds for ever.
    SELECT bool_or(a.id IS NULL),
        bool_or(NOT a.may_go_negative AND (a.kind IN ('asset', 'expense')) = side.is_credit)
    INTO is_foreign, takes_from_limited
    FROM (
        SELECT debit_id AS id, currency, false AS is_credit FROM added
        UNION ALL SELECT credit_id, currency, true FROM added
    ) side LEFT JOIN ledger_account a ON a.id = side.id AND a.currency = side.currency;
    IF is_foreign THEN
        RAISE EXCEPTION 'both sides of a transfer are accounts of its currency'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_transfer_accounts';
    END IF;
    IF takes_from_limited IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    -- A snapshot older than a lock would not see what the lock's last holder wrote.
    IF current_setting('transaction_isolation') = 'repeatable read' THEN
        RAISE EXCEPTION 'limited accounts are not written under REPEATABLE READ'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    -- Only accounts that may not go below zero and from which something is taken, in id order, so
    -- that two writers never wait for each other in a ring.
    PERFORM 1 FROM ledger_account a
    JOIN (
        SELECT debit_id AS id, false AS is_credit FROM added UNION SELECT credit_id, true FROM added
    ) side ON side.id = a.id AND (a.kind IN ('asset', 'expense')) = side.is_credit
    WHERE NOT a.may_go_negative ORDER BY a.id FOR NO KEY UPDATE OF a;
    -- A statement of its own: it sees what others committed while the locks were waited for.
    SELECT a.id, a.code, abs(held.minor) AS below INTO limited FROM ledger_account a
    JOIN (
        SELECT debit_id AS id, false AS is_credit FROM added UNION SELECT credit_id, true FROM added
    ) side ON side.id = a.id AND (a.kind IN ('asset', 'expense')) = side.is_credit
    CROSS JOIN LATERAL (
        SELECT coalesce(s.minor, 0)
            + coalesce((SELECT sum(t.amount_minor) FROM ledger_transfer t
                WHERE t.debit_id = a.id AND t.effective_on > coalesce(s.through, '-infinity')), 0)
            - coalesce((SELECT sum(t.amount_minor) FROM ledger_transfer t
                WHERE t.credit_id = a.id AND t.effective_on > coalesce(s.through, '-infinity')), 0) AS minor
        FROM (VALUES (1)) one LEFT JOIN LATERAL (
            SELECT b.through, b.debit_minor - b.credit_minor AS minor FROM ledger_sealedbalance b
            WHERE b.account_id = a.id ORDER BY b.through DESC LIMIT 1
        ) s ON true
    ) held
    WHERE NOT a.may_go_negative AND CASE WHEN side.is_credit THEN held.minor ELSE -held.minor END < 0
    ORDER BY a.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % would stand % below zero', limited.code, limited.below
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_account_limit',
                DETAIL = limited.id || ' -' || limited.below;
    END IF;
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
            ENTRY_GUARD,
            "DROP TRIGGER ledger_guard ON ledger_journalentry; DROP FUNCTION ledger_guard_entries();",
        ),
        migrations.RunSQL(
            TRANSFER_GUARD,
            "DROP TRIGGER ledger_guard ON ledger_transfer; DROP FUNCTION ledger_guard_transfers();"
            "DROP FUNCTION ledger_balance(uuid, date);",
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
