"""A decision binds: what was owed stays owed, whatever role or program writes to these tables."""

from django.db import migrations

from toparquia.gazette.guards import append_only

TABLES = (
    "obligation",
    "obligationaccount",
    "tranche",
    "disbursement",
    "receipt",
    "attachment",
    "invoice",
    "invoiceline",
    "release",
    "payment",
    "invoicereversal",
    "accountabilityreport",
    "reportdecision",
    "question",
    "answer",
)

# Asked when the transaction ends, for the certificate comes first and what it creates follows.
BORN = """
CREATE FUNCTION treasury_check_obligation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM consultations_priorityproject won
        WHERE (won.consultation_id, won.project_id, won.amount_minor, won.currency)
            = (NEW.consultation_id, NEW.project_id, NEW.cost_minor, NEW.currency)
    ) THEN
        RAISE EXCEPTION 'an obligation is of a project that a certificate names, at its cost'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF ((NEW.tranche_count, NEW.amount_minor) = (
        SELECT count(*), sum(amount_minor) FROM treasury_tranche WHERE obligation_id = NEW.id
    )) IS NOT TRUE THEN
        RAISE EXCEPTION 'the tranches of an obligation are its amount, to the last minor unit'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM ledger_transfer posted
        JOIN treasury_obligationaccount mine ON mine.account_id = posted.debit_id
        WHERE posted.entry_id = NEW.id AND posted.amount_minor = NEW.amount_minor
          AND (mine.obligation_id, mine.role) = (NEW.id, 'receivable')
    ) THEN
        RAISE EXCEPTION 'an obligation is posted in the ledger in the transaction that creates it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER treasury_obligation_born AFTER INSERT ON treasury_obligation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_obligation();
ALTER TABLE treasury_obligation ENABLE ALWAYS TRIGGER treasury_obligation_born;

CREATE FUNCTION treasury_check_winner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM treasury_obligation owed
        WHERE (owed.consultation_id, owed.project_id) = (NEW.consultation_id, NEW.project_id)
    ) THEN
        RAISE EXCEPTION 'what won is owed: no certificate without the obligation of each winner'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER treasury_winner_is_owed AFTER INSERT ON consultations_priorityproject
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_winner();
ALTER TABLE consultations_priorityproject ENABLE ALWAYS TRIGGER treasury_winner_is_owed;

CREATE FUNCTION treasury_check_tranche() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT obliged.tranche_count < NEW.number
            OR EXISTS (SELECT 1 FROM treasury_disbursement sent
                JOIN treasury_tranche mine ON mine.id = sent.tranche_id
                WHERE mine.obligation_id = NEW.obligation_id)
        FROM treasury_obligation obliged WHERE obliged.id = NEW.obligation_id) IS NOT FALSE THEN
        RAISE EXCEPTION 'an obligation has the tranches it was born with'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_tranche_born BEFORE INSERT ON treasury_tranche
    FOR EACH ROW EXECUTE FUNCTION treasury_check_tranche();
ALTER TABLE treasury_tranche ENABLE ALWAYS TRIGGER treasury_tranche_born;
"""
NOT_BORN = """
DROP TRIGGER treasury_tranche_born ON treasury_tranche;
DROP FUNCTION treasury_check_tranche();
DROP TRIGGER treasury_winner_is_owed ON consultations_priorityproject;
DROP FUNCTION treasury_check_winner();
DROP TRIGGER treasury_obligation_born ON treasury_obligation;
DROP FUNCTION treasury_check_obligation();
"""

