"""Horizontal bars: each label above its bar, its size beside or inside it, winners set apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from toparquia.web.charts import figures
from toparquia.web.charts.figures import Datum

LINE: Final = 20
BAR: Final = 26
GAP: Final = 18
TICK: Final = "m4 9 4 4 7-9"


def bars(title: str, rows: Sequence[Datum | Mapping[str, Any]], *, source: str = "") -> SafeString:
    """Return bars in the given order; marked ones are solid with a tick, the others hatched.

    Sizes are compared with the largest, which fills the width. It is drawn twice, for narrow and for
    wide places, because SVG cannot break lines; the style sheet shows one of them.
    """
    data = [figures.datum(row) for row in rows]
    name = figures.name_of(title, data)
    drawn = [
        _drawing(f"{name}n", title, data, figures.NARROW, "for-narrow"),
        _drawing(f"{name}w", title, data, figures.WIDE, "for-wide"),
    ]
    table = figures.table([_("Opción"), _("Cantidad")], [(item.label, item.said) for item in data])
    return figures.figure(title, figures.joined(drawn), table, source=source)


def _drawing(name: str, title: str, data: Sequence[Datum], characters: int, css_class: str) -> SafeString:
    largest = max((item.value for item in data), default=0)
    any_marked = any(item.marked for item in data)
    shown = data[: figures.DRAWN_AT_MOST]
    body, top = [figures.patterns(name)], 0
    for item in shown:
        lines = figures.lines_of(item.label, characters, is_bold=item.marked)
        body.append(_bar(name, item, lines, top, largest, is_solid=item.marked or not any_marked))
        top += LINE * len(lines) + 2 + BAR + GAP
    description = "; ".join(f"{item.label}: {item.said}" for item in shown) or _("Sin datos")
    return figures.drawing(name, title, description, max(top - GAP, 1), figures.joined(body), css_class)


def _bar(
    name: str, item: Datum, lines: Sequence[str], top: int, largest: int, *, is_solid: bool
) -> SafeString:
    """Return one bar with the lines of its label above it, from `top` on."""
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
    fill = format_html('class="edge" fill="url(#{}-h)"', name)
    return format_html(
        '{tick}<text class="{style}">{words}</text><rect class="track" y="{y}" width="100%" height="{h}"/>'
        '<rect y="{y}" width="{width}" height="{h}" {fill}/>{size}',
        tick=tick,
        style="strong" if item.marked else "",
        words=words,
        y=y,
        h=BAR,
        width=width,
        fill=mark_safe('class="solid"') if is_solid else fill,
        size=_size(item, y, width, is_long=item.value * 2 > largest, is_solid=is_solid),
    )


def _size(item: Datum, y: int, width: str, *, is_long: bool, is_solid: bool) -> SafeString:
    """Return the size at the end of the bar: inside a long solid one, on a plate in a long hatched one."""
    if not is_long:
        return format_html('<text class="strong" x="{}" dx="7" y="{}">{}</text>', width, y + 18, item.said)
    style = "strong on" if is_solid else "strong plate"
    return format_html(
        '<text class="{}" x="{}" dx="-8" y="{}" text-anchor="end">{}</text>', style, width, y + 18, item.said
    )
