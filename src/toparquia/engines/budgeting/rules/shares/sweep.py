"""Many runs of Equal Shares side by side, one column a share, each decision proven or given up.

Add1 runs the same election hundreds of times with slightly more money. Here the runs go round by round
together. A column in which rounding could have changed anything is given up, and the caller runs that
share exactly; so the outcomes are those of exact runs, always.

How it is proven. The money of a group is kept as a whole number of tiny units in two halves, so that
sums over voters are exact; `error` bounds how far it is from the true fraction. Decisions look at the
same money as a float. For any set A of a project's supporters, what they pay at price t is at most the
sum of t * units over A plus all money of the others: where that sum reaches the cost is a lower bound of
the price. An upper bound is a price at which even the least they can have adds up to the cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from toparquia.engines.budgeting.rules.shares.bounds import (
    ULP,
    Columns,
    Evaluation,
    evaluate,
)
from toparquia.engines.budgeting.rules.shares.halves import Halves
from toparquia.engines.budgeting.rules.shares.prices import Backing, Flags, Floats
from toparquia.engines.budgeting.rules.shares.run import Market

NEVER = np.inf


@dataclass(eq=False)
class SweptRun:
    """What one column bought, in order; `is_sure` False when it has to be run exactly.

    ties: (round, tied projects, their exact rate), as in an exact run. decisions: everything that was
    proven on the way, where that is kept: which project was looked at, and who would have paid it in full.
    """

    projects: list[int] = field(default_factory=list)
    ties: list[tuple[int, tuple[int, ...], Fraction]] = field(default_factory=list)
    is_sure: bool = True
    decisions: list[object] = field(default_factory=list)

    def decides_as(self, other: SweptRun) -> bool:
        """Whether both runs are proven, and by the same decisions one after the other."""
        is_proven = self.is_sure and other.is_sure and bool(self.decisions)
        return is_proven and self.decisions == other.decisions and self.ties == other.ties


class Sweep:
    """Runs for several shares; `run` returns them in the order of `shares`.

    low, high: (projects, columns) bounds of the rate, the price per unit over the project's multiplier.
    price: the latest estimate of the price per unit. checked: the round of the latest bounds.
    simple: who cannot pay the price in full has nothing at all, so that it is exactly cost / stakes.
    """

    def __init__(self, market: Market, shares: Sequence[Fraction]) -> None:
        self.market = market
        self.backings: list[Backing] = list(market.backings.values())
        self.place = {backing.project: at for at, backing in enumerate(self.backings)}
        self.halves = Halves(market, shares)
        count, columns = len(self.backings), len(shares)
        costs = np.array([float(backing.cost) for backing in self.backings])
        stakes = np.array([float(backing.all_stakes) for backing in self.backings])
        voters = np.array([float(backing.all_voters) for backing in self.backings])
        multipliers = np.array([float(backing.multiplier) for backing in self.backings])
        self.price: Floats = np.repeat((costs / stakes)[:, None], columns, axis=1)
        self.low: Floats = self.price / multipliers[:, None] * (1.0 - 8.0 * ULP)
        # Clearly too little money even before anybody has spent any.
        self.low[voters[:, None] * self.halves.shares * (1.0 + 8.0 * ULP) < costs[:, None]] = NEVER
        self.high: Floats = np.full((count, columns), NEVER)
        self.checked = np.full((count, columns), -1, dtype=np.int32)
        self.simple: Flags = np.zeros((count, columns), dtype=bool)
        self.stakes: Floats = np.zeros((count, columns))
        self.runs = [SweptRun() for _ in shares]
        self.active: Columns = np.arange(columns)
        self.round = 0

    def run(self) -> list[SweptRun]:
        """Go round by round until every column has nothing left to buy, or was given up."""
        while len(self.active):
            contenders = self._contenders()
            if not len(self.active):
                break
            self._pay(self._winners(contenders))
            self.round += 1
        return self.runs

    def _contenders(self) -> Flags:
        """Return, for the active columns, the projects that may have the lowest rate; bounds are fresh.

        Columns with nothing left to buy become inactive.
        """
        while True:
            low = self.low[:, self.active]
            going = low.min(axis=0, initial=NEVER) < NEVER
            if not going.all():
                self.active = self.active[going]
                low = low[:, going]
            if not len(self.active):
                return np.zeros((len(self.backings), 0), dtype=bool)
            # The lowest upper bound among fresh projects limits who can still win.
            fresh = self.checked[:, self.active] == self.round
            limit = np.where(fresh, self.high[:, self.active], NEVER).min(axis=0)
            contenders: Flags = (low <= limit) & (low < NEVER)
            stale = contenders & ~fresh
            if not stale.any():
                return contenders
            # Where a column has no fresh one yet, those with the lowest bound anywhere are looked at
            # first, in all columns at once: they may end the others' chances.
            if (limit == NEVER).any():
                heads = np.unique(np.where(stale, low, NEVER).argmin(axis=0)[limit == NEVER])
                first = np.zeros(len(low), dtype=bool)
                first[heads] = True
                stale &= first[:, None]
            for at in np.flatnonzero(stale.any(axis=1)).tolist():
                self._check(at, self.active[stale[at]])

    def _check(self, at: int, columns: Columns) -> None:
        """Bring the bounds of one project up to date in `columns`."""
        backing = self.backings[at]
        start = self.low[at, columns] * backing.multiplier
        found: Evaluation = evaluate(
            backing, self.halves.float_money(backing, columns), start, self.halves.blur(columns)
        )
        self.checked[at, columns] = self.round
        self.low[at, columns] = np.where(
            found.too_poor,
            NEVER,
            np.maximum(self.low[at, columns], found.low / backing.multiplier * (1.0 - 4.0 * ULP)),
        )
        # Who cannot pay must not limit the others.
        high = found.high / backing.multiplier * (1.0 + 4.0 * ULP)
        self.high[at, columns] = np.where(found.too_poor, NEVER, high)
        self.price[at, columns] = found.price
        self.simple[at, columns] = found.simple
        self.stakes[at, columns] = found.stakes

    def _winners(self, contenders: Flags) -> Columns:
        """Return the winner of each active column; columns without a sure one are given up."""
        assert contenders.any(axis=0).all(), "whoever has the lowest bound is a contender"
        winners = contenders.argmax(axis=0)
        several = np.flatnonzero(contenders.sum(axis=0) > 1)
        unsure = self.high[winners, self.active] == NEVER
        for column in several.tolist():
            winner = self._settle(np.flatnonzero(contenders[:, column]).tolist(), int(self.active[column]))
            unsure[column] = winner is None
            winners[column] = winner or 0
        self._give_up(self.active[unsure])
        settled: Columns = winners[~unsure]
        return settled

    def _give_up(self, columns: Columns) -> None:
        for column in columns.tolist():
            self.runs[column].is_sure = False
        if len(columns):
            gone = set(columns.tolist())
            self.active = np.array([c for c in self.active.tolist() if c not in gone], dtype=np.intp)

    def _settle(self, tied: list[int], column: int) -> int | None:
        """Return the winner among contenders whose rates are known exactly; None when one is not."""
        if not all(self.simple[at, column] for at in tied):
            return None
        rates = {
            at: Fraction(self.backings[at].cost, int(self.stakes[at, column]) * self.backings[at].multiplier)
            for at in tied
        }
        lowest = min(rates.values())
        equal = [at for at in tied if rates[at] == lowest]
        equal.sort(key=lambda at: self.market.ranks[self.backings[at].project])
        if len(equal) > 1:
            projects = tuple(self.backings[at].project for at in equal)
            self.runs[column].ties.append((self.round + 1, projects, lowest))
        return equal[0]

    def _pay(self, winners: Columns) -> None:
        active = self.active
        for at in sorted(set(winners.tolist())):
            backing = self.backings[at]
            columns = active[winners == at]
            low = self.low[at, columns] * backing.multiplier * (1.0 - 4.0 * ULP)
            high = self.high[at, columns] * backing.multiplier * (1.0 + 4.0 * ULP)
            certain = self.halves.pay(backing, columns, low, high)
            if not certain.all():
                self._give_up(columns[~certain])
                columns = columns[certain]
            self.low[at, columns] = NEVER
            for rival in self.market.rivals.get(backing.project, ()):
                if rival in self.place:
                    self.low[self.place[rival], columns] = NEVER
            for column in columns.tolist():
                self.runs[column].projects.append(backing.project)
