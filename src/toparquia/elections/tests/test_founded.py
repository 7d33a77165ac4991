"""A commune is born with its organs vacant and its elections called; what the clock makes due is done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.charters.tests.factories import make_founding
from toparquia.elections import errors, queries, services
from toparquia.elections.models import Election, PetitionSignature
from toparquia.elections.tests.factories import make_town
from toparquia.gazette.models import Entry
from toparquia.mandates.models import Organ
from toparquia.people.models import RollEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def founding(noon):
    found = make_founding(noon).ready()
    found.approved()
    found.registers()
    return found


def test_a_commune_is_born_with_vacant_organs_and_its_elections_called(founding):
    kinds = set(Organ.objects.filter(place=founding.place).values_list("kind", flat=True))
    called = Election.objects.filter(place=founding.place)

    assert {"parliament", "executive_council", "finance_committee", "social_audit"} <= kinds
    voices = called.filter(organ__kind="parliament")
    assert {one.council for one in voices} == set(founding.councils)
    assert called.filter(council=None).count() == 2
    assert Entry.objects.filter(kind="elections.called_at_founding").count() == len(called)


def test_a_councils_voice_is_put_forward_and_elected_by_its_own_people(founding):
    at = founding.vote_at + timedelta(days=3)
    council, other = founding.councils[:2]
    found = Election.objects.get(organ__kind="parliament", council=council)
    by = founding.country
    neighbour, stranger = by.neighbour(council, name="Sol"), by.neighbour(other, name="Mar")
    anyone = queries.territory.open_authority(founding.place, at)

    services.nominate(election_id=found.id, resident_id=neighbour.id, by=anyone, at=at)

    with pytest.raises(errors.NotOfThePlace):
        services.nominate(election_id=found.id, resident_id=stranger.id, by=anyone, at=at)


def test_a_councils_ballot_is_for_its_people_alone(founding):
    council = founding.councils[0]
    found = Election.objects.get(organ__kind="parliament", council=council)
    person = founding.country.neighbour(council, name="Sol")
    start = founding.vote_at + timedelta(days=3)
    anyone = queries.territory.open_authority(founding.place, start)
    row = services.nominate(election_id=found.id, resident_id=person.id, by=anyone, at=start)
    services.accept_candidacy(
        candidacy_id=row.id, person=person.id, statement="", has_kin=False, by=anyone, at=start
    )
    days = founding.country
    listed = days.at + timedelta(days=(found.answers_until - days.day).days + 1)
    checked = days.at + timedelta(days=(found.nominations_until - days.day).days)
    services.check_candidacy(candidacy_id=row.id, by=founding.commissioner(), at=checked)
    services.close_list(election_id=found.id, seed="4 2 6 1 5 3 3 2", by=founding.commissioner(), at=listed)
    opens = days.at + timedelta(days=(found.votes_on - days.day).days)

    ballot = services.open_ballot(
        election_id=found.id, opens_at=opens, closes_at=opens + timedelta(hours=8),
        by=founding.commissioner(), at=listed,
    )  # fmt: skip

    voters = {entry.resident for entry in RollEntry.objects.filter(roll=ballot.vote.roll)}
    assert person in voters
    assert all(one.residences.get().place == council for one in voters)


@pytest.mark.parametrize("with_council", [True, False])
def test_a_seat_of_a_council_is_called_for_that_council(founding, with_council):
    kind, office = ("social_audit", "auditor") if with_council else ("parliament", "deputy")
    council = founding.councils[0] if with_council else None

    with pytest.raises(errors.CouncilToBeNamed):
        services.call_election(
            organ=Organ.objects.select_related("place").get(place=founding.place, kind=kind),
            office=office,
            council=council,
            procedure="ballot",
            by=founding.commissioner(),
            at=founding.vote_at + timedelta(days=3),
        )


def test_the_clock_erases_signatures_and_nobody_has_to_remember(noon):
    town = make_town(noon)
    recall = town.asks(town.speaker)
    services.sign_petition(recall_id=recall.id, resident_id=town.people[0].id, by=town.anyone(), at=town.at)
    due = town.at_day(queries.erasable_from(recall))

    assert services.erase_due(at=due - timedelta(days=1)) == 0
    assert PetitionSignature.objects.count() == 1
    assert services.erase_due(at=due) == 1
    assert PetitionSignature.objects.count() == 0
    assert services.erase_due(at=due) == 0
