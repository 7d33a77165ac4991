"""The tables defend themselves: attacks with plain SQL, as the application's role and as the owner."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction

from toparquia.voting import errors
from toparquia.voting.rules import GroupedBallot
from toparquia.voting.services import certify
from toparquia.voting.tests.factories import make_polls, sheet
from toparquia.voting.tests.test_refusals import open_in_future

REFUSED = "refused|denied|must be owner"
APPEND_ONLY = ("option", "tallyentry", "tallysheet", "ballotimport", "ballot", "tieseed", "certificate")


def run(sql, parameters=None, *, using="default"):
    """Run one statement in a savepoint that a refusal leaves intact."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.fixture
def vote(polls):
    """A certified vote that has a row in every table but the draw's."""
    vote = polls.open("park", "road")
    polls.bring(vote, GroupedBallot((0,), None, 30))
    polls.count_table(vote, sheet(20, 5))
    polls.close(vote)
    certify(vote_id=vote.id, by=polls.by(), at=polls.evening)
    return vote


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("attack", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nothing_that_was_counted_is_changed_or_removed(vote, table, attack):
    key = "vote_id" if table in ("tieseed", "certificate") else "id"
    with pytest.raises(DatabaseError, match=REFUSED):
        run(attack.format(f"voting_{table}", key, key))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "state = 'open', closed_at = NULL",
        "state = 'closed'",
        "title = 'another'",
        "closes_at = closes_at + interval '1 day', closed_at = closed_at + interval '2 days'",
        "max_choices = 2",
    ],
)
def test_a_vote_is_not_reopened_nor_rewritten(vote, change):
    with pytest.raises(DatabaseError, match="goes forward"):
        run(f"UPDATE voting_vote SET {change}")


@pytest.mark.django_db
def test_a_vote_is_not_deleted(vote):
    with pytest.raises(DatabaseError, match="goes forward"):
        run("DELETE FROM voting_vote")


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["closed", "certified"])
def test_an_open_vote_is_not_ended_before_its_time_or_without_a_certificate(polls, state):
    open_in_future(polls)
    with pytest.raises(DatabaseError, match="goes forward"):
        run("UPDATE voting_vote SET state = %s, closed_at = closes_at", [state])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attack", "says"),
    [
        (
            "INSERT INTO voting_ballot (batch_id, choices, points, times) "
            "SELECT id, '{1}', NULL, 9 FROM voting_ballotimport",
            "only while the vote is open",
        ),
        (
            "INSERT INTO voting_ballotimport SELECT gen_random_uuid(), source, repeat('f', 64), digest, "
            "ballots, groups, vote_id FROM voting_ballotimport",
            "nothing comes into",
        ),
        (
            "INSERT INTO voting_tieseed (vote_id, seed, recorded_at) SELECT id, 'aaaaaaaa', now() "
            "FROM voting_vote",
            "nothing comes into",
        ),
        (
            "INSERT INTO voting_certificate (vote_id, result, rule, input_digest, certified_at) "
            "SELECT vote_id, result, rule, input_digest, now() FROM voting_certificate",
            "nothing comes into",
        ),
        (
            "INSERT INTO voting_option (vote_id, number, position, code, label) "
            "SELECT id, 2, 3, 'late', 'Late' FROM voting_vote",
            "no option",
        ),
    ],
)
def test_nothing_is_slipped_into_a_finished_vote(vote, attack, says):
    with pytest.raises(DatabaseError, match=says):
        run(attack)


