"""Who read a record and what was corrected is never taken back; a record changes by a correction alone."""

from django.db import migrations

from toparquia.gazette.guards import append_only

CORRECTED = """
CREATE FUNCTION people_guard_resident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.registered_at) IS DISTINCT FROM (OLD.id, OLD.registered_at)
       OR (NEW.given_names <> OLD.given_names AND NOT EXISTS (
            SELECT 1 FROM people_correction WHERE resident_id = OLD.id AND field = 'given_names'
            AND before = OLD.given_names AND after = NEW.given_names))
       OR (NEW.surnames <> OLD.surnames AND NOT EXISTS (
            SELECT 1 FROM people_correction WHERE resident_id = OLD.id AND field = 'surnames'
            AND before = OLD.surnames AND after = NEW.surnames))
       OR (NEW.birth_date <> OLD.birth_date AND NOT EXISTS (
            SELECT 1 FROM people_correction WHERE resident_id = OLD.id AND field = 'birth_date'
            AND before = OLD.birth_date::text AND after = NEW.birth_date::text)) THEN
        RAISE EXCEPTION 'a record changes by a correction alone'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER people_resident_by_correction BEFORE UPDATE ON people_resident
    FOR EACH ROW EXECUTE FUNCTION people_guard_resident();
ALTER TABLE people_resident ENABLE ALWAYS TRIGGER people_resident_by_correction;
"""
NO_CORRECTED = """
DROP TRIGGER people_resident_by_correction ON people_resident;
DROP FUNCTION people_guard_resident();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_readings_and_corrections"), ("gazette", "0002_guards")]

    operations = [
        append_only("people_reading"),
        append_only("people_correction"),
        migrations.RunSQL(CORRECTED, NO_CORRECTED),
    ]
