"""What all charts share: a datum, the frame with title, source and table, and the patterns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from toparquia.foundation.money import Money
from toparquia.web import formatting

# More than this nobody reads in a drawing; the table has them all.
DRAWN_AT_MOST: Final = 40
# What fits on one line of a phone (320 px) and of a desk's screen (608 px) at the chart's text size.
NARROW: Final = 34
WIDE: Final = 68
LINES_AT_MOST: Final = 4


@dataclass(frozen=True)
class Datum:
    """One thing in a chart: its words, its size (never negative), and how that size is written.

    A marked datum is set apart by a shape and a pattern, and `word` says why ("Ganador").
    """

    label: str
    value: int
    text: str
    marked: bool = False
    word: str = ""

    def __post_init__(self) -> None:
        assert self.value >= 0, "a chart of ours has no bar below zero"

    @property
    def said(self) -> str:
        """Return the size in words, with why it is marked."""
        return f"{self.text} · {self.word}" if self.word else self.text


def datum(facts: Datum | Mapping[str, Any]) -> Datum:
    """Return a datum from what a page gives: label, value (integer or Money), text?, marked?, word?."""
    if isinstance(facts, Datum):
        return facts
    value = facts["value"]
    amount, text = (
        (value.minor, formatting.money_text(value))
        if isinstance(value, Money)
        else (int(value), formatting.count_text(int(value)))
    )
    return Datum(
        label=str(facts["label"]),
        value=amount,
        text=str(facts.get("text") or text),
        marked=bool(facts.get("marked")),
        word=str(facts.get("word", "")),
    )


def name_of(title: str, data: Sequence[Datum]) -> str:
    """Return an id for a chart that is the same each time and differs from other charts' on the page."""
    content = "\n".join([title, *(f"{item.label}\t{item.value}" for item in data)])
    return f"chart-{blake2s(content.encode(), digest_size=5).hexdigest()}"


def drawing(
    name: str, title: str, description: str, height: int, body: SafeString, css_class: str = ""
) -> SafeString:
    """Return the SVG with its accessible name and description; `body` is drawn in it."""
    return format_html(
        '<svg class="{css_class}" width="100%" height="{height}" role="img"'
        ' aria-labelledby="{name}-t {name}-d">'
        '<title id="{name}-t">{title}</title><desc id="{name}-d">{description}</desc>{body}</svg>',
        css_class=css_class,
        name=name,
        title=title,
        description=description,
        height=height,
        body=body,
    )


def figure(
    title: str, drawn: SafeString, table: SafeString, *, source: str = "", beside: SafeString | str = ""
) -> SafeString:
    """Return the whole figure: title, drawing, what stands beside it, source, and the table to open."""
    origin = format_html('<p class="chart-source">{} {}</p>', _("Fuente:"), source) if source else ""
    return format_html(
        '<figure class="chart"><figcaption>{}</figcaption>{}{}{}'
        "<details><summary>{}</summary>{}</details></figure>",
        title,
        drawn,
        beside,
        origin,
        _("Ver los datos en una tabla"),
        table,
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> SafeString:
    """Return a table whose first column names the rows and whose other columns are numbers."""
    head = format_html_join(
        "", '<th scope="col" class="{}">{}</th>', ((_kind(i), h) for i, h in enumerate(heads))
    )
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (row[0], format_html_join("", '<td class="number">{}</td>', ((cell,) for cell in row[1:])))
            for row in rows
        ),
    )
    return format_html(
        '<div class="scroll"><table class="table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        head,
        body,
    )


def patterns(name: str) -> SafeString:
    """Return the hatch and the dots that a chart called `name` fills with."""
    return format_html(
        '<defs><pattern id="{0}-h" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect class="ground" width="7" height="7"/>'
        '<path class="hatch" d="M0 0v7"/></pattern>'
        '<pattern id="{0}-p" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect class="ground" width="8" height="8"/><circle class="dots" cx="4" cy="4" r="2.2"/>'
        "</pattern></defs>",
        name,
    )


def lines_of(label: str, characters: int, *, is_bold: bool = False) -> list[str]:
    """Return a label cut into lines of so many characters; what does not fit ends in an ellipsis."""
    # Bold letters are wider, and a tick stands before them.
    fits = characters - 5 if is_bold else characters
    return textwrap.wrap(label, fits, max_lines=LINES_AT_MOST, placeholder="…") or ["–"]


def percent_of(value: int, whole: int) -> str:
    """Return a width in per cent for an SVG attribute, to hundredths, computed without floats."""
    hundredths = value * 10_000 // whole if whole else 0
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Return drawn parts one after the other; each is already safe."""
    return mark_safe("".join(parts))  # noqa: S308 (every part was escaped when it was made)


def _kind(index: int) -> str:
    return "number" if index else ""
