"""The audit as files: what was announced, and what each person found, in plain JSON.

An announced result: `{"options": [...], "kind": "choose"|"yes_no", "seats": 1, "most": 1, "share": [1, 2],
"online": [votes by option], "tables": [{"table": "12", "sheets": 310, "votes": [...]}, ...]}`.
Findings: `{"sheets": [{"table": "12", "sheet": 7, "marks": ["Ana"]}, {..., "missing": true}, ...]}` or
`{"tables": [{"table": "12", "sheets": 310, "votes": [...]}, ...]}`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from toparquia.engines.auditing.contest import Contest, Kind, Reported, Table
from toparquia.engines.auditing.errors import ContestImpossible, CountsImpossible, FindingUnreadable
from toparquia.engines.auditing.findings import Finding
from toparquia.engines.auditing.sampling import Sheet


def reported_from_json(value: Any) -> Reported:
    """Return the announced result. :raises ContestImpossible: and others of `Reported`."""
    try:
        contest = _contest(value)
        tables = tuple(_table(each) for each in _items(value["tables"]))
        proven = tuple(_whole(each) for each in _items(value.get("online", [0] * len(contest.options))))
    except (KeyError, TypeError, ValueError) as fault:
        if isinstance(fault, ContestImpossible | CountsImpossible):
            raise
        raise ContestImpossible(where=str(fault)[:80]) from None
    return Reported(contest, tables, proven)


def _contest(value: Mapping[str, Any]) -> Contest:
    options = tuple(_text(option) for option in _items(value["options"]))
    top, bottom = value.get("share", [1, 2])
    if _whole(bottom) == 0:
        raise ContestImpossible(where="share")
    return Contest(
        options,
        Kind(value.get("kind", Kind.CHOOSE)),
        _whole(value.get("seats", 1)),
        _whole(value.get("most", 1)),
        Fraction(_whole(top), bottom),
    )


def reported_to_json(reported: Reported) -> dict[str, Any]:
    """Return the announced result as plain values, in one order only."""
    contest = reported.contest
    return {
        "options": list(contest.options),
        "kind": contest.kind.value,
        "seats": contest.seats,
        "most": contest.most,
        "share": [contest.share.numerator, contest.share.denominator],
        "online": list(reported.proven),
        "tables": [
            {"table": table.name, "sheets": table.sheets, "votes": list(table.votes)}
            for table in reported.tables
        ],
    }


def reported_digest(reported: Reported) -> str:
    """Return the SHA-256 of the announced result: the draw is for this one, and no other."""
    text = json.dumps(reported_to_json(reported), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sheets_from_json(contest: Contest, value: Any) -> list[Finding]:
    """Return what a person noted of single sheets. :raises FindingUnreadable:"""
    places = {option: place for place, option in enumerate(contest.options)}
    found: dict[Sheet, Finding] = {}
    for line, each in enumerate(_list_under(value, "sheets"), 1):
        try:
            sheet = Sheet(_text(each["table"]), _whole(each["sheet"]))
            is_missing = each.get("missing", False) is True
            marks = None if is_missing else tuple(sorted(places[mark] for mark in _items(each["marks"])))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise FindingUnreadable(where=f"sheets[{line}]") from None
        if sheet in found:
            raise FindingUnreadable(where=f"sheets[{line}] = {sheet}")
        found[sheet] = Finding(sheet, marks)
    return list(found.values())


def tables_from_json(value: Any) -> list[Table]:
    """Return what a person counted of whole tables. :raises FindingUnreadable:"""
    found: dict[str, Table] = {}
    for line, each in enumerate(_list_under(value, "tables"), 1):
        try:
            table = _table(each)
        except (KeyError, TypeError, ValueError):
            raise FindingUnreadable(where=f"tables[{line}]") from None
        if table.name in found:
            raise FindingUnreadable(where=f"tables[{line}] = {table.name}")
        found[table.name] = table
    return list(found.values())


def _list_under(value: Any, name: str) -> Iterable[Any]:
    if not isinstance(value, dict) or not isinstance(value.get(name), list):
        raise FindingUnreadable(where=name)
    return list(value[name])


def _table(value: Mapping[str, Any]) -> Table:
    votes = tuple(_whole(count) for count in _items(value["votes"]))
    return Table(_text(value["table"]), _whole(value["sheets"]), votes)


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value


def _whole(value: Any) -> int:
    # True is an int to Python, but no number of votes.
    if type(value) is not int:
        raise TypeError("a whole number")
    return value
