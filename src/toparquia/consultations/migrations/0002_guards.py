"""A consultation is fixed once called; what can be chosen was admitted; what won is what was certified."""

from django.db import migrations

from toparquia.gazette.guards import append_only

# The one change a consultation may see: its own vote is added, once.
FIXED = """
CREATE FUNCTION consultations_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.vote_id IS NOT NULL THEN
            RAISE EXCEPTION 'a consultation is called before its vote opens'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.vote_id IS NULL
       AND to_jsonb(NEW) - 'vote_id' = to_jsonb(OLD) - 'vote_id'
       AND EXISTS (
           SELECT 1 FROM voting_vote vote WHERE vote.id = NEW.vote_id AND vote.subject_id = OLD.id
             AND vote.purpose = 'consultations.consultation' AND vote.place_id = OLD.place_id
             AND vote.max_choices = OLD.max_choices
             AND vote.option_count = (
                 SELECT count(*) FROM consultations_projectoption WHERE consultation_id = OLD.id)
             AND NOT EXISTS (
                 SELECT 1 FROM consultations_projectoption mine
                 WHERE mine.consultation_id = OLD.id AND NOT EXISTS (
                     SELECT 1 FROM voting_option asked WHERE asked.vote_id = vote.id
                       AND (asked.number, asked.code) = (mine.number, mine.code)))
       ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a consultation is fixed by its call: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER consultations_consultation_fixed BEFORE INSERT OR UPDATE OR DELETE
    ON consultations_consultation FOR EACH ROW EXECUTE FUNCTION consultations_refuse_change();
ALTER TABLE consultations_consultation ENABLE ALWAYS TRIGGER consultations_consultation_fixed;
"""
NOT_FIXED = """
DROP TRIGGER consultations_consultation_fixed ON consultations_consultation;
DROP FUNCTION consultations_refuse_change();
"""

# Asked once a statement: an election of five hundred options is one look. A project that won is done with;
# one that is on another ballot waits for that result.
ADMITTED = """
CREATE FUNCTION consultations_check_options() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM consultations_consultation
        WHERE id IN (SELECT consultation_id FROM added) ORDER BY id FOR NO KEY UPDATE;
    PERFORM 1 FROM planning_project
        WHERE id IN (SELECT project_id FROM added) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM added
        JOIN consultations_consultation held ON held.id = added.consultation_id
        LEFT JOIN planning_admission admitted ON admitted.id = added.admission_id
            AND admitted.project_id = added.project_id
        LEFT JOIN planning_estimate cost ON cost.id = admitted.estimate_id
        LEFT JOIN territory_place place ON place.id = admitted.place_id
        WHERE held.vote_id IS NOT NULL OR admitted.id IS NULL
           OR NOT held.place_id = ANY (place.path)
           OR (cost.total_minor, cost.currency) <> (added.cost_minor, held.currency)
    ) THEN
        RAISE EXCEPTION 'an option is a project admitted here or below, at its frozen cost, before the vote opens'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM added JOIN consultations_priorityproject won ON won.project_id = added.project_id
        UNION ALL
        SELECT 1 FROM added
        JOIN consultations_projectoption other ON other.project_id = added.project_id
            AND other.consultation_id <> added.consultation_id
        JOIN consultations_consultation held ON held.id = other.consultation_id
        LEFT JOIN voting_vote vote ON vote.id = held.vote_id
        WHERE vote.id IS NULL OR vote.state <> 'certified'
    ) THEN
        RAISE EXCEPTION 'an option has not won already and stands on no other ballot now'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER consultations_option_admitted AFTER INSERT ON consultations_projectoption
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION consultations_check_options();
ALTER TABLE consultations_projectoption ENABLE ALWAYS TRIGGER consultations_option_admitted;
"""
NOT_ADMITTED = """
DROP TRIGGER consultations_option_admitted ON consultations_projectoption;
DROP FUNCTION consultations_check_options();
"""

WON = """
CREATE FUNCTION consultations_check_winner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM consultations_projectoption chosen
        JOIN consultations_consultation held ON held.id = chosen.consultation_id
        JOIN voting_certificate stands ON stands.vote_id = held.vote_id
        WHERE chosen.id = NEW.option_id AND held.id = NEW.consultation_id
          AND (chosen.project_id, chosen.cost_minor, held.currency)
            = (NEW.project_id, NEW.amount_minor, NEW.currency)
          AND stands.result #>> ARRAY['decided', 'winners', (NEW.rank - 1)::text] = chosen.code
    ) THEN
        RAISE EXCEPTION 'a priority project is one that the certificate names, at its cost and its rank'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultations_winner_certified BEFORE INSERT ON consultations_priorityproject
    FOR EACH ROW EXECUTE FUNCTION consultations_check_winner();
ALTER TABLE consultations_priorityproject ENABLE ALWAYS TRIGGER consultations_winner_certified;
"""
NOT_WON = """
DROP TRIGGER consultations_winner_certified ON consultations_priorityproject;
DROP FUNCTION consultations_check_winner();
"""

# A decision binds: no certificate of a consultation's vote without each of its winners being owed.
COMPLETE = """
CREATE FUNCTION consultations_check_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM voting_vote vote
        WHERE vote.id = NEW.vote_id AND vote.purpose = 'consultations.consultation'
          AND jsonb_array_length(NEW.result #> '{decided,winners}') IS DISTINCT FROM (
              SELECT count(*) FROM consultations_priorityproject won
              JOIN consultations_consultation held ON held.id = won.consultation_id
              WHERE held.vote_id = vote.id)
    ) THEN
        RAISE EXCEPTION 'what a consultation decided is written down with its certificate, all of it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER consultations_certificate_complete AFTER INSERT ON voting_certificate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION consultations_check_complete();
ALTER TABLE voting_certificate ENABLE ALWAYS TRIGGER consultations_certificate_complete;
"""
NOT_COMPLETE = """
DROP TRIGGER consultations_certificate_complete ON voting_certificate;
DROP FUNCTION consultations_check_complete();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0001_consultations"),
        ("voting", "0002_guards"),
        ("planning", "0002_guards"),
        ("gazette", "0002_guards"),
    ]

    operations = [
        migrations.RunSQL(FIXED, NOT_FIXED),
        migrations.RunSQL(ADMITTED, NOT_ADMITTED),
        migrations.RunSQL(WON, NOT_WON),
        migrations.RunSQL(COMPLETE, NOT_COMPLETE),
        append_only("consultations_projectoption"),
        append_only("consultations_priorityproject"),
    ]
