"""No money out but for an invoice that adds up, is no second one, and that enough others released."""

from django.db import migrations

# Two who record the same at once meet at the locks; each looks after having waited.
ONCE = """
CREATE FUNCTION treasury_check_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('treasury.file ' || NEW.attachment_id, 0));
    PERFORM pg_advisory_xact_lock(
        hashtextextended('treasury.bill ' || NEW.place_id || ' ' || NEW.supplier_key || ' ' || NEW.number_key, 0));
    IF NOT EXISTS (
        SELECT 1 FROM treasury_obligation owed
        WHERE (owed.id, owed.place_id, owed.currency) = (NEW.obligation_id, NEW.place_id, NEW.currency)
    ) THEN
        RAISE EXCEPTION 'an invoice is of its obligation''s place and currency'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM treasury_invoice other
        LEFT JOIN treasury_invoicereversal undone ON undone.invoice_id = other.id
        WHERE other.attachment_id = NEW.attachment_id AND undone.id IS NULL
    ) THEN
        RAISE EXCEPTION 'the file is the support of another invoice'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'treasury_invoice_file_once';
    END IF;
    IF EXISTS (
        SELECT 1 FROM treasury_invoice other
        LEFT JOIN treasury_invoicereversal undone ON undone.invoice_id = other.id
        WHERE (other.place_id, other.supplier_key, other.number_key)
            = (NEW.place_id, NEW.supplier_key, NEW.number_key) AND undone.id IS NULL
    ) THEN
        RAISE EXCEPTION 'the invoice is recorded already'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'treasury_invoice_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_invoice_once BEFORE INSERT ON treasury_invoice
    FOR EACH ROW EXECUTE FUNCTION treasury_check_invoice();
ALTER TABLE treasury_invoice ENABLE ALWAYS TRIGGER treasury_invoice_once;

CREATE FUNCTION treasury_check_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked uuid;
BEGIN
    IF TG_TABLE_NAME = 'treasury_invoice' THEN
        checked := NEW.id;
    ELSE
        checked := NEW.invoice_id;
    END IF;
    IF (SELECT total_minor FROM treasury_invoice WHERE id = checked) IS DISTINCT FROM (
        SELECT sum(amount_minor) FROM treasury_invoiceline WHERE invoice_id = checked
    ) THEN
        RAISE EXCEPTION 'invoice % does not add up to its lines', checked
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER treasury_invoice_adds_up AFTER INSERT ON treasury_invoice
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_sum();
CREATE CONSTRAINT TRIGGER treasury_invoiceline_adds_up AFTER INSERT ON treasury_invoiceline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_sum();
ALTER TABLE treasury_invoice ENABLE ALWAYS TRIGGER treasury_invoice_adds_up;
ALTER TABLE treasury_invoiceline ENABLE ALWAYS TRIGGER treasury_invoiceline_adds_up;
"""
NOT_ONCE = """
DROP TRIGGER treasury_invoiceline_adds_up ON treasury_invoiceline;
DROP TRIGGER treasury_invoice_adds_up ON treasury_invoice;
DROP FUNCTION treasury_check_sum();
DROP TRIGGER treasury_invoice_once ON treasury_invoice;
DROP FUNCTION treasury_check_invoice();
"""

