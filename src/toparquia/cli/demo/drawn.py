"""The boundary of the demo's first commune: a square around where it lies, said to be a sample."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from toparquia.cli.demo.commune import Commune
from toparquia.territory.queries import local_day
from toparquia.territory.services import draw_boundary

# Degrees from the middle to each side: about two kilometres.
REACH: Final = 0.02


def draw(commune: Commune, at: datetime) -> None:
    """Draw a commune's boundary, if it is known where it lies."""
    place = commune.place
    if place.latitude is None or place.longitude is None:
        return
    west, south = place.longitude - REACH, place.latitude - REACH
    east, north = place.longitude + REACH, place.latitude + REACH
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    draw_boundary(
        place=place,
        geometry={"type": "Polygon", "coordinates": [ring]},
        source="Dibujo de muestra",
        starts_on=local_day(place, at),
        by=commune.node.registry(place, at),
        at=at,
    )
