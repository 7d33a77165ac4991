"""A session as called, a resolution as taken and minutes as written never change, whoever writes."""

from django.db import migrations

from toparquia.gazette.guards import append_only

# A session is what its verbs lock, and a row lock needs the right to update: so it is guarded row by
# row, and not by taking that right away as for the other tables.
SESSION = """
CREATE TRIGGER assemblies_session_as_called BEFORE UPDATE OR DELETE ON assemblies_session
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE assemblies_session ENABLE ALWAYS TRIGGER assemblies_session_as_called;
CREATE TRIGGER assemblies_session_not_emptied BEFORE TRUNCATE ON assemblies_session
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE assemblies_session ENABLE ALWAYS TRIGGER assemblies_session_not_emptied;
"""
NO_SESSION = """
DROP TRIGGER assemblies_session_as_called ON assemblies_session;
DROP TRIGGER assemblies_session_not_emptied ON assemblies_session;
"""
# Minutes that are being written in another transaction hold the session's row: whoever adds waits here.
CLOSED = """
CREATE FUNCTION refuse_after_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM assemblies_session WHERE id = NEW.session_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM assemblies_minutes WHERE session_id = NEW.session_id) THEN
        RAISE EXCEPTION 'session % is closed: nothing is added to %', NEW.session_id, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
CLOSED_TABLES = ("call", "motion", "resolution", "attendee", "minutes")
# A resolution is of its motion's session, of a session that had its quorum, and undoes what its motion
# names: a carried one of an earlier session of the same place.
SOUND = """
CREATE FUNCTION refuse_unsound_resolution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM assemblies_motion motion JOIN assemblies_call opened
            ON opened.session_id = motion.session_id AND opened.has_quorum
        WHERE motion.id = NEW.motion_id AND motion.session_id = NEW.session_id
          AND NEW.present >= opened.needed
          AND NEW.revokes_id IS NOT DISTINCT FROM
              CASE WHEN NEW.is_carried THEN motion.would_revoke_id END
    ) THEN
        RAISE EXCEPTION 'resolution % is not of a motion and a quorum of its session', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.revokes_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM assemblies_resolution undone
            JOIN assemblies_session before ON before.id = undone.session_id
            JOIN assemblies_session now ON now.id = NEW.session_id
        WHERE undone.id = NEW.revokes_id AND undone.is_carried
          AND before.place_id = now.place_id AND before.starts_at < now.starts_at
    ) THEN
        RAISE EXCEPTION 'resolution % is undone only by a later assembly of its place', NEW.revokes_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assemblies_resolution_sound BEFORE INSERT ON assemblies_resolution
    FOR EACH ROW EXECUTE FUNCTION refuse_unsound_resolution();
ALTER TABLE assemblies_resolution ENABLE ALWAYS TRIGGER assemblies_resolution_sound;
"""
NO_SOUND = """
DROP TRIGGER assemblies_resolution_sound ON assemblies_resolution;
DROP FUNCTION refuse_unsound_resolution();
"""


def closed(table: str) -> migrations.RunSQL:
    """Refuse new rows of `table` for a session whose minutes are written."""
    name = f"assemblies_{table}"
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {name}_while_open BEFORE INSERT ON {name}
            FOR EACH ROW EXECUTE FUNCTION refuse_after_minutes();
        ALTER TABLE {name} ENABLE ALWAYS TRIGGER {name}_while_open;
        """,
        f"DROP TRIGGER {name}_while_open ON {name};",
    )


class Migration(migrations.Migration):
    dependencies = [("assemblies", "0001_sessions"), ("gazette", "0002_guards")]

    operations = [
        migrations.RunSQL(SESSION, NO_SESSION),
        *(
            append_only(f"assemblies_{table}")
            for table in ("call", "motion", "resolution", "attendee", "minutes", "signature")
        ),
        migrations.RunSQL(CLOSED, "DROP FUNCTION refuse_after_minutes();"),
        *(closed(table) for table in CLOSED_TABLES),
        migrations.RunSQL(SOUND, NO_SOUND),
    ]
