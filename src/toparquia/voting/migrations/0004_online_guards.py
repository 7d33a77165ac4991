"""The online box only goes forward, its board only grows, and one person has one right to vote."""

from django.db import migrations

from toparquia.gazette.guards import append_only

# Each step may fix its own columns and no other; the database's clock decides when the box closes.
BOX = """
CREATE FUNCTION voting_guard_box() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fixed text[];
    goes boolean := false;
BEGIN
    IF TG_OP = 'INSERT' THEN
        goes := NEW.state = 'setting_up' AND NEW.election_text = '' AND NEW.moment IS NULL
            AND NEW.closes_online_at <= (SELECT closes_at FROM voting_vote WHERE id = NEW.vote_id)
            AND (SELECT state FROM voting_vote WHERE id = NEW.vote_id) = 'open';
    ELSIF TG_OP = 'UPDATE' THEN
        IF OLD.state = 'setting_up' AND NEW.state = 'setting_up' AND OLD.election_text = '' THEN
            fixed := '{election_text,trustees_text,fingerprint}';
            goes := true;
        ELSIF OLD.state = 'setting_up' AND NEW.state = 'open' THEN
            fixed := '{state,moment,setup_head,program}';
            goes := clock_timestamp() < OLD.closes_online_at
                AND (SELECT count(*) FROM voting_publiccredential WHERE box_id = OLD.vote_id) >= OLD.min_group;
        ELSIF OLD.state = 'open' AND NEW.state = 'closed' THEN
            fixed := '{state,closed_head}';
            goes := clock_timestamp() >= OLD.closes_online_at;
        ELSIF OLD.state = 'closed' AND NEW.state = 'decrypting' THEN
            fixed := '{state,tally_text,sized_text}';
            goes := (SELECT state FROM voting_vote WHERE id = OLD.vote_id) <> 'open';
        ELSIF OLD.state = 'decrypting' AND NEW.state = 'tallied' THEN
            fixed := '{state,result_text,archive_sha256}';
            goes := OLD.threshold <= (
                SELECT count(*) FROM voting_partialdecryption made
                JOIN voting_trusteeseat seat ON seat.id = made.seat_id WHERE seat.box_id = OLD.vote_id);
        END IF;
        goes := goes AND to_jsonb(NEW) - fixed = to_jsonb(OLD) - fixed;
    END IF;
    IF NOT coalesce(goes, false) THEN
        RAISE EXCEPTION 'an online box only goes forward: % is refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voting_box_goes_forward BEFORE INSERT OR UPDATE OR DELETE ON voting_onlinebox
    FOR EACH ROW EXECUTE FUNCTION voting_guard_box();
ALTER TABLE voting_onlinebox ENABLE ALWAYS TRIGGER voting_box_goes_forward;
"""
NO_BOX = "DROP TRIGGER voting_box_goes_forward ON voting_onlinebox; DROP FUNCTION voting_guard_box();"

BALLOT = """
CREATE FUNCTION voting_guard_online_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    box voting_onlinebox%ROWTYPE;
BEGIN
    SELECT * INTO box FROM voting_onlinebox WHERE vote_id = NEW.box_id FOR SHARE;
    IF box.state <> 'open' OR clock_timestamp() >= box.closes_online_at
       OR clock_timestamp() < (SELECT opens_at FROM voting_vote WHERE id = NEW.box_id) THEN
        RAISE EXCEPTION 'the box takes no ballots now' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM voting_publiccredential
                   WHERE id = NEW.credential_id AND box_id = NEW.box_id)
       OR EXISTS (SELECT 1 FROM voting_voidedcredential WHERE credential_id = NEW.credential_id) THEN
        RAISE EXCEPTION 'the credential does not hold here' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.sequence <> 1 + coalesce(
           (SELECT max(sequence) FROM voting_onlineballot WHERE box_id = NEW.box_id), 0) THEN
        RAISE EXCEPTION 'a ballot stands after the last one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voting_onlineballot_fits BEFORE INSERT ON voting_onlineballot
    FOR EACH ROW EXECUTE FUNCTION voting_guard_online_ballot();
ALTER TABLE voting_onlineballot ENABLE ALWAYS TRIGGER voting_onlineballot_fits;
"""
NO_BALLOT = """
DROP TRIGGER voting_onlineballot_fits ON voting_onlineballot;
DROP FUNCTION voting_guard_online_ballot();
"""

