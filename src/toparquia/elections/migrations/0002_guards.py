"""What constraints cannot say: nothing changes, what is decided was counted, and only signatures go."""

from django.db import migrations

from toparquia.gazette.guards import append_only

TABLES = (
    "acceptance",
    "answer",
    "auditreport",
    "ballot",
    "candidacy",
    "candidatelist",
    "challenge",
    "check",
    "customaryoutcome",
    "defence",
    "elected",
    "electionregistration",
    "electionseat",
    "petitioncheck",
    "petitionsample",
    "proclamation",
    "recalldecision",
    "recallvote",
    "result",
    "seating",
    "signatureerasure",
    "withdrawal",
)


def as_it_was(table: str) -> migrations.RunSQL:
    """Refuse changes row by row: a root row is locked, and a lock needs the right to update."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {table}_as_it_was BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_as_it_was;
        CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_not_emptied;
        """,
        f"DROP TRIGGER {table}_as_it_was ON {table}; DROP TRIGGER {table}_not_emptied ON {table};",
    )


# Signatures come while the petition is open, never change, and go only beside their erasure.
SIGNATURES = """
CREATE FUNCTION elections_guard_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT 1 FROM elections_petitionsample WHERE recall_id = NEW.recall_id)
           AND NOT EXISTS (SELECT 1 FROM elections_signatureerasure WHERE recall_id = NEW.recall_id) THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM elections_signatureerasure WHERE recall_id = OLD.recall_id) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'signatures are added while a petition is open and deleted when its time is over'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER elections_petitionsignature_guarded BEFORE INSERT OR UPDATE OR DELETE
    ON elections_petitionsignature FOR EACH ROW EXECUTE FUNCTION elections_guard_signature();
ALTER TABLE elections_petitionsignature ENABLE ALWAYS TRIGGER elections_petitionsignature_guarded;
CREATE TRIGGER elections_petitionsignature_not_emptied BEFORE TRUNCATE ON elections_petitionsignature
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE elections_petitionsignature ENABLE ALWAYS TRIGGER elections_petitionsignature_not_emptied;
"""
NO_SIGNATURES = """
DROP TRIGGER elections_petitionsignature_guarded ON elections_petitionsignature;
DROP TRIGGER elections_petitionsignature_not_emptied ON elections_petitionsignature;
DROP FUNCTION elections_guard_signature();
"""

# Nobody's signatures are deleted before the petition's own last day, nor before the period after its check.
ERASURE = """
CREATE FUNCTION elections_guard_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM elections_recall recall
        JOIN territory_place place ON place.id = recall.place_id
        LEFT JOIN elections_petitioncheck made ON made.recall_id = recall.id
        WHERE recall.id = NEW.recall_id
          AND (NEW.erased_at AT TIME ZONE place.timezone)::date
              >= coalesce(made.erasable_from, recall.petition_until + 1)
    ) OR NEW.signatures <> (
        SELECT count(*) FROM elections_petitionsignature WHERE recall_id = NEW.recall_id
    ) THEN
        RAISE EXCEPTION 'signatures stay until the challenge period is over, and their number for ever'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER elections_signatureerasure_in_time BEFORE INSERT ON elections_signatureerasure
    FOR EACH ROW EXECUTE FUNCTION elections_guard_erasure();
ALTER TABLE elections_signatureerasure ENABLE ALWAYS TRIGGER elections_signatureerasure_in_time;
"""
NO_ERASURE = """
DROP TRIGGER elections_signatureerasure_in_time ON elections_signatureerasure;
DROP FUNCTION elections_guard_erasure();
"""

# A recall is decided by a resolution about it in its own place, or by its own certified referendum.
DECISION = """
CREATE FUNCTION elections_guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM assemblies_resolution resolution
        JOIN assemblies_motion motion ON motion.id = resolution.motion_id
        JOIN assemblies_session session ON session.id = resolution.session_id
        JOIN elections_recall recall ON recall.id = NEW.recall_id
        WHERE resolution.id = NEW.resolution_id AND resolution.is_carried = NEW.is_recalled
          AND motion.about_kind = 'elections.recall' AND motion.about_id = recall.id
          AND motion.matter = 'recall' AND session.place_id = recall.place_id
    ) OR EXISTS (
        SELECT 1 FROM elections_recallvote ballot
        JOIN voting_certificate certificate ON certificate.vote_id = ballot.vote_id
        WHERE ballot.recall_id = NEW.recall_id AND ballot.vote_id = NEW.vote_id
          AND (certificate.result #>> '{decided,outcome}' = 'approved') = NEW.is_recalled
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a recall is decided by the assembly or the referendum about it'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER elections_recalldecision_as_decided BEFORE INSERT ON elections_recalldecision
    FOR EACH ROW EXECUTE FUNCTION elections_guard_decision();
ALTER TABLE elections_recalldecision ENABLE ALWAYS TRIGGER elections_recalldecision_as_decided;
"""
NO_DECISION = """
DROP TRIGGER elections_recalldecision_as_decided ON elections_recalldecision;
DROP FUNCTION elections_guard_decision();
"""

