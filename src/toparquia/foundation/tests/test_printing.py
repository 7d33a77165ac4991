"""Sheets of paper: tagged, the same each time, and people's words stay words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from toparquia.foundation import printing
from toparquia.foundation.printing import SheetTooLong, pdf, qr

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEMPLATE = """
#sheet(place: data.place, kind: "Acta de asamblea")
#facts((("Lugar", data.place), ("Presentes", "41")))
#listed(("Punto", "Votos"), data.rows, numbers: (1,))
#bars((("Cancha", 0.75, "30"), ("Pozo", 0.25, "10")))
#signatures(("Vocera", "Secretario"))
#code(data.code, "Código de esta acta")
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Return a room's template with everything that the house offers."""
    path = tmp_path / "minutes.typ"
    path.write_text(TEMPLATE, "utf-8")
    return path


def _values(place: str = "La Ceiba", rows: int = 2) -> dict[str, object]:
    return {"place": place, "rows": [["Cancha", "30"]] * rows, "code": qr("https://example.org/acta")}


def _print(template: Path, values: dict[str, object]) -> bytes:
    return pdf(template, values, title="Acta 7", language="es", made_at=NOON)


def test_a_sheet_is_a_tagged_pdf_in_its_language(template: Path) -> None:
    """A screen reader finds structure, title and language."""
    printed = _print(template, _values())

    assert printed.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in printed
    assert b"/Lang" in printed
    assert b"pdfuaid:part" in printed


def test_the_same_values_at_the_same_moment_are_the_same_bytes(template: Path) -> None:
    """Whoever prints it again can compare hashes."""
    assert _print(template, _values()) == _print(template, _values())


def test_what_people_wrote_is_text_and_never_markup(template: Path) -> None:
    """Signs that the template language knows neither run nor break the sheet."""
    for hostile in ("#panic()", "*a* _b_ $x$ @c <d> \\ `e`", '#read("/etc/passwd")', "= título", "😀 ñ ü"):
        assert _print(template, _values(place=hostile)).startswith(b"%PDF-")


def test_more_than_a_document_holds_is_refused(template: Path) -> None:
    """A sheet is bounded, with a sentence that says how to go on."""
    with pytest.raises(SheetTooLong):
        _print(template, _values(rows=printing.BYTES_MAX // 10))
