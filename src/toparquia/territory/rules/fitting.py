"""How boundaries fit together: what two share, what reaches outside, what nobody covers; with areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Final

from shapely import make_valid
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

KM_A_DEGREE: Final = 111.32
# Less than a hundredth of a square kilometre is how two people draw one river.
SMALLEST_KM2: Final = 0.01


@dataclass(frozen=True)
class Misfit:
    """A part where boundaries don't fit: what it is, with whom, its area in km² and its shape."""

    kind: str
    name: str
    km2: float
    geometry: dict[str, Any]


def misfits(
    own: Mapping[str, Any],
    *,
    above: tuple[str, Mapping[str, Any]] | None,
    beside: Sequence[tuple[str, Mapping[str, Any]]],
    inside: Sequence[tuple[str, Mapping[str, Any]]] = (),
) -> list[Misfit]:
    """Return where a boundary shares ground with those beside it, leaves the one above, or is not covered.

    `inside` are the territories in it: what none of them covers is a gap, if there is one at all.
    """
    area = _area(own)
    found = [_misfit("overlap", name, area.intersection(_area(other))) for name, other in beside]
    if above is not None:
        found.append(_misfit("outside", above[0], area.difference(_area(above[1]))))
    if inside:
        found.append(_misfit("gap", "", area.difference(unary_union([_area(one) for _, one in inside]))))
    return [one for one in found if one is not None]


def km2(geometry: Mapping[str, Any]) -> float:
    """Return the area of a geometry in square kilometres, near enough for a commune."""
    return _km2(_area(geometry))


def _area(geometry: Mapping[str, Any]) -> BaseGeometry:
    found = shape(geometry)
    # A line that crosses itself, as hands draw them, still encloses something.
    return found if found.is_valid else make_valid(found)


def _km2(area: BaseGeometry) -> float:
    if area.is_empty:
        return 0.0
    return float(area.area * KM_A_DEGREE**2 * cos(radians(area.centroid.y)))


def _misfit(kind: str, name: str, part: BaseGeometry) -> Misfit | None:
    size = _km2(part)
    if size < SMALLEST_KM2:
        return None
    areas = [one for one in getattr(part, "geoms", [part]) if one.geom_type == "Polygon"]
    return Misfit(kind, name, round(size, 2), _plain(mapping(unary_union(areas))))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
