"""Who may act, for what and when. Every check of authority in the house ends here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from toparquia.foundation.authority import Authority, MandateRef
from toparquia.foundation.terms import Term
from toparquia.mandates.errors import NoMandate, NoSuchMandate, NoSuchOrgan
from toparquia.mandates.models import Mandate, Organ, Seat
from toparquia.mandates.offices import (
    CARETAKER,
    CARETAKING,
    COMMITTEE_OF,
    OFFICES,
    ORGANS_OF,
    STANDS_IN,
    offices_with,
)
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


def in_force(day: date) -> QuerySet[Mandate]:
    """Return the mandates in force on a day."""
    return Mandate.objects.filter(starts_on__lte=day, ends_on__gt=day)


def authority(*, resident_id: UUID | None, power: str, place: Place, at: datetime) -> Authority:
    """Return the authority by which a resident does `power` in `place` at a moment.

    :raises NoMandate: if no mandate of theirs in force that day gives it there.
    """
    day = territory.local_day(place, at)
    mandate = _giving(power, place, day).filter(holder_id=resident_id).first() if resident_id else None
    if mandate is None:
        raise NoMandate(place=place.name)
    return authority_of(mandate, place=place, day=day)


def authority_of(mandate: Mandate, *, place: Place, day: date) -> Authority:
    """Return what the Gazette writes of a mandate used in `place`; whether it holds is asked again there."""
    seat = mandate.seat
    ref = MandateRef(mandate.id, seat.organ.kind, seat.office, mandate.holder.full_name)
    return Authority(place.ref, territory.rules_ref(place, day), ref)


# What `_giving` asks, of one mandate and in one round: the Gazette asks it before every act.
_HOLDS: Final = """
    SELECT 1 FROM mandates_mandate mandate
    JOIN mandates_seat seat ON seat.id = mandate.seat_id
    JOIN mandates_organ organ ON organ.id = seat.organ_id
    JOIN territory_place place ON place.id = %s
    WHERE mandate.id = %s
      AND (%s = '' OR seat.committee = %s)
      AND mandate.starts_on <= (%s AT TIME ZONE place.timezone)::date
      AND mandate.ends_on > (%s AT TIME ZONE place.timezone)::date
      AND (
        seat.office = ANY(%s) AND organ.place_id = place.id
        OR seat.office = ANY(%s) AND organ.place_id = ANY(place.path)
        OR %s AND organ.place_id = place.id AND organ.kind = 'electoral_commission' AND NOT EXISTS (
            SELECT 1 FROM mandates_mandate caller
            JOIN mandates_seat its ON its.id = caller.seat_id
            JOIN mandates_organ one ON one.id = its.organ_id
            WHERE one.place_id = place.id AND its.office = ANY(%s)
              AND caller.starts_on <= (%s AT TIME ZONE place.timezone)::date
              AND caller.ends_on > (%s AT TIME ZONE place.timezone)::date
        )
      )
      AND NOT (organ.kind = %s AND EXISTS (
            SELECT 1 FROM mandates_mandate later
            JOIN mandates_seat its ON its.id = later.seat_id
            JOIN mandates_organ one ON one.id = its.organ_id
            WHERE one.place_id = organ.place_id AND one.kind = %s
              AND later.starts_on <= (%s AT TIME ZONE place.timezone)::date
      ))
"""


def shown_by(by: Authority, place: Place, at: datetime) -> Mandate:
    """Return the mandate that is shown, in force on its place's day, with its holder. :raises NoMandate:"""
    shown = by.mandate.id if by.mandate else None
    found = in_force(territory.local_day(place, at)).select_related("holder").filter(id=shown).first()
    if found is None:
        raise NoMandate(place=place.name)
    return found


def holds(mandate_id: UUID, *, power: str, place_id: UUID, at: datetime) -> bool:
    """Return whether a mandate gives `power` in a place at a moment: in force, of an office that has it."""
    codes = offices_with(power)
    wide = [code for code in codes if OFFICES[code].reaches_below]
    with connection.cursor() as cursor:
        stands_in = power in CARETAKING
        committee = COMMITTEE_OF.get(power, "")
        callers = offices_with("assemblies.call")
        cursor.execute(
            _HOLDS,
            [
                *(place_id, mandate_id, committee, committee, at, at, codes, wide),
                *(stands_in, callers, at, at, *STANDS_IN, at),
            ],
        )
        return cursor.fetchone() is not None


