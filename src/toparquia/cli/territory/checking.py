"""Read a country's files whole and find everything that is wrong with them, before anything is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import Any, Final, TextIO

from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import RuleSet
from toparquia.gazette.acts import Evidence
from toparquia.mandates import queries as mandates
from toparquia.mandates.holders import Ground, Roster, Seating
from toparquia.territory import queries as territory
from toparquia.territory.errors import FileUnreadable
from toparquia.territory.models import Place
from toparquia.territory.rules import country, geojson
from toparquia.territory.rules.country import Known, Told
from toparquia.territory.rules.tables import Problem

CHUNK: Final = 1 << 20


@dataclass
class Country:
    """What the files tell, and all that is wrong with them."""

    root: Place
    today: date
    told: list[Told] = field(default_factory=list)
    geometries: dict[str, Any] = field(default_factory=dict)
    roster: Roster | None = None
    mandates: int = 0
    problems: list[Problem] = field(default_factory=list)


def checked(places: str, shapes: str | None, holders: str | None, root: Place, today: date) -> Country:
    """Return a country as its files tell it. :raises FileUnreadable: for a file that can't be opened."""
    found = Country(root, today)
    known = territory.known_codes()
    _read_places(found, places, known)
    if shapes:
        _read_shapes(found, shapes, known)
    if holders:
        _read_holders(found, holders, known)
    found.problems.sort(key=lambda one: (one.file != PurePath(places).name, one.file, one.line))
    return found


def evidence(path: str) -> Evidence:
    """Return a file's name and the SHA-256 of its bytes."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return Evidence(PurePath(path).name, digest.hexdigest())


@contextmanager
def opened(path: str) -> Iterator[TextIO]:
    """Open a text in UTF-8. :raises FileUnreadable: if it is not there, or not so written."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            yield file
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(file=path, reason=type(error).__name__) from error


def _read_places(found: Country, path: str, known: dict[str, Known]) -> None:
    table = country.table(PurePath(path).name)
    with opened(path) as file:
        read = [country.told(table, row, found.today) for row in table.rows(file)]
    found.told = country.check_tree(table, filter(None, read), known, found.root.code)
    found.problems += table.problems


def _read_shapes(found: Country, path: str, known: dict[str, Known]) -> None:
    """Read a collection, or one feature a line, as large collections are often written."""
    name = PurePath(path).name
    codes = known.keys() | {one.code for one in found.told}
    for number, feature in _features(path):
        code = (feature.get("properties") or {}).get("code") if isinstance(feature, dict) else None
        wrong = geojson.fault(feature.get("geometry")) if isinstance(feature, dict) else None
        if not isinstance(code, str) or code not in codes:
            wrong = Sentence("su «code» no es de ningún territorio", "its “code” is of no territory")
        elif code in found.geometries:
            wrong = Sentence(
                "hay otra figura de ese territorio", "there is another feature of that territory"
            )
        elif code in known:
            wrong = Sentence(
                "el límite de un territorio que ya está en el registro se dibuja en su página",
                "the boundary of a territory that is registered already is drawn on its page",
            )
        if wrong is not None or not isinstance(code, str):
            assert wrong is not None, "a feature without a code is wrong"
            found.problems.append(Problem(name, number, "", wrong))
            continue
        found.geometries[code] = geojson.plain(feature["geometry"])


def _features(path: str) -> Iterator[tuple[int, Any]]:
    with opened(path) as file:
        try:
            yield from geojson.features(json.load(file))
        except json.JSONDecodeError:
            file.seek(0)
            for line, text in enumerate(file, start=1):
                if text.strip():
                    yield line, _feature_of(text, path, line)


def _feature_of(text: str, path: str, line: int) -> Any:
    try:
        return json.loads(text.lstrip("\x1e"))
    except json.JSONDecodeError as error:
        raise FileUnreadable(file=f"{path}:{line}", reason="JSON") from error


def _read_holders(found: Country, path: str, known: dict[str, Known]) -> None:
    found.roster = Roster(PurePath(path).name, ground_of(found, known))
    with opened(path) as file:
        found.mandates = sum(1 for _seating in found.roster.seatings(file))
    found.problems += found.roster.table.problems


def seatings(found: Country, path: str) -> Iterator[Seating]:
    """Yield the mandates of a file that was found good, reading it again row by row."""
    assert found.roster is not None, "a file that was read has a roster"
    # The ground as it was checked: the organs of the file are meanwhile in the register.
    again = Roster(PurePath(path).name, found.roster.ground)
    with opened(path) as file:
        yield from again.seatings(file)
    if again.table.problems:
        raise FileUnreadable(file=path, reason="changed")


def ground_of(found: Country, known: dict[str, Known]) -> Ground:
    """Return what a check of mandates asks of the territories, those of the files included."""
    kinds = {code: one.kind for code, one in known.items()} | {one.code: one.kind for one in found.told}
    organs = mandates.organs_by_code()
    return Ground(kinds.get, _rules_of(found), organs, found.today)


def _rules_of(found: Country) -> Callable[[str], RuleSet]:
    """Return how to find the rules of a place: the nearest above that has its own, today."""
    own = territory.own_rules(found.today)
    above = territory.parents_by_code() | {one.code: one.parent for one in found.told}
    met: dict[str, RuleSet] = {}

    def rules_of(code: str) -> RuleSet:
        if code not in met:
            met[code] = own[code] if code in own else rules_of(above[code] or found.root.code)
        return met[code]

    return rules_of


def size(path: str) -> int:
    """Return how many bytes a file has. :raises FileUnreadable:"""
    try:
        return Path(path).stat().st_size
    except OSError as error:
        raise FileUnreadable(file=path, reason=type(error).__name__) from error
