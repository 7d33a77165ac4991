"""What a pending transfer and its settlement may be: exactly what their entries move, once."""

from django.db import migrations

from toparquia.gazette.guards import append_only

GUARDS = """
CREATE FUNCTION ledger_moved(entry uuid, giver uuid, taker uuid, by_debit boolean) RETURNS numeric
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(sum(amount_minor), 0) FROM ledger_transfer WHERE entry_id = entry
        AND credit_id = CASE WHEN by_debit THEN giver ELSE taker END
        AND debit_id = CASE WHEN by_debit THEN taker ELSE giver END
$$;

CREATE FUNCTION ledger_guard_pending() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    source ledger_account;
    holding ledger_account;
BEGIN
    SELECT * INTO source FROM ledger_account WHERE id = NEW.source_id;
    SELECT * INTO holding FROM ledger_account WHERE id = NEW.holding_id;
    IF holding.code <> 'held.' || source.code OR holding.may_go_negative OR holding.kind <> source.kind
        OR (SELECT transfer_count FROM ledger_journalentry WHERE id = NEW.entry_id) <> 1
        OR (SELECT currency FROM ledger_account WHERE id = NEW.target_id) <> NEW.currency
        OR source.currency <> NEW.currency
        OR ledger_moved(NEW.entry_id, source.id, holding.id, source.kind IN ('asset', 'expense'))
            <> NEW.amount_minor
    THEN
        RAISE EXCEPTION 'a pending transfer is what its entry set aside'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_pending_is_set_aside';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_guard AFTER INSERT ON ledger_pendingtransfer
    FOR EACH ROW EXECUTE FUNCTION ledger_guard_pending();
ALTER TABLE ledger_pendingtransfer ENABLE ALWAYS TRIGGER ledger_guard;

CREATE FUNCTION ledger_guard_settlement() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    held ledger_pendingtransfer;
    by_debit boolean;
BEGIN
    SELECT * INTO held FROM ledger_pendingtransfer WHERE entry_id = NEW.pending_id;
    by_debit := (SELECT kind IN ('asset', 'expense') FROM ledger_account WHERE id = held.source_id);
    IF (NEW.outcome = 'posted') <> (NEW.posted_minor = held.amount_minor)
        OR NEW.posted_minor > held.amount_minor
        OR (NEW.posted_minor > 0 OR NEW.outcome = 'expired') AND
            (NEW.settled_at >= held.expires_at) <> (NEW.outcome = 'expired')
        OR ledger_moved(NEW.entry_id, held.holding_id, held.target_id, by_debit) <> NEW.posted_minor
        OR ledger_moved(NEW.entry_id, held.holding_id, held.source_id, by_debit)
            <> held.amount_minor - NEW.posted_minor
    THEN
        RAISE EXCEPTION 'a settlement is what its entry posts and gives back'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_settlement_is_exact';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_guard AFTER INSERT ON ledger_settlement
    FOR EACH ROW EXECUTE FUNCTION ledger_guard_settlement();
ALTER TABLE ledger_settlement ENABLE ALWAYS TRIGGER ledger_guard;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_pending_and_private")]

    operations = [
        migrations.RunSQL(
            GUARDS,
            "DROP TRIGGER ledger_guard ON ledger_pendingtransfer; DROP FUNCTION ledger_guard_pending();"
            "DROP TRIGGER ledger_guard ON ledger_settlement; DROP FUNCTION ledger_guard_settlement();"
            "DROP FUNCTION ledger_moved(uuid, uuid, uuid, boolean);",
        ),
        append_only("ledger_pendingtransfer"),
        append_only("ledger_settlement"),
    ]