def _giving(power: str, place: Place, day: date) -> QuerySet[Mandate]:
    codes = offices_with(power)
    wide = [code for code in codes if OFFICES[code].reaches_below]
    here = Q(seat__organ__place_id=place.id, seat__office__in=codes)
    above = Q(seat__office__in=wide, seat__organ__place_id__in=place.path)
    if power in COMMITTEE_OF:
        here &= Q(seat__committee=COMMITTEE_OF[power])
    if power in CARETAKING and not _has_caller(place, day):
        here |= Q(seat__organ__place_id=place.id, seat__organ__kind=CARETAKER)
    return (
        in_force(day)
        .filter(here | above)
        .exclude(_relieved(day))
        .select_related("seat__organ", "holder")
        .order_by("starts_on", "id")
    )


def powers_of(resident_id: UUID, place: Place, day: date) -> frozenset[str]:
    """Return all powers that a resident's mandates give in a place on a day, in two queries at most."""
    held = (
        in_force(day)
        .filter(holder_id=resident_id, seat__organ__place_id__in=place.path)
        .exclude(_relieved(day))
        .values_list("seat__office", "seat__organ__place_id", "seat__organ__kind", "seat__committee")
    )
    powers: set[str] = set()
    is_caretaker = False
    for office, where, kind, committee in held:
        if where == place.id or OFFICES[office].reaches_below:
            given = OFFICES[office].powers
            powers |= {one for one in given if COMMITTEE_OF.get(one, committee) == committee}
        is_caretaker = is_caretaker or (where == place.id and kind == CARETAKER)
    if is_caretaker and not _has_caller(place, day):
        powers |= CARETAKING
    return frozenset(powers)


def _has_caller(place: Place, day: date) -> bool:
    """Return whether someone in office may call the assembly of a place on a day."""
    callers = offices_with("assemblies.call")
    return in_force(day).filter(seat__organ__place_id=place.id, seat__office__in=callers).exists()


def _relieved(day: date) -> Q:
    """Return, for a query over mandates, those of a stand-in whose successor has begun its work."""
    stand_in, successor = STANDS_IN
    begun = Mandate.objects.filter(seat__organ__kind=successor, starts_on__lte=day)
    return Q(seat__organ__kind=stand_in, seat__organ__place_id__in=begun.values("seat__organ__place_id"))


def held_by(resident_id: UUID, day: date) -> list[Mandate]:
    """Return the mandates that a resident holds on a day, those that end first at the top."""
    held = in_force(day).filter(holder_id=resident_id)
    return list(held.select_related("seat__organ__place", "holder").order_by("ends_on", "id"))


def is_represented(day: date) -> Exists:
    """Return, for a query over territories, whether anyone is in office there on a day."""
    return Exists(in_force(day).filter(seat__organ__place_id=OuterRef("pk")))


def in_office(place: Place, day: date) -> list[Mandate]:
    """Return who is in office in a territory on a day, by organ, office and seat."""
    return list(
        in_force(day)
        .filter(seat__organ__place=place)
        .select_related("seat__organ", "holder")
        .order_by("seat__organ__kind", "seat__office", "seat__number")
    )


def organs_in_office(place_ids: Collection[UUID], day: date) -> Counter[tuple[UUID, str]]:
    """Return how many people are in office on a day, by place and kind of organ, in one query."""
    held = in_force(day).filter(seat__organ__place_id__in=list(place_ids))
    return Counter(held.values_list("seat__organ__place_id", "seat__organ__kind"))


def seats_of(place: Place, day: date) -> list[tuple[Organ, list[tuple[Seat, Mandate | None]]]]:
    """Return each organ of a territory with its seats and, for each, the mandate that a page shows.

    That is the one in force on the day; else the last one, whose time is over; else none.
    """
    seats = Seat.objects.filter(organ__place=place).select_related("organ")
    begun = Mandate.objects.filter(seat__organ__place=place, starts_on__lte=day).select_related("holder")
    # Later ones overwrite earlier ones, so that each seat ends with its newest.
    newest = {mandate.seat_id: mandate for mandate in begun.order_by("starts_on")}
    organs: dict[UUID, tuple[Organ, list[tuple[Seat, Mandate | None]]]] = {}
    for seat in seats.order_by("organ__kind", "office", "number"):
        organs.setdefault(seat.organ_id, (seat.organ, []))[1].append((seat, newest.get(seat.id)))
    return list(organs.values())


def places_where(resident_id: UUID, power: str, day: date) -> list[Place]:
    """Return the places for which a resident's own offices give a power on a day, by name."""
    held = in_force(day).filter(holder_id=resident_id, seat__office__in=offices_with(power))
    held = held.exclude(_relieved(day))
    ids = held.values_list("seat__organ__place_id", flat=True)
    return list(Place.objects.filter(id__in=ids).order_by("name"))


