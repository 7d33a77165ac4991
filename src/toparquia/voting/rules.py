"""Pure decisions about a vote: which numbers can be, what they add up to, and what they decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Protocol

from toparquia.engines.budgeting.rules.ties import lot_key
from toparquia.foundation.shares import Share, Threshold
from toparquia.voting.errors import (
    BallotMalformed,
    MoreBallotsThanCheckIns,
    NegativeCount,
    SheetDoesNotAddUp,
    TieNotDrawn,
    WrongNumberOfOptions,
)

YES: Final = "yes"
NO: Final = "no"
# Wider than any real roll, point scale or ballot paper; what a file says beyond is a mistake.
LARGEST_COUNT: Final = 2_000_000_000
OPTIONS_MAX: Final = 10_000


@dataclass(frozen=True)
class Totals:
    """What was counted: `marks[n]` ballots name option n, `points[n]` points were given to it.

    `ballots` = valid + `blank` + `null`; `check_ins` is how many people took part.
    """

    marks: tuple[int, ...]
    points: tuple[int, ...]
    ballots: int = 0
    blank: int = 0
    null: int = 0
    check_ins: int = 0

    @classmethod
    def nothing(cls, options: int) -> Totals:
        """Return the totals of no ballot at all."""
        return cls((0,) * options, (0,) * options)

    @property
    def valid(self) -> int:
        """How many ballots name an option."""
        return self.ballots - self.blank - self.null

    def plus(self, other: Totals) -> Totals:
        """Return both counts together, option by option."""
        return Totals(
            tuple(a + b for a, b in zip(self.marks, other.marks, strict=True)),
            tuple(a + b for a, b in zip(self.points, other.points, strict=True)),
            self.ballots + other.ballots,
            self.blank + other.blank,
            self.null + other.null,
            self.check_ins + other.check_ins,
        )


def total(counts: Iterable[Totals], *, options: int) -> Totals:
    """Return several counts of the same options together."""
    together = Totals.nothing(options)
    for count in counts:
        together = together.plus(count)
    return together


@dataclass(frozen=True)
class Choices:
    """How many options a valid ballot names."""

    options: int
    least: int
    most: int


@dataclass(frozen=True)
class SheetCounts:
    """What a paper table's tally sheet states; `marks` stand in the order of the options' numbers."""

    marks: tuple[int, ...]
    blank: int
    null: int
    ballots: int
    check_ins: int

    def totals(self) -> Totals:
        """Return the sheet as a count."""
        points = (0,) * len(self.marks)
        return Totals(self.marks, points, self.ballots, self.blank, self.null, self.check_ins)


def check_sheet(sheet: SheetCounts, choices: Choices) -> None:
    """Refuse a tally sheet whose numbers cannot all be true.

    With one choice a ballot, marks + blank + null = ballots; with several, the marks lie between the
    least and the most that the valid ballots can hold. Ballots never exceed check-ins.

    :raises WrongNumberOfOptions: :raises NegativeCount: :raises SheetDoesNotAddUp:
    :raises MoreBallotsThanCheckIns:
    """
    if len(sheet.marks) != choices.options:
        raise WrongNumberOfOptions(found=len(sheet.marks), options=choices.options)
    numbers = (*sheet.marks, sheet.blank, sheet.null, sheet.ballots, sheet.check_ins)
    if not all(0 <= number <= LARGEST_COUNT for number in numbers):
        raise NegativeCount(most=LARGEST_COUNT)
    valid = sheet.ballots - sheet.blank - sheet.null
    marked = sum(sheet.marks)
    fits = valid >= 0 and choices.least * valid <= marked <= choices.most * valid
    if not fits or max(sheet.marks) > valid:
        raise SheetDoesNotAddUp(marks=marked, blank=sheet.blank, null=sheet.null, ballots=sheet.ballots)
    if sheet.ballots > sheet.check_ins:
        raise MoreBallotsThanCheckIns(ballots=sheet.ballots, check_ins=sheet.check_ins)


@dataclass(frozen=True, order=True)
class GroupedBallot:
    """Equal ballots once: the numbers of the options named, points beside them if any, how many times.

    Numbers stand best first where ballots rank; no option at all is a blank ballot.
    """

    choices: tuple[int, ...]
    points: tuple[int, ...] | None = None
    times: int = 1


def check_ballot(ballot: GroupedBallot, choices: Choices, *, row: int) -> None:
    """Refuse a grouped ballot that the question does not allow. :raises BallotMalformed:"""
    named, points = ballot.choices, ballot.points
    fits = (
        1 <= ballot.times <= LARGEST_COUNT
        and (not named or choices.least <= len(named) <= choices.most)
        and all(0 <= number < choices.options for number in named)
        and len(set(named)) == len(named)
        and (points is None or len(points) == len(named))
        and all(abs(point) <= LARGEST_COUNT for point in points or ())
    )
    if not fits:
        raise BallotMalformed(row=row, least=choices.least, most=choices.most, options=choices.options)


def draw_order(seed: str, codes: Iterable[str]) -> list[str]:
    """Return option codes in the order of a public lot: by SHA-256(seed, line feed, code), smallest first.

    The hash is taken of UTF-8 and compared as lower-case hex: `printf '%s\\n%s' SEED CODE | sha256sum`.
    Source: docs/decisions/counting-ties.md, the same formula as the counting rules'.
    """
    return sorted(codes, key=lambda code: (lot_key(seed, code), code))


@dataclass(frozen=True)
class Stored:
    """What a counting rule is given: the options' codes by number, the totals, the roll, the tie seed.

    `ballots()` reads the grouped ballots one by one, for rules that need more than totals.
    """

    codes: tuple[str, ...]
    totals: Totals
    roll: int
    seed: str | None = None
    ballots: Callable[[], Iterator[GroupedBallot]] = lambda: iter(())


class CountingRule(Protocol):
    """What certifies a vote asks of a rule; rooms above bring their own."""

    def parameters(self) -> Mapping[str, Any]:
        """Return the rule's name and its numbers as plain JSON, for the certificate."""
        ...

    def decide(self, stored: Stored) -> Mapping[str, Any]:
        """Return what the ballots decided as plain JSON. :raises DomainError: if they cannot decide yet."""
        ...


