"""Reading a table of a country: each problem is found with its file and line before anything is written."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TextIO

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.texts import clean_line

CELL_LIMIT: Final = 4_000
# A spreadsheet would run a cell that begins like this; nothing in these tables does.
FORMULA: Final = re.compile(r"\s*[=+@]")
_LATIN_MINUS_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?\Z")


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the file, its line (from 1), the column ("" for the whole row), what is wrong."""

    file: str
    line: int
    column: str
    says: Sentence


@dataclass(frozen=True)
class Row:
    """One line of a table: its number and its cells by the code of their column."""

    line: int
    cells: Mapping[str, str]


class Table:
    """A table that is read row by row; `problems` grows while it is read."""

    def __init__(self, name: str, columns: Mapping[str, str], required: tuple[str, ...]) -> None:
        self.name = name
        self.columns = columns
        self.required = required
        self.problems: list[Problem] = []

    def rows(self, source: TextIO) -> Iterator[Row]:
        """Yield the rows of an open text; one that is no row is a problem and is left out."""
        before = csv.field_size_limit(CELL_LIMIT)
        first = source.readline()
        delimiter = max(",;\t", key=first.count)
        titles = self._titles(next(csv.reader([first], delimiter=delimiter), []))
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            yield from self._body(reader, titles) if titles else ()
        finally:
            csv.field_size_limit(before)

    def _body(self, reader: Iterator[list[str]], titles: list[str]) -> Iterator[Row]:
        count = len(titles)
        try:
            for cells in reader:
                line = reader.line_num + 1  # type: ignore[attr-defined]
                if not any(cells):
                    continue
                if len(cells) != count:
                    self.say(
                        line,
                        "",
                        f"tiene {len(cells)} celdas y no {count}",
                        f"it has {len(cells)} cells, not {count}",
                    )
                    continue
                row = Row(line, dict(zip(titles, map(str.strip, cells), strict=True)))
                if self._is_plain(row):
                    yield row
        except csv.Error:
            line = reader.line_num + 1  # type: ignore[attr-defined]
            self.say(
                line,
                "",
                "tiene comillas sin cerrar o una celda demasiado larga; lo que sigue no se pudo leer",
                "a quote is not closed or a cell is too long; what follows could not be read",
            )

    def _is_plain(self, row: Row) -> bool:
        found = [name for name, cell in row.cells.items() if cell and FORMULA.match(cell)]
        for name in found:
            self.say(row.line, name, "empieza como una fórmula", "it begins like a formula")
        return not found

    def _titles(self, cells: list[str]) -> list[str]:
        titles = [self.columns.get(_plain(cell), f"?{number}") for number, cell in enumerate(cells)]
        for name in self.required:
            if name not in titles:
                self.say(1, name, "falta esta columna", "this column is missing")
        if len(titles) != len(set(titles)):
            self.say(1, "", "una columna está dos veces", "a column is there twice")
        return [] if self.problems else titles

    def say(self, line: int, column: str, es: str, en: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.name, line, column, Sentence(es, en)))

    def text(self, row: Row, column: str, field: Sentence, limit: int, *, is_optional: bool = False) -> str:
        """Return a name in one line, or note why it is none."""
        try:
            return clean_line(row.cells.get(column, ""), field, limit, is_optional=is_optional)
        except DomainError as refusal:
            self.say(row.line, column, refusal.message("es"), refusal.message("en"))
            return ""

    def whole(self, row: Row, column: str) -> int | None:
        """Return a count, None if the cell is empty or, with a problem, no count."""
        text = row.cells.get(column, "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or int(text) > 2**31 - 1:
            self.say(
                row.line, column, f"«{text[:40]}» no es un número entero", f"“{text[:40]}” is no whole number"
            )
            return None
        return int(text)

    def degrees(self, row: Row, column: str, most: int) -> float | None:
        """Return a latitude or longitude, None if the cell is empty or, with a problem, none."""
        text = row.cells.get(column, "").replace(",", ".")
        if not text:
            return None
        if not _LATIN_MINUS_NUMBER.match(text) or abs(float(text)) > most:
            self.say(
                row.line,
                column,
                f"no son grados entre -{most} y {most}",
                f"no degrees from -{most} to {most}",
            )
            return None
        return float(text)

    def day(self, row: Row, column: str) -> date | None:
        """Return a date as 2026-03-08, None if the cell is empty or, with a problem, no date."""
        text = row.cells.get(column, "")
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.say(row.line, column, "no es una fecha como 2026-03-08", "it is no date like 2026-03-08")
            return None


def _plain(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title.lstrip("\ufeff")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", "_", letters.lower()).strip("_")