# The debt leaves the receivable only by a disbursement, the way by a receipt, and money the bank account
# only by a payment: no entry of another kind, a reversal of the debt least of all, touches them.
MOVED = """
CREATE FUNCTION treasury_guard_transfers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
    bad uuid;
BEGIN
    SELECT n.entry_id INTO bad FROM added n
    JOIN treasury_obligationaccount mine ON mine.account_id = n.credit_id
    WHERE CASE mine.role
        WHEN 'receivable' THEN NOT EXISTS (
            SELECT 1 FROM treasury_disbursement sent
            JOIN treasury_tranche part ON part.id = sent.tranche_id
            WHERE sent.id = n.entry_id AND part.obligation_id = mine.obligation_id
              AND sent.amount_minor = n.amount_minor)
        WHEN 'transit' THEN NOT EXISTS (
            SELECT 1 FROM treasury_receipt came
            JOIN treasury_disbursement sent ON sent.id = came.disbursement_id
            JOIN treasury_tranche part ON part.id = sent.tranche_id
            WHERE came.id = n.entry_id AND part.obligation_id = mine.obligation_id
              AND sent.amount_minor = n.amount_minor)
        WHEN 'bank' THEN NOT EXISTS (
            SELECT 1 FROM treasury_payment paid JOIN treasury_invoice bill ON bill.id = paid.invoice_id
            WHERE paid.id = n.entry_id AND bill.obligation_id = mine.obligation_id)
        ELSE false END
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % takes from an account of an obligation without the act that may', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_account_guarded';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER treasury_guard AFTER INSERT ON ledger_transfer REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION treasury_guard_transfers();
ALTER TABLE ledger_transfer ENABLE ALWAYS TRIGGER treasury_guard;

CREATE FUNCTION treasury_check_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_journalentry WHERE id = NEW.id) THEN
        RAISE EXCEPTION '% % is not posted in the ledger', TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
NOT_MOVED = """
DROP FUNCTION treasury_check_posted();
DROP TRIGGER treasury_guard ON ledger_transfer;
DROP FUNCTION treasury_guard_transfers();
"""

SENT = """
CREATE FUNCTION treasury_check_disbursement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part treasury_tranche;
    came timestamptz;
BEGIN
    SELECT * INTO part FROM treasury_tranche WHERE id = NEW.tranche_id;
    IF part.amount_minor IS DISTINCT FROM NEW.amount_minor THEN
        RAISE EXCEPTION 'a tranche is sent whole' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF part.number > 1 THEN
        SELECT receipt.received_at INTO came FROM treasury_receipt receipt
        JOIN treasury_disbursement sent ON sent.id = receipt.disbursement_id
        JOIN treasury_tranche before ON before.id = sent.tranche_id
        WHERE (before.obligation_id, before.number) = (part.obligation_id, part.number - 1);
        IF NOT EXISTS (
            SELECT 1 FROM treasury_reportdecision decided
            JOIN treasury_accountabilityreport report ON report.id = decided.report_id
            WHERE report.obligation_id = part.obligation_id AND decided.is_approved
              AND report.presented_at >= came
        ) THEN
            RAISE EXCEPTION 'a tranche after the first waits for a report that the assembly approved'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_disbursement_in_turn BEFORE INSERT ON treasury_disbursement
    FOR EACH ROW EXECUTE FUNCTION treasury_check_disbursement();
ALTER TABLE treasury_disbursement ENABLE ALWAYS TRIGGER treasury_disbursement_in_turn;
"""
NOT_SENT = """
DROP TRIGGER treasury_disbursement_in_turn ON treasury_disbursement;
DROP FUNCTION treasury_check_disbursement();
"""


def posted(table: str) -> migrations.RunSQL:
    """Refuse, when the transaction ends, a row of `table` without the entry that its id names."""
    trigger = f"treasury_{table}_posted"
    return migrations.RunSQL(
        f"""
        CREATE CONSTRAINT TRIGGER {trigger} AFTER INSERT ON treasury_{table}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_posted();
        ALTER TABLE treasury_{table} ENABLE ALWAYS TRIGGER {trigger};
        """,
        f"DROP TRIGGER {trigger} ON treasury_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("treasury", "0001_obligations"),
        ("consultations", "0002_guards"),
        ("ledger", "0002_guards"),
        ("gazette", "0002_guards"),
    ]

    operations = [
        *(append_only(f"treasury_{table}") for table in TABLES),
        migrations.RunSQL(BORN, NOT_BORN),
        migrations.RunSQL(MOVED, NOT_MOVED),
        *(posted(table) for table in ("disbursement", "receipt", "payment")),
        migrations.RunSQL(SENT, NOT_SENT),
    ]
