"""A norm stays as proposed; a yes is a carried resolution of its commune's parliament or assembly."""

from django.db import migrations

from toparquia.gazette.guards import append_only

DECIDED = """
CREATE FUNCTION refuse_norm_that_nobody_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM assemblies_resolution taken
            JOIN assemblies_motion motion ON motion.id = taken.motion_id
            JOIN assemblies_session held ON held.id = taken.session_id
            LEFT JOIN mandates_organ organ ON organ.id = held.organ_id
            JOIN charters_norm norm ON norm.id = NEW.norm_id
        WHERE taken.id = NEW.resolution_id AND taken.is_carried = (NEW.in_force_on IS NOT NULL)
          AND held.place_id = norm.place_id AND motion.about_id = norm.id
          AND (motion.about_kind = 'charters.norm' AND organ.id IS NULL
               OR motion.about_kind = 'charters.norm_in_parliament' AND organ.kind = 'parliament')
    ) THEN
        RAISE EXCEPTION 'norm % was decided by nobody', NEW.norm_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charters_norm_decided BEFORE INSERT ON charters_normdecision
    FOR EACH ROW EXECUTE FUNCTION refuse_norm_that_nobody_decided();
ALTER TABLE charters_normdecision ENABLE ALWAYS TRIGGER charters_norm_decided;
"""
NO_DECIDED = """
DROP TRIGGER charters_norm_decided ON charters_normdecision;
DROP FUNCTION refuse_norm_that_nobody_decided();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("charters", "0006_norms"),
        ("assemblies", "0007_parliament_decides_norms"),
        ("gazette", "0002_guards"),
    ]

    operations = [
        append_only("charters_norm"),
        append_only("charters_normdecision"),
        migrations.RunSQL(DECIDED, NO_DECIDED),
    ]
