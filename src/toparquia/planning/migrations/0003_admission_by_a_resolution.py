"""An admission rests on a resolution that exists, was carried, and is about exactly what it admits."""

import django.db.models.deletion
from django.db import migrations, models

# Asked once a statement, so that five thousand admissions cost one look. The subject of one project is
# its own id, that of a list is made of its members' ids as `rules.subject_of` does.
RESOLVED = """
CREATE FUNCTION planning_check_resolved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT resolution_id, place_id FROM added) asked
        LEFT JOIN assemblies_resolution taken ON taken.id = asked.resolution_id
        LEFT JOIN assemblies_motion motion ON motion.id = taken.motion_id
        LEFT JOIN assemblies_session held ON held.id = taken.session_id
        WHERE taken.id IS NULL OR NOT taken.is_carried
           OR motion.about_kind <> 'planning.admission' OR held.place_id <> asked.place_id
           OR EXISTS (SELECT 1 FROM assemblies_resolution later WHERE later.revokes_id = taken.id)
           OR motion.about_id IS DISTINCT FROM (
               SELECT CASE WHEN count(*) = 1 THEN (array_agg(project_id))[1]
                   ELSE encode(planning_list_id(string_agg(uuid_send(project_id), ''::bytea
                                                           ORDER BY project_id)), 'hex')::uuid END
               FROM planning_admission WHERE resolution_id = taken.id)
    ) THEN
        RAISE EXCEPTION 'an admission needs a carried resolution about exactly these projects'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION planning_list_id(members bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT set_byte(set_byte(raw, 6, (get_byte(raw, 6) & 15) | 128), 8, (get_byte(raw, 8) & 63) | 128)
    FROM (SELECT substring(sha256(members) FROM 1 FOR 16) AS raw) hashed
$$;
CREATE TRIGGER planning_admission_resolved AFTER INSERT ON planning_admission
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION planning_check_resolved();
ALTER TABLE planning_admission ENABLE ALWAYS TRIGGER planning_admission_resolved;
"""
NO_RESOLVED = """
DROP TRIGGER planning_admission_resolved ON planning_admission;
DROP FUNCTION planning_check_resolved();
DROP FUNCTION planning_list_id(bytea);
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0002_guards"), ("assemblies", "0002_rows_never_change")]

    operations = [
        migrations.RenameField("admission", "resolution_id", "resolution"),
        migrations.AlterField(
            "admission",
            "resolution",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="admissions",
                to="assemblies.resolution",
            ),
        ),
        migrations.RunSQL(RESOLVED, NO_RESOLVED),
    ]
