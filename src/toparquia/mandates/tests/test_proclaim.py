"""Giving seats: one by one, or all that one constitutive assembly gave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toparquia.gazette.models import Entry
from toparquia.mandates import services
from toparquia.mandates.errors import IncompatibleOffices, SeatTaken, TooYoung
from toparquia.mandates.models import Mandate, Seat
from toparquia.mandates.tests.factories import Country, make_country

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(noon) -> Country:
    return make_country(noon)


def seats(country: Country, *kinds: str) -> list[Seat]:
    """Constitute organs of the commune and return their seats."""
    organs = [country.organ(country.commune, kind) for kind in kinds]
    return list(
        Seat.objects.filter(organ__in=organs).select_related("organ").order_by("organ__kind", "number")
    )


def proclaimed(country: Country, chosen):
    return services.proclaim_all_first(
        chosen=chosen, starts_on=country.day, by=country.registry(country.commune), at=country.at
    )


def test_one_assembly_fills_several_organs_with_an_act_each(country):
    free = seats(country, "finance_committee", "social_audit")
    before = Entry.objects.count()

    made = proclaimed(country, [(seat, country.neighbour()) for seat in free])

    assert [mandate.seat for mandate in made] == free
    assert Entry.objects.count() == before + len(free)


def test_nobody_is_seated_when_one_cannot_be(country):
    child = country.neighbour(birth=country.day - timedelta(days=12 * 365))
    free = seats(country, "finance_committee")

    with pytest.raises(TooYoung):
        proclaimed(country, [(free[0], country.neighbour()), (free[1], child)])

    assert not Mandate.objects.filter(seat__in=free).exists()


def test_one_person_cannot_be_in_two_organs_that_watch_each_other(country):
    money, audit = seats(country, "finance_committee")[0], seats(country, "social_audit")[0]
    ana = country.neighbour()

    with pytest.raises(IncompatibleOffices):
        proclaimed(country, [(money, ana), (audit, ana)])
    proclaimed(country, [(money, ana)])
    with pytest.raises(IncompatibleOffices):
        proclaimed(country, [(audit, ana)])


def test_a_taken_seat_is_named(country):
    free = seats(country, "finance_committee")
    proclaimed(country, [(free[1], country.neighbour())])

    with pytest.raises(SeatTaken) as refused:
        proclaimed(country, [(seat, country.neighbour()) for seat in free])

    assert refused.value.facts["seat"] == free[1].number
    assert refused.value.facts["starts"] == country.day
    assert isinstance(refused.value.facts["ends"], date)
