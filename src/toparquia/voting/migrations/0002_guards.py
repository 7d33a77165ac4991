"""What Django's constraints cannot say: a vote only goes forward, its input is closed, nothing is changed."""

from django.db import migrations

from toparquia.gazette.guards import append_only

# The database's own clock decides when a vote may close, whatever moment a program states.
VOTE = """
CREATE FUNCTION voting_guard_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'a vote begins open' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{state,closed_at}'::text[] = to_jsonb(OLD) - '{state,closed_at}'::text[] THEN
        IF OLD.state = 'open' AND NEW.state = 'closed' AND clock_timestamp() >= OLD.closes_at THEN
            RETURN NEW;
        END IF;
        IF OLD.state = 'closed' AND NEW.state = 'certified' AND NEW.closed_at = OLD.closed_at
           AND EXISTS (SELECT 1 FROM voting_certificate WHERE vote_id = OLD.id) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a vote only goes forward, open, closed, certified: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER voting_vote_goes_forward BEFORE INSERT OR UPDATE OR DELETE ON voting_vote
    FOR EACH ROW EXECUTE FUNCTION voting_guard_vote();
ALTER TABLE voting_vote ENABLE ALWAYS TRIGGER voting_vote_goes_forward;
"""
NO_VOTE = "DROP TRIGGER voting_vote_goes_forward ON voting_vote; DROP FUNCTION voting_guard_vote();"

# The argument names the states in which a row may come in. The lock keeps the state from moving meanwhile.
STATE = """
CREATE FUNCTION voting_refuse_late() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    SELECT state INTO stands FROM voting_vote WHERE id = NEW.vote_id FOR SHARE;
    IF NOT stands = ANY (TG_ARGV) THEN
        RAISE EXCEPTION 'the vote is %: nothing comes into % now', stands, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voting_tallyentry_in_time BEFORE INSERT ON voting_tallyentry
    FOR EACH ROW EXECUTE FUNCTION voting_refuse_late('open', 'closed');
ALTER TABLE voting_tallyentry ENABLE ALWAYS TRIGGER voting_tallyentry_in_time;
CREATE TRIGGER voting_tallysheet_in_time BEFORE INSERT ON voting_tallysheet
    FOR EACH ROW EXECUTE FUNCTION voting_refuse_late('open', 'closed');
ALTER TABLE voting_tallysheet ENABLE ALWAYS TRIGGER voting_tallysheet_in_time;
CREATE TRIGGER voting_ballotimport_in_time BEFORE INSERT ON voting_ballotimport
    FOR EACH ROW EXECUTE FUNCTION voting_refuse_late('open');
ALTER TABLE voting_ballotimport ENABLE ALWAYS TRIGGER voting_ballotimport_in_time;
CREATE TRIGGER voting_tieseed_in_time BEFORE INSERT ON voting_tieseed
    FOR EACH ROW EXECUTE FUNCTION voting_refuse_late('open', 'closed');
ALTER TABLE voting_tieseed ENABLE ALWAYS TRIGGER voting_tieseed_in_time;
CREATE TRIGGER voting_certificate_in_time BEFORE INSERT ON voting_certificate
    FOR EACH ROW EXECUTE FUNCTION voting_refuse_late('closed');
ALTER TABLE voting_certificate ENABLE ALWAYS TRIGGER voting_certificate_in_time;
"""
NO_STATE = """
DROP TRIGGER voting_tallyentry_in_time ON voting_tallyentry;
DROP TRIGGER voting_tallysheet_in_time ON voting_tallysheet;
DROP TRIGGER voting_ballotimport_in_time ON voting_ballotimport;
DROP TRIGGER voting_tieseed_in_time ON voting_tieseed;
DROP TRIGGER voting_certificate_in_time ON voting_certificate;
DROP FUNCTION voting_refuse_late();
"""

