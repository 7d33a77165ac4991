"""The organs of a grown commune: their seats, their alternates, and who takes over from whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toparquia.foundation.errors import DomainError
from toparquia.foundation.terms import Term
from toparquia.mandates import queries, rules, services
from toparquia.mandates.models import Mandate, Seat
from toparquia.mandates.offices import ORGANS, ORGANS_OF
from toparquia.mandates.tests.factories import Country, make_country
from toparquia.people.services import register_resident
from toparquia.territory import queries as territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(noon):
    return make_country(noon)


def sizes(organ) -> dict[str, int]:
    found: dict[str, int] = {}
    for seat in organ.seats.all():
        found[seat.office] = found.get(seat.office, 0) + 1
    return found


def test_each_council_has_its_seat_and_its_alternate_in_parliament(country):
    parliament = country.organ(country.commune, "parliament")

    assert sizes(parliament) == {
        "deputy": 2,
        "deputy_alternate": 2,
        "deputy_enterprises": 1,
        "deputy_enterprises_alternate": 1,
        "deputy_bank": 1,
        "deputy_bank_alternate": 1,
    }
    assert {seat.council for seat in parliament.seats.filter(office="deputy")} == set(country.councils)


def test_the_executive_unit_has_a_seat_for_each_working_committee(country):
    unit = country.organ(country.councils[0], "executive_unit")

    committees = list(unit.seats.values_list("committee", flat=True))

    wanted = territory.rules(country.councils[0], country.day).text_list("council.committees")
    assert sorted(committees) == sorted(wanted)


@pytest.mark.parametrize("kind", ORGANS_OF["commune"])
def test_every_organ_of_a_commune_can_be_constituted(country, kind):
    organ = country.organ(country.commune, kind)

    assert organ.seats.count() >= len([one for one in ORGANS[kind].offices if not one.alternate_of])


def test_a_council_that_joins_later_gets_its_seats(country, noon):
    parliament = country.organ(country.commune, "parliament")
    by = country.registry(country.commune)
    from toparquia.territory.services import NewPlace, register_place

    third = register_place(
        new=NewPlace("council", "tercero", "Tercero"), parent=country.commune, by=by, at=noon
    )

    added = services.add_seats(organ=parliament, by=by, at=noon)

    assert {(seat.office, seat.council) for seat in added} == {("deputy", third), ("deputy_alternate", third)}
    with pytest.raises(DomainError) as refusal:
        services.add_seats(organ=parliament, by=by, at=noon)
    assert refusal.value.code == "mandates.seats_are_all_there"


def commission(country: Country):
    member = country.officer(country.commune, "electoral_commission", holder=country.neighbour(name="Eva"))
    return queries.authority_of(member, place=country.commune, day=country.day)


def seated(country: Country, seat: Seat) -> Mandate:
    by = country.registry(seat.organ.place)
    return services.proclaim_first(
        seat=seat, holder=country.neighbour(), starts_on=country.day, by=by, at=country.at
    )


def test_an_alternate_enters_for_the_rest_of_the_term(country, noon):
    by = commission(country)
    council = country.organ(country.commune, "economy_council")
    first = Seat.objects.get(organ=council, office="economist", number=1)
    spare = Seat.objects.get(organ=council, office="economist_alternate", number=1)
    principal, alternate = (seated(country, seat) for seat in (first, spare))
    until = alternate.ends_on
    services.end_early(mandate_id=principal.id, on=country.day, reason="resigned", by=by, at=noon)

    entered = services.enter_alternate(mandate_id=alternate.id, seat=first, by=by, at=noon)

    alternate.refresh_from_db()
    assert (entered.holder, entered.ends_on) == (alternate.holder, until)
    assert alternate.end_reason == "entered"


def test_an_alternate_enters_no_seat_that_is_held(country, noon):
    by = commission(country)
    council = country.organ(country.commune, "economy_council")
    first = Seat.objects.get(organ=council, office="economist", number=1)
    spare = Seat.objects.get(organ=council, office="economist_alternate", number=1)
    for seat in (first, spare):
        seated(country, seat)
    alternate = Mandate.objects.get(seat=spare)

    with pytest.raises(DomainError) as refusal:
        services.enter_alternate(mandate_id=alternate.id, seat=first, by=by, at=noon)

    assert refusal.value.code == "mandates.nothing_to_enter"


def test_the_executive_council_takes_over_from_the_coordination(country, noon):
    stand_in = country.officer(country.commune, "coordination", holder=country.neighbour(name="Rosa"))
    assert queries.holds(stand_in.id, power="planning.admit", place_id=country.commune.id, at=noon)

    executive = country.officer(country.commune, "executive_council", holder=country.neighbour(name="Ilse"))

    place = country.commune
    assert not queries.holds(stand_in.id, power="planning.admit", place_id=place.id, at=noon)
    assert queries.powers_of(stand_in.holder_id, place, country.day) == frozenset()
    assert queries.holds(executive.id, power="planning.admit", place_id=place.id, at=noon)
    assert "assemblies.call" in queries.powers_of(executive.holder_id, place, country.day)


def test_a_council_without_spokespersons_is_called_by_its_commission_alone(country, noon):
    council = country.councils[0]
    member = country.officer(council, "electoral_commission", holder=country.neighbour(name="Eva"))

    before = queries.holds(member.id, power="assemblies.call", place_id=council.id, at=noon)
    offered = "assemblies.call" in queries.powers_of(member.holder_id, council, country.day)
    country.officer(council, "coordination", holder=country.neighbour(name="Rosa"))
    after = queries.holds(member.id, power="assemblies.call", place_id=council.id, at=noon)

    assert (before, offered, after) == (True, True, False)


def newcomer(country: Country, days: int, council=None):
    return register_resident(
        given_names="Nuevo",
        surnames="Vecino",
        birth_date=date(1980, 1, 1),
        place=council or country.councils[0],
        since=country.day - timedelta(days=days),
    )


@pytest.mark.parametrize(
    ("refused", "seat", "holder"),
    [
        ("mandates.lives_here_too_short", "coordination", lambda c: newcomer(c, 100)),
        ("mandates.lives_in_another_council", "parliament", lambda c: newcomer(c, 900, c.councils[1])),
    ],
)
def test_who_may_not_enter_an_office(country, noon, refused, seat, holder):
    organ = country.organ(country.commune, seat)
    by = country.registry(country.commune)
    chair = next(s for s in organ.seats.all() if s.council in (None, country.councils[0]))

    with pytest.raises(DomainError) as refusal:
        services.proclaim_first(seat=chair, holder=holder(country), starts_on=country.day, by=by, at=noon)

    assert refusal.value.code == refused


@pytest.mark.parametrize(
    ("terms", "in_a_row"),
    [
        ([], 0),
        ([(2020, 2023)], 0),
        ([(2023, 2026)], 1),
        ([(2020, 2023), (2023, 2026)], 2),
        ([(2017, 2020), (2023, 2026)], 1),
    ],
)
def test_terms_in_a_row_end_at_a_break(terms, in_a_row):
    held = [Term(date(first, 3, 1), date(last, 3, 1)) for first, last in terms]

    assert rules.terms_in_a_row(held, date(2026, 3, 1), 6) == in_a_row
