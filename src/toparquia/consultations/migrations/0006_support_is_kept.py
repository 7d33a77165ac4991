"""Where an option's voters live is said once, while the ballots of its file come in."""

from django.db import migrations

from toparquia.gazette.guards import append_only

ONCE = """
CREATE FUNCTION consultations_check_support() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM added
        JOIN consultations_projectoption option ON option.id = added.option_id
        JOIN consultations_consultation held ON held.id = option.consultation_id
        LEFT JOIN voting_vote vote ON vote.id = held.vote_id
        WHERE held.channel <> 'imported' OR vote.id IS NULL OR vote.state <> 'open'
           OR EXISTS (SELECT 1 FROM voting_ballotimport batch WHERE batch.vote_id = vote.id)
    ) THEN
        RAISE EXCEPTION 'where voters live is kept as the ballots of a file come in, and never later'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER consultations_supportthere_once AFTER INSERT ON consultations_supportthere
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION consultations_check_support();
ALTER TABLE consultations_supportthere ENABLE ALWAYS TRIGGER consultations_supportthere_once;
"""
NEVER = """
DROP TRIGGER consultations_supportthere_once ON consultations_supportthere;
DROP FUNCTION consultations_check_support();
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0005_support_there")]

    operations = [append_only("consultations_supportthere"), migrations.RunSQL(ONCE, NEVER)]