class Outcome(Enum):
    """What a yes-or-no vote decided."""

    APPROVED = "approved"
    REJECTED = "rejected"
    TURNOUT_TOO_LOW = "turnout_too_low"


@dataclass(frozen=True)
class Referendum:
    """Yes or no: enough of the roll takes part, and yes has its majority of the valid votes.

    Source: the rule set's charter.min_turnout and charter.majority (or another vote's own pair).
    """

    majority: Threshold
    min_turnout: Share | None = None

    def outcome(self, *, yes: int, no: int, ballots: int, roll: int) -> Outcome:
        """Return what was decided; blank and null ballots count for the turnout only."""
        assert 0 <= yes + no <= ballots <= roll, "more votes than people on the roll"
        if self.min_turnout is not None and not self.min_turnout.is_reached_by(ballots, roll):
            return Outcome.TURNOUT_TOO_LOW
        return Outcome.APPROVED if self.majority.is_met_by(yes, yes + no) else Outcome.REJECTED

    def parameters(self) -> Mapping[str, Any]:
        """Return the two numbers as the rule set writes them."""
        turnout = None if self.min_turnout is None else str(self.min_turnout)
        return {"rule": "referendum", "min_turnout": turnout, "majority": str(self.majority)}

    def decide(self, stored: Stored) -> Mapping[str, Any]:
        """Return the outcome of the stored totals."""
        marks = dict(zip(stored.codes, stored.totals.marks, strict=True))
        outcome = self.outcome(yes=marks[YES], no=marks[NO], ballots=stored.totals.ballots, roll=stored.roll)
        return {"outcome": outcome.value}


@dataclass(frozen=True)
class MostVotes:
    """The options named on most ballots win, as many as `winners`; a tie for the last place is drawn."""

    winners: int

    def parameters(self) -> Mapping[str, Any]:
        """Return how many win."""
        return {"rule": "plurality", "winners": self.winners}

    def decide(self, stored: Stored) -> Mapping[str, Any]:
        """Return the winners, most votes first, and who was tied for the last place.

        :raises TieNotDrawn: if equal votes decide who wins and no seed was recorded.
        """
        marks = dict(zip(stored.codes, stored.totals.marks, strict=True))
        tied = self._tied_at_the_edge(marks)
        if tied and stored.seed is None:
            raise TieNotDrawn(options=", ".join(tied))
        order = draw_order(stored.seed, marks) if stored.seed is not None else sorted(marks)
        # Sorting keeps the drawn order among equals.
        by_votes = sorted(order, key=lambda code: -marks[code])
        return {"winners": by_votes[: self.winners], "tied": tied}

    def _tied_at_the_edge(self, marks: Mapping[str, int]) -> list[str]:
        votes = sorted(marks.values(), reverse=True)
        if not 0 < self.winners < len(votes) or votes[self.winners - 1] != votes[self.winners]:
            return []
        return sorted(code for code in marks if marks[code] == votes[self.winners])


@dataclass(frozen=True)
class TotalsOnly:
    """Nothing is decided here: the totals stand, and a room above says what they mean."""

    def parameters(self) -> Mapping[str, Any]:
        """Return the name alone."""
        return {"rule": "totals"}

    def decide(self, stored: Stored) -> Mapping[str, Any]:
        """Return nothing beyond the totals."""
        return {}


@dataclass(frozen=True)
class Tables:
    """Paper tables published together: their numbers, ascending, and their count."""

    numbers: tuple[int, ...]
    totals: Totals


def merge_small(tables: Sequence[Tables], *, minimum: int) -> list[Tables]:
    """Return the tables so that none with fewer than `minimum` ballots stands alone.

    Small ones are joined, smallest first, until they are large enough; what is left over joins the
    smallest of the others, because a single small rest could be had by subtraction from the total.
    Source: the rule set's consultation.min_ballots_published.
    """
    groups: list[Tables] = []
    rest: Tables | None = None
    for table in sorted(tables, key=lambda table: (table.totals.ballots, table.numbers)):
        rest = table if rest is None else _joined(rest, table)
        if rest.totals.ballots >= minimum:
            groups.append(rest)
            rest = None
    if rest is not None and groups:
        # The first group is made of the smallest tables.
        groups[0] = _joined(groups[0], rest)
    elif rest is not None:
        groups.append(rest)
    return sorted(groups, key=lambda group: group.numbers)


def _joined(one: Tables, other: Tables) -> Tables:
    return Tables(tuple(sorted(one.numbers + other.numbers)), one.totals.plus(other.totals))
