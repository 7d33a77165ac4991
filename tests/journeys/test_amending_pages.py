"""The pages of an amendment, each in its own moment, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

import pytest
from django.urls import reverse

from tests.journeys.moments import everyone_can_use
from toparquia.charters.tests.factories import make_founding
from toparquia.charters.tests.test_norms import Legislature
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import sign_in
from toparquia.mandates.models import Organ, Seat
from toparquia.people.models import Resident

pytestmark = pytest.mark.django_db
Moment = tuple[Resident | None, str]


@pytest.fixture
def commune(noon) -> Iterator[Legislature]:
    """Return a founded commune with one deputy, some days after its referendum."""
    found = Legislature(make_founding(noon))
    with frozen_at(found.at) as clock:
        found.clock = clock
        yield found


def to_propose_text(commune: Legislature) -> Moment:
    """Let a deputy write other words for the charter."""
    return commune.deputy.holder, reverse("charters:propose_charter", args=[commune.place.code])


def to_propose_rule(commune: Legislature) -> Moment:
    """Let a deputy propose another rule."""
    return commune.deputy.holder, reverse("charters:propose_rule", args=[commune.place.code])


def to_compare(commune: Legislature) -> Moment:
    """Let a visitor compare old and new."""
    amendment = commune.text(principles="Nos gobernamos en asamblea.\nSin jefes.")
    return None, amendment.get_absolute_url()


def to_call(commune: Legislature) -> Moment:
    """Let an amendment wait for its referendum."""
    amendment = commune.rule("assembly.notice_days", "9")
    return commune.founding.commission[0].holder, reverse("charters:amendment_call", args=[amendment.id])


def to_decide(commune: Legislature) -> Moment:
    """Let an amendment wait for what was decided."""
    amendment = commune.rule("assembly.notice_days", "9")
    commune.clock.move_to(commune.at + timedelta(days=4))
    return commune.founding.commission[0].holder, reverse("charters:amendment_decide", args=[amendment.id])


def to_propose_a_norm(commune: Legislature) -> Moment:
    """Let a deputy write a norm."""
    return commune.deputy.holder, reverse("charters:propose_norm", args=[commune.place.code])


def to_read_a_norm(commune: Legislature) -> Moment:
    """Let a visitor compare a norm with the one that it changes."""
    first = commune.approved()
    commune.at += timedelta(days=30)
    return None, commune.proposes(text="Art. 1. Cada día.", changes=first.id).get_absolute_url()


def to_publish_a_norm(commune: Legislature) -> Moment:
    """Let parliament have decided on a norm."""
    norm = commune.proposes()
    commune.decides(norm)
    return commune.deputy.holder, reverse("charters:decide_norm", args=[norm.id])


def to_add_seats(commune: Legislature) -> Moment:
    """Let an organ have fewer seats than the rules ask for."""
    organ = Organ.objects.get(place=commune.place, kind="parliament")
    Seat.objects.filter(organ=organ, mandates__isnull=True).order_by("-number")[0].delete()
    registrar = commune.founding.country.registrar.holder
    return registrar, reverse("mandates:add_seats", args=[organ.id])


MOMENTS: Final[dict[str, Callable[[Legislature], Moment]]] = {
    "charters:propose_charter": to_propose_text,
    "charters:propose_rule": to_propose_rule,
    "charters:amendment": to_compare,
    "charters:amendment_call": to_call,
    "charters:amendment_decide": to_decide,
    "charters:propose_norm": to_propose_a_norm,
    "charters:norm": to_read_a_norm,
    "charters:decide_norm": to_publish_a_norm,
    "mandates:add_seats": to_add_seats,
}


@pytest.mark.parametrize("name", MOMENTS)
def test_the_pages_of_an_amendment_are_there_for_everyone(name, commune, client, browser):
    resident, address = MOMENTS[name](commune)
    if resident is not None:
        sign_in(client, resident)

    assert all(everyone_can_use(name, address, client, browser))
