"""The pages of a register, each in its own moment, in a browser: people come without e-mail or papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

import pytest
from django.urls import reverse

from tests.journeys.moments import everyone_can_use
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import sign_in
from toparquia.mandates import queries as mandates
from toparquia.people import services
from toparquia.people.models import DuplicateQuestion, LandDossier, Resident, RollNotice
from toparquia.people.rules import NewResident
from toparquia.people.tests.factories import GROWN, Desk, make_desk
from toparquia.people.tests.test_land import Committee, speaker

pytestmark = pytest.mark.django_db
Moment = tuple[Resident | None, str]


@pytest.fixture
def desk(noon) -> Iterator[Desk]:
    """Return a council with a spokesperson, on the day of its factory."""
    with frozen_at(noon):
        yield make_desk(noon)


def request_of(desk: Desk) -> str:
    """Let someone ask to be in the register; return the request's address."""
    new = NewResident("Luz", "Paz", date(1970, 1, 1), desk.country.day)
    made = services.ask_to_be_registered(place=desk.place, new=new, promoter_id=None, at=desk.country.at)
    return made.get_absolute_url()


def announced(desk: Desk) -> tuple[Resident, RollNotice]:
    """Let the commission announce a roll; return who announced it and what."""
    mandate = desk.country.officer(desk.place, "electoral_commission")
    by = mandates.authority_of(mandate, place=desk.place, day=desk.country.day)
    day = desk.country.day + timedelta(days=20)
    notice = services.announce_roll(
        place=desk.place, day=day, objections_until=day - timedelta(days=5), by=by, at=desk.country.at
    )
    return mandate.holder, notice


def to_ask(desk: Desk) -> Moment:
    """Let a visitor come to ask."""
    return None, reverse("people:sign_up", args=[desk.place.code])


def to_follow(desk: Desk) -> Moment:
    """Let a visitor look at how far their request is."""
    return None, request_of(desk)


def to_bear_witness(desk: Desk) -> Moment:
    """Let a neighbour look at the request."""
    return desk.country.neighbour(desk.place, name="Ana"), f"{request_of(desk)}dar-fe/"


def to_decide(desk: Desk) -> Moment:
    """Let a request wait for the spokesperson."""
    asked = request_of(desk).rstrip("/").rpartition("/")[2]
    return desk.spokesperson.holder, reverse("people:decide", args=[desk.place.code, asked])


def to_say_who_left(desk: Desk) -> Moment:
    """Let the council beside it have registered the same person."""
    one = desk.someone()
    desk.registers(one)
    beside = desk.country.officer(desk.other, "coordination")
    by = mandates.authority_of(beside, place=desk.other, day=desk.country.day)
    services.register_people(place=desk.other, new=[one], by=by, at=desk.country.at)
    question = DuplicateQuestion.objects.get(place=desk.place)
    return desk.spokesperson.holder, reverse("people:answer_question", args=[desk.place.code, question.id])


def to_object(desk: Desk) -> Moment:
    """Let a neighbour look at an announced roll."""
    _, notice = announced(desk)
    return desk.country.neighbour(desk.place, name="Ana"), notice.get_absolute_url()


def to_answer(desk: Desk) -> Moment:
    """Let a neighbour have objected."""
    holder, notice = announced(desk)
    neighbour = desk.country.neighbour(desk.place, name="Ana")
    objection = services.object_to_roll(
        notice_id=notice.id, resident_id=neighbour.id, matter="missing", text="Falta mi hija.",
        at=desk.country.at,
    )  # fmt: skip
    return holder, reverse("people:answer", args=[objection.id])


def to_print(desk: Desk) -> Moment:
    """Let a roll be frozen."""
    mandate = desk.country.officer(desk.place, "electoral_commission")
    by = mandates.authority_of(mandate, place=desk.place, day=desk.country.day)
    roll = services.freeze_roll(place=desk.place, day=desk.country.day, by=by, at=desk.country.at)
    return mandate.holder, reverse("people:printed_roll", args=[roll.id])


def dossier_of(desk: Desk) -> tuple[Committee, LandDossier]:
    """Let the land committee have a dossier with a statement and a sealed photo."""
    occupant = desk.country.neighbour(desk.place, birth=GROWN, name="Zulay")
    committee = Committee(desk, speaker(desk, "urban_land"), occupant)
    dossier = committee.opens()
    committee.hears(dossier)
    committee.seals(dossier)
    return committee, dossier


def to_open_a_dossier(desk: Desk) -> Moment:
    """Let the land committee begin."""
    return speaker(desk, "urban_land").holder, reverse("people:land_open", args=[desk.place.code])


def to_read_a_dossier(desk: Desk) -> Moment:
    """Let the land committee look at what it gathered."""
    committee, dossier = dossier_of(desk)
    return committee.mandate.holder, dossier.get_absolute_url()


def to_go_on(page: str) -> Callable[[Desk], Moment]:
    """Return the moment of a form of a dossier."""

    def moment(desk: Desk) -> Moment:
        committee, dossier = dossier_of(desk)
        return committee.mandate.holder, reverse(page, args=[dossier.id])

    return moment


MOMENTS: Final[dict[str, Callable[[Desk], Moment]]] = {
    "people:sign_up": to_ask,
    "people:request": to_follow,
    "people:bear_witness": to_bear_witness,
    "people:decide": to_decide,
    "people:answer_question": to_say_who_left,
    "people:notice": to_object,
    "people:answer": to_answer,
    "people:printed_roll": to_print,
    "people:land_open": to_open_a_dossier,
    "people:land_dossier": to_read_a_dossier,
    "people:land_statement": to_go_on("people:land_statement"),
    "people:land_evidence": to_go_on("people:land_evidence"),
    "people:land_step": to_go_on("people:land_step"),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_the_registers_pages_are_there_for_everyone(name, desk, client, browser):
    resident, address = MOMENTS[name](desk)
    if resident is not None:
        sign_in(client, resident)

    assert all(everyone_can_use(name, address, client, browser))
