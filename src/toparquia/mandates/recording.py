"""Bring in the organs and mandates of a country from a file: all or none, with every table's guards on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import check_power, enact
from toparquia.mandates.acts import MandatesRecorded
from toparquia.mandates.holders import Seating, Seats, digest_of
from toparquia.people.services import record_residents
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

BATCH: Final = 20_000
_ORGANS: Final = "COPY mandates_organ (id, place_id, kind, created_on) FROM STDIN"
_SEATS: Final = "COPY mandates_seat (id, organ_id, office, number, committee) FROM STDIN"
_MANDATES: Final = """
    COPY mandates_mandate (id, seat_id, holder_id, starts_on, ends_on, given_until, end_reason) FROM STDIN
"""
SeatIds = Mapping[tuple[str, str, int], UUID]


@transaction.atomic
def record_mandates(
    *,
    root: Place,
    organs: Mapping[tuple[str, str], Seats],
    seatings: Iterable[Seating],
    place_ids: Mapping[str, UUID],
    file: Evidence,
    by: Authority,
    at: datetime,
) -> int:
    """Write organs with their seats, then mandates that were checked, as they are read; return how many.

    The Gazette is told of every 20,000 with a digest of the seats and terms; of no holder by name.
    """
    by.check_is_for(root.id)
    # A file of empty seats alone has no batch, and so no act that would ask.
    check_power("mandates.constitute", kind=MandatesRecorded.kind, by=by, at=at)
    Place.objects.select_for_update(no_key=True).get(id=root.id)
    seats = _write_organs(organs, place_ids, territory.local_day(root, at))
    persons: dict[str, UUID] = {}
    rest, number, written = iter(seatings), 0, 0
    while batch := list(islice(rest, BATCH)):
        number += 1
        _write_mandates(batch, seats, place_ids, persons)
        written += len(batch)
        enact(
            MandatesRecorded(
                subject=new_id(),
                number=number,
                mandates=len(batch),
                organs=len(organs) if number == 1 else 0,
                digest=digest_of(batch),
                evidence=(file,),
            ),
            by=by,
            at=at,
        )
    return written


def _write_organs(
    organs: Mapping[tuple[str, str], Seats], place_ids: Mapping[str, UUID], day: date
) -> SeatIds:
    ids = {key: new_id() for key in organs}
    seats = {
        (place, office, number): new_id()
        for (place, _organ), sizes in organs.items()
        for office, stands_for in sizes.items()
        for number in range(1, len(stands_for) + 1)
    }
    with connection.cursor() as cursor:
        with cursor.copy(_ORGANS) as copy:
            for (place, kind), organ_id in ids.items():
                copy.write_row((organ_id, place_ids[place], kind, day))
        with cursor.copy(_SEATS) as copy:
            for (place, kind), sizes in organs.items():
                for office, stands_for in sizes.items():
                    for number, committee in enumerate(stands_for, start=1):
                        seat = seats[place, office, number]
                        copy.write_row((seat, ids[place, kind], office, number, committee))
    return seats


def _write_mandates(
    batch: list[Seating], seats: SeatIds, place_ids: Mapping[str, UUID], persons: dict[str, UUID]
) -> None:
    unknown = list(_unknown(batch, persons))
    made = record_residents(new=[(one.new, place_ids[one.home]) for one in unknown])
    holders: dict[int, UUID] = {}
    for one, resident in zip(unknown, made, strict=True):
        holders[id(one)] = resident
        if one.person:
            persons[one.person] = resident
    with connection.cursor() as cursor, cursor.copy(_MANDATES) as copy:
        for one in batch:
            holder = persons[one.person] if one.person else holders[id(one)]
            seat = seats[one.place, one.office, one.seat]
            copy.write_row((new_id(), seat, holder, one.term.starts, one.term.ends, one.given_until, ""))


def _unknown(batch: list[Seating], persons: Mapping[str, UUID]) -> Iterator[Seating]:
    """Yield the rows whose holder is still to be written, each person once."""
    met: set[str] = set()
    for one in batch:
        if not one.person or (one.person not in persons and one.person not in met):
            met.add(one.person)
            yield one
