"""What constraints cannot say: nothing of a founding is changed, and no commune exists without its yes."""

from django.db import migrations

from toparquia.gazette.guards import append_only

# A charter is what its verbs lock, and a row lock needs the right to update: so it is guarded row by row.
CHARTER = """
CREATE TRIGGER charters_foundingcharter_as_promoted BEFORE UPDATE OR DELETE ON charters_foundingcharter
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE charters_foundingcharter ENABLE ALWAYS TRIGGER charters_foundingcharter_as_promoted;
CREATE TRIGGER charters_foundingcharter_not_emptied BEFORE TRUNCATE ON charters_foundingcharter
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE charters_foundingcharter ENABLE ALWAYS TRIGGER charters_foundingcharter_not_emptied;
"""
NO_CHARTER = """
DROP TRIGGER charters_foundingcharter_as_promoted ON charters_foundingcharter;
DROP TRIGGER charters_foundingcharter_not_emptied ON charters_foundingcharter;
"""

# A council enters by a carried resolution of its own assembly about this very commune.
JOINING = """
CREATE FUNCTION charters_guard_joining() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM assemblies_resolution resolution
        JOIN assemblies_motion motion ON motion.id = resolution.motion_id
        JOIN assemblies_session session ON session.id = resolution.session_id
        JOIN charters_foundingcharter charter ON charter.id = NEW.charter_id
        WHERE resolution.id = NEW.resolution_id AND resolution.is_carried
          AND session.place_id = NEW.council_id
          AND motion.about_kind = 'charters.joining' AND motion.about_id = charter.place_id
          AND NOT EXISTS (SELECT 1 FROM assemblies_resolution later WHERE later.revokes_id = resolution.id)
    ) THEN
        RAISE EXCEPTION 'a council joins by a carried resolution of its own assembly about this commune'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charters_joining_by_resolution BEFORE INSERT ON charters_joining
    FOR EACH ROW EXECUTE FUNCTION charters_guard_joining();
ALTER TABLE charters_joining ENABLE ALWAYS TRIGGER charters_joining_by_resolution;
"""
NO_JOINING = "DROP TRIGGER charters_joining_by_resolution ON charters_joining; DROP FUNCTION charters_guard_joining();"

# Once a text is put to a vote its sections stay as they are: the vote is on its hash.
SECTION = """
CREATE FUNCTION charters_guard_section() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM charters_referendum WHERE text_id = NEW.text_id)
       OR EXISTS (SELECT 1 FROM charters_proclamation WHERE text_id = NEW.text_id) THEN
        RAISE EXCEPTION 'the text was put to a vote: nothing is added to it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charters_chartersection_before_the_vote BEFORE INSERT ON charters_chartersection
    FOR EACH ROW EXECUTE FUNCTION charters_guard_section();
ALTER TABLE charters_chartersection ENABLE ALWAYS TRIGGER charters_chartersection_before_the_vote;
"""
NO_SECTION = """
DROP TRIGGER charters_chartersection_before_the_vote ON charters_chartersection;
DROP FUNCTION charters_guard_section();
"""

REFERENDUM = """
CREATE FUNCTION charters_guard_referendum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM charters_foundingcharter charter
        JOIN charters_chartertext text ON text.id = NEW.text_id AND text.charter_id = charter.id
        JOIN voting_vote vote ON vote.id = NEW.vote_id AND vote.place_id = charter.place_id
            AND vote.purpose = 'charters.founding' AND vote.subject_id = charter.id
            AND vote.question = 'yes_no'
        WHERE charter.id = NEW.charter_id
    ) THEN
        RAISE EXCEPTION 'a referendum is the vote of this founding on a text of it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charters_referendum_of_this_founding BEFORE INSERT ON charters_referendum
    FOR EACH ROW EXECUTE FUNCTION charters_guard_referendum();
ALTER TABLE charters_referendum ENABLE ALWAYS TRIGGER charters_referendum_of_this_founding;
"""
NO_REFERENDUM = """
DROP TRIGGER charters_referendum_of_this_founding ON charters_referendum;
DROP FUNCTION charters_guard_referendum();
"""

