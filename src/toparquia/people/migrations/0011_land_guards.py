"""What is in a land dossier stays; the dossier itself goes from state to state as its last step says."""

from django.db import migrations

from toparquia.gazette.guards import append_only

STEPPED = """
CREATE FUNCTION people_guard_land_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - 'status' - 'outcome' - 'changed_at'
           = to_jsonb(OLD) - 'status' - 'outcome' - 'changed_at'
       AND EXISTS (SELECT 1 FROM people_landstep WHERE dossier_id = OLD.id AND status = NEW.status
                   AND outcome = NEW.outcome AND taken_at = NEW.changed_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a land dossier goes on by a step alone: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER people_land_dossier_by_steps BEFORE UPDATE OR DELETE ON people_landdossier
    FOR EACH ROW EXECUTE FUNCTION people_guard_land_dossier();
ALTER TABLE people_landdossier ENABLE ALWAYS TRIGGER people_land_dossier_by_steps;
CREATE TRIGGER people_land_dossier_not_emptied BEFORE TRUNCATE ON people_landdossier
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE people_landdossier ENABLE ALWAYS TRIGGER people_land_dossier_not_emptied;
"""
NOT_STEPPED = """
DROP TRIGGER people_land_dossier_by_steps ON people_landdossier;
DROP TRIGGER people_land_dossier_not_emptied ON people_landdossier;
DROP FUNCTION people_guard_land_dossier();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0010_land_dossiers"), ("gazette", "0002_guards")]

    operations = [
        append_only("people_landstatement"),
        append_only("people_landevidence"),
        append_only("people_landstep"),
        migrations.RunSQL(STEPPED, NOT_STEPPED),
    ]
