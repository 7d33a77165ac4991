"""One bar in parts that make a whole, with each part named below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toparquia.web import formatting
from toparquia.web.charts import figures
from toparquia.web.charts.figures import Datum

HEIGHT: Final = 40
# In the order of the parts: full, dotted, hatched, empty. They differ without colour.
FILLS: Final = ("solid", "p", "h", "hollow")


def stacked(title: str, parts: Sequence[Datum | Mapping[str, Any]], *, source: str = "") -> SafeString:
    """Return a bar whose parts, four at most, add up to the whole."""
    data = [figures.datum(part) for part in parts]
    assert len(data) <= len(FILLS), "more parts than patterns that can be told apart"
    name = figures.name_of(title, data)
    whole = sum(item.value for item in data)
    starts = [0, *accumulate(item.value for item in data)]
    pieces = [
        format_html(
            '<rect x="{}" width="{}" height="{}" {}/>',
            figures.percent_of(start, whole),
            figures.percent_of(item.value, whole),
            HEIGHT,
            _fill(name, index),
        )
        for index, (start, item) in enumerate(zip(starts, data, strict=False))
        if item.value
    ]
    frame = format_html('<rect class="edge" fill="none" width="100%" height="{}"/>', HEIGHT)
    shares = [formatting.share_text(item.value, whole) for item in data]
    description = "; ".join(f"{i.label}: {i.text} ({share})" for i, share in zip(data, shares, strict=True))
    drawn = figures.drawing(
        name,
        title,
        description or _("Sin datos"),
        HEIGHT,
        figures.joined([figures.patterns(name), *pieces, frame]),
    )
    rows = [(item.label, item.text, share) for item, share in zip(data, shares, strict=True)]
    table = figures.table([_("Parte"), _("Monto"), _("Del total")], rows)
    return figures.figure(title, drawn, table, source=source, beside=_key(name, data, shares))


def _fill(name: str, index: int) -> SafeString:
    style = FILLS[index]
    if style in ("solid", "hollow"):
        return format_html('class="{}"', style)
    return format_html('class="edge" fill="url(#{}-{})"', name, style)


def _key(name: str, data: Sequence[Datum], shares: Sequence[str]) -> SafeString:
    """Return the list under the bar: a sample of the pattern, the words, the amount and its share."""
    items = [
        format_html(
            '<li><svg width="20" height="16" aria-hidden="true"><rect width="20" height="16" {}/></svg>'
            "<span>{} ({})</span><b>{}</b></li>",
            _fill(name, index),
            item.label,
            share,
            item.text,
        )
        for index, (item, share) in enumerate(zip(data, shares, strict=True))
    ]
    return format_html('<ul class="parts">{}</ul>', figures.joined(items))
