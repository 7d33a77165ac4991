"""Horizontal bars: each label above its bar, its size beside or inside it, winners set apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toparquia.web.charts import figures
from toparquia.web.charts.figures import Datum

LINE: Final = 20
BAR: Final = 26
GAP: Final = 18
TICK: Final = "m4 9 4 4 7-9"


def bars(title: str, rows: Sequence[Datum | Mapping[str, Any]], *, source: str = "") -> SafeString:
    """Return bars in the given order; marked ones are solid with a tick, the others hatched.

    Sizes are compared with the largest, which fills the width.
    """
    data = [figures.datum(row) for row in rows]
    drawn_data = data[: figures.DRAWN_AT_MOST]
    name = figures.name_of(title, data)
    largest = max((item.value for item in data), default=0)
    any_marked = any(item.marked for item in data)
    body, top = [figures.patterns(name)], 0
    for item in drawn_data:
        part, height = _bar(name, item, top, largest, is_solid=item.marked or not any_marked)
        body.append(part)
        top += height
    description = "; ".join(f"{item.label}: {item.said}" for item in drawn_data)
    drawn = figures.drawing(
        name, title, description or _("Sin datos"), max(top - GAP, 1), figures.joined(body)
    )
    heads = [_("Opción"), _("Cantidad")]
    return figures.figure(
        title, drawn, figures.table(heads, [(d.label, d.said) for d in data]), source=source
    )


def _bar(name: str, item: Datum, top: int, largest: int, *, is_solid: bool) -> tuple[SafeString, int]:
    """Return one bar with its label from `top` on, and how high both are with the gap below."""
    lines = figures.lines_of(item.label, is_bold=item.marked)
    # A marked label starts after its tick; the tick is a shape, for those who see no colours.
    left = 22 if item.marked else 0
    words = format_html_join(
        "",
        '<tspan x="{}" y="{}">{}</tspan>',
        ((left, top + 15 + LINE * i, line) for i, line in enumerate(lines)),
    )
    tick = (
        format_html('<path class="tick" transform="translate(0 {})" d="{}"/>', top, TICK)
        if item.marked
        else ""
    )
    y = top + LINE * len(lines) + 2
    width = figures.percent_of(item.value, largest)
    shape = format_html(
        '<rect class="track" y="{y}" width="100%" height="{h}"/>'
        '<rect y="{y}" width="{w}" height="{h}" {fill}/>',
        y=y,
        h=BAR,
        w=width,
        fill=format_html('class="solid"')
        if is_solid
        else format_html('class="edge" fill="url(#{}-h)"', name),
    )
    part = format_html(
        '{}<text class="{}">{}</text>{}{}',
        tick,
        "strong" if item.marked else "",
        words,
        shape,
        _size(item, y, width, is_long=item.value * 2 > largest, is_solid=is_solid),
    )
    return part, LINE * len(lines) + 2 + BAR + GAP


def _size(item: Datum, y: int, width: str, *, is_long: bool, is_solid: bool) -> SafeString:
    """Return the size at the end of the bar: inside a long solid one, on a plate in a long hatched one."""
    if not is_long:
        return format_html('<text class="strong" x="{}" dx="7" y="{}">{}</text>', width, y + 18, item.said)
    style = "strong on" if is_solid else "strong plate"
    return format_html(
        '<text class="{}" x="{}" dx="-8" y="{}" text-anchor="end">{}</text>', style, width, y + 18, item.said
    )
