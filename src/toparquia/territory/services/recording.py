"""Bring a country's register in from its files: everything or nothing, with the guards of every table on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.gazette.acts import Act, Evidence
from toparquia.gazette.services import check_power, enact, enact_all
from toparquia.territory.acts import BoundariesRecorded, TerritoriesRecorded
from toparquia.territory.models import Boundary, Place, RecordedFounding
from toparquia.territory.queries import local_day
from toparquia.territory.rules.country import Told, digest_of

BATCH: Final = 5_000
_COPY: Final = """
    COPY territory_place (id, kind, code, name, parent_id, path, timezone, language, setting, families,
        electors, latitude, longitude, boundary, founded_on, is_sample) FROM STDIN
"""


@dataclass(frozen=True, slots=True)
class Above:
    """What a territory inherits from the one that contains it."""

    id: UUID
    path: tuple[UUID, ...]
    timezone: str
    language: str
    is_sample: bool


@transaction.atomic
def record_territories(
    *,
    root: Place,
    told: Sequence[Told],
    geometries: Mapping[str, Any],
    file: Evidence,
    by: Authority,
    at: datetime,
) -> dict[str, UUID]:
    """Write territories that were checked, parents first; return the id of each code that is now known.

    The Gazette is told of every 5,000, each batch with its digest and the hash of the whole file.
    """
    by.check_is_for(root.id)
    # Asked before a country is written, not after.
    check_power("territory.register", kind=TerritoriesRecorded.kind, by=by, at=at)
    # The country's row, so that two files at once come one after the other.
    Place.objects.select_for_update(no_key=True).get(id=root.id)
    places = _known()
    _record_foundings(told, places, file.name)
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for one in told:
            copy.write_row(_row(one, places, geometries.get(one.code)))
    enact_all(_acts(told, file), by=by, at=at)
    _record_boundaries(places, geometries, file, local_day(root, at), by, at)
    return {code: above.id for code, above in places.items()}


def _known() -> dict[str, Above]:
    rows = Place.objects.values_list("code", "id", "path", "timezone", "language", "is_sample")
    return {row[0]: Above(row[1], tuple(row[2]), *row[3:]) for row in rows.iterator(chunk_size=BATCH)}


def _record_foundings(told: Sequence[Told], places: dict[str, Above], source: str) -> None:
    """Note since when communes exist, before them, for their table asks for it."""
    for one in told:
        parent = places[one.parent]
        new = new_id()
        places[one.code] = Above(new, (*parent.path, new), parent.timezone, parent.language, parent.is_sample)
    RecordedFounding.objects.bulk_create(
        (
            RecordedFounding(place_id=places[one.code].id, founded_on=one.founded_on, source=source)
            for one in told
            if one.founded_on is not None
        ),
        batch_size=BATCH,
    )


def _row(one: Told, places: Mapping[str, Above], geometry: Any) -> tuple[Any, ...]:
    own = places[one.code]
    return (
        own.id, one.kind, one.code, one.name, places[one.parent].id, list(own.path), own.timezone,
        own.language, one.setting, one.families, one.electors, one.latitude, one.longitude,
        None if geometry is None else Jsonb(geometry), one.founded_on, own.is_sample,
    )  # fmt: skip


def _acts(told: Sequence[Told], file: Evidence) -> list[Act]:
    return [
        TerritoriesRecorded(
            subject=new_id(),
            number=number,
            territories=dict(sorted(Counter(one.kind for one in batch).items())),
            digest=digest_of(batch),
            evidence=(file,),
        )
        for number, batch in enumerate(_batches(told), start=1)
    ]


def _batches(told: Iterable[Told]) -> Iterator[list[Told]]:
    rest = iter(told)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _record_boundaries(
    places: Mapping[str, Above],
    geometries: Mapping[str, Any],
    file: Evidence,
    day: date,
    by: Authority,
    at: datetime,
) -> None:
    if not geometries:
        return
    Boundary.objects.bulk_create(
        (
            Boundary(
                place_id=places[code].id,
                geometry=geometry,
                digest=geometry_digest(geometry),
                source=file.name,
                starts_on=day,
            )
            for code, geometry in geometries.items()
        ),
        batch_size=BATCH,
    )
    act = BoundariesRecorded(
        subject=new_id(), boundaries=len(geometries), source=file.name, starts_on=day.isoformat()
    )
    enact(act, by=by, at=at)


def geometry_digest(geometry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a geometry, in hex, its degrees written with seven decimals."""
    return hashlib.sha256(canonical_json(_written(geometry))).hexdigest()


def _written(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_written(item) for item in value]
    return f"{value:.7f}" if isinstance(value, float | int) else value