def organ(organ_id: UUID) -> Organ:
    """Return an organ with its place. :raises NoSuchOrgan:"""
    found = Organ.objects.select_related("place").filter(id=organ_id).first()
    if found is None:
        raise NoSuchOrgan()
    return found


def organs_to_constitute(place: Place) -> list[str]:
    """Return the kinds of organ that a territory may have and has not yet."""
    there = set(Organ.objects.filter(place=place).values_list("kind", flat=True))
    return [kind for kind in ORGANS_OF.get(place.kind, ()) if kind not in there]


def seats_with_mandates(organ: Organ, day: date) -> list[tuple[Seat, Mandate | None, list[Mandate]]]:
    """Return each seat of an organ with who holds it on a day, and all who held or are to hold it."""
    rows = Mandate.objects.filter(seat__organ=organ).select_related("holder").order_by("-starts_on")
    of_seat: dict[UUID, list[Mandate]] = {}
    for mandate in rows:
        of_seat.setdefault(mandate.seat_id, []).append(mandate)
    return [
        (
            seat,
            next((one for one in of_seat.get(seat.id, []) if one.starts_on <= day < one.ends_on), None),
            of_seat.get(seat.id, []),
        )
        for seat in organ.seats.select_related("council").order_by("office", "number")
    ]


def mandate(mandate_id: UUID) -> Mandate:
    """Return a mandate with its seat, organ, place and holder. :raises NoSuchMandate:"""
    found = Mandate.objects.select_related("seat__organ__place", "holder").filter(id=mandate_id).first()
    if found is None:
        raise NoSuchMandate()
    return found


def principal_seats(organ: Organ) -> QuerySet[Seat]:
    """Return the seats of an organ that are not alternates': those that a quorum is a share of."""
    spare = [code for code, office in OFFICES.items() if office.alternate_of]
    return Seat.objects.filter(organ=organ).exclude(office__in=spare)


def authority_in(*, resident_id: UUID | None, power: str, organ: Organ, at: datetime) -> Authority:
    """Return the authority by which a resident does `power` as a member of one organ.

    :raises NoMandate: if they do not sit in it that day.
    """
    place = organ.place
    day = territory.local_day(place, at)
    found = _giving(power, place, day).filter(holder_id=resident_id, seat__organ=organ).first()
    if resident_id is None or found is None:
        raise NoMandate(place=place.name)
    return authority_of(found, place=place, day=day)


def is_relieved(place: Place, day: date) -> bool:
    """Return whether the organ that stands in for another has been relieved in a place by a day."""
    begun = Mandate.objects.filter(seat__organ__place=place, seat__organ__kind=STANDS_IN[1])
    return begun.filter(starts_on__lte=day).exists()


def terms_held(resident_id: UUID, organ_id: UUID, office: str) -> list[Term]:
    """Return the terms for which a person held an office of one organ; what ended before it began is none."""
    held = Mandate.objects.filter(holder_id=resident_id, seat__organ_id=organ_id, seat__office=office)
    days = held.filter(ends_on__gt=F("starts_on")).values_list("starts_on", "ends_on")
    return [Term(starts, ends) for starts, ends in days]


def organs_by_code() -> dict[str, frozenset[str]]:
    """Return the kinds of organ that each territory has, by its code."""
    found: dict[str, set[str]] = {}
    for code, kind in Organ.objects.values_list("place__code", "kind").iterator(chunk_size=10_000):
        found.setdefault(code, set()).add(kind)
    return {code: frozenset(kinds) for code, kinds in found.items()}


# Only people in office are found by name: their names are public, as long as they hold it.
_SEARCH: Final = """
    SELECT mandate.id FROM people_resident resident
    JOIN mandates_mandate mandate ON mandate.holder_id = resident.id
    WHERE to_tsvector('simple', plain_words(resident.given_names || ' ' || resident.surnames))
          @@ to_tsquery('simple', %s)
      AND mandate.starts_on <= %s AND mandate.ends_on > %s
    LIMIT %s
"""


def search_in_office(query: str, day: date, limit: int = 20) -> list[Mandate]:
    """Return mandates in force on a day whose holder's names have a word beginning like each of `query`."""
    words = territory.beginnings(query)
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, [words, day, day, limit])
        ids = [row[0] for row in cursor.fetchall()]
    found = Mandate.objects.filter(id__in=ids).select_related("seat__organ__place", "holder")
    return sorted(found, key=lambda one: (one.holder.full_name, one.id))
