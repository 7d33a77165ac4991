"""Money counts as sent and received only by who may say so, and with the act that says it in the Gazette."""

from django.db import migrations

SAID = """
CREATE FUNCTION treasury_check_said() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owed treasury_obligation;
    said record;
BEGIN
    IF TG_TABLE_NAME = 'treasury_disbursement' THEN
        SELECT * INTO owed FROM treasury_obligation WHERE id = (
            SELECT obligation_id FROM treasury_tranche WHERE id = NEW.tranche_id);
        SELECT 'treasury.disbursed' AS kind, NEW.sent_at AS at, 'federal_council' AS organ, owed.payer_id AS place
            INTO said;
    ELSE
        SELECT * INTO owed FROM treasury_obligation WHERE id = (
            SELECT part.obligation_id FROM treasury_disbursement sent
            JOIN treasury_tranche part ON part.id = sent.tranche_id WHERE sent.id = NEW.disbursement_id);
        SELECT 'treasury.receipt_confirmed' AS kind, NEW.received_at AS at, 'finance_committee' AS organ,
            owed.place_id AS place INTO said;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM gazette_entry act
        WHERE act.subject_id = owed.id AND act.kind = said.kind AND act.enacted_at = said.at
          AND act.mandate_id = NEW.mandate_id
    ) OR NOT EXISTS (
        SELECT 1 FROM mandates_mandate held
        JOIN mandates_seat seat ON seat.id = held.seat_id
        JOIN mandates_organ organ ON organ.id = seat.organ_id
        JOIN territory_place here ON here.id = said.place
        WHERE held.id = NEW.mandate_id AND organ.kind = said.organ AND organ.place_id = ANY (here.path)
    ) THEN
        RAISE EXCEPTION '% % has no act of who may say so', TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER treasury_disbursement_said AFTER INSERT ON treasury_disbursement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_said();
CREATE CONSTRAINT TRIGGER treasury_receipt_said AFTER INSERT ON treasury_receipt
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_said();
ALTER TABLE treasury_disbursement ENABLE ALWAYS TRIGGER treasury_disbursement_said;
ALTER TABLE treasury_receipt ENABLE ALWAYS TRIGGER treasury_receipt_said;
"""
UNSAID = """
DROP TRIGGER treasury_receipt_said ON treasury_receipt;
DROP TRIGGER treasury_disbursement_said ON treasury_disbursement;
DROP FUNCTION treasury_check_said();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("treasury", "0003_spending_guards"),
        ("gazette", "0001_log"),
        ("territory", "0001_places"),
    ]

    operations = [migrations.RunSQL(SAID, UNSAID)]
