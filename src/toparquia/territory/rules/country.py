"""The table of a country's territories: kinds, codes, parents, families, and what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.territory.rules import PARENTS, may_contain
from toparquia.territory.rules.tables import Row, Table

NAME: Final = Sentence("el nombre", "the name")
CODE: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
CODE_LIMIT: Final = 80
NAME_LIMIT: Final = 200
KINDS: Final[dict[str, str]] = {
    **{kind: kind for kind in PARENTS},
    "pais": "country",
    "país": "country",
    "estado": "state",
    "municipio": "municipality",
    "circuito": "circuit",
    "comuna": "commune",
    "consejo": "council",
}
SETTINGS: Final[dict[str, str]] = {
    "": "",
    "urban": "urban",
    "rural": "rural",
    "indigenous": "indigenous",
    "urbano": "urban",
    "indigena": "indigenous",
    "indígena": "indigenous",
}
COLUMNS: Final[dict[str, str]] = {
    "kind": "kind",
    "tipo": "kind",
    "code": "code",
    "codigo": "code",
    "name": "name",
    "nombre": "name",
    "parent": "parent",
    "dentro_de": "parent",
    "setting": "setting",
    "ambito": "setting",
    "families": "families",
    "familias": "families",
    "electors": "electors",
    "electores": "electors",
    "latitude": "latitude",
    "latitud": "latitude",
    "longitude": "longitude",
    "longitud": "longitude",
    "founded_on": "founded_on",
    "fundada_el": "founded_on",
}
REQUIRED: Final = ("kind", "code", "name", "parent")
# From the root down: a parent is always written before what is inside it.
ORDER: Final = ("state", "municipality", "circuit", "commune", "council")


@dataclass(frozen=True, slots=True)
class Told:
    """One territory as its line tells it."""

    line: int
    kind: str
    code: str
    name: str
    parent: str
    setting: str = ""
    families: int | None = None
    electors: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    founded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """One territory that the register already has: its kind, and whether a commune stands in it."""

    kind: str
    has_commune: bool = False


def table(name: str) -> Table:
    """Return the reader of a table of territories."""
    return Table(name, COLUMNS, REQUIRED)


def told(table: Table, row: Row, today: date) -> Told | None:
    """Return what one row tells, or None when it can't be placed; every problem is noted."""
    cells, line, before = row.cells, row.line, len(table.problems)
    kind = KINDS.get(cells["kind"].lower(), "")
    if not kind:
        table.say(
            line, "kind", f"no hay un tipo «{cells['kind'][:40]}»", f"there is no kind “{cells['kind'][:40]}”"
        )
    code = cells["code"]
    if len(code) > CODE_LIMIT or not CODE.match(code):
        table.say(
            line,
            "code",
            "lleva solo letras sin tilde, cifras y guiones",
            "only plain letters, digits and dashes",
        )
    name = table.text(row, "name", NAME, NAME_LIMIT)
    setting = cells.get("setting", "").lower()
    if setting not in SETTINGS:
        table.say(line, "setting", "es urbano, rural o indígena", "it is urban, rural or indigenous")
    families, electors = table.whole(row, "families"), table.whole(row, "electors")
    if kind and kind != "council" and (families is not None or setting):
        table.say(
            line, "families", "las familias se cuentan en los consejos", "families are counted in councils"
        )
    latitude, longitude = table.degrees(row, "latitude", 90), table.degrees(row, "longitude", 180)
    if len(table.problems) == before and (latitude is None) != (longitude is None):
        table.say(line, "latitude", "latitud y longitud van juntas", "latitude and longitude go together")
    founded_on = table.day(row, "founded_on")
    if founded_on is not None and (kind != "commune" or founded_on > today):
        table.say(
            line,
            "founded_on",
            "solo una comuna tiene día de fundación, y ya pasó",
            "only a commune has a founding day, and it is past",
        )
    if not kind or not code:
        return None
    return Told(
        line, kind, code, name, cells["parent"], SETTINGS.get(setting, ""), families, electors,
        latitude, longitude, founded_on,
    )  # fmt: skip


def check_tree(table: Table, all_told: Iterable[Told], known: Mapping[str, Known], root: str) -> list[Told]:
    """Return the territories to write, parents first; what doesn't fit in the tree is noted.

    The row of the country itself is accepted when its code is the one of this installation.
    """
    by_code: dict[str, Told] = {}
    for one in all_told:
        if one.kind == "country":
            if one.code != root:
                table.say(one.line, "code", f"el país de aquí es «{root}»", f"the country here is “{root}”")
        elif one.code in known:
            table.say(one.line, "code", "ya está en el registro", "it is in the register already")
        elif (twin := by_code.get(one.code)) is not None:
            table.say(
                one.line, "code", f"está también en la línea {twin.line}", f"line {twin.line} has it too"
            )
        else:
            by_code[one.code] = one
    _check_parents(table, by_code, known)
    rank = {kind: number for number, kind in enumerate(ORDER)}
    return sorted(by_code.values(), key=lambda one: rank[one.kind])


def _check_parents(table: Table, by_code: Mapping[str, Told], known: Mapping[str, Known]) -> None:
    commune_of: dict[str, int] = {}
    for one in by_code.values():
        above = by_code.get(one.parent)
        kind = above.kind if above else known[one.parent].kind if one.parent in known else None
        if kind is None:
            table.say(
                one.line,
                "parent",
                f"no hay un territorio «{one.parent[:80]}»",
                f"no territory “{one.parent[:80]}”",
            )
        elif not may_contain(kind, one.kind):
            table.say(
                one.line,
                "parent",
                f"un territorio {kind} no contiene uno {one.kind}",
                f"a {kind} contains no {one.kind}",
            )
        elif one.kind == "commune":
            _check_only_commune(table, one, commune_of, known)


def _check_only_commune(
    table: Table, one: Told, commune_of: dict[str, int], known: Mapping[str, Known]
) -> None:
    """Note a second commune of a circuit, which holds no or one."""
    if one.parent in commune_of or (one.parent in known and known[one.parent].has_commune):
        table.say(
            one.line, "parent", "ese circuito ya tiene una comuna", "that circuit already has a commune"
        )
    commune_of[one.parent] = one.line


def digest_of(told: Iterable[Told]) -> str:
    """Return the SHA-256, in hex, of territories as lines of kind, code, name, parent, tabs between."""
    lines = "".join(f"{one.kind}\t{one.code}\t{one.name}\t{one.parent}\n" for one in told)
    return hashlib.sha256(lines.encode()).hexdigest()
