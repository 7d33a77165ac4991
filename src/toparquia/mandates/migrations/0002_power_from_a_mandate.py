"""Law 1 in the database: no act by a mandate that is not in force; no mandate lengthened or moved."""

from django.db import migrations

# The last line of defence behind gazette.services.enact: the date is that of the place's own zone.
IN_FORCE = """
CREATE FUNCTION refuse_act_without_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.mandate_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM mandates_mandate mandate, territory_place place
        WHERE mandate.id = NEW.mandate_id AND place.id = NEW.place_id
          AND daterange(mandate.starts_on, mandate.ends_on)
              @> (NEW.enacted_at AT TIME ZONE place.timezone)::date
    ) THEN
        RAISE EXCEPTION 'no mandate % in force for act % in %', NEW.mandate_id, NEW.kind, NEW.place_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER gazette_entry_by_mandate_in_force BEFORE INSERT ON gazette_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_act_without_mandate();
ALTER TABLE gazette_entry ENABLE ALWAYS TRIGGER gazette_entry_by_mandate_in_force;
"""
NO_IN_FORCE = """
DROP TRIGGER gazette_entry_by_mandate_in_force ON gazette_entry;
DROP FUNCTION refuse_act_without_mandate();
"""
ONLY_SHORTENED = """
CREATE FUNCTION refuse_edited_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.ends_on < OLD.ends_on
       AND (NEW.id, NEW.seat_id, NEW.holder_id, NEW.starts_on, NEW.given_until)
         = (OLD.id, OLD.seat_id, OLD.holder_id, OLD.starts_on, OLD.given_until) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a mandate can only end earlier: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER mandates_mandate_only_shortened BEFORE UPDATE OR DELETE ON mandates_mandate
    FOR EACH ROW EXECUTE FUNCTION refuse_edited_mandate();
ALTER TABLE mandates_mandate ENABLE ALWAYS TRIGGER mandates_mandate_only_shortened;
"""
NO_ONLY_SHORTENED = """
DROP TRIGGER mandates_mandate_only_shortened ON mandates_mandate;
DROP FUNCTION refuse_edited_mandate();
"""


class Migration(migrations.Migration):
    dependencies = [("mandates", "0001_offices"), ("gazette", "0002_guards")]

    operations = [
        migrations.RunSQL(IN_FORCE, NO_IN_FORCE),
        migrations.RunSQL(ONLY_SHORTENED, NO_ONLY_SHORTENED),
    ]
