"""An organ's motion is about nothing that waits for the assembly, and it undoes only what that organ decided."""

from django.db import migrations

OWN = """
CREATE FUNCTION refuse_motion_beyond_its_body() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE body uuid;
BEGIN
    SELECT organ_id INTO body FROM assemblies_session WHERE id = NEW.session_id;
    IF body IS NOT NULL AND NEW.about_kind <> '' THEN
        RAISE EXCEPTION 'motion % of an organ is about a thing that the assembly decides', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.would_revoke_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM assemblies_resolution undone JOIN assemblies_session before
            ON before.id = undone.session_id
        WHERE undone.id = NEW.would_revoke_id AND before.organ_id IS NOT DISTINCT FROM body
    ) THEN
        RAISE EXCEPTION 'motion % would undo what another body decided', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.amends_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM assemblies_motion amended
        WHERE amended.id = NEW.amends_id AND amended.session_id = NEW.session_id
    ) THEN
        RAISE EXCEPTION 'motion % amends one of another session', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assemblies_motion_of_its_body BEFORE INSERT ON assemblies_motion
    FOR EACH ROW EXECUTE FUNCTION refuse_motion_beyond_its_body();
ALTER TABLE assemblies_motion ENABLE ALWAYS TRIGGER assemblies_motion_of_its_body;
"""
NO_OWN = """
DROP TRIGGER assemblies_motion_of_its_body ON assemblies_motion;
DROP FUNCTION refuse_motion_beyond_its_body();
"""


class Migration(migrations.Migration):
    dependencies = [("assemblies", "0003_organs_meet_and_motions_are_amended")]

    operations = [migrations.RunSQL(OWN, NO_OWN)]
