"""Parliament decides the norms of its commune, where the rules leave them to it."""

from django.db import migrations

NORMS = """
CREATE OR REPLACE FUNCTION refuse_motion_beyond_its_body() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE body uuid; DECLARE kind varchar;
BEGIN
    SELECT session.organ_id, organ.kind INTO body, kind FROM assemblies_session session
        LEFT JOIN mandates_organ organ ON organ.id = session.organ_id WHERE session.id = NEW.session_id;
    -- What parliament itself decides is about a thing; all else waits for the assembly.
    IF body IS NOT NULL AND NEW.about_kind <> ''
       AND NOT (kind = 'parliament' AND NEW.about_kind = 'charters.norm_in_parliament') THEN
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
"""
BEFORE = """
CREATE OR REPLACE FUNCTION refuse_motion_beyond_its_body() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("assemblies", "0006_lists_never_change"), ("mandates", "0005_registrar_namings")]

    operations = [migrations.RunSQL(NORMS, BEFORE)]
