"""An agenda that was presented is closed; what was noted, ranked and planned stays."""

from django.db import migrations

from toparquia.gazette.guards import append_only

# The place's row is locked, for the rows of agendas themselves are never changed and so never locked.
ITEMS = """
CREATE FUNCTION planning_guard_agendaitem() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked uuid;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'an item of an agenda is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    asked := CASE WHEN TG_OP = 'DELETE' THEN OLD.agenda_id ELSE NEW.agenda_id END;
    PERFORM 1 FROM territory_place place JOIN planning_agenda agenda ON agenda.place_id = place.id
        WHERE agenda.id = asked FOR NO KEY UPDATE OF place;
    IF EXISTS (SELECT 1 FROM planning_agendapresentation WHERE agenda_id = asked) THEN
        RAISE EXCEPTION 'agenda % was presented: % is refused', asked, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER planning_agendaitem_guarded BEFORE INSERT OR UPDATE OR DELETE ON planning_agendaitem
    FOR EACH ROW EXECUTE FUNCTION planning_guard_agendaitem();
ALTER TABLE planning_agendaitem ENABLE ALWAYS TRIGGER planning_agendaitem_guarded;
CREATE TRIGGER planning_agendaitem_not_emptied BEFORE TRUNCATE ON planning_agendaitem
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE planning_agendaitem ENABLE ALWAYS TRIGGER planning_agendaitem_not_emptied;
CREATE FUNCTION planning_check_presentation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM territory_place place JOIN planning_agenda agenda ON agenda.place_id = place.id
        WHERE agenda.id = NEW.agenda_id FOR NO KEY UPDATE OF place;
    IF NEW.item_count <> (SELECT count(*) FROM planning_agendaitem WHERE agenda_id = NEW.agenda_id) THEN
        RAISE EXCEPTION 'agenda % has another number of items', NEW.agenda_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER planning_presentation_counted BEFORE INSERT ON planning_agendapresentation
    FOR EACH ROW EXECUTE FUNCTION planning_check_presentation();
ALTER TABLE planning_agendapresentation ENABLE ALWAYS TRIGGER planning_presentation_counted;
CREATE TRIGGER planning_workplan_not_after_admission BEFORE INSERT ON planning_workplan
    FOR EACH ROW EXECUTE FUNCTION planning_refuse_after_admission();
ALTER TABLE planning_workplan ENABLE ALWAYS TRIGGER planning_workplan_not_after_admission;
"""
UNDO = """
DROP TRIGGER planning_workplan_not_after_admission ON planning_workplan;
DROP TRIGGER planning_presentation_counted ON planning_agendapresentation;
DROP FUNCTION planning_check_presentation();
DROP TRIGGER planning_agendaitem_not_emptied ON planning_agendaitem;
DROP TRIGGER planning_agendaitem_guarded ON planning_agendaitem;
DROP FUNCTION planning_guard_agendaitem();
"""
KEPT = (
    "planning_agenda",
    "planning_agendapresentation",
    "planning_itemnote",
    "planning_priorities",
    "planning_priorityrank",
    "planning_workplan",
    "planning_workstep",
)


class Migration(migrations.Migration):
    dependencies = [("planning", "0007_agenda_priorities_and_works")]

    operations = [
        *(append_only(table) for table in KEPT),
        migrations.RunSQL(ITEMS, UNDO),
    ]
