"""Forms of elections and recalls, each in its own moment, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

import pytest
from django.urls import reverse

from tests.journeys.moments import everyone_can_use
from toparquia.elections import services
from toparquia.elections.tests.factories import Town, make_town
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import sign_in
from toparquia.people.models import Resident

pytestmark = pytest.mark.django_db
Moment = tuple[Resident, str]


@pytest.fixture
def town(noon) -> Iterator[Town]:
    """Return a council with a commission, an audit unit and neighbours, on the day of the call."""
    made = make_town(noon)
    with frozen_at(noon) as clock:
        made.clock = clock  # type: ignore[attr-defined]
        yield made


def path(name: str, *things: object) -> str:
    """Return an address of the room."""
    return reverse(f"elections:{name}", args=things)


def to_put_forward(town: Town) -> Moment:
    """Let an election be called."""
    return town.people[0], path("nominate", town.calls().id)


def to_accept(town: Town) -> Moment:
    """Let a neighbour be put forward."""
    person = town.people[0]
    row = services.nominate(election_id=town.calls().id, resident_id=person.id, by=town.anyone(), at=town.at)
    return person, path("accept", row.id)


def to_withdraw(town: Town) -> Moment:
    """Let a neighbour have accepted."""
    return town.people[0], path("withdraw", town.stands(town.calls(), town.people[0], days=0).id)


def to_challenge_a_check(town: Town) -> Moment:
    """Let the commission have checked a candidacy."""
    row = town.stands(town.calls(), town.people[0])
    town.checks(row)
    town.clock.move_to(town.at_day(row.election.nominations_until))  # type: ignore[attr-defined]
    return town.people[1], path("challenge_check", row.election_id, row.id)


def to_challenge_a_result(town: Town) -> Moment:
    """Let an election be under way."""
    return town.people[1], path("challenge", town.calls().id)


def to_answer(town: Town) -> Moment:
    """Let a neighbour have challenged a check."""
    row = town.stands(town.calls(), town.people[0])
    town.checks(row)
    at = town.at_day(row.election.nominations_until)
    lodged = services.challenge(
        election_id=row.election_id, candidacy_id=row.id, text="No vive aquí.", by=town.anyone(), at=at
    )
    town.clock.move_to(at)  # type: ignore[attr-defined]
    return town.commission[0].holder, path("answer", lodged.id)


def to_count(town: Town) -> Moment:
    """Let the commission come to what an assembly elected."""
    return town.commission[0].holder, path("count", town.calls().id)


def to_record_custom(town: Town) -> Moment:
    """Let the commission come to what was decided by custom."""
    return town.commission[0].holder, path("custom", town.place.code)


def to_seat_an_alternate(town: Town) -> Moment:
    """Let a seat be vacant."""
    seat = town.organ.seats.get(office="spokesperson", number=9)
    return town.commission[0].holder, path("alternate", seat.id)


def to_sign_on_paper(town: Town) -> Moment:
    """Let a petition be open."""
    return town.commission[0].holder, path("sign_on_paper", town.asks(town.speaker).id)


def to_put_a_recall_to_the_vote(town: Town) -> Moment:
    """Let a petition be admitted."""
    recall = town.admitted(town.speaker)
    town.clock.move_to(town.day(2))  # type: ignore[attr-defined]
    return town.commission[0].holder, path("open_recall_vote", recall.id)


def to_certify_a_recall(town: Town) -> Moment:
    """Let a petition be admitted."""
    recall = town.admitted(town.speaker)
    town.clock.move_to(town.day(2) + timedelta(hours=1))  # type: ignore[attr-defined]
    return town.commission[0].holder, path("certify_recall", recall.id)


MOMENTS: Final[dict[str, Callable[[Town], Moment]]] = {
    "elections:nominate": to_put_forward,
    "elections:accept": to_accept,
    "elections:withdraw": to_withdraw,
    "elections:challenge": to_challenge_a_result,
    "elections:challenge_check": to_challenge_a_check,
    "elections:answer": to_answer,
    "elections:count": to_count,
    "elections:custom": to_record_custom,
    "elections:alternate": to_seat_an_alternate,
    "elections:sign_on_paper": to_sign_on_paper,
    "elections:open_recall_vote": to_put_a_recall_to_the_vote,
    "elections:certify_recall": to_certify_a_recall,
}


@pytest.mark.parametrize("name", MOMENTS)
def test_the_forms_of_offices_are_there_for_everyone(name, town, client, browser):
    resident, address = MOMENTS[name](town)
    sign_in(client, resident)

    assert all(everyone_can_use(name, address, client, browser))
