"""Each refusal of the room, by what brings it about; each leaves everything as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from toparquia.foundation.ids import new_id
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.mandates.errors import NoMandate
from toparquia.voting import errors, queries
from toparquia.voting.models import BallotImport, TallyEntry, Vote
from toparquia.voting.rules import GroupedBallot, SheetCounts
from toparquia.voting.services import NewOption, certify, close_vote, draw_tie, record_tally_sheet, yes_or_no
from toparquia.voting.tests.factories import DICE, sheet

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def certified(polls):
    """Return a vote at the end of its life."""
    vote = polls.open()
    polls.count_table(vote, sheet(20, 5))
    polls.close(vote)
    certify(vote_id=vote.id, by=polls.by(), at=polls.evening)
    return vote


def closed(polls):
    """Return a vote that takes no more ballots."""
    return polls.close(polls.open())


def of_the_council(polls):
    """Return a commissioner's authority in another territory."""
    council = polls.country.councils[0]
    mandate = polls.country.officer(council, "electoral_commission")
    return mandates.authority_of(mandate, place=council, day=polls.country.day)


def open_in_future(polls):
    """Return a vote whose closing time is still to come by the database's clock."""
    now = datetime.now(UTC)
    return polls.open(opens_at=polls.at, closes_at=now + HOUR)


def open_twice(polls):
    """Put one matter to the vote twice."""
    matter = new_id()
    polls.open(subject_id=matter)
    polls.open(subject_id=matter)


def open_with_used_roll(polls):
    """Use one roll twice."""
    polls.open(roll=polls.open().roll)


def type_alone(polls):
    """Let one person type a sheet twice."""
    vote = polls.open()
    polls.type(vote, sheet(1, 1))
    polls.type(vote, sheet(1, 1))


def accept_again(polls):
    """Type an accepted sheet once more without a reason."""
    vote = polls.open()
    polls.count_table(vote, sheet(1, 1))
    polls.type(vote, sheet(1, 1), member=2)


def import_twice(polls):
    """Import one file twice."""
    vote = polls.open()
    polls.bring(vote, GroupedBallot((0,)))
    polls.bring(vote, GroupedBallot((0,)))


def seed_twice(polls):
    """Throw the dice until they please."""
    vote = closed(polls)
    draw_tie(vote_id=vote.id, seed=DICE, by=polls.by(), at=polls.evening)
    draw_tie(vote_id=vote.id, seed="6 6 6 6 6 6", by=polls.by(), at=polls.evening)


def pass_the_roll_together(polls):
    """Let each channel fit the roll, and both together not."""
    vote = polls.open(people=10)
    polls.bring(vote, GroupedBallot((0,), None, 6))
    polls.type(vote, sheet(3, 2))


REFUSALS = [
    (errors.NoSuchVote, lambda p: queries.vote(new_id())),
    (errors.NoSuchVote, lambda p: close_vote(vote_id=new_id(), by=p.by(), at=p.evening)),
    (errors.AnotherPlace, lambda p: p.open(by=of_the_council(p))),
    (errors.AnotherPlace, lambda p: close_vote(vote_id=p.open().id, by=of_the_council(p), at=p.evening)),
    (errors.QuestionMalformed, lambda p: p.open("park")),
    (errors.QuestionMalformed, lambda p: p.open("park", "park")),
    (errors.QuestionMalformed, lambda p: p.open("park", "road", max_choices=3)),
    (errors.QuestionMalformed, lambda p: p.open("park", "road", min_choices=0)),
    (errors.QuestionMalformed, lambda p: p.open(options=[NewOption("yes", "Sí"), NewOption("maybe", "¿?")])),
    (errors.QuestionMalformed, lambda p: p.open(question="guess", options=yes_or_no())),
    (errors.QuestionMalformed, lambda p: p.open("a\nb", "road")),
    (errors.TimesMalformed, lambda p: p.open(closes_at=p.at)),
    (errors.SeedMalformed, lambda p: p.open(seed="42")),
    (errors.SeedMalformed, lambda p: p.open(seed="4 2 6 1\n5 3 3 2")),
    (errors.SeedMalformed, lambda p: p.open(seed="6" * 201)),
    (errors.RollDoesNotFit, lambda p: p.open(people=0)),
    (errors.RollDoesNotFit, open_with_used_roll),
    (errors.VoteAlreadyRunning, open_twice),
    (errors.NotYetOpen, lambda p: p.bring(p.open(opens_at=p.at + HOUR / 2), GroupedBallot((0,)))),
    (errors.VoteClosedAlready, lambda p: p.bring(closed(p), GroupedBallot((0,)))),
    (errors.VoteClosedAlready, lambda p: p.close(closed(p))),
    (errors.StillOpen, lambda p: close_vote(vote_id=p.open().id, by=p.by(), at=p.at)),
    (errors.CertifiedAlready, lambda p: p.close(certified(p))),
    (errors.CertifiedAlready, lambda p: p.bring(certified(p), GroupedBallot((0,)))),
    (errors.CertifiedAlready, lambda p: p.type(certified(p), sheet(1, 1), table=2)),
    (
        errors.CertifiedAlready,
        lambda p: draw_tie(vote_id=certified(p).id, seed=DICE, by=p.by(), at=p.evening),
    ),
    (errors.TableOutOfRange, lambda p: p.type(p.open(), sheet(1, 1), table=0)),
    (errors.TableOutOfRange, lambda p: p.type(p.open(), sheet(1, 1), table=10_001)),
    (errors.NothingToCorrect, lambda p: p.type(p.open(), sheet(1, 1), reason="recount")),
    (errors.TableCountedAlready, accept_again),
    (errors.TypedAlready, type_alone),
    (errors.WrongNumberOfOptions, lambda p: p.type(p.open(), sheet(1, 1, 1))),
    (errors.NegativeCount, lambda p: p.type(p.open(), SheetCounts((3, -1), 0, 0, 2, 2))),
    (errors.NegativeCount, lambda p: p.type(p.open(), SheetCounts((1, 1), 0, 0, 2, 10**12))),
    (errors.SheetDoesNotAddUp, lambda p: p.type(p.open(), SheetCounts((3, 1), 0, 0, 5, 5))),
    (errors.SheetDoesNotAddUp, lambda p: p.type(p.open(), SheetCounts((0, 0), 3, 3, 5, 6))),
    (errors.MoreBallotsThanCheckIns, lambda p: p.type(p.open(), sheet(3, 1, extra_check_ins=-1))),
    (errors.MoreVotesThanTheRoll, lambda p: p.type(p.open(people=10), sheet(8, 3))),
    (errors.MoreVotesThanTheRoll, lambda p: p.bring(p.open(people=10), GroupedBallot((0,), None, 11))),
    (errors.MoreVotesThanTheRoll, pass_the_roll_together),
    (errors.NoBallots, lambda p: p.bring(p.open())),
    (errors.BallotMalformed, lambda p: p.bring(p.open(), GroupedBallot((2,)))),
    (errors.BallotMalformed, lambda p: p.bring(p.open(), GroupedBallot((-1,)))),
    (errors.BallotMalformed, lambda p: p.bring(p.open(), GroupedBallot((0, 1)))),
    (errors.BallotMalformed, lambda p: p.bring(p.open(), GroupedBallot((0,), None, 0))),
    (errors.BallotMalformed, lambda p: p.bring(p.open("a", "b", max_choices=2), GroupedBallot((1, 1)))),
    (errors.BallotMalformed, lambda p: p.bring(p.open(), GroupedBallot((0,), (1, 2)))),
    (errors.ImportedAlready, import_twice),
    (errors.SeedRecordedAlready, seed_twice),
    (errors.SeedMalformed, lambda p: draw_tie(vote_id=closed(p).id, seed="6", by=p.by(), at=p.evening)),
]


