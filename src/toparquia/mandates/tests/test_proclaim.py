"""Giving seats: one by one, or all that one constitutive assembly gave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toparquia.gazette.models import Entry
from toparquia.mandates import queries, services
from toparquia.mandates.errors import (
    BeginsTooFar,
    CommissionProclaims,
    IncompatibleOffices,
    SeatTaken,
    TooYoung,
    UnknownEndReason,
)
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
        Seat.objects.filter(organ__in=organs)
        .exclude(office__endswith="_alternate")
        .select_related("organ")
        .order_by("organ__kind", "number")
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


def test_the_registry_fills_no_vacancy_where_a_commission_can_proclaim(country):
    # The first day is the constitutive assembly's; on the next, there is a commission.
    first = country.officer(country.commune, "electoral_commission")
    country.officer(country.commune, "finance_committee")
    vacant = Seat.objects.get(organ__kind="finance_committee", organ__place=country.commune, number=2)
    tomorrow = country.at + timedelta(days=1)

    def record(at):
        return services.proclaim_first(
            seat=vacant,
            holder=country.neighbour(),
            starts_on=country.day + timedelta(days=1),
            by=country.registry(country.commune),
            at=at,
        )

    with pytest.raises(CommissionProclaims):
        record(tomorrow)
    # Without anyone in the commission, the registry records what a new constitutive assembly chose.
    Mandate.objects.filter(id=first.id).update(ends_on=country.day, end_reason="died")
    assert record(tomorrow).seat == vacant


def test_the_registry_does_not_wait_for_the_commissions_last_day(country):
    first = country.officer(country.commune, "electoral_commission")
    country.officer(country.commune, "finance_committee")
    vacant = Seat.objects.get(organ__kind="finance_committee", organ__place=country.commune, number=2)
    near_the_end = country.at + (first.ends_on - country.day) - timedelta(days=10)

    with pytest.raises(CommissionProclaims):
        services.proclaim_first(
            seat=vacant,
            holder=country.neighbour(),
            starts_on=first.ends_on,
            by=country.registry(country.commune),
            at=near_the_end,
        )


def test_a_slip_of_the_year_keeps_no_seat_from_others(country):
    with pytest.raises(BeginsTooFar):
        services.proclaim_all_first(
            chosen=[(seats(country, "finance_committee")[0], country.neighbour())],
            starts_on=date(9998, 1, 1),
            by=country.registry(country.commune),
            at=country.at,
        )


def test_a_commission_recalls_nobody(country):
    commissioner = country.officer(country.commune, "electoral_commission")
    member = country.officer(country.commune, "finance_committee")

    with pytest.raises(UnknownEndReason):
        services.end_early(
            mandate_id=member.id,
            on=country.day,
            reason="recalled",
            by=queries.authority_of(commissioner, place=country.commune, day=country.day),
            at=country.at,
        )