# What is proclaimed is what the certificate says; without a vote, every joined council has said yes.
PROCLAMATION = """
CREATE FUNCTION charters_guard_proclamation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.referendum_id IS NOT NULL THEN
        IF EXISTS (
            SELECT 1 FROM charters_referendum called
            JOIN voting_certificate certificate ON certificate.vote_id = called.vote_id
            WHERE called.id = NEW.referendum_id AND called.charter_id = NEW.charter_id
              AND called.text_id = NEW.text_id
              AND certificate.result #>> '{decided,outcome}' = NEW.outcome
        ) THEN
            RETURN NEW;
        END IF;
    ELSIF EXISTS (
        SELECT 1 FROM charters_chartertext WHERE id = NEW.text_id AND charter_id = NEW.charter_id
    ) AND EXISTS (
        SELECT 1 FROM charters_joining WHERE charter_id = NEW.charter_id
    ) AND NOT EXISTS (
        SELECT 1 FROM charters_joining joining
        WHERE joining.charter_id = NEW.charter_id
          AND NOT EXISTS (SELECT 1 FROM assemblies_resolution later WHERE later.revokes_id = joining.resolution_id)
          AND NOT EXISTS (
            SELECT 1 FROM assemblies_resolution resolution
            JOIN assemblies_motion motion ON motion.id = resolution.motion_id
            JOIN assemblies_session session ON session.id = resolution.session_id
            WHERE resolution.is_carried AND session.place_id = joining.council_id
              AND motion.about_kind = 'charters.approval' AND motion.about_id = NEW.text_id
              AND NOT EXISTS (SELECT 1 FROM assemblies_resolution later WHERE later.revokes_id = resolution.id)
        )
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'only what a certified vote or all the assemblies decided is proclaimed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER charters_proclamation_as_decided BEFORE INSERT ON charters_proclamation
    FOR EACH ROW EXECUTE FUNCTION charters_guard_proclamation();
ALTER TABLE charters_proclamation ENABLE ALWAYS TRIGGER charters_proclamation_as_decided;
"""
NO_PROCLAMATION = """
DROP TRIGGER charters_proclamation_as_decided ON charters_proclamation;
DROP FUNCTION charters_guard_proclamation();
"""

REGISTRATION = """
CREATE FUNCTION charters_guard_registration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM charters_proclamation
        WHERE id = NEW.proclamation_id AND charter_id = NEW.charter_id AND outcome = 'approved'
    ) THEN
        RAISE EXCEPTION 'a commune is registered on an approved charter alone'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charters_registration_of_an_approved_charter BEFORE INSERT ON charters_registration
    FOR EACH ROW EXECUTE FUNCTION charters_guard_registration();
ALTER TABLE charters_registration ENABLE ALWAYS TRIGGER charters_registration_of_an_approved_charter;
"""
NO_REGISTRATION = """
DROP TRIGGER charters_registration_of_an_approved_charter ON charters_registration;
DROP FUNCTION charters_guard_registration();
"""

# The day a commune exists since comes from its registration, and never changes.
FOUNDED = """
CREATE FUNCTION charters_guard_founded_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.founded_on IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM charters_registration registration
        JOIN charters_foundingcharter charter ON charter.id = registration.charter_id
        WHERE charter.place_id = NEW.id AND registration.registered_on = NEW.founded_on
    ) THEN
        RAISE EXCEPTION 'a commune exists since its registration on an approved charter'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.founded_on IS NOT NULL AND NEW.founded_on IS DISTINCT FROM OLD.founded_on THEN
        RAISE EXCEPTION 'a founding is not moved nor taken back'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER territory_place_founded_by_charter BEFORE INSERT OR UPDATE ON territory_place
    FOR EACH ROW WHEN (NEW.kind = 'commune') EXECUTE FUNCTION charters_guard_founded_on();
ALTER TABLE territory_place ENABLE ALWAYS TRIGGER territory_place_founded_by_charter;
"""
NO_FOUNDED = """
DROP TRIGGER territory_place_founded_by_charter ON territory_place;
DROP FUNCTION charters_guard_founded_on();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("charters", "0001_foundings"),
        ("assemblies", "0002_rows_never_change"),
        ("gazette", "0002_guards"),
        ("territory", "0001_places"),
        ("voting", "0002_guards"),
    ]

    operations = [
        migrations.RunSQL(CHARTER, NO_CHARTER),
        *(
            append_only(f"charters_{table}")
            for table in (
                "joining",
                "chartertext",
                "chartersection",
                "referendum",
                "proclamation",
                "registration",
            )
        ),
        migrations.RunSQL(JOINING, NO_JOINING),
        migrations.RunSQL(SECTION, NO_SECTION),
        migrations.RunSQL(REFERENDUM, NO_REFERENDUM),
        migrations.RunSQL(PROCLAMATION, NO_PROCLAMATION),
        migrations.RunSQL(REGISTRATION, NO_REGISTRATION),
        migrations.RunSQL(FOUNDED, NO_FOUNDED),
    ]