OPTION = """
CREATE FUNCTION voting_guard_option() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number >= (SELECT option_count FROM voting_vote WHERE id = NEW.vote_id) THEN
        RAISE EXCEPTION 'the vote has no option %', NEW.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voting_option_of_the_question BEFORE INSERT ON voting_option
    FOR EACH ROW EXECUTE FUNCTION voting_guard_option();
ALTER TABLE voting_option ENABLE ALWAYS TRIGGER voting_option_of_the_question;
"""
NO_OPTION = "DROP TRIGGER voting_option_of_the_question ON voting_option; DROP FUNCTION voting_guard_option();"

# A sheet counts only when two different people of the same vote typed the same figures.
SHEET = """
CREATE FUNCTION voting_guard_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM voting_tallyentry one
        JOIN voting_tallyentry two ON two.id = NEW.confirmation_id
            AND (two.vote_id, two."table", two.revision) = (one.vote_id, one."table", one.revision)
            AND (two.marks, two.blank_ballots, two.null_ballots, two.ballots, two.check_ins)
              = (one.marks, one.blank_ballots, one.null_ballots, one.ballots, one.check_ins)
        JOIN mandates_mandate first ON first.id = one.mandate_id
        JOIN mandates_mandate second ON second.id = two.mandate_id AND second.holder_id <> first.holder_id
        WHERE one.id = NEW.entry_id
            AND (one.vote_id, one."table", one.revision) = (NEW.vote_id, NEW."table", NEW.revision)
    ) THEN
        RAISE EXCEPTION 'a sheet needs two equal entries of two people'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voting_tallysheet_typed_twice BEFORE INSERT ON voting_tallysheet
    FOR EACH ROW EXECUTE FUNCTION voting_guard_sheet();
ALTER TABLE voting_tallysheet ENABLE ALWAYS TRIGGER voting_tallysheet_typed_twice;
"""
NO_SHEET = "DROP TRIGGER voting_tallysheet_typed_twice ON voting_tallysheet; DROP FUNCTION voting_guard_sheet();"

# Statement trigger with a transition table: one check for a whole COPY. A batch and its rows are written by
# two statements, so rows may come only while the vote is open, and never more than the batch states;
# the certificate's own digest check finds what is missing.
BALLOTS = """
CREATE FUNCTION voting_guard_ballots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM voting_vote vote
    WHERE vote.id IN (
        SELECT batch.vote_id FROM voting_ballotimport batch WHERE batch.id IN (SELECT batch_id FROM added)
    ) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT batch_id FROM added) touched
        JOIN voting_ballotimport batch ON batch.id = touched.batch_id
        JOIN voting_vote vote ON vote.id = batch.vote_id
        WHERE vote.state <> 'open'
           OR batch.ballots < (SELECT sum(times) FROM voting_ballot WHERE batch_id = batch.id)
    ) THEN
        RAISE EXCEPTION 'ballots come in only while the vote is open, and no more than their import states'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM added JOIN voting_ballotimport batch ON batch.id = added.batch_id
        JOIN voting_vote vote ON vote.id = batch.vote_id
        WHERE vote.option_count <= ANY (added.choices) OR cardinality(added.choices) > vote.max_choices
    ) THEN
        RAISE EXCEPTION 'a ballot names what the question does not allow'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER voting_ballot_fits AFTER INSERT ON voting_ballot REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION voting_guard_ballots();
ALTER TABLE voting_ballot ENABLE ALWAYS TRIGGER voting_ballot_fits;
"""
NO_BALLOTS = "DROP TRIGGER voting_ballot_fits ON voting_ballot; DROP FUNCTION voting_guard_ballots();"


class Migration(migrations.Migration):
    dependencies = [("voting", "0001_votes"), ("gazette", "0002_guards"), ("mandates", "0002_power_from_a_mandate")]

    operations = [
        migrations.RunSQL(VOTE, NO_VOTE),
        migrations.RunSQL(STATE, NO_STATE),
        migrations.RunSQL(OPTION, NO_OPTION),
        migrations.RunSQL(SHEET, NO_SHEET),
        migrations.RunSQL(BALLOTS, NO_BALLOTS),
        append_only("voting_option"),
        append_only("voting_tallyentry"),
        append_only("voting_tallysheet"),
        append_only("voting_ballotimport"),
        append_only("voting_ballot"),
        append_only("voting_tieseed"),
        append_only("voting_certificate"),
    ]
