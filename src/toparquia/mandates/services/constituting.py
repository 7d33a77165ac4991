"""Open the registry, and constitute organs with their seats."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import IntegrityError, transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.terms import Term
from toparquia.gazette.services import enact
from toparquia.mandates.acts import OrganConstituted, RegistryOpened, SeatsAdded
from toparquia.mandates.errors import (
    OrganConstitutedAlready,
    OrganNotOfThisPlace,
    RegistryAlreadySeated,
    SeatsAreAllThere,
)
from toparquia.mandates.models import Mandate, Organ, Seat
from toparquia.mandates.offices import OFFICES, ORGANS, ORGANS_OF
from toparquia.people.services import register_resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@transaction.atomic
def seat_first_registrar(
    *, root: Place, given_names: str, surnames: str, birth_date: date, at: datetime
) -> Mandate:
    """Seat the first registrar of a node that has just been opened, by an act that everyone can read.

    Someone has to write the first territory down before there is anyone who could choose them; a node
    does it once, and the Gazette shows who. :raises RegistryAlreadySeated:
    """
    if Organ.objects.filter(place=root, kind="registry").exists():
        raise RegistryAlreadySeated()
    day = territory.local_day(root, at)
    person = register_resident(
        given_names=given_names, surnames=surnames, birth_date=birth_date, place=root, since=day
    )
    organ = Organ.objects.create(place=root, kind="registry", created_on=day)
    seat = Seat.objects.create(organ=organ, office="registrar", number=1)
    term = Term.of_years(day, OFFICES["registrar"].years_under(territory.rules(root, day)))
    mandate = Mandate.objects.create(
        seat=seat, holder=person, starts_on=term.starts, ends_on=term.ends, given_until=term.ends
    )
    act = RegistryOpened(subject=mandate.id, holder=person.full_name, term=term)
    enact(act, by=territory.open_authority(root, at), at=at)
    return mandate


@transaction.atomic
def constitute_organ(*, place: Place, kind: str, by: Authority, at: datetime) -> Organ:
    """Create an organ with the empty seats that the rules in force give it.

    :raises OrganNotOfThisPlace: :raises OrganConstitutedAlready:
    """
    by.check_is_for(place.id)
    if kind not in ORGANS_OF.get(place.kind, ()):
        raise OrganNotOfThisPlace(place=place.name)
    day = territory.local_day(place, at)
    organ = _new_organ(place, kind, day)
    seats = seats_due(organ, territory.rules(place, day))
    Seat.objects.bulk_create(seats)
    enact(OrganConstituted(subject=organ.id, organ=kind, seats=_sizes(seats)), by=by, at=at)
    return organ


@transaction.atomic
def add_seats(*, organ: Organ, by: Authority, at: datetime) -> list[Seat]:
    """Add the seats that an organ lacks: a council joined, or the rules say more; none is taken away.

    :raises SeatsAreAllThere:
    """
    by.check_is_for(organ.place_id)
    # Locked, so that the same seats are not added twice at once.
    Organ.objects.select_for_update(no_key=True).get(id=organ.id)
    seats = missing_seats(organ, territory.rules(organ.place, territory.local_day(organ.place, at)))
    if not seats:
        raise SeatsAreAllThere(organ=ORGANS[organ.kind].title)
    Seat.objects.bulk_create(seats)
    enact(SeatsAdded(subject=organ.id, organ=organ.kind, seats=_sizes(seats)), by=by, at=at)
    return seats


def missing_seats(organ: Organ, rules: RuleSet) -> list[Seat]:
    """Return the seats that the rules give an organ and that it does not have, numbered after its own."""
    has = list(organ.seats.all())
    left = [(seat.office, seat.council_id, seat.committee) for seat in has]
    last = {seat.office: 0 for seat in has}
    for seat in has:
        last[seat.office] = max(last[seat.office], seat.number)
    missing = []
    for seat in seats_due(organ, rules):
        stands_for = (seat.office, seat.council_id, seat.committee)
        if stands_for in left:
            left.remove(stands_for)
            continue
        seat.number = last[seat.office] = last.get(seat.office, 0) + 1
        missing.append(seat)
    return missing


def seats_due(organ: Organ, rules: RuleSet) -> list[Seat]:
    """Return the seats that the rules give an organ, unsaved: per council or per committee where it is so."""
    councils = list(Place.objects.filter(parent_id=organ.place_id, kind="council").order_by("code"))
    due: list[Seat] = []
    for office in ORGANS[organ.kind].offices:
        size = office.seats_under(rules)
        if office.per == "council":
            stands_for = [{"council": council} for council in councils for _number in range(size)]
        elif office.per == "committee":
            stands_for = [{"committee": code} for code in rules.text_list(str(office.seats))]
        else:
            stands_for = [{} for _number in range(size)]
        due += [
            Seat(organ=organ, office=office.code, number=number, **whose)
            for number, whose in enumerate(stands_for, start=1)
        ]
    return due


def _sizes(seats: list[Seat]) -> dict[str, int]:
    return dict(Counter(seat.office for seat in seats))


def _new_organ(place: Place, kind: str, day: date) -> Organ:
    try:
        with transaction.atomic():
            return Organ.objects.create(place=place, kind=kind, created_on=day)
    except IntegrityError as refusal:
        if "organ_one_of_a_kind" not in str(refusal):
            raise
        raise OrganConstitutedAlready(place=place.name, organ=ORGANS[kind].title) from refusal
