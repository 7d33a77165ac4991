"""Sheets of paper: a room's template and plain values become a PDF that a screen reader can read too.

The template is a Typst file beside the room's templates. It finds its values in `data` and the house's
looks (`sheet`, `facts`, `signatures`, `bars`, `code`) in `sheet.typ`, which stands before every template.
What people wrote reaches it as text, never as markup. The PDF is tagged, embeds its fonts, and is the
same to the byte for the same values at the same moment. It is PDF/UA-1 (ISO 14289-1) unless a name holds
a sign that the fonts cannot draw: then it is printed all the same, without that claim.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal

import segno
import typst

from toparquia.foundation.errors import DomainError, Sentence

__all__ = ["BYTES_MAX", "SheetTooLong", "pdf", "qr"]

# A table of 1,000 people or 5,000 lines of accounts fits several times.
BYTES_MAX: Final = 2_000_000
_HOUSE: Final = Path(__file__).with_name("sheet.typ")


class SheetTooLong(DomainError):
    """What should be printed at once is more than one document may hold."""

    code = "printing.sheet_too_long"
    says = Sentence(
        es="Son demasiadas líneas para un solo documento.", en="These are too many lines for one document."
    )
    next_step = Sentence(
        es="Imprime por partes: una mesa, una sección o un mes.",
        en="Print it in parts: one table, one section or one month.",
    )


def pdf(template: Path, data: Mapping[str, object], *, title: str, language: str, made_at: datetime) -> bytes:
    """Return the PDF of `template` filled with `data` (JSON values), titled `title`, in "es" or "en".

    :raises SheetTooLong: where the values are more than `BYTES_MAX`.
    """
    values = json.dumps({**data, "title": title, "language": language}, ensure_ascii=False, default=str)
    if len(values) > BYTES_MAX:
        raise SheetTooLong
    source = f"{_text(_HOUSE)}\n{_text(template)}".encode()
    with suppress(_SignWithoutShape):
        return _compile(source, values, template.parent, made_at, "ua-1")
    return _compile(source, values, template.parent, made_at, None)


def qr(text: str) -> str:
    """Return a QR code of `text` as SVG, for `code` in a template or for a page."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, nl=False, border=2)
    return drawn.getvalue().decode()


def qr_dots(text: str) -> tuple[int, str]:
    """Return the width of a QR code of `text` with its quiet zone, and its dark dots as an SVG path."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=4))
    dark = ((x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)


class _SignWithoutShape(Exception):
    """A text holds a sign that the embedded fonts cannot draw, so that the sheet is not PDF/UA."""


def _compile(
    source: bytes, values: str, root: Path, made_at: datetime, standard: Literal["ua-1"] | None
) -> bytes:
    try:
        return typst.compile(  # type: ignore[type-var]  # its types forget that it takes bytes
            source,
            root=str(root),
            ignore_system_fonts=True,
            sys_inputs={"data": values},
            pdf_standards=standard,
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        if standard and "could not be displayed with font" in str(error):
            raise _SignWithoutShape from error
        raise


@cache
def _text(path: Path) -> str:
    return path.read_text("utf-8")
