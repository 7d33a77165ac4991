"""Boundaries as GeoJSON (RFC 7946, WGS 84): what can be drawn and stored, and what is wrong with the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from toparquia.foundation.errors import Sentence

POINTS_MOST: Final = 20_000
_SHAPES: Final = ("Polygon", "MultiPolygon")
_WITH_POINT: Final = re.compile(r"-?\d+(?:\.\d+)?")
_WITH_COMMA: Final = re.compile(r"-?\d+(?:,\d+)?")


def fault(geometry: object) -> Sentence | None:
    """Return what is wrong with a geometry, None if it is an area on earth with closed rings."""
    if not isinstance(geometry, Mapping) or geometry.get("type") not in _SHAPES:
        return Sentence("no es un polígono", "it is no polygon")
    areas = geometry.get("coordinates")
    if geometry["type"] == "Polygon":
        areas = [areas]
    if not isinstance(areas, list) or not areas:
        return Sentence("no tiene coordenadas", "it has no coordinates")
    points = 0
    for area in areas:
        if not isinstance(area, list) or not area:
            return Sentence("tiene un área sin borde", "an area has no ring")
        for ring in area:
            if (wrong := _fault_of_ring(ring)) is not None:
                return wrong
            points += len(ring)
    if points > POINTS_MOST:
        return Sentence(f"tiene más de {POINTS_MOST} puntos", f"it has more than {POINTS_MOST} points")
    return None


def fault_of_parcel(geometry: object) -> Sentence | None:
    """Return what is wrong with the place of a parcel, None if it is one point or one outline on earth."""
    if isinstance(geometry, Mapping) and geometry.get("type") == "Point":
        if _is_on_earth(geometry.get("coordinates")):
            return None
        return Sentence("el punto no está en la tierra", "the point is not on earth")
    return fault(geometry)


def _fault_of_ring(ring: object) -> Sentence | None:
    if not isinstance(ring, list) or len(ring) < 4:
        return Sentence("un borde tiene menos de cuatro puntos", "a ring has less than four points")
    if not all(_is_on_earth(point) for point in ring):
        return Sentence(
            "un punto no es [longitud, latitud] en grados", "a point is no [longitude, latitude] in degrees"
        )
    if ring[0] != ring[-1]:
        return Sentence("un borde no se cierra", "a ring is not closed")
    return None


def _is_on_earth(point: object) -> bool:
    return (
        isinstance(point, list)
        and len(point) in (2, 3)
        and all(isinstance(value, int | float) and not isinstance(value, bool) for value in point)
        and -180 <= point[0] <= 180
        and -90 <= point[1] <= 90
    )


def plain(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a geometry with what is stored of it alone: its type, and two degrees a point."""
    return {"type": geometry["type"], "coordinates": _flat(geometry["coordinates"])}


def _flat(value: Any) -> Any:
    if isinstance(value[0], int | float):
        return [round(float(value[0]), 7), round(float(value[1]), 7)]
    return [_flat(one) for one in value]


def typed_points(text: str) -> list[list[float]]:
    """Return the points that were typed, one a line, latitude before longitude, as [longitude, latitude].

    Decimals have a point or a comma. :raises ValueError: with the number of a line that is no point on earth.
    """
    points = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            written = _WITH_POINT if "." in line else _WITH_COMMA
            degrees = [float(one.replace(",", ".")) for one in written.findall(line)]
            if len(degrees) != 2 or not _is_on_earth(degrees[::-1]):
                raise ValueError(number)
            points.append(degrees[::-1])
    return points


def outline(points: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Return the polygon around the points, closed where it was left open."""
    ring = [list(point) for point in points]
    return {"type": "Polygon", "coordinates": [ring if ring[:1] == ring[-1:] else [*ring, *ring[:1]]]}


def corners(geometry: Mapping[str, Any] | None) -> list[Sequence[float]]:
    """Return the corners of an outline without holes or islands, to be drawn again; none of any other."""
    if geometry is None or geometry["type"] != "Polygon" or len(geometry["coordinates"]) != 1:
        return []
    return list(geometry["coordinates"][0][:-1])


def features(document: object) -> Iterator[tuple[int, Any]]:
    """Yield the number and content of each feature of a collection, of one feature, or of a bare geometry."""
    if isinstance(document, Mapping) and document.get("type") == "FeatureCollection":
        collected = document.get("features")
        yield from enumerate(collected if isinstance(collected, list) else [], start=1)
    elif isinstance(document, Mapping) and document.get("type") == "Feature":
        yield 1, document
    elif isinstance(document, Mapping):
        yield 1, {"geometry": document, "properties": {}}
