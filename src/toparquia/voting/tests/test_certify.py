"""From opening to the certificate: what is counted, what is decided, and what is published."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.db import connections

from toparquia.gazette.models import Entry
from toparquia.voting import queries
from toparquia.voting.errors import (
    CertifiedAlready,
    NotClosed,
    SheetsPending,
    TieNotDrawn,
)
from toparquia.voting.models import Certificate, Vote
from toparquia.voting.rules import GroupedBallot, MostVotes, SheetCounts, draw_order
from toparquia.voting.services import certify, close_vote, draw_tie
from toparquia.voting.tests.factories import DICE, make_polls, sheet


@pytest.mark.django_db
def test_a_referendum_on_paper_goes_from_opening_to_certificate(polls):
    vote = polls.open(people=100)
    polls.count_table(vote, sheet(20, 5, blank=1, null=2, extra_check_ins=1))
    polls.close(vote)

    given = certify(vote_id=vote.id, by=polls.by(), at=polls.evening)

    assert given.result["votes"] == {"yes": 20, "no": 5}
    assert given.result["decided"] == {"outcome": "approved"}
    assert given.rule == {"rule": "referendum", "min_turnout": "0.15", "majority": "> 0.50"}
    kinds = list(Entry.objects.filter(subject_id=vote.id).order_by("index").values_list("kind", flat=True))
    assert kinds == ["voting.opened", "voting.tally_sheet_accepted", "voting.closed", "voting.certified"]


@pytest.mark.django_db
def test_imported_ballots_are_counted_from_the_table(polls):
    vote = polls.open("park", "road", "well", max_choices=2)
    polls.bring(
        vote, GroupedBallot((2, 0), None, 7), GroupedBallot((1,), None, 3), GroupedBallot((), None, 2)
    )
    polls.close(vote)

    given = certify(vote_id=vote.id, by=polls.by(), at=polls.evening, rule=MostVotes(2))

    assert given.result["votes"] == {"park": 7, "road": 3, "well": 7}
    assert (given.result["ballots"], given.result["blank"]) == (12, 2)


@pytest.mark.django_db
def test_points_are_added_up(polls):
    vote = polls.open("park", "road", max_choices=2)
    polls.bring(vote, GroupedBallot((0, 1), (6, 4), 2), GroupedBallot((1,), (10,), 9))
    polls.close(vote)

    assert queries.totals(vote.__class__.objects.get(id=vote.id)).points == (12, 98)


@pytest.mark.django_db
def test_paper_and_imported_ballots_are_added(polls):
    vote = polls.open("park", "road")
    polls.bring(vote, GroupedBallot((0,), None, 30))
    polls.count_table(vote, sheet(10, 20))
    polls.close(vote)

    result = certify(vote_id=vote.id, by=polls.by(), at=polls.evening).result

    assert result["votes"] == {"park": 40, "road": 20}
    assert [part["votes"] for part in result["channels"]] == [
        {"park": 10, "road": 20},
        {"park": 30, "road": 0},
    ]


@pytest.mark.django_db
def test_small_tables_are_published_together_and_small_channels_not_apart(polls):
    vote = polls.open()
    for table, counts in ((1, sheet(3, 1)), (2, sheet(6, 2)), (3, sheet(11, 4))):
        polls.count_table(vote, counts, table=table)
    polls.close(vote)

    result = certify(vote_id=vote.id, by=polls.by(), at=polls.evening).result

    assert [(group["tables"], group["ballots"]) for group in result["tables"]] == [([1, 2], 12), ([3], 15)]


@pytest.mark.django_db
def test_a_few_paper_votes_beside_an_import_are_not_told_apart(polls):
    vote = polls.open()
    polls.bring(vote, GroupedBallot((0,), None, 30))
    polls.count_table(vote, sheet(1, 1))
    polls.close(vote)

    result = certify(vote_id=vote.id, by=polls.by(), at=polls.evening).result

    assert result["votes"] == {"yes": 31, "no": 1}
    assert result["tables"] == []
    assert not any("votes" in part for part in result["channels"])


@pytest.mark.django_db
def test_no_entry_before_the_certificate_has_a_figure_of_a_table(polls):
    vote = polls.open()
    polls.count_table(vote, sheet(31, 17))

    entry = Entry.objects.get(subject_id=vote.id, kind="voting.tally_sheet_accepted")

    facts = json.loads(bytes(entry.body))["facts"]
    assert set(facts) == {"table", "revision", "commitment", "reason"}


@pytest.mark.django_db
def test_a_tie_that_decides_waits_for_the_public_draw(polls):
    vote = polls.open("park", "road", "well")
    polls.count_table(vote, sheet(9, 9, 2))
    polls.close(vote)
    with pytest.raises(TieNotDrawn):
        certify(vote_id=vote.id, by=polls.by(), at=polls.evening, rule=MostVotes(1))

    order = draw_tie(vote_id=vote.id, seed=DICE, by=polls.by(), at=polls.evening)
    decided = certify(vote_id=vote.id, by=polls.by(), at=polls.evening, rule=MostVotes(1)).result["decided"]

    assert order == draw_order(DICE, ["park", "road", "well"])
    assert decided == {
        "winners": [code for code in order if code != "well"][:1],
        "tied": ["park", "road"],
    }
    kinds = list(Entry.objects.filter(subject_id=vote.id).order_by("index").values_list("kind", flat=True))
    assert kinds[-2:] == ["voting.tie_seed_recorded", "voting.certified"]


@pytest.mark.django_db
def test_an_open_vote_is_not_certified_and_tells_no_totals(polls):
    vote = polls.open()

    with pytest.raises(NotClosed):
        certify(vote_id=vote.id, by=polls.by(), at=polls.evening)
    with pytest.raises(NotClosed):
        queries.totals(vote)
    with pytest.raises(NotClosed):
        queries.tables(vote)


@pytest.mark.django_db
def test_a_table_typed_once_holds_the_certificate_back(polls):
    vote = polls.open()
    polls.type(vote, sheet(3, 4), table=7)
    polls.close(vote)

    with pytest.raises(SheetsPending) as refusal:
        certify(vote_id=vote.id, by=polls.by(), at=polls.evening)

    assert "7" in str(refusal.value)


@pytest.mark.django_db
def test_a_second_certification_is_refused_and_changes_nothing(polls):
    vote = polls.open()
    polls.count_table(vote, sheet(20, 5))
    polls.close(vote)
    first = certify(vote_id=vote.id, by=polls.by(), at=polls.evening)
    entries = Entry.objects.count()

    with pytest.raises(CertifiedAlready):
        certify(vote_id=vote.id, by=polls.by(1), at=polls.evening + timedelta(hours=1))

    assert Entry.objects.count() == entries
    assert Certificate.objects.get(vote=vote).certified_at == first.certified_at


def test_of_two_certifications_at_once_one_is_refused(live_db, noon):
    polls = make_polls(noon)
    vote = polls.open()
    polls.count_table(vote, sheet(20, 5))
    close_vote(vote_id=vote.id, by=polls.by(), at=polls.evening)
    together, outcomes = threading.Barrier(2), []

    def attempt(by):
        try:
            together.wait(timeout=20)
            certify(vote_id=vote.id, by=by, at=polls.evening)
            outcomes.append("certified")
        except Exception as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt, args=(polls.by(n),)) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes) == ["CertifiedAlready", "certified"]
    assert Certificate.objects.count() == 1
    assert Vote.objects.get(id=vote.id).state == "certified"
    assert Entry.objects.filter(kind="voting.certified").count() == 1


@pytest.mark.django_db
def test_a_sheet_of_several_choices_may_hold_more_marks_than_ballots(polls):
    vote = polls.open("park", "road", "well", max_choices=3)
    counts = SheetCounts((12, 9, 4), 1, 0, 15, 15)

    assert polls.count_table(vote, counts).sheet.entry.counts == counts
