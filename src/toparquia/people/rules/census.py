"""Reading a council's census notebook: every problem is found before anything is written."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

import openpyxl

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.rulesets.codes import in_words
from toparquia.people.errors import NotebookUnreadable
from toparquia.people.rules import NewResident, checked, likeness

BYTES_LIMIT: Final = 1_000_000
ROWS_LIMIT: Final = 5_000
CELL_LIMIT: Final = 1_000
COLUMNS_LIMIT: Final = 40
HOME_LIMIT: Final = 20
PROBLEMS_SHOWN: Final = 500
DELIMITERS: Final = ",;\t"
# A spreadsheet would run a cell that begins like this; a name or a date never does.
_FORMULA: Final = re.compile(r"\s*[=+@\-\t\r]")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s.]{1,60}\Z")

COLUMNS: Final[dict[str, str]] = {
    "nombres": "given_names",
    "nombre": "given_names",
    "given_names": "given_names",
    "apellidos": "surnames",
    "apellido": "surnames",
    "surnames": "surnames",
    "fecha_nacimiento": "birth_date",
    "fecha_de_nacimiento": "birth_date",
    "nacimiento": "birth_date",
    "birth_date": "birth_date",
    "desde": "since",
    "vive_desde": "since",
    "since": "since",
    "correo": "email",
    "email": "email",
    "vivienda": "home",
    "casa": "home",
    "home": "home",
    "sexo": "sex",
    "sex": "sex",
}
REQUIRED: Final = ("given_names", "surnames", "birth_date", "since")


@dataclass(frozen=True)
class Trouble:
    """One thing to mend: the line of the file (from 1), the column's title, and what is wrong."""

    line: int
    column: str
    says: Sentence


@dataclass
class Notebook:
    """What a file has: how it is written, the people in it, and all that is wrong with it."""

    encoding: str
    delimiter: str
    sexes: Mapping[str, str] = field(default_factory=dict)
    people: list[NewResident] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def read(raw: bytes, today: date, *, sexes: Sequence[str] = ()) -> Notebook:
    """Read a notebook whole, without writing anything. :raises NotebookUnreadable: if it is no such table.

    UTF-8 with or without a mark, else Latin-1 as old spreadsheets write it; the delimiter is the one of
    comma, semicolon and tab that the first line has most of. `sexes` are the words of the rules in force.
    """
    if len(raw) > BYTES_LIMIT:
        raise NotebookUnreadable(
            reason=Sentence(f"pasa de {BYTES_LIMIT} bytes", f"it has more than {BYTES_LIMIT} bytes")
        )
    text, encoding = _sheet(raw) if raw.startswith(b"PK") else _decoded(raw)
    if "\x00" in text:
        raise NotebookUnreadable(reason=Sentence("no es un texto", "it is no text"))
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    notebook = Notebook(encoding, delimiter, {word: sex for sex in sexes for word in _words(sex)})
    rows = _rows(text, delimiter)
    titles = _titles(next(rows, (0, []))[1])
    seen: dict[object, int] = {}
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            _read_row(notebook, line, dict(zip(titles, cells, strict=False)), len(cells), today, seen)
        if len(notebook.people) + len(notebook.troubles) > ROWS_LIMIT:
            raise NotebookUnreadable(
                reason=Sentence(f"pasa de {ROWS_LIMIT} filas", f"it has more than {ROWS_LIMIT} rows")
            )
    return notebook


def _sheet(raw: bytes) -> tuple[str, str]:
    """Return the first sheet of a workbook as the table it is; formulas stay as they are written."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False)
        written = io.StringIO()
        rows = book.worksheets[0].iter_rows(max_row=ROWS_LIMIT + 2, max_col=COLUMNS_LIMIT, values_only=True)
        csv.writer(written).writerows([_cell(value) for value in row] for row in rows)
    except Exception as error:
        raise NotebookUnreadable(
            reason=Sentence("no es una hoja de cálculo .xlsx", "it is no .xlsx spreadsheet")
        ) from error
    return written.getvalue(), "xlsx"


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _decoded(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return raw.decode("latin-1"), "Latin-1"


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its line. :raises NotebookUnreadable: at a quote that is never closed."""
    before = csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        line = reader.line_num
        raise NotebookUnreadable(
            reason=Sentence(
                f"en la línea {line} hay comillas sin cerrar o una celda demasiado larga",
                f"in line {line} a quote is not closed or a cell is too long",
            )
        ) from error
    finally:
        csv.field_size_limit(before)