@pytest.mark.parametrize(("refusal", "attempt"), REFUSALS)
def test_it_is_refused(polls, refusal, attempt):
    with pytest.raises(refusal) as said, transaction.atomic():
        attempt(polls)

    assert "{" not in said.value.message("es") + said.value.message("en")


def test_the_databases_clock_decides_whatever_moment_is_stated(polls):
    vote = open_in_future(polls)
    before = Entry.objects.count()

    with pytest.raises(errors.StillOpen):
        close_vote(vote_id=vote.id, by=polls.by(), at=vote.closes_at + HOUR)

    assert (queries.vote(vote.id).state, Entry.objects.count()) == ("open", before)


def test_a_refused_import_stores_nothing(polls):
    vote = polls.open()

    with pytest.raises(errors.BallotMalformed) as said:
        polls.bring(vote, GroupedBallot((0,), None, 5), GroupedBallot((9,)))

    assert "2" in str(said.value)
    assert not BallotImport.objects.exists()


def test_even_the_first_entry_of_a_sheet_needs_the_office(polls):
    vote = polls.open()
    without = polls.country.registry(polls.place)

    with pytest.raises(NoMandate):
        record_tally_sheet(vote_id=vote.id, table=1, counts=sheet(1, 1), by=without, at=polls.evening)

    assert not TallyEntry.objects.exists()


def test_the_registrar_cannot_open_a_vote(polls):
    with pytest.raises(MandateNotInForce), transaction.atomic():
        polls.open(by=polls.country.registry(polls.place))

    assert not Vote.objects.exists()


def test_two_that_differ_go_to_a_third_person(polls):
    vote = polls.open()
    first = polls.type(vote, sheet(20, 5), member=0)
    second = polls.type(vote, sheet(20, 6), member=1)
    assert (first.sheet, second.sheet, second.needs_third_person) == (None, None, True)
    assert queries.pending_tables(vote) == [1]

    third = polls.type(vote, sheet(20, 6), member=2)

    assert third.sheet.entry.counts == sheet(20, 6)
    assert queries.pending_tables(vote) == []


def test_a_correction_is_a_new_row_and_the_last_one_counts(polls):
    vote = polls.open(people=30)
    polls.count_table(vote, sheet(20, 5))
    polls.close(vote)

    corrected = polls.count_table(vote, sheet(5, 20), reason="recount").sheet

    assert corrected.revision == 2
    assert queries.totals(queries.vote(vote.id)).marks == (5, 20)
    assert vote.tally_sheets.count() == 2


def test_a_matter_may_be_voted_on_again_once_the_first_vote_is_certified(polls):
    first = certified(polls)

    again = polls.open(subject_id=first.subject_id)

    assert queries.votes_on("charters.founding", first.subject_id) == [again, first]
