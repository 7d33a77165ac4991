"""An estimate adds up; what an assembly admitted is frozen, whatever role or program writes."""

from django.db import migrations

from toparquia.gazette.guards import append_only

# The project's row is locked first, so that an admission and an estimate never pass each other.
NOT_AFTER_ADMISSION = """
CREATE FUNCTION planning_refuse_after_admission() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    project uuid;
BEGIN
    IF TG_TABLE_NAME = 'planning_estimateline' THEN
        SELECT project_id INTO project FROM planning_estimate WHERE id = NEW.estimate_id;
    ELSIF TG_TABLE_NAME = 'planning_checkfinding' THEN
        SELECT project_id INTO project FROM planning_prevotecheck WHERE id = NEW.check_made_id;
    ELSE
        project := NEW.project_id;
    END IF;
    PERFORM 1 FROM planning_project WHERE id = project FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM planning_admission WHERE project_id = project) THEN
        RAISE EXCEPTION 'project % is admitted: % on % is refused', project, TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
GUARDED = ("planning_estimate", "planning_estimateline", "planning_prevotecheck", "planning_checkfinding")
FROZEN_PROJECT = """
CREATE FUNCTION planning_refuse_changed_admitted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM planning_admission WHERE project_id = OLD.id) THEN
        RAISE EXCEPTION 'project % is admitted: % is refused', OLD.id, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER planning_project_frozen BEFORE UPDATE OR DELETE ON planning_project
    FOR EACH ROW EXECUTE FUNCTION planning_refuse_changed_admitted();
ALTER TABLE planning_project ENABLE ALWAYS TRIGGER planning_project_frozen;
"""
# Thousandths times minor units may pass what a bigint holds on the way, hence numeric.
ADDS_UP = """
ALTER TABLE planning_estimateline ADD CONSTRAINT estimateline_is_quantity_times_price
    CHECK (amount_minor = div(quantity_milli::numeric * unit_price_minor + 500, 1000));
CREATE FUNCTION planning_check_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked uuid;
BEGIN
    IF TG_TABLE_NAME = 'planning_estimate' THEN
        checked := NEW.id;
    ELSE
        checked := NEW.estimate_id;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM planning_estimate estimate WHERE estimate.id = checked
          AND (estimate.line_count, estimate.total_minor) = (
              SELECT count(*), coalesce(sum(line.amount_minor), 0)
              FROM planning_estimateline line WHERE line.estimate_id = checked)
    ) THEN
        RAISE EXCEPTION 'estimate % does not add up to its lines', checked
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER planning_estimate_adds_up AFTER INSERT ON planning_estimate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION planning_check_sum();
CREATE CONSTRAINT TRIGGER planning_estimateline_adds_up AFTER INSERT ON planning_estimateline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION planning_check_sum();
ALTER TABLE planning_estimate ENABLE ALWAYS TRIGGER planning_estimate_adds_up;
ALTER TABLE planning_estimateline ENABLE ALWAYS TRIGGER planning_estimateline_adds_up;
"""
# What the rules ask of an admission and a table can know: the newest estimate, and no failed ground.
ADMISSIBLE = """
CREATE FUNCTION planning_check_admission() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest uuid;
BEGIN
    PERFORM 1 FROM planning_project WHERE id = NEW.project_id FOR NO KEY UPDATE;
    SELECT id INTO newest FROM planning_estimate
        WHERE project_id = NEW.project_id ORDER BY number DESC LIMIT 1;
    IF newest IS DISTINCT FROM NEW.estimate_id THEN
        RAISE EXCEPTION 'project % is admitted at its newest estimate only', NEW.project_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM planning_checkfinding finding WHERE NOT finding.is_met
          AND finding.check_made_id = (
              SELECT id FROM planning_prevotecheck WHERE project_id = NEW.project_id
              ORDER BY number DESC LIMIT 1)
    ) THEN
        RAISE EXCEPTION 'project % did not pass its last check', NEW.project_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER planning_admission_checked BEFORE INSERT ON planning_admission
    FOR EACH ROW EXECUTE FUNCTION planning_check_admission();
ALTER TABLE planning_admission ENABLE ALWAYS TRIGGER planning_admission_checked;
"""
UNDO = """
DROP TRIGGER planning_admission_checked ON planning_admission;
DROP FUNCTION planning_check_admission();
DROP TRIGGER planning_estimateline_adds_up ON planning_estimateline;
DROP TRIGGER planning_estimate_adds_up ON planning_estimate;
DROP FUNCTION planning_check_sum();
ALTER TABLE planning_estimateline DROP CONSTRAINT estimateline_is_quantity_times_price;
DROP TRIGGER planning_project_frozen ON planning_project;
DROP FUNCTION planning_refuse_changed_admitted();
"""


def not_after_admission(table: str) -> migrations.RunSQL:
    """Refuse rows of `table` for a project that an assembly has admitted."""
    trigger = f"{table}_not_after_admission"
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {trigger} BEFORE INSERT ON {table}
            FOR EACH ROW EXECUTE FUNCTION planning_refuse_after_admission();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};
        """,
        f"DROP TRIGGER {trigger} ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_projects"), ("gazette", "0002_guards")]

    operations = [
        *(append_only(table) for table in (*GUARDED, "planning_admission")),
        migrations.RunSQL(NOT_AFTER_ADMISSION, "DROP FUNCTION planning_refuse_after_admission();"),
        *(not_after_admission(table) for table in GUARDED),
        migrations.RunSQL(FROZEN_PROJECT + ADDS_UP + ADMISSIBLE, UNDO),
    ]
