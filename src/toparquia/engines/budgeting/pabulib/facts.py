"""The META section: what must be there, and the limits it sets for ballots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from toparquia.engines.budgeting.amounts import parse_amount
from toparquia.engines.budgeting.election import CHOOSE_ONE, CUMULATIVE, VOTE_TYPES
from toparquia.engines.budgeting.errors import PabulibError, Said

REQUIRED: Final = (
    *("description", "country", "unit", "instance", "num_projects", "num_votes"),
    *("budget", "vote_type", "rule", "date_begin", "date_end"),
)
DATE: Final = re.compile(r"\d{4}|\d{2}\.\d{2}\.\d{4}", re.ASCII)
MAX_COUNT_DIGITS: Final = 9

MISSING: Final = Said(
    es="se esperaba «{key};…» en META; añade la línea",
    en="“{key};…” was expected in META; add the line",
)
NOT_A_COUNT: Final = Said(
    es="se esperaba un número entero para «{key}», no «{value}»",
    en="a whole number was expected for “{key}”, not “{value}”",
)
NOT_AN_AMOUNT: Final = Said(
    es="se esperaba para «{key}» un número decimal (12 cifras y 6 decimales como mucho), no «{value}»",
    en="a decimal number (at most 12 digits and 6 decimals) was expected for “{key}”, not “{value}”",
)
NO_BUDGET: Final = Said(
    es="se esperaba un presupuesto mayor que 0, no «{value}»",
    en="a budget above 0 was expected, not “{value}”",
)
UNKNOWN_TYPE: Final = Said(
    es="se esperaba un vote_type entre {known}, no «{value}»",
    en="a vote_type among {known} was expected, not “{value}”",
)
NOT_A_DATE: Final = Said(
    es="se esperaba para «{key}» una fecha dd.mm.aaaa o un año, no «{value}»",
    en="a date dd.mm.yyyy or a year was expected for “{key}”, not “{value}”",
)


@dataclass(frozen=True)
class Limits:
    """What a ballot may hold; None is no limit. Sums are exact decimals of the file's own unit."""

    min_length: int | None = None
    max_length: int | None = None
    min_points: Fraction | None = None
    max_points: Fraction | None = None
    min_sum_points: Fraction | None = None
    max_sum_points: Fraction | None = None
    min_sum_cost: Fraction | None = None
    max_sum_cost: Fraction | None = None


@dataclass(frozen=True)
class Facts:
    """META as read: every key, the line it stood on, and the values a count needs."""

    meta: Mapping[str, str]
    lines: Mapping[str, int]
    num_projects: int
    num_votes: int
    budget: tuple[int, int]
    vote_type: str
    limits: Limits


def check_facts(meta: Mapping[str, str], lines: Mapping[str, int], file: str, end: int) -> Facts:
    """Return META with its values understood; `end` is the line on which the section ended.

    :raises PabulibError: for a missing key, or a value that is not of its kind.
    """
    for key in REQUIRED:
        if not meta.get(key):
            raise PabulibError("pabulib.meta_missing", MISSING, file=file, line=lines.get(key, end), key=key)
    if meta["vote_type"] not in VOTE_TYPES:
        _refuse(
            "pabulib.vote_type", UNKNOWN_TYPE, meta, lines, file, "vote_type", known=", ".join(VOTE_TYPES)
        )
    for key in ("date_begin", "date_end"):
        if DATE.fullmatch(meta[key]) is None:
            _refuse("pabulib.date", NOT_A_DATE, meta, lines, file, key)
    budget = _amount(meta, lines, file, "budget")
    if budget[0] <= 0:
        _refuse("pabulib.budget", NO_BUDGET, meta, lines, file, "budget")
    return Facts(
        meta,
        lines,
        num_projects=_count(meta, lines, file, "num_projects"),
        num_votes=_count(meta, lines, file, "num_votes"),
        budget=budget,
        vote_type=meta["vote_type"],
        limits=_limits(meta, lines, file),
    )


def _limits(meta: Mapping[str, str], lines: Mapping[str, int], file: str) -> Limits:
    if meta["vote_type"] == CUMULATIVE and not meta.get("max_sum_points"):
        end = max(lines.values(), default=0)
        raise PabulibError("pabulib.meta_missing", MISSING, file=file, line=end, key="max_sum_points")

    def count(key: str) -> int | None:
        # A few cities write the limit under the name of the level it was set at.
        names = (name for name in (key, f"{key}_unit", f"{key}_district") if meta.get(name))
        name = next(names, None)
        return None if name is None else _count(meta, lines, file, name)

    def amount(key: str) -> Fraction | None:
        if not meta.get(key):
            return None
        digits, decimals = _amount(meta, lines, file, key)
        return Fraction(digits, 10**decimals)

    return Limits(
        min_length=count("min_length"),
        max_length=1 if meta["vote_type"] == CHOOSE_ONE else count("max_length"),
        min_points=amount("min_points"),
        max_points=amount("max_points"),
        min_sum_points=amount("min_sum_points"),
        max_sum_points=amount("max_sum_points"),
        min_sum_cost=amount("min_sum_cost"),
        max_sum_cost=amount("max_sum_cost"),
    )


def _count(meta: Mapping[str, str], lines: Mapping[str, int], file: str, key: str) -> int:
    value = meta[key]
    if not (value.isascii() and value.isdigit() and len(value) <= MAX_COUNT_DIGITS):
        _refuse("pabulib.not_a_count", NOT_A_COUNT, meta, lines, file, key)
    return int(value)


def _amount(meta: Mapping[str, str], lines: Mapping[str, int], file: str, key: str) -> tuple[int, int]:
    try:
        return parse_amount(meta[key])
    except ValueError:
        _refuse("pabulib.not_an_amount", NOT_AN_AMOUNT, meta, lines, file, key)
        raise


def _refuse(
    code: str,
    says: Said,
    meta: Mapping[str, str],
    lines: Mapping[str, int],
    file: str,
    key: str,
    **facts: object,
) -> None:
    raise PabulibError(code, says, file=file, line=lines[key], key=key, value=meta[key], **facts)