# Who a ballot elected is who its certificate names, in that order; who a custom elected has no candidacy.
ELECTED = """
CREATE FUNCTION elections_guard_elected() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    how text; decided jsonb; ranked jsonb;
BEGIN
    SELECT procedure INTO how FROM elections_election WHERE id = NEW.election_id;
    IF EXISTS (SELECT 1 FROM elections_proclamation WHERE election_id = NEW.election_id) THEN
        RAISE EXCEPTION 'nobody is added to a proclaimed election'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF how = 'customary' AND NEW.candidacy_id IS NULL THEN RETURN NEW; END IF;
    IF NOT EXISTS (
        SELECT 1 FROM elections_candidacy
        WHERE id = NEW.candidacy_id AND election_id = NEW.election_id AND resident_id = NEW.resident_id
    ) THEN
        RAISE EXCEPTION 'only who stood in an election is elected in it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF how = 'ballot' THEN
        SELECT certificate.result -> 'decided' INTO decided FROM elections_ballot ballot
        JOIN voting_certificate certificate ON certificate.vote_id = ballot.vote_id
        WHERE ballot.election_id = NEW.election_id;
        ranked := (decided -> 'principals') || (decided -> 'alternates');
        IF ranked ->> (NEW.rank - 1) IS DISTINCT FROM NEW.candidacy_id::text
           OR NEW.is_alternate <> (NEW.rank > jsonb_array_length(decided -> 'principals')) THEN
            RAISE EXCEPTION 'who is elected is who the certificate names'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER elections_elected_as_certified BEFORE INSERT ON elections_elected
    FOR EACH ROW EXECUTE FUNCTION elections_guard_elected();
ALTER TABLE elections_elected ENABLE ALWAYS TRIGGER elections_elected_as_certified;
"""
NO_ELECTED = """
DROP TRIGGER elections_elected_as_certified ON elections_elected;
DROP FUNCTION elections_guard_elected();
"""

# A seat is given to the person elected, in an election that is proclaimed.
SEATING = """
CREATE FUNCTION elections_guard_seating() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM elections_elected elected
        JOIN elections_proclamation proclamation ON proclamation.election_id = elected.election_id
        JOIN elections_election election ON election.id = elected.election_id
        JOIN mandates_mandate mandate ON mandate.id = NEW.mandate_id
        JOIN mandates_seat seat ON seat.id = mandate.seat_id
        WHERE elected.id = NEW.elected_id AND mandate.holder_id = elected.resident_id
          AND seat.organ_id = election.organ_id AND seat.office = election.office
    ) THEN
        RAISE EXCEPTION 'a seat goes to the person elected to it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER elections_seating_of_the_elected BEFORE INSERT ON elections_seating
    FOR EACH ROW EXECUTE FUNCTION elections_guard_seating();
ALTER TABLE elections_seating ENABLE ALWAYS TRIGGER elections_seating_of_the_elected;
"""
NO_SEATING = """
DROP TRIGGER elections_seating_of_the_elected ON elections_seating;
DROP FUNCTION elections_guard_seating();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0001_elections"),
        ("assemblies", "0002_rows_never_change"),
        ("gazette", "0002_guards"),
        ("mandates", "0002_power_from_a_mandate"),
        ("voting", "0002_guards"),
    ]

    operations = [
        as_it_was("elections_election"),
        as_it_was("elections_recall"),
        *(append_only(f"elections_{table}") for table in TABLES),
        migrations.RunSQL(SIGNATURES, NO_SIGNATURES),
        migrations.RunSQL(ERASURE, NO_ERASURE),
        migrations.RunSQL(DECISION, NO_DECISION),
        migrations.RunSQL(ELECTED, NO_ELECTED),
        migrations.RunSQL(SEATING, NO_SEATING),
    ]
