"""Rules that were adopted never change; only the day on which others follow them is noted, once."""

from django.db import migrations

from toparquia.gazette.guards import FUNCTION

ADOPTED = """
CREATE FUNCTION territory_guard_adopted_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ends_on IS NULL AND NEW.ends_on > OLD.starts_on
       AND to_jsonb(NEW) - 'ends_on' = to_jsonb(OLD) - 'ends_on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'adopted rules never change: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER territory_adoptedrules_never_change BEFORE UPDATE OR DELETE ON territory_adoptedrules
    FOR EACH ROW EXECUTE FUNCTION territory_guard_adopted_rules();
ALTER TABLE territory_adoptedrules ENABLE ALWAYS TRIGGER territory_adoptedrules_never_change;
CREATE TRIGGER territory_adoptedrules_not_emptied BEFORE TRUNCATE ON territory_adoptedrules
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE territory_adoptedrules ENABLE ALWAYS TRIGGER territory_adoptedrules_not_emptied;
"""
NO_ADOPTED = """
DROP TRIGGER territory_adoptedrules_never_change ON territory_adoptedrules;
DROP TRIGGER territory_adoptedrules_not_emptied ON territory_adoptedrules;
DROP FUNCTION territory_guard_adopted_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_places"), ("gazette", "0002_guards")]

    operations = [migrations.RunSQL(FUNCTION + ADOPTED, NO_ADOPTED)]
