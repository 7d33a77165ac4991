"""A list only grows, while its session is open; only names typed from paper come after the minutes."""

from django.db import migrations

from toparquia.gazette.guards import append_only

OPEN = """
CREATE TRIGGER assemblies_listphoto_while_open BEFORE INSERT ON assemblies_listphoto
    FOR EACH ROW EXECUTE FUNCTION refuse_after_minutes();
ALTER TABLE assemblies_listphoto ENABLE ALWAYS TRIGGER assemblies_listphoto_while_open;
CREATE TRIGGER assemblies_arrival_while_open BEFORE INSERT ON assemblies_arrival
    FOR EACH ROW WHEN (NOT NEW.is_from_paper) EXECUTE FUNCTION refuse_after_minutes();
ALTER TABLE assemblies_arrival ENABLE ALWAYS TRIGGER assemblies_arrival_while_open;
"""
NO_OPEN = """
DROP TRIGGER assemblies_listphoto_while_open ON assemblies_listphoto;
DROP TRIGGER assemblies_arrival_while_open ON assemblies_arrival;
"""
# Whoever types a list later needs its photo: without one the table takes no name from paper.
SOUND = """
CREATE FUNCTION refuse_unsound_arrival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.motion_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM assemblies_motion WHERE id = NEW.motion_id AND session_id = NEW.session_id
    ) OR NEW.is_from_paper AND NOT EXISTS (
        SELECT 1 FROM assemblies_listphoto
        WHERE session_id = NEW.session_id AND motion_id IS NOT DISTINCT FROM NEW.motion_id
    ) THEN
        RAISE EXCEPTION 'a name is on no list of session %', NEW.session_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assemblies_arrival_sound BEFORE INSERT ON assemblies_arrival
    FOR EACH ROW EXECUTE FUNCTION refuse_unsound_arrival();
ALTER TABLE assemblies_arrival ENABLE ALWAYS TRIGGER assemblies_arrival_sound;
"""
NO_SOUND = """
DROP TRIGGER assemblies_arrival_sound ON assemblies_arrival;
DROP FUNCTION refuse_unsound_arrival();
"""


class Migration(migrations.Migration):
    dependencies = [("assemblies", "0005_cards_and_photographed_lists"), ("gazette", "0002_guards")]

    operations = [
        append_only("assemblies_arrival"),
        append_only("assemblies_listphoto"),
        migrations.RunSQL(OPEN, NO_OPEN),
        migrations.RunSQL(SOUND, NO_SOUND),
    ]
