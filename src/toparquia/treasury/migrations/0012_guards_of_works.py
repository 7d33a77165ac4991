"""A work changes by the assembly's decision alone, its stages make a whole, and no more is used than came."""

from django.db import migrations

from toparquia.gazette.guards import append_only

TABLES = (
    "variation",
    "variationdecision",
    "schedule",
    "stage",
    "progress",
    "labourday",
    "stockmove",
    "delivery",
    "followup",
)

PLANNED = """
CREATE FUNCTION treasury_check_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    made treasury_schedule;
BEGIN
    SELECT * INTO made FROM treasury_schedule
    WHERE id = CASE TG_TABLE_NAME WHEN 'treasury_schedule' THEN (to_jsonb(NEW) ->> 'id')::uuid
        ELSE (to_jsonb(NEW) ->> 'schedule_id')::uuid END;
    IF (SELECT sum(weight) FROM treasury_stage WHERE schedule_id = made.id) IS DISTINCT FROM 100 OR (
        made.revision > 1 AND NOT EXISTS (
            SELECT 1 FROM treasury_variation change
            JOIN treasury_variationdecision decided ON decided.variation_id = change.id
            WHERE change.id = made.variation_id AND change.obligation_id = made.obligation_id
              AND decided.is_approved)
    ) THEN
        RAISE EXCEPTION 'stages are a hundred hundredths, and change by a variation that was approved'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER treasury_schedule_whole AFTER INSERT ON treasury_schedule
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_schedule();
CREATE CONSTRAINT TRIGGER treasury_stage_whole AFTER INSERT ON treasury_stage
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_schedule();
ALTER TABLE treasury_schedule ENABLE ALWAYS TRIGGER treasury_schedule_whole;
ALTER TABLE treasury_stage ENABLE ALWAYS TRIGGER treasury_stage_whole;

CREATE FUNCTION treasury_check_variation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM assemblies_resolution taken
        JOIN assemblies_motion motion ON motion.id = taken.motion_id
        JOIN assemblies_session session ON session.id = taken.session_id
        JOIN treasury_variation change ON change.id = motion.about_id
        JOIN treasury_obligation owed ON owed.id = change.obligation_id
        JOIN planning_project project ON project.id = owed.project_id
        JOIN territory_place here ON here.id = project.place_id
        JOIN territory_place met ON met.id = session.place_id
        WHERE taken.id = NEW.resolution_id AND motion.about_kind = 'treasury.variation'
          AND change.id = NEW.variation_id AND taken.is_carried = NEW.is_approved
          AND taken.taken_at = NEW.decided_at AND change.proposed_at < session.starts_at
          AND session.place_id = ANY (here.path) AND owed.place_id = ANY (met.path)
    ) THEN
        RAISE EXCEPTION 'a decision on a variation is the resolution that an assembly took about it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_variation_is_the_assemblys BEFORE INSERT ON treasury_variationdecision
    FOR EACH ROW EXECUTE FUNCTION treasury_check_variation();
ALTER TABLE treasury_variationdecision ENABLE ALWAYS TRIGGER treasury_variation_is_the_assemblys;

CREATE FUNCTION treasury_check_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('treasury.stock ' || NEW.obligation_id || ' ' || NEW.key, 0));
    IF NEW.thousandths + (
        SELECT coalesce(sum(thousandths), 0) FROM treasury_stockmove
        WHERE (obligation_id, key) = (NEW.obligation_id, NEW.key)
    ) < 0 THEN
        RAISE EXCEPTION 'no more is used of a material than came in'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_stock_there';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_stock_there BEFORE INSERT ON treasury_stockmove
    FOR EACH ROW EXECUTE FUNCTION treasury_check_stock();
ALTER TABLE treasury_stockmove ENABLE ALWAYS TRIGGER treasury_stock_there;
"""
NOT_PLANNED = """
DROP TRIGGER treasury_stock_there ON treasury_stockmove;
DROP FUNCTION treasury_check_stock();
DROP TRIGGER treasury_variation_is_the_assemblys ON treasury_variationdecision;
DROP FUNCTION treasury_check_variation();
DROP TRIGGER treasury_stage_whole ON treasury_stage;
DROP TRIGGER treasury_schedule_whole ON treasury_schedule;
DROP FUNCTION treasury_check_schedule();
"""


class Migration(migrations.Migration):
    dependencies = [("treasury", "0011_works"), ("assemblies", "0001_sessions"), ("planning", "0001_projects")]

    operations = [
        migrations.RunSQL(PLANNED, NOT_PLANNED),
        *(append_only(f"treasury_{table}") for table in TABLES),
    ]
