"""A ballot takes its place on the board in one statement, and the table itself works out the chain.

The trigger holds the box, numbers the ballot after the last, writes the hash of its event and refuses a
text whose hashes are not its own: whoever writes by hand makes no other board than the protocol's.
"""

from django.db import migrations, models

BALLOT = """
CREATE OR REPLACE FUNCTION voting_guard_online_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    box record;
    last record;
    digest bytea := sha256(convert_to(NEW.text, 'UTF8'));
    next_sequence integer;
    next_head text;
BEGIN
    -- The board is a chain: whoever adds to it holds the box until the ballot is durable.
    SELECT state, closes_online_at, setup_head, ballots_per_credential INTO box
        FROM voting_onlinebox WHERE vote_id = NEW.box_id FOR NO KEY UPDATE;
    IF box.state <> 'open' OR clock_timestamp() >= box.closes_online_at
       OR clock_timestamp() < (SELECT opens_at FROM voting_vote WHERE id = NEW.box_id) THEN
        RAISE EXCEPTION 'the box takes no ballots now' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM voting_publiccredential
                   WHERE id = NEW.credential_id AND box_id = NEW.box_id)
       OR EXISTS (SELECT 1 FROM voting_voidedcredential WHERE credential_id = NEW.credential_id) THEN
        RAISE EXCEPTION 'the credential does not hold here' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (SELECT count(*) FROM voting_onlineballot WHERE credential_id = NEW.credential_id)
           >= box.ballots_per_credential THEN
        RAISE EXCEPTION 'the credential stands under enough ballots'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT sequence, head INTO last FROM voting_onlineballot
        WHERE box_id = NEW.box_id ORDER BY sequence DESC LIMIT 1;
    next_sequence := coalesce(last.sequence, 0) + 1;
    -- The event of the protocol's archive, section 10; `board.head_after` writes the same.
    next_head := encode(sha256(convert_to(
        '{"parent":"' || coalesce(last.head, box.setup_head) || '","height":' || next_sequence
        || ',"type":"Ballot","payload":"' || encode(digest, 'hex') || '"}', 'UTF8')), 'hex');
    IF NEW.sequence <> next_sequence OR NEW.head <> next_head
       OR NEW.tracker <> rtrim(encode(digest, 'base64'), '=') THEN
        RAISE EXCEPTION 'a ballot stands after the last one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.sequence := next_sequence;
    NEW.head := next_head;
    RETURN NEW;
END $$;
"""
# Hashes and ciphers are noise: compressing them costs time and saves nothing.
PLAIN = "ALTER TABLE voting_onlineballot ALTER COLUMN text SET STORAGE EXTERNAL;"
COMPRESSED = "ALTER TABLE voting_onlineballot ALTER COLUMN text SET STORAGE EXTENDED;"


class Migration(migrations.Migration):
    dependencies = [("voting", "0004_online_guards")]

    operations = [
        migrations.RunSQL(BALLOT, migrations.RunSQL.noop),
        migrations.RunSQL(PLAIN, COMPRESSED),
        migrations.AlterField(
            "onlineballot",
            "box",
            models.ForeignKey("voting.OnlineBox", models.PROTECT, related_name="ballots", db_index=False),
        ),
    ]
