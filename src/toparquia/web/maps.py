"""A map drawn on the server from outlines and points, with the same places in a list beside it.

Equirectangular around the middle latitude: right for anything up to a country, and needs no library.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toparquia.web.charts.figures import joined

Position = tuple[float, float]
Ring = Sequence[Sequence[float]]

WIDTH: Final = 400
MARGIN: Final = 18
TALLEST: Final = 480
LOWEST: Final = 160
# A single point still needs some land around it, in degrees.
LEAST_SPAN: Final = 0.01
PLACES_AT_MOST: Final = 600
# More numbers than this cover one another.
NUMBERED_AT_MOST: Final = 30


@dataclass(frozen=True)
class Place:
    """A place on a map: outlines (longitude, latitude) or a point, and where its page is."""

    label: str
    url: str = ""
    note: str = ""
    outlines: tuple[Ring, ...] = ()
    points: tuple[Position, ...] = field(default=())

    @property
    def positions(self) -> Iterable[Sequence[float]]:
        """Yield every position of the place."""
        for ring in self.outlines:
            yield from ring
        yield from self.points


@dataclass(frozen=True)
class Projection:
    """From longitude and latitude to the picture's own units."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    height: int

    def __call__(self, position: Sequence[float]) -> tuple[int, int]:
        """Return x and y in whole units: a tenth of a millimetre on a phone is enough."""
        x = MARGIN + (position[0] - self.west) * self.scale_x
        y = MARGIN + (self.north - position[1]) * self.scale_y
        return round(x), round(y)


def place(facts: Place | Mapping[str, Any]) -> Place:
    """Return a place from what a page gives: label, url?, note?, and geometry (GeoJSON), polygons or point.

    `polygons` is a list of polygons, each a list of rings of (longitude, latitude).
    """
    if isinstance(facts, Place):
        return facts
    shape = facts.get("geometry") or {}
    kind, coordinates = str(shape.get("type", "")), shape.get("coordinates", ())
    polygons = facts.get("polygons") or {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, ())
    point = facts.get("point") or (coordinates if kind == "Point" else None)
    return Place(
        label=str(facts["label"]),
        url=str(facts.get("url", "")),
        note=str(facts.get("note", "")),
        outlines=tuple(ring for polygon in polygons for ring in polygon if len(ring) > 2),
        points=((float(point[0]), float(point[1])),) if point else (),
    )


def place_map(title: str, places: Sequence[Place | Mapping[str, Any]], *, source: str = "") -> SafeString:
    """Return the map as a figure; a place without outline and point stands in the list alone."""
    found = [place(facts) for facts in places[:PLACES_AT_MOST]]
    to_picture = projection([position for one in found for position in one.positions])
    is_numbered = len(found) <= NUMBERED_AT_MOST
    shapes = [
        _shape(one, index, to_picture, is_numbered=is_numbered) for index, one in enumerate(found, start=1)
    ]
    # The list says everything that the picture says, so a screen reader and the keyboard use the list.
    picture = (
        format_html(
            '<svg viewBox="0 0 {} {}" aria-hidden="true">{}</svg>', WIDTH, to_picture.height, joined(shapes)
        )
        if any(shapes)
        else ""
    )
    items = format_html_join(
        "", "<li>{}{}</li>", ((_name(one), f" {one.note}" if one.note else "") for one in found)
    )
    origin = format_html('<p class="chart-source">{} {}</p>', _("Fuente:"), source) if source else ""
    return format_html(
        '<figure class="map"><figcaption>{}</figcaption><div>{}<ol>{}</ol></div>{}</figure>',
        title,
        picture,
        items,
        origin,
    )


def projection(positions: Sequence[Sequence[float]]) -> Projection:
    """Return the projection that shows all of `positions` as large as the picture allows."""
    if not positions:
        return Projection(0, 0, 1, 1, LOWEST)
    west, east = min(p[0] for p in positions), max(p[0] for p in positions)
    south, north = min(p[1] for p in positions), max(p[1] for p in positions)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    # Near a pole a degree of longitude is nothing; our places are not there, but the sum must not fail.
    narrowing = max(math.cos(math.radians(middle_y)), 0.01)
    span_x, span_y = max(east - west, LEAST_SPAN), max(north - south, LEAST_SPAN)
    # One point alone needs no tall picture around it.
    tallest = LOWEST if west == east and south == north else TALLEST
    scale = min((WIDTH - 2 * MARGIN) / (span_x * narrowing), (tallest - 2 * MARGIN) / span_y)
    height = max(LOWEST, round(span_y * scale) + 2 * MARGIN)
    return Projection(
        west=middle_x - (WIDTH / 2 - MARGIN) / (scale * narrowing),
        north=middle_y + (height / 2 - MARGIN) / scale,
        scale_x=scale * narrowing,
        scale_y=scale,
        height=height,
    )


def _shape(one: Place, number: int, to_picture: Projection, *, is_numbered: bool) -> SafeString:
    """Return a place's outline or dot with its number, as a link for mouse and finger if it has a page."""
    drawn = (
        [format_html('<path class="area" d="{}"/>', _path(one.outlines, to_picture))] if one.outlines else []
    )
    for point in one.points:
        x, y = to_picture(point)
        # The larger circle is only there to be hit with a thumb.
        drawn.append(
            format_html(
                '<circle class="reach" cx="{0}" cy="{1}" r="16"/>'
                '<circle class="dot" cx="{0}" cy="{1}" r="8"/>',
                x,
                y,
            )
        )
    if not drawn:
        return joined([])
    if is_numbered:
        drawn.append(_number(one, number, to_picture))
    content = format_html("<title>{}</title>{}", one.label, joined(drawn))
    if not one.url:
        return format_html("<g>{}</g>", content)
    return format_html('<a href="{}" tabindex="-1">{}</a>', one.url, content)


def _number(one: Place, number: int, to_picture: Projection) -> SafeString:
    if one.points:
        x, y = to_picture(one.points[0])
        if x > WIDTH - 2 * MARGIN:
            # At the right edge the number stands before its dot, so that it stays in the picture.
            return format_html('<text x="{}" y="{}" text-anchor="end">{}</text>', x - 11, y + 5, number)
        return format_html('<text x="{}" y="{}">{}</text>', x + 11, y + 5, number)
    drawn = [to_picture(position) for position in one.positions]
    x = (min(p[0] for p in drawn) + max(p[0] for p in drawn)) // 2
    y = (min(p[1] for p in drawn) + max(p[1] for p in drawn)) // 2
    return format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', x, y + 5, number)


def _path(outlines: Iterable[Ring], to_picture: Projection) -> str:
    """Return SVG path data; positions that fall on the same unit as the one before are left out."""
    parts = []
    for ring in outlines:
        drawn = [to_picture(position) for position in ring]
        kept = [spot for index, spot in enumerate(drawn) if index == 0 or spot != drawn[index - 1]]
        parts.append("M" + "L".join(f"{x} {y}" for x, y in kept) + "z")
    return "".join(parts)


def _name(one: Place) -> SafeString:
    return format_html('<a href="{}">{}</a>', one.url, one.label) if one.url else format_html("{}", one.label)