# The invoice's lock is what a release, a payment and a reversal of it meet at.
RELEASED = """
CREATE FUNCTION treasury_check_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('treasury.invoice ' || NEW.invoice_id, 0));
    IF EXISTS (
        SELECT 1 FROM treasury_invoice bill
        WHERE bill.id = NEW.invoice_id AND NEW.releaser_id IN (bill.recorder_id, bill.payee_id)
    ) OR NOT EXISTS (
        SELECT 1 FROM mandates_mandate held
        JOIN mandates_seat seat ON seat.id = held.seat_id
        JOIN mandates_organ organ ON organ.id = seat.organ_id
        JOIN treasury_invoice bill ON bill.place_id = organ.place_id AND bill.id = NEW.invoice_id
        WHERE held.id = NEW.mandate_id AND held.holder_id = NEW.releaser_id
          AND organ.kind = 'finance_committee'
    ) THEN
        RAISE EXCEPTION 'a release is of the committee of the place, by neither recorder nor payee'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM treasury_payment WHERE invoice_id = NEW.invoice_id)
       OR EXISTS (SELECT 1 FROM treasury_invoicereversal WHERE invoice_id = NEW.invoice_id) THEN
        RAISE EXCEPTION 'what was paid or taken back is not released'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_release_by_others BEFORE INSERT ON treasury_release
    FOR EACH ROW EXECUTE FUNCTION treasury_check_release();
ALTER TABLE treasury_release ENABLE ALWAYS TRIGGER treasury_release_by_others;

CREATE FUNCTION treasury_check_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('treasury.invoice ' || NEW.invoice_id, 0));
    IF EXISTS (SELECT 1 FROM treasury_invoicereversal WHERE invoice_id = NEW.invoice_id)
       OR (SELECT bill.releases_required FROM treasury_invoice bill WHERE bill.id = NEW.invoice_id)
        > (SELECT count(*) FROM treasury_release WHERE invoice_id = NEW.invoice_id) THEN
        RAISE EXCEPTION 'money goes out with all its releases only'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_payment_released BEFORE INSERT ON treasury_payment
    FOR EACH ROW EXECUTE FUNCTION treasury_check_payment();
ALTER TABLE treasury_payment ENABLE ALWAYS TRIGGER treasury_payment_released;

CREATE FUNCTION treasury_check_payment_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT total_minor FROM treasury_invoice WHERE id = NEW.invoice_id) IS DISTINCT FROM (
        SELECT sum(moved.amount_minor) FROM ledger_transfer moved
        JOIN treasury_obligationaccount mine ON mine.account_id = moved.credit_id AND mine.role = 'bank'
        WHERE moved.entry_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'payment % is not what its invoice says', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER treasury_payment_amount AFTER INSERT ON treasury_payment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_payment_amount();
ALTER TABLE treasury_payment ENABLE ALWAYS TRIGGER treasury_payment_amount;

CREATE FUNCTION treasury_check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('treasury.invoice ' || NEW.invoice_id, 0));
    IF NEW.is_of_a_payment IS DISTINCT FROM EXISTS (
        SELECT 1 FROM treasury_payment WHERE invoice_id = NEW.invoice_id
    ) THEN
        RAISE EXCEPTION 'a reversal says whether money had gone out'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_reversal_says BEFORE INSERT ON treasury_invoicereversal
    FOR EACH ROW EXECUTE FUNCTION treasury_check_reversal();
ALTER TABLE treasury_invoicereversal ENABLE ALWAYS TRIGGER treasury_reversal_says;

CREATE FUNCTION treasury_check_reversal_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.is_of_a_payment AND NOT EXISTS (
        SELECT 1 FROM ledger_journalentry back JOIN treasury_payment paid ON paid.id = back.reverses_id
        WHERE back.id = NEW.id AND paid.invoice_id = NEW.invoice_id
    ) THEN
        RAISE EXCEPTION 'the reversal of a payment is posted in the ledger'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER treasury_reversal_posted AFTER INSERT ON treasury_invoicereversal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_reversal_posted();
ALTER TABLE treasury_invoicereversal ENABLE ALWAYS TRIGGER treasury_reversal_posted;
"""
NOT_RELEASED = """
DROP TRIGGER treasury_reversal_posted ON treasury_invoicereversal;
DROP FUNCTION treasury_check_reversal_posted();
DROP TRIGGER treasury_reversal_says ON treasury_invoicereversal;
DROP FUNCTION treasury_check_reversal();
DROP TRIGGER treasury_payment_amount ON treasury_payment;
DROP FUNCTION treasury_check_payment_amount();
DROP TRIGGER treasury_payment_released ON treasury_payment;
DROP FUNCTION treasury_check_payment();
DROP TRIGGER treasury_release_by_others ON treasury_release;
DROP FUNCTION treasury_check_release();
"""

DECIDED = """
CREATE FUNCTION treasury_check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM assemblies_resolution taken
        JOIN assemblies_motion motion ON motion.id = taken.motion_id
        JOIN assemblies_session session ON session.id = taken.session_id
        JOIN treasury_accountabilityreport report ON report.id = motion.about_id
        JOIN treasury_obligation owed ON owed.id = report.obligation_id
        JOIN planning_project project ON project.id = owed.project_id
        JOIN territory_place here ON here.id = project.place_id
        JOIN territory_place met ON met.id = session.place_id
        WHERE taken.id = NEW.resolution_id AND motion.about_kind = 'treasury.report'
          AND report.id = NEW.report_id AND taken.is_carried = NEW.is_approved
          AND taken.taken_at = NEW.decided_at AND report.presented_at < session.starts_at
          AND session.place_id = ANY (here.path) AND owed.place_id = ANY (met.path)
    ) THEN
        RAISE EXCEPTION 'a decision on a report is the resolution that an assembly took about it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_decision_is_the_assemblys BEFORE INSERT ON treasury_reportdecision
    FOR EACH ROW EXECUTE FUNCTION treasury_check_decision();
ALTER TABLE treasury_reportdecision ENABLE ALWAYS TRIGGER treasury_decision_is_the_assemblys;
"""
NOT_DECIDED = """
DROP TRIGGER treasury_decision_is_the_assemblys ON treasury_reportdecision;
DROP FUNCTION treasury_check_decision();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("treasury", "0002_guards"),
        ("assemblies", "0001_sessions"),
        ("mandates", "0001_offices"),
        ("planning", "0001_projects"),
    ]

    operations = [
        migrations.RunSQL(ONCE, NOT_ONCE),
        migrations.RunSQL(RELEASED, NOT_RELEASED),
        migrations.RunSQL(DECIDED, NOT_DECIDED),
    ]