# The list is fixed by the opening; a slip comes back only while it was not used.
CREDENTIAL = """
CREATE FUNCTION voting_guard_credential() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM voting_onlinebox WHERE vote_id = NEW.box_id FOR SHARE) <> 'setting_up' THEN
        RAISE EXCEPTION 'the list of credentials is fixed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voting_publiccredential_in_time BEFORE INSERT ON voting_publiccredential
    FOR EACH ROW EXECUTE FUNCTION voting_guard_credential();
ALTER TABLE voting_publiccredential ENABLE ALWAYS TRIGGER voting_publiccredential_in_time;
CREATE FUNCTION voting_guard_voided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM voting_onlinebox WHERE vote_id = (
            SELECT box_id FROM voting_publiccredential WHERE id = NEW.credential_id) FOR SHARE) <> 'open'
       OR EXISTS (SELECT 1 FROM voting_onlineballot WHERE credential_id = NEW.credential_id) THEN
        RAISE EXCEPTION 'this credential is not voided any more' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voting_voidedcredential_in_time BEFORE INSERT ON voting_voidedcredential
    FOR EACH ROW EXECUTE FUNCTION voting_guard_voided();
ALTER TABLE voting_voidedcredential ENABLE ALWAYS TRIGGER voting_voidedcredential_in_time;
"""
NO_CREDENTIAL = """
DROP TRIGGER voting_publiccredential_in_time ON voting_publiccredential;
DROP FUNCTION voting_guard_credential();
DROP TRIGGER voting_voidedcredential_in_time ON voting_voidedcredential;
DROP FUNCTION voting_guard_voided();
"""

CHECK_IN = """
CREATE FUNCTION voting_guard_check_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.channel <> 'returned' AND (SELECT roll_id FROM people_rollentry
            WHERE id = NEW.entry_id) = (SELECT roll_id FROM voting_vote WHERE id = NEW.vote_id) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.entry_id, NEW.vote_id) = (OLD.entry_id, OLD.vote_id)
       AND (OLD.channel = 'online' AND NEW.channel = 'returned'
            OR OLD.channel = 'returned' AND NEW.channel = 'paper') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'one person has one right to vote: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER voting_checkin_once BEFORE INSERT OR UPDATE OR DELETE ON voting_checkin
    FOR EACH ROW EXECUTE FUNCTION voting_guard_check_in();
ALTER TABLE voting_checkin ENABLE ALWAYS TRIGGER voting_checkin_once;
"""
NO_CHECK_IN = "DROP TRIGGER voting_checkin_once ON voting_checkin; DROP FUNCTION voting_guard_check_in();"

# What belongs to the set-up comes in only then.
SET_UP = """
CREATE FUNCTION voting_guard_set_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    IF TG_TABLE_NAME = 'voting_ceremonystep' OR TG_TABLE_NAME = 'voting_partialdecryption' THEN
        SELECT box.state INTO stands FROM voting_onlinebox box
        JOIN voting_trusteeseat seat ON seat.box_id = box.vote_id
        WHERE seat.id = NEW.seat_id FOR SHARE OF box;
    ELSE
        SELECT state INTO stands FROM voting_onlinebox WHERE vote_id = NEW.box_id FOR SHARE;
    END IF;
    IF stands <> TG_ARGV[0] THEN
        RAISE EXCEPTION 'the box is %: nothing comes into % now', stands, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voting_trusteeseat_in_time BEFORE INSERT ON voting_trusteeseat
    FOR EACH ROW EXECUTE FUNCTION voting_guard_set_up('setting_up');
ALTER TABLE voting_trusteeseat ENABLE ALWAYS TRIGGER voting_trusteeseat_in_time;
CREATE TRIGGER voting_ceremonystep_in_time BEFORE INSERT ON voting_ceremonystep
    FOR EACH ROW EXECUTE FUNCTION voting_guard_set_up('setting_up');
ALTER TABLE voting_ceremonystep ENABLE ALWAYS TRIGGER voting_ceremonystep_in_time;
CREATE TRIGGER voting_credentialdelivery_in_time BEFORE INSERT ON voting_credentialdelivery
    FOR EACH ROW EXECUTE FUNCTION voting_guard_set_up('setting_up');
ALTER TABLE voting_credentialdelivery ENABLE ALWAYS TRIGGER voting_credentialdelivery_in_time;
CREATE TRIGGER voting_partialdecryption_in_time BEFORE INSERT ON voting_partialdecryption
    FOR EACH ROW EXECUTE FUNCTION voting_guard_set_up('decrypting');
ALTER TABLE voting_partialdecryption ENABLE ALWAYS TRIGGER voting_partialdecryption_in_time;
"""
NO_SET_UP = """
DROP TRIGGER voting_trusteeseat_in_time ON voting_trusteeseat;
DROP TRIGGER voting_ceremonystep_in_time ON voting_ceremonystep;
DROP TRIGGER voting_credentialdelivery_in_time ON voting_credentialdelivery;
DROP TRIGGER voting_partialdecryption_in_time ON voting_partialdecryption;
DROP FUNCTION voting_guard_set_up();
"""


class Migration(migrations.Migration):
    dependencies = [("voting", "0003_online_box"), ("gazette", "0002_guards")]

    operations = [
        migrations.RunSQL(BOX, NO_BOX),
        migrations.RunSQL(BALLOT, NO_BALLOT),
        migrations.RunSQL(CREDENTIAL, NO_CREDENTIAL),
        migrations.RunSQL(CHECK_IN, NO_CHECK_IN),
        migrations.RunSQL(SET_UP, NO_SET_UP),
        append_only("voting_trusteeseat"),
        append_only("voting_ceremonystep"),
        append_only("voting_partialdecryption"),
        append_only("voting_credentialdelivery"),
        append_only("voting_publiccredential"),
        append_only("voting_voidedcredential"),
        append_only("voting_onlineballot"),
    ]