def _titles(cells: list[str]) -> list[str]:
    titles = [COLUMNS.get(_plain(cell), "") for cell in cells]
    lacking = [name for name in REQUIRED if name not in titles]
    if lacking or len(titles) - titles.count("") != len(set(titles) - {""}):
        es = ", ".join(next(title for title, name in COLUMNS.items() if name == one) for one in lacking)
        raise NotebookUnreadable(
            reason=Sentence(f"faltan columnas: {es}", f"columns are missing: {', '.join(lacking)}")
            if lacking
            else Sentence("una columna está dos veces", "a column is there twice")
        )
    return titles


def _plain(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", "_", letters.lower()).strip("_")


def _read_row(
    notebook: Notebook,
    line: int,
    cells: Mapping[str, str],
    length: int,
    today: date,
    seen: dict[object, int],
) -> None:
    found = [_formula(line, name, cells[name]) for name in cells if name and _FORMULA.match(cells[name])]
    if not set(REQUIRED) <= set(cells):
        found.append(
            Trouble(line, "", Sentence(f"tiene solo {length} celdas", f"it has only {length} cells"))
        )
    birth = _date(line, "birth_date", cells.get("birth_date", ""), found)
    since = _date(line, "since", cells.get("since", ""), found)
    email = cells.get("email", "").strip()
    if email and not _EMAIL.match(email):
        found.append(Trouble(line, "email", Sentence("no es un correo", "it is no e-mail address")))
    sex = _sex(notebook, line, cells.get("sex", ""), found)
    if not found and birth and since:
        home = " ".join(cells.get("home", "").split())[:HOME_LIMIT]
        told = NewResident(cells["given_names"], cells["surnames"], birth, since, email, home, sex)
        try:
            person = checked(told, today=today)
        except DomainError as refusal:
            found.append(Trouble(line, "", Sentence(refusal.message("es"), refusal.message("en"))))
        else:
            alike = likeness(person.given_names, person.surnames, person.birth_date)
            if alike in seen:
                again = seen[alike]
                found.append(
                    Trouble(line, "", Sentence(f"es igual a la línea {again}", f"it is like line {again}"))
                )
            seen.setdefault(alike, line)
            notebook.people.append(person)
    notebook.troubles += found


def _formula(line: int, name: str, cell: str) -> Trouble:
    start = cell.strip()[:1] or cell[:1]
    return Trouble(
        line,
        name,
        Sentence(f"empieza con «{start}», como una fórmula", f"it begins with “{start}”, like a formula"),
    )


def _words(sex: str) -> set[str]:
    return {sex, in_words(sex, "es").casefold(), in_words(sex, "en").casefold()}


def _sex(notebook: Notebook, line: int, cell: str, found: list[Trouble]) -> str:
    """Return the code of what a person says of their sex; a lone letter may mean two things and is asked."""
    text = cell.strip().casefold()
    if text and text not in notebook.sexes:
        known = list(dict.fromkeys(notebook.sexes.values()))
        es, en = (", ".join(in_words(one, language) for one in known) for language in ("es", "en"))
        says = Sentence(f"no es ninguna de estas palabras: {es}", f"it is none of these words: {en}")
        if not known:
            says = Sentence("aquí las reglas no lo preguntan", "the rules here do not ask for it")
        found.append(Trouble(line, "sex", says))
    return notebook.sexes.get(text, "")


def _date(line: int, name: str, cell: str, found: list[Trouble]) -> date | None:
    text = cell.strip()
    iso, day_first = _ISO.match(text), _DAY_FIRST.match(text)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        if day_first:
            day, month, year = map(int, day_first.groups())
            return date(year, month, day)
    except ValueError:
        pass
    found.append(
        Trouble(
            line,
            name,
            Sentence(
                "no es una fecha como 2001-05-17 o 17/05/2001", "it is no date like 2001-05-17 or 17/05/2001"
            ),
        )
    )
    return None
