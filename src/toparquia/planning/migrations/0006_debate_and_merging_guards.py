"""What was argued is only ever erased after it was taken down; nothing merges without every consent."""

from django.db import migrations

from toparquia.gazette.guards import append_only

# A restored argument, or one about which an answer is still due, keeps its text.
ARGUMENTS = """
CREATE FUNCTION planning_guard_argument() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.text = ''
       AND (NEW.id, NEW.project_id, NEW.side, NEW.seal, NEW.text_sha256, NEW.said_on)
         = (OLD.id, OLD.project_id, OLD.side, OLD.seal, OLD.text_sha256, OLD.said_on)
       AND EXISTS (SELECT 1 FROM planning_withdrawal WHERE argument_id = OLD.id)
       AND NOT EXISTS (
           SELECT 1 FROM planning_appeal appeal
           LEFT JOIN planning_appealanswer answer ON answer.appeal_id = appeal.withdrawal_id
           WHERE appeal.withdrawal_id = OLD.id AND answer.is_restored IS NOT FALSE)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'argument %: % is refused', OLD.id, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER planning_argument_guarded BEFORE UPDATE OR DELETE ON planning_argument
    FOR EACH ROW EXECUTE FUNCTION planning_guard_argument();
ALTER TABLE planning_argument ENABLE ALWAYS TRIGGER planning_argument_guarded;
CREATE TRIGGER planning_argument_not_emptied BEFORE TRUNCATE ON planning_argument
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE planning_argument ENABLE ALWAYS TRIGGER planning_argument_not_emptied;
"""
# The function of 0002 and 0004, which refused after an admission, now refuses after a merger too.
CLOSED = """
CREATE OR REPLACE FUNCTION planning_refuse_after_admission() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    project uuid;
BEGIN
    IF TG_TABLE_NAME = 'planning_estimateline' THEN
        SELECT project_id INTO project FROM planning_estimate WHERE id = NEW.estimate_id;
    ELSIF TG_TABLE_NAME = 'planning_checkfinding' THEN
        SELECT project_id INTO project FROM planning_prevotecheck WHERE id = NEW.check_made_id;
    ELSE
        project := NEW.project_id;
    END IF;
    PERFORM 1 FROM planning_project WHERE id = project FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM planning_admission WHERE project_id = project) THEN
        RAISE EXCEPTION 'project % is admitted: % on % is refused', project, TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM planning_merged WHERE project_id = project) THEN
        RAISE EXCEPTION 'project % is merged: % on % is refused', project, TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION planning_refuse_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    project uuid;
BEGIN
    IF TG_TABLE_NAME = 'planning_project' THEN
        project := OLD.id;
    ELSE
        project := NEW.project_id;
        PERFORM 1 FROM planning_project WHERE id = project FOR NO KEY UPDATE;
    END IF;
    IF EXISTS (SELECT 1 FROM planning_merged WHERE project_id = project) THEN
        RAISE EXCEPTION 'project % is merged: % on % is refused', project, TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER planning_admission_not_merged BEFORE INSERT ON planning_admission
    FOR EACH ROW EXECUTE FUNCTION planning_refuse_merged();
ALTER TABLE planning_admission ENABLE ALWAYS TRIGGER planning_admission_not_merged;
CREATE TRIGGER planning_argument_not_merged BEFORE INSERT ON planning_argument
    FOR EACH ROW EXECUTE FUNCTION planning_refuse_merged();
ALTER TABLE planning_argument ENABLE ALWAYS TRIGGER planning_argument_not_merged;
CREATE TRIGGER planning_project_not_merged BEFORE UPDATE OR DELETE ON planning_project
    FOR EACH ROW EXECUTE FUNCTION planning_refuse_merged();
ALTER TABLE planning_project ENABLE ALWAYS TRIGGER planning_project_not_merged;
"""
CONSENTED = """
CREATE FUNCTION planning_check_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    offer planning_mergeoffer;
BEGIN
    SELECT * INTO offer FROM planning_mergeoffer WHERE id = NEW.offer_id;
    PERFORM 1 FROM planning_project WHERE id IN (offer.first_id, offer.second_id)
        ORDER BY id FOR NO KEY UPDATE;
    IF NEW.project_id NOT IN (offer.first_id, offer.second_id) OR NEW.into_id <> offer.result_id
       OR EXISTS (SELECT 1 FROM planning_mergerefusal WHERE offer_id = offer.id)
       OR EXISTS (SELECT 1 FROM planning_admission WHERE project_id = NEW.project_id)
       OR EXISTS (
           SELECT 1 FROM unnest(ARRAY[offer.first_id, offer.second_id]) AS asked(id)
           WHERE EXISTS (
                   SELECT 1 FROM planning_proposer proposer WHERE proposer.project_id = asked.id
                   AND NOT EXISTS (
                       SELECT 1 FROM planning_mergeconsent consent WHERE consent.offer_id = offer.id
                       AND consent.project_id = asked.id AND consent.seal = proposer.seal))
              OR NOT EXISTS (
                   SELECT 1 FROM planning_mergeconsent consent WHERE consent.offer_id = offer.id
                   AND consent.project_id = asked.id))
    THEN
        RAISE EXCEPTION 'project % does not merge without every consent', NEW.project_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER planning_merged_consented BEFORE INSERT ON planning_merged
    FOR EACH ROW EXECUTE FUNCTION planning_check_merged();
ALTER TABLE planning_merged ENABLE ALWAYS TRIGGER planning_merged_consented;
"""
UNDO = """
DROP TRIGGER planning_merged_consented ON planning_merged;
DROP FUNCTION planning_check_merged();
DROP TRIGGER planning_project_not_merged ON planning_project;
DROP TRIGGER planning_argument_not_merged ON planning_argument;
DROP TRIGGER planning_admission_not_merged ON planning_admission;
DROP FUNCTION planning_refuse_merged();
DROP TRIGGER planning_argument_not_emptied ON planning_argument;
DROP TRIGGER planning_argument_guarded ON planning_argument;
DROP FUNCTION planning_guard_argument();
"""
KEPT = (
    "planning_withdrawal",
    "planning_appeal",
    "planning_appealanswer",
    "planning_proposer",
    "planning_mergeoffer",
    "planning_mergeconsent",
    "planning_mergerefusal",
    "planning_merged",
)


class Migration(migrations.Migration):
    dependencies = [("planning", "0005_debate_and_merging")]

    operations = [
        *(append_only(table) for table in KEPT),
        migrations.RunSQL(ARGUMENTS + CLOSED + CONSENTED, UNDO),
    ]
