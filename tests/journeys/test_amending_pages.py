"""The pages of an amendment, each in its own moment, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

import pytest
from django.urls import reverse

from tests.journeys.moments import everyone_can_use
from toparquia.charters.tests.factories import make_founding
from toparquia.charters.tests.test_amending import Commune
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import sign_in
from toparquia.mandates.models import Organ, Seat
from toparquia.people.models import Resident

pytestmark = pytest.mark.django_db
Moment = tuple[Resident | None, str]


@pytest.fixture
def commune(noon) -> Iterator[Commune]:
    """Return a founded commune with one deputy, some days after its referendum."""
    found = Commune(make_founding(noon))
    with frozen_at(found.at) as clock:
        found.clock = clock
        yield found


def to_propose_text(commune: Commune) -> Moment:
    """Let a deputy write other words for the charter."""
    return commune.deputy.holder, reverse("charters:propose_charter", args=[commune.place.code])


def to_propose_rule(commune: Commune) -> Moment:
    """Let a deputy propose another rule."""
    return commune.deputy.holder, reverse("charters:propose_rule", args=[commune.place.code])


def to_compare(commune: Commune) -> Moment:
    """Let a visitor compare old and new."""
    amendment = commune.text(principles="Nos gobernamos en asamblea.\nSin jefes.")
    return None, amendment.get_absolute_url()


def to_call(commune: Commune) -> Moment:
    """Let an amendment wait for its referendum."""
    amendment = commune.rule("assembly.notice_days", "9")
    return commune.founding.commission[0].holder, reverse("charters:amendment_call", args=[amendment.id])


def to_decide(commune: Commune) -> Moment:
    """Let an amendment wait for what was decided."""
    amendment = commune.rule("assembly.notice_days", "9")
    commune.clock.move_to(commune.at + timedelta(days=4))
    return commune.founding.commission[0].holder, reverse("charters:amendment_decide", args=[amendment.id])


def to_add_seats(commune: Commune) -> Moment:
    """Let an organ have fewer seats than the rules ask for."""
    organ = Organ.objects.get(place=commune.place, kind="parliament")
    Seat.objects.filter(organ=organ, mandates__isnull=True).order_by("-number")[0].delete()
    registrar = commune.founding.country.registrar.holder
    return registrar, reverse("mandates:add_seats", args=[organ.id])


MOMENTS: Final[dict[str, Callable[[Commune], Moment]]] = {
    "charters:propose_charter": to_propose_text,
    "charters:propose_rule": to_propose_rule,
    "charters:amendment": to_compare,
    "charters:amendment_call": to_call,
    "charters:amendment_decide": to_decide,
    "mandates:add_seats": to_add_seats,
}


@pytest.mark.parametrize("name", MOMENTS)
def test_the_pages_of_an_amendment_are_there_for_everyone(name, commune, client, browser):
    resident, address = MOMENTS[name](commune)
    if resident is not None:
        sign_in(client, resident)

    assert all(everyone_can_use(name, address, client, browser))
