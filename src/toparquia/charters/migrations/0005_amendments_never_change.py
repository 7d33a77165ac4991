"""An amendment stays as proposed, and is approved only by a vote or by the commune's own assembly."""

from django.db import migrations

from toparquia.gazette.guards import append_only

APPROVED = """
CREATE FUNCTION refuse_amendment_that_nobody_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.outcome = 'approved' AND NOT EXISTS (
        SELECT 1 FROM charters_amendmentvote called WHERE called.amendment_id = NEW.amendment_id
    ) AND NOT EXISTS (
        SELECT 1 FROM assemblies_resolution yes
            JOIN assemblies_motion motion ON motion.id = yes.motion_id
            JOIN assemblies_session held ON held.id = yes.session_id
            JOIN charters_amendment amendment ON amendment.id = NEW.amendment_id
        WHERE yes.id = NEW.resolution_id AND yes.is_carried AND held.organ_id IS NULL
          AND held.place_id = amendment.place_id
          AND motion.about_kind = 'charters.amendment' AND motion.about_id = amendment.id
    ) THEN
        RAISE EXCEPTION 'amendment % was approved by nobody', NEW.amendment_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charters_amendment_approved_by_people BEFORE INSERT ON charters_amendmentdecision
    FOR EACH ROW EXECUTE FUNCTION refuse_amendment_that_nobody_approved();
ALTER TABLE charters_amendmentdecision ENABLE ALWAYS TRIGGER charters_amendment_approved_by_people;
"""
NO_APPROVED = """
DROP TRIGGER charters_amendment_approved_by_people ON charters_amendmentdecision;
DROP FUNCTION refuse_amendment_that_nobody_approved();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("charters", "0004_amendments"),
        ("assemblies", "0004_organs_decide_for_themselves"),
    ]

    operations = [
        *(append_only(f"charters_{table}") for table in ("amendment", "amendmentvote", "amendmentdecision")),
        migrations.RunSQL(APPROVED, NO_APPROVED),
    ]
