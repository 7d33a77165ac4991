"""What is audited: the question, what the tables reported, and the online part as a fixed, proven count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from toparquia.engines.auditing.errors import (
    ContestImpossible,
    CountsImpossible,
    NothingOnPaper,
    TableTwice,
)

OPTIONS_MOST: Final = 500
TABLES_MOST: Final = 200_000
SHEETS_MOST: Final = 100_000_000
YES, NO = 0, 1


class Kind(StrEnum):
    """How a result follows from the marks."""

    # The options with most marks win: one or several seats, one or several marks a ballot (approval too).
    CHOOSE = "choose"
    # Yes carries with more than a share of yes and no together.
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Contest:
    """A question: a ballot marks at most `most` of the options, `seats` of them win."""

    options: tuple[str, ...]
    kind: Kind = Kind.CHOOSE
    seats: int = 1
    most: int = 1
    share: Fraction = Fraction(1, 2)

    def __post_init__(self) -> None:
        checks = {
            "options": 2 <= len(self.options) <= OPTIONS_MOST
            and len(set(self.options)) == len(self.options)
            and all(option.strip() for option in self.options),
            "seats": 1 <= self.seats < len(self.options),
            "most": 1 <= self.most <= len(self.options),
            "share": 0 < self.share < 1 and self.share.denominator <= 10_000,
            "kind": self.kind is Kind.CHOOSE or (len(self.options), self.seats, self.most) == (2, 1, 1),
        }
        for where, is_right in checks.items():
            if not is_right:
                raise ContestImpossible(where=where)


@dataclass(frozen=True)
class Table:
    """What one paper table reported: how many sheets its box holds, and the votes of each option."""

    name: str
    sheets: int
    votes: tuple[int, ...]


@dataclass(frozen=True)
class Reported:
    """A whole result as it was announced. `proven` are the online votes, which their proofs fix."""

    contest: Contest
    tables: tuple[Table, ...]
    proven: tuple[int, ...]

    def __post_init__(self) -> None:
        names: set[str] = set()
        for table in self.tables:
            if table.name in names:
                raise TableTwice(table=table.name)
            names.add(table.name)
            _check_counts(self.contest, table.name, table.votes, table.sheets)
        _check_counts(self.contest, "online", self.proven, SHEETS_MOST)
        if not 1 <= len(self.tables) <= TABLES_MOST or not 1 <= self.sheets <= SHEETS_MOST:
            raise NothingOnPaper()

    @property
    def sheets(self) -> int:
        """Return how many sheets of paper there are."""
        return sum(table.sheets for table in self.tables)

    @property
    def paper(self) -> tuple[int, ...]:
        """Return the votes on paper, by option."""
        return totals([table.votes for table in self.tables], len(self.contest.options))

    @property
    def votes(self) -> tuple[int, ...]:
        """Return all votes, on paper and online, by option."""
        return totals([self.paper, self.proven], len(self.contest.options))


def totals(counts: Sequence[tuple[int, ...]], options: int) -> tuple[int, ...]:
    """Return the sums by option."""
    return tuple(sum(column) for column in zip(*counts, strict=True)) if counts else (0,) * options


def _check_counts(contest: Contest, name: str, votes: tuple[int, ...], sheets: int) -> None:
    # Each sheet marks an option once at most, and not more than `most` of them.
    is_right = (
        0 < len(name) <= 100
        and name == name.strip()
        and len(votes) == len(contest.options)
        and 0 <= sheets <= SHEETS_MOST
        and all(0 <= count <= sheets for count in votes)
        and sum(votes) <= sheets * contest.most
    )
    if not is_right:
        raise CountsImpossible(table=name[:100])
