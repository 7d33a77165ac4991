"""The META and PROJECTS sections of a file, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from toparquia.engines.budgeting.amounts import parse_amount
from toparquia.engines.budgeting.errors import PabulibError, Said
from toparquia.engines.budgeting.pabulib.lines import Rows

TITLES: Final = ("META", "PROJECTS", "VOTES")
MAX_META_KEYS: Final = 1_000
MAX_PROJECTS: Final = 100_000
MAX_COLUMNS: Final = 200
MAX_ID_LENGTH: Final = 200

TITLE_EXPECTED: Final = Said(
    es="se esperaba la sección {title}, no «{found}»; el orden es META, PROJECTS, VOTES",
    en="the section {title} was expected, not “{found}”; the order is META, PROJECTS, VOTES",
)
FILE_ENDS: Final = Said(
    es="el archivo acaba aquí y falta {title}; consigue el archivo entero",
    en="the file ends here and {title} is missing; get the whole file",
)
HEADER_EXPECTED: Final = Said(
    es="se esperaba el encabezado «{header}», no «{found}»",
    en="the header “{header}” was expected, not “{found}”",
)
COLUMN_MISSING: Final = Said(
    es="se esperaba la columna «{column}» en el encabezado de {title}",
    en="the column “{column}” was expected in the header of {title}",
)
COLUMN_TWICE: Final = Said(
    es="se esperaban columnas distintas en {title}, y «{column}» está dos veces",
    en="different columns were expected in {title}, and “{column}” is there twice",
)
KEY_TWICE: Final = Said(
    es="se esperaba cada clave una sola vez, y «{key}» ya estaba en la línea {earlier}",
    en="each key was expected once, and “{key}” was already on line {earlier}",
)
NO_VALUE: Final = Said(
    es="se esperaba «clave;valor», no «{found}»",
    en="“key;value” was expected, not “{found}”",
)
BAD_ID: Final = Said(
    es="se esperaba un project_id de 1 a 200 caracteres y sin comas, no «{found}»",
    en="a project_id of 1 to 200 characters and without commas was expected, not “{found}”",
)
PROJECT_TWICE: Final = Said(
    es="se esperaba cada project_id una sola vez, y «{found}» ya estaba en la línea {earlier}",
    en="each project_id was expected once, and “{found}” was already on line {earlier}",
)
BAD_COST: Final = Said(
    es="se esperaba para «{found}» un costo decimal de 0 o más, no «{value}»",
    en="a decimal cost of 0 or more was expected for “{found}”, not “{value}”",
)
SHORT_ROW: Final = Said(
    es="se esperaban {expected_cells} celdas separadas por «;», y hay {cells}",
    en="{expected_cells} cells separated by “;” were expected, and there are {cells}",
)
TOO_MANY: Final = Said(
    es="se esperaban como mucho {most} {what}",
    en="at most {most} {what} were expected",
)


@dataclass
class MetaSection:
    """Keys and values as they stand, the line of each, and the line on which the section ended."""

    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    end: int = 0


@dataclass
class ProjectSection:
    """Projects as they stand: id → (digits, decimals) of the cost, the other cells, and the line."""

    costs: dict[str, tuple[int, int]] = field(default_factory=dict)
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    end: int = 0


def read_meta(rows: Rows) -> MetaSection:
    """Return the META section; the rows then stand behind the title PROJECTS.

    :raises PabulibError: for a title, header or row that is not as expected.
    """
    number = expect_title(rows, "META", 0)
    number = expect_header(rows, number, ("key", "value"), "META")
    section = MetaSection()
    while (row := rows.next_row()) is not None:
        number, cells = row
        if title := as_title(cells):
            section.end = number
            if title != "PROJECTS":
                _refuse_title(rows.file, number, "PROJECTS", title)
            return section
        key = cells[0]
        if not key or len(cells) < 2:
            raise PabulibError(
                "pabulib.meta_row", NO_VALUE, file=rows.file, line=number, found=";".join(cells)
            )
        if key in section.values:
            earlier = section.lines[key]
            raise PabulibError(
                "pabulib.meta_twice", KEY_TWICE, file=rows.file, line=number, key=key, earlier=earlier
            )
        if len(section.values) >= MAX_META_KEYS:
            raise PabulibError(
                "pabulib.too_many", TOO_MANY, file=rows.file, line=number, most=MAX_META_KEYS, what="META"
            )
        section.values[key], section.lines[key] = cells[1], number
    raise PabulibError("pabulib.truncated", FILE_ENDS, file=rows.file, line=number, title="PROJECTS")


def read_projects(rows: Rows, line: int) -> ProjectSection:
    """Return the PROJECTS section, whose title stood on `line`; the rows then stand behind VOTES.

    :raises PabulibError: for a header or row that is not as expected.
    """
    number, header = read_columns(rows, line, "PROJECTS", ("project_id", "cost"))
    section = ProjectSection()
    while (row := rows.next_row()) is not None:
        number, cells = row
        if title := as_title(cells):
            section.end = number
            if title != "VOTES":
                _refuse_title(rows.file, number, "VOTES", title)
            return section
        _add_project(
            section, dict(zip(header, cells, strict=False)), rows.file, number, len(header), len(cells)
        )
    raise PabulibError("pabulib.truncated", FILE_ENDS, file=rows.file, line=number, title="VOTES")


def _add_project(
    section: ProjectSection, cells: dict[str, str], file: str, number: int, columns: int, found: int
) -> None:
    name = cells["project_id"]
    if not 0 < len(name) <= MAX_ID_LENGTH or "," in name:
        raise PabulibError("pabulib.project_id", BAD_ID, file=file, line=number, found=name)
    if name in section.lines:
        earlier = section.lines[name]
        raise PabulibError(
            "pabulib.project_twice", PROJECT_TWICE, file=file, line=number, found=name, earlier=earlier
        )
    if found < columns:
        raise PabulibError(
            "pabulib.short_row", SHORT_ROW, file=file, line=number, expected_cells=columns, cells=found
        )
    if len(section.lines) >= MAX_PROJECTS:
        raise PabulibError(
            "pabulib.too_many", TOO_MANY, file=file, line=number, most=MAX_PROJECTS, what="project_id"
        )
    value = cells["cost"]
    try:
        cost = parse_amount(value)
    except ValueError:
        cost = (-1, 0)
    if cost[0] < 0:
        raise PabulibError("pabulib.cost", BAD_COST, file=file, line=number, found=name, value=value)
    section.costs[name] = cost
    section.lines[name] = number
    section.cells[name] = {
        key: text
        for key, text in cells.items()
        if key not in ("project_id", "cost") and text.lower() != "none"
    }


def expect_title(rows: Rows, title: str, line: int) -> int:
    """Step over the title line and return its number."""
    row = rows.next_row()
    if row is None:
        raise PabulibError("pabulib.truncated", FILE_ENDS, file=rows.file, line=max(line, 1), title=title)
    if as_title(row[1]) != title:
        _refuse_title(rows.file, row[0], title, row[1][0])
    return row[0]


def expect_header(rows: Rows, line: int, header: tuple[str, ...], title: str) -> int:
    """Step over a header that must be exactly `header` and return its line."""
    row = rows.next_row()
    if row is None:
        raise PabulibError("pabulib.truncated", FILE_ENDS, file=rows.file, line=line, title=title)
    if tuple(cell.lower() for cell in row[1][: len(header)]) != header:
        wanted, found = ";".join(header), ";".join(row[1])
        raise PabulibError(
            "pabulib.header", HEADER_EXPECTED, file=rows.file, line=row[0], header=wanted, found=found[:80]
        )
    return row[0]


def read_columns(rows: Rows, line: int, title: str, needed: tuple[str, ...]) -> tuple[int, list[str]]:
    """Return line and names of a section's columns; the first of `needed` must come first.

    :raises PabulibError: when a needed column is missing or one stands twice.
    """
    row = rows.next_row()
    if row is None:
        raise PabulibError("pabulib.truncated", FILE_ENDS, file=rows.file, line=line, title=title)
    number, header = row
    if header[0] != needed[0]:
        raise PabulibError(
            "pabulib.header",
            HEADER_EXPECTED,
            file=rows.file,
            line=number,
            header=needed[0],
            found=header[0][:80],
        )
    if len(header) > MAX_COLUMNS:
        raise PabulibError(
            "pabulib.too_many", TOO_MANY, file=rows.file, line=number, most=MAX_COLUMNS, what=title
        )
    for column in needed:
        if column not in header:
            raise PabulibError(
                "pabulib.column", COLUMN_MISSING, file=rows.file, line=number, column=column, title=title
            )
    for place, column in enumerate(header):
        if column in header[:place]:
            raise PabulibError(
                "pabulib.column_twice", COLUMN_TWICE, file=rows.file, line=number, column=column, title=title
            )
    return number, header


def as_title(cells: list[str]) -> str:
    """Return the title of the section that this row opens, or "" for any other row."""
    title = cells[0].upper()
    return title if title in TITLES and not any(cells[1:]) else ""


def _refuse_title(file: str, line: int, title: str, found: str) -> None:
    raise PabulibError("pabulib.title", TITLE_EXPECTED, file=file, line=line, title=title, found=found[:80])


def common_scale(
    budget: tuple[int, int], costs: Mapping[str, tuple[int, int]]
) -> tuple[int, int, dict[str, int]]:
    """Return the scale that makes every amount whole, and budget and costs in that unit."""
    decimals = max(budget[1], max((cost[1] for cost in costs.values()), default=0))
    whole = {name: digits * 10 ** (decimals - places) for name, (digits, places) in costs.items()}
    return 10**decimals, budget[0] * 10 ** (decimals - budget[1]), whole
