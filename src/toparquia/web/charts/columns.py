"""Columns over time: the largest and the last are written out, the others stand in the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toparquia.web.charts import figures
from toparquia.web.charts.figures import Datum

HEIGHT: Final = 170
HEAD: Final = 24
FOOT: Final = 24
# Labels below the axis, and sizes above the columns, that do not touch on 320 px.
LABELS_AT_MOST: Final = 6
SHORT: Final = 6


def columns(title: str, points: Sequence[Datum | Mapping[str, Any]], *, source: str = "") -> SafeString:
    """Return one column for each point, from left to right in the given order."""
    data = [figures.datum(point) for point in points]
    shown = data[-figures.DRAWN_AT_MOST :]
    name = figures.name_of(title, data)
    largest = max((item.value for item in shown), default=0)
    written = _written(shown)
    step = -(-len(shown) // LABELS_AT_MOST)
    body = [
        _column(
            item, index, len(shown), largest, has_size=index in written, has_label=index % max(step, 1) == 0
        )
        for index, item in enumerate(shown)
    ]
    axis = format_html('<path class="axis" d="M0 {0}h9999"/>', HEAD + HEIGHT)
    description = "; ".join(f"{item.label}: {item.said}" for item in shown)
    drawn = figures.drawing(
        name, title, description or _("Sin datos"), HEAD + HEIGHT + FOOT, figures.joined([*body, axis])
    )
    rows = [(item.label, item.said) for item in data]
    return figures.figure(title, drawn, figures.table([_("Cuándo"), _("Cantidad")], rows), source=source)


def _written(data: Sequence[Datum]) -> set[int]:
    """Return which columns have their size above them without touching one another."""
    if not data:
        return set()
    if len(data) <= LABELS_AT_MOST and all(len(item.said) <= SHORT for item in data):
        return set(range(len(data)))
    top = max(range(len(data)), key=lambda index: data[index].value)
    last = len(data) - 1
    return {top, last} if (last - top) * 2 >= len(data) else {top}


def _column(
    item: Datum, index: int, count: int, largest: int, *, has_size: bool, has_label: bool
) -> SafeString:
    height = item.value * HEIGHT // largest if largest else 0
    middle = figures.percent_of(2 * index + 1, 2 * count)
    # At the edges text grows inwards, so that it stays in the picture.
    anchor = "start" if index == 0 else "end" if index == count - 1 and count > 1 else "middle"
    at = {"start": "0%", "end": "100%", "middle": middle}[anchor]
    size = (
        format_html(
            '<text class="strong" x="{}" y="{}" text-anchor="{}">{}</text>',
            at,
            HEAD + HEIGHT - height - 7,
            anchor,
            item.said,
        )
        if has_size
        else ""
    )
    label = (
        format_html(
            '<text class="faint" x="{}" y="{}" text-anchor="middle">{}</text>',
            middle,
            HEAD + HEIGHT + 19,
            item.label,
        )
        if has_label
        else ""
    )
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>{}{}',
        "second" if item.marked else "solid",
        figures.percent_of(20 * index + 3, 20 * count),
        HEAD + HEIGHT - height,
        figures.percent_of(14, 20 * count),
        height,
        size,
        label,
    )
