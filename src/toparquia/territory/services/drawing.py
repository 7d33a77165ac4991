"""Draw a territory's boundary; the one before ends that day and stays in the book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.texts import clean_line
from toparquia.gazette.services import enact
from toparquia.territory.acts import BoundaryDrawn
from toparquia.territory.errors import BoundaryTooEarly, NoBoundary
from toparquia.territory.models import Boundary, Place
from toparquia.territory.queries import local_day
from toparquia.territory.rules import geojson
from toparquia.territory.services.recording import geometry_digest

SOURCE: Final = Sentence("de dónde viene el límite", "where the boundary comes from")
SOURCE_LIMIT: Final = 200


@transaction.atomic
def draw_boundary(
    *, place: Place, geometry: Mapping[str, Any], source: str, starts_on: date, by: Authority, at: datetime
) -> Boundary:
    """Give a territory a boundary from a day on, at the latest today.

    :raises NoBoundary: if it is no area on earth. :raises BoundaryTooEarly: if it would begin before the
    one in force, or is still to come.
    """
    by.check_is_for(place.id)
    if (wrong := geojson.fault(geometry)) is not None:
        raise NoBoundary(reason=wrong)
    said = clean_line(source, SOURCE, SOURCE_LIMIT)
    # The place's row, so that two who draw at once come one after the other.
    place = Place.objects.select_for_update(no_key=True).get(id=place.id)
    standing = Boundary.objects.filter(place=place, ends_on=None).first()
    earliest = standing.starts_on if standing else date(1900, 1, 1)
    if not earliest <= starts_on <= local_day(place, at):
        raise BoundaryTooEarly(day=starts_on, earliest=earliest, latest=local_day(place, at))
    if standing is not None:
        standing.ends_on = starts_on
        standing.save(update_fields=["ends_on"])
    kept = geojson.plain(geometry)
    drawn = Boundary.objects.create(
        place=place, geometry=kept, digest=geometry_digest(kept), source=said, starts_on=starts_on
    )
    place.boundary = kept
    place.save(update_fields=["boundary"])
    enact(
        BoundaryDrawn(subject=place.id, digest=drawn.digest, source=said, starts_on=starts_on.isoformat()),
        by=by,
        at=at,
    )
    return drawn