@pytest.mark.django_db
def test_more_ballots_than_an_import_states_are_refused_while_the_vote_is_open(polls):
    polls.bring(polls.open(), GroupedBallot((0,), None, 30))
    with pytest.raises(DatabaseError, match="no more than their import states"):
        run(
            "INSERT INTO voting_ballot (batch_id, choices, times) "
            "SELECT id, '{1}', 1 FROM voting_ballotimport"
        )


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["marks = '{1,1}', blank_ballots = 48", "mandate_id = mandate_id"])
def test_a_sheet_is_not_accepted_on_one_persons_word(polls, other):
    vote = polls.open()
    polls.type(vote, sheet(20, 30))
    mandate = "mandate_id" if "mandate" in other else f"'{polls.members[1].id}'"
    marks, blank = ("'{1,1}'", 48) if "marks" in other else ("marks", "blank_ballots")
    # A second entry that differs, or the first one used twice.
    if "marks" in other:
        run(
            'INSERT INTO voting_tallyentry (id, vote_id, "table", revision, reason, mandate_id, marks, '
            "blank_ballots, null_ballots, ballots, check_ins, photo_sha256) SELECT gen_random_uuid(), "
            f'vote_id, "table", revision, reason, {mandate}, {marks}, {blank}, null_ballots, ballots, '
            "check_ins, photo_sha256 FROM voting_tallyentry"
        )
    with pytest.raises(DatabaseError, match="two equal entries of two people"):
        run(
            'INSERT INTO voting_tallysheet (id, vote_id, "table", revision, entry_id, confirmation_id, '
            "salt, commitment, accepted_at) SELECT gen_random_uuid(), one.vote_id, 1, 1, one.id, two.id, "
            "'x', repeat('0', 64), now() FROM voting_tallyentry one, voting_tallyentry two "
            "ORDER BY one.id, two.id DESC LIMIT 1"
        )


def test_not_even_the_owner_changes_a_counted_row_and_damage_stops_the_certificate(live_db, noon):
    polls = make_polls(noon)
    vote = polls.open()
    polls.bring(vote, GroupedBallot((0,), None, 30))
    polls.close(vote)
    with pytest.raises(DatabaseError, match="refused"):
        run("UPDATE voting_ballot SET choices = '{1}'", using="owner")

    # Whoever owns the tables can remove the guard; then the digest tells.
    run("ALTER TABLE voting_ballot DISABLE TRIGGER ALL", using="owner")
    run("UPDATE voting_ballot SET choices = '{1}'", using="owner")
    with pytest.raises(errors.StoredBallotsDamaged):
        certify(vote_id=vote.id, by=polls.by(), at=polls.evening)


def test_ballots_have_nothing_that_leads_to_a_person():
    ballot, batch = (apps.get_model("voting", name) for name in ("Ballot", "BallotImport"))

    columns = {field.name for field in ballot._meta.get_fields()}
    assert columns == {"id", "batch", "choices", "points", "times"}
    # Nobody points at a ballot, and its import knows only the vote and the file: no time, no officer.
    assert not ballot._meta.related_objects
    assert {field.name for field in batch._meta.concrete_fields} == {
        *("id", "vote", "source", "source_sha256", "digest", "ballots", "groups"),
    }


@pytest.mark.django_db
def test_the_tables_themselves_have_no_more_than_the_models():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'voting_ballot'"
        )
        columns = dict(cursor.fetchall())
        cursor.execute(
            "SELECT DISTINCT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND "
            "conrelid IN ('voting_ballot'::regclass, 'voting_ballotimport'::regclass)"
        )
        targets = {row[0] for row in cursor.fetchall()}

    assert set(columns) == {"id", "batch_id", "choices", "points", "times"}
    assert not {kind for kind in columns.values() if "timestamp" in kind}
    assert targets == {"voting_ballotimport", "voting_vote"}


@pytest.mark.django_db
def test_stored_ballots_forget_the_order_in_which_they_came(polls):
    names = ("park", "road", "well")
    came = [GroupedBallot((2,)), GroupedBallot((0,)), GroupedBallot((2,)), GroupedBallot((1,))]

    one = polls.bring(polls.open(*names), *came, file="a")
    other = polls.bring(polls.open(*names), *reversed(came), file="b")

    assert one.digest == other.digest
    assert list(one.rows.order_by("id").values_list("choices", "times")) == [([0], 1), ([1], 1), ([2], 2)]
