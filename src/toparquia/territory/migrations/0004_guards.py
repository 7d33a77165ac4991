"""Boundaries are ended and never changed; foundings from elsewhere stay as recorded; names are found fast."""

from django.db import migrations

from toparquia.gazette.guards import append_only

BOUNDARY = """
CREATE FUNCTION territory_guard_boundary() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ends_on IS NULL AND NEW.ends_on >= OLD.starts_on
       AND to_jsonb(NEW) - 'ends_on' = to_jsonb(OLD) - 'ends_on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a boundary is ended and never changed: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER territory_boundary_never_changes BEFORE UPDATE OR DELETE ON territory_boundary
    FOR EACH ROW EXECUTE FUNCTION territory_guard_boundary();
ALTER TABLE territory_boundary ENABLE ALWAYS TRIGGER territory_boundary_never_changes;
CREATE TRIGGER territory_boundary_not_emptied BEFORE TRUNCATE ON territory_boundary
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE territory_boundary ENABLE ALWAYS TRIGGER territory_boundary_not_emptied;
"""
NO_BOUNDARY = """
DROP TRIGGER territory_boundary_never_changes ON territory_boundary;
DROP TRIGGER territory_boundary_not_emptied ON territory_boundary;
DROP FUNCTION territory_guard_boundary();
"""
# Words without accents and case, each found by its beginning. No extension: the embedded database has none.
SEARCH = """
CREATE FUNCTION plain_words(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT regexp_replace(translate(lower($1),
        'áàâäãåéèêëíìîïóòôöõúùûüñçýÿ', 'aaaaaaeeeeiiiiooooouuuuncyy'), '[^[:alnum:]]+', ' ', 'g')
$$;
CREATE INDEX place_by_words ON territory_place
    USING gin (to_tsvector('simple', plain_words(name || ' ' || code)));
"""
NO_SEARCH = "DROP INDEX place_by_words; DROP FUNCTION plain_words(text);"


class Migration(migrations.Migration):
    dependencies = [("territory", "0003_boundaries_and_recorded_foundings"), ("gazette", "0002_guards")]

    operations = [
        migrations.RunSQL(BOUNDARY, NO_BOUNDARY),
        append_only("territory_recordedfounding"),
        migrations.RunSQL(SEARCH, NO_SEARCH),
    ]
