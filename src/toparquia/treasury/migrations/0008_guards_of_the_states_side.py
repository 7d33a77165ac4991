"""What was published stays, parts add up to their sum, and a draw is of its own payer and currency."""

from django.db import migrations

from toparquia.gazette.guards import append_only

TABLES = ("budgetallocation", "draw", "distribution", "distributionpart")

PARTS = """
CREATE FUNCTION treasury_check_distribution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.amount_minor IS DISTINCT FROM
       (SELECT sum(amount_minor) FROM treasury_distributionpart WHERE distribution_id = NEW.id) THEN
        RAISE EXCEPTION 'the parts of a distribution are its amount, to the last minor unit'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION treasury_check_late_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM treasury_distribution split
        WHERE split.id IN (SELECT distribution_id FROM added)
          AND split.amount_minor < (
              SELECT sum(amount_minor) FROM treasury_distributionpart WHERE distribution_id = split.id)
    ) THEN
        RAISE EXCEPTION 'the parts of a distribution are its amount, to the last minor unit'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER treasury_distributionpart_within AFTER INSERT ON treasury_distributionpart
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION treasury_check_late_parts();
ALTER TABLE treasury_distributionpart ENABLE ALWAYS TRIGGER treasury_distributionpart_within;
CREATE CONSTRAINT TRIGGER treasury_distribution_whole AFTER INSERT ON treasury_distribution
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_distribution();
ALTER TABLE treasury_distribution ENABLE ALWAYS TRIGGER treasury_distribution_whole;
"""

DRAWS = """
CREATE FUNCTION treasury_check_draw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM treasury_disbursement sent
        JOIN treasury_tranche part ON part.id = sent.tranche_id
        JOIN treasury_obligation owed ON owed.id = part.obligation_id
        JOIN treasury_budgetallocation source ON source.id = NEW.allocation_id
        WHERE sent.id = NEW.disbursement_id
          AND (source.place_id, source.currency) = (owed.payer_id, owed.currency)
    ) THEN
        RAISE EXCEPTION 'a disbursement is drawn from an allocation of its own payer and currency'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER treasury_draw_fits AFTER INSERT ON treasury_draw
    FOR EACH ROW EXECUTE FUNCTION treasury_check_draw();
ALTER TABLE treasury_draw ENABLE ALWAYS TRIGGER treasury_draw_fits;
"""


class Migration(migrations.Migration):
    """Append-only tables, and two checks that a mistake of ours cannot get past."""

    dependencies = [("treasury", "0007_the_states_side")]

    operations = [
        *(append_only(f"treasury_{table}") for table in TABLES),
        migrations.RunSQL(
            PARTS,
            "DROP TRIGGER treasury_distribution_whole ON treasury_distribution;"
            "DROP TRIGGER treasury_distributionpart_within ON treasury_distributionpart;"
            "DROP FUNCTION treasury_check_distribution(); DROP FUNCTION treasury_check_late_parts();",
        ),
        migrations.RunSQL(
            DRAWS,
            "DROP TRIGGER treasury_draw_fits ON treasury_draw; DROP FUNCTION treasury_check_draw();",
        ),
    ]
