"""One run of Equal Shares with whole numbers of tiny units instead of fractions, proven or given up.

The exact run keeps every price as a fraction with hundreds of digits. Nearly always far less is needed to
see who wins: here money is kept in 64-bit whole numbers, so that sums over voters are exact, and a bound
tells how far they may be from the true fractions. A decision that the bound does not prove is given up,
and the caller runs that share exactly; so the outcomes are those of exact runs, always.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from toparquia.engines.budgeting.election import Ints
from toparquia.engines.budgeting.rules.shares.prices import Backing, Flags, Floats
from toparquia.engines.budgeting.rules.shares.run import Market, Run
from toparquia.engines.budgeting.rules.shares.sweep import SweptRun

# Decisions are kept for markets of so many backings: in larger ones no two runs decide alike.
KEPT: Final = 12_000
# Closes a round among the decisions of a run.
BOUGHT: Final = "bought"
# Bits that the money of all supporters of a project together may take.
SUM_BITS: Final = 61
ULP: Final = 2.0**-52
MAX_GUESSES: Final = 4


class GivenUp(Exception):
    """A decision could not be proven without fractions."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What a project costs its supporters: `price` tiny units per unit, off by at most `slip`.

    full: pay it and keep the rest; simple: all others have exactly nothing, so that the price is exactly
    cost / stakes.
    """

    backing: Backing
    price: int
    slip: int
    full: Flags
    stakes: int
    simple: bool

    def rate(self) -> Fraction:
        """Return the exact rate of a simple one."""
        return Fraction(self.backing.cost, self.stakes * self.backing.multiplier)


class QuickRuns:
    """Runs of one market; what does not depend on the share is kept."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.voters: dict[int, Ints] = {}
        self.units: dict[int, Ints] = {}
        for project, backing in market.backings.items():
            self.voters[project] = backing.voters.astype(np.int64)
            if backing.units is not None:
                self.units[project] = backing.units.astype(np.int64)
        self.most_voters = max(backing.all_voters for backing in market.backings.values())
        self.keeps_decisions = sum(len(b.groups) for b in market.backings.values()) <= KEPT

    def run(self, share: Fraction) -> SweptRun:
        """Return the run with `share`; `is_sure` False when it was given up."""
        exponent = SUM_BITS - self.most_voters.bit_length() - int(share).bit_length() - 1
        run = SweptRun()
        if exponent < 0:
            run.is_sure = False
            return run
        quick = QuickRun(self, share, exponent, run)
        try:
            quick.buy_all()
        except GivenUp:
            run.is_sure = False
        return run


class QuickRun(Run):
    """One such run. money: whole tiny units, 2^-exponent of the election's; slip: how far off at most."""

    def __init__(self, runs: QuickRuns, share: Fraction, exponent: int, found: SweptRun) -> None:
        super().__init__(runs.market, share)
        self.runs = runs
        self.found = found
        self.exponent = exponent
        self.unit = 2.0**-exponent
        self.money: Ints = np.full(runs.market.groups, (share.numerator << exponent) // share.denominator)
        self.slip = 1
        self.keeps_decisions = runs.keeps_decisions
        if self.keeps_decisions:
            found.decisions.append(list(self.guesses))
        self._blur()

    def buy_next(self) -> bool:
        """Buy in one round; False when nothing can be paid any more. :raises GivenUp:"""
        asked = self._proven_cheapest()
        if asked is None:
            return False
        self._let_pay(asked)
        self.round += 1
        return True

    def _proven_cheapest(self) -> Asked | None:
        """Return the project that surely has the lowest rate. :raises GivenUp: when none surely has."""
        best: Asked | None = None
        set_aside: list[tuple[float, int]] = []
        limit = float("inf")
        while self.queue and self.queue[0][0] <= limit:
            bound, project = heapq.heappop(self.queue)
            backing = self.market.backings[project]
            if self.fresh.get(project) != self.round:
                if self._raise_bound(backing, limit * backing.multiplier):
                    heapq.heappush(self.queue, (self.guesses[project] / backing.multiplier, project))
                continue
            asked = self._ask(backing)
            set_aside.append((bound, project))
            best = asked if best is None else self._cheaper(best, asked)
            limit = (best.price + best.slip) * self.unit / best.backing.multiplier * (1.0 + 4.0 * ULP)
        if best is None:
            return None
        self._note_tie(best, set_aside)
        for entry in set_aside:
            if entry[1] != best.backing.project:
                heapq.heappush(self.queue, entry)
        return best

    def _ask(self, backing: Backing) -> Asked:
        """Return what the project costs its supporters, proven.

        Whoever has clearly more than the guessed price pays it in full, whoever has clearly less pays
        all; the price follows, and the guess is checked against it. Source: as in the exact run.

        :raises GivenUp: when somebody is too near to the price to tell.
        """
        near = self.guesses[backing.project]
        money = self.purse[backing.groups]
        reach = 0.0
        for _ in range(MAX_GUESSES):
            margin = 4.0 * self.error + 2.0 * reach + 1e-13 * near * backing.most_units
            asked = self._ask_near(backing, money, near, margin)
            drift = abs(asked.price * self.unit - near) + asked.slip * self.unit
            reach = drift * backing.most_units
            if reach * (1.0 + 1e-9) + self.error <= margin:
                return asked
            near = asked.price * self.unit
            reach = asked.slip * self.unit * backing.most_units
        raise GivenUp

    def _ask_near(self, backing: Backing, money: Floats, near: float, margin: float) -> Asked:
        gap = money - (near if backing.units is None else near * backing.units)
        full: Flags = gap > margin
        below: Flags = (gap < -margin) & (money > 0.0)
        paying, poor = int(np.count_nonzero(full)), int(np.count_nonzero(below))
        if not paying or paying + poor < int(np.count_nonzero(money)):
            raise GivenUp
        stakes = int(backing.stakes @ full)
        rest, doubt = backing.cost << self.exponent, 0
        if poor:
            voters = self.runs.voters[backing.project][below]
            rest -= int(voters @ self.money[backing.groups[below]])
            doubt = int(voters.sum()) * self.slip
        if rest <= 0:
            raise GivenUp
        if self.keeps_decisions:
            self.found.decisions.append((backing.project, np.packbits(full).tobytes(), not poor))
        return Asked(backing, rest // stakes, doubt // stakes + 2, full, stakes, not poor)

    def _note_bound(self, project: int, decided: str, full: Flags | None = None) -> None:
        if self.keeps_decisions:
            who = b"" if full is None else np.packbits(full).tobytes()
            self.found.decisions.append((project, decided, who))

    def _cheaper(self, best: Asked, new: Asked) -> Asked:
        """Return the one with the lower rate, or of equal ones the first in the tie order."""
        if best.simple and new.simple:
            old, other = best.rate(), new.rate()
            if old == other:
                ranks = self.market.ranks
                return min(best, new, key=lambda asked: ranks[asked.backing.project])
            return best if old < other else new
        ours, theirs = best.backing.multiplier, new.backing.multiplier
        if (new.price - new.slip) * ours > (best.price + best.slip) * theirs:
            return best
        if (new.price + new.slip) * ours < (best.price - best.slip) * theirs:
            return new
        raise GivenUp

    def _note_tie(self, best: Asked, looked_at: list[tuple[float, int]]) -> None:
        if len(looked_at) < 2 or not best.simple:
            return
        lowest = best.rate()
        tied = []
        for _, project in looked_at:
            asked = self._ask(self.market.backings[project])
            if asked.simple and asked.rate() == lowest:
                tied.append(project)
        if len(tied) > 1:
            tied.sort(key=lambda project: self.market.ranks[project])
            self.found.ties.append((self.round + 1, tuple(tied), lowest))

    def _let_pay(self, asked: Asked) -> None:
        backing, full = asked.backing, asked.full
        payers, emptied = backing.groups[full], backing.groups[~full]
        units = 1 if backing.units is None else self.runs.units[backing.project][full]
        # One unit at least: only the emptied have exactly nothing.
        left = np.maximum(self.money[payers] - asked.price * units, 1)
        self.money[payers] = left
        self.money[emptied] = 0
        self.purse[payers] = left * self.unit
        self.purse[emptied] = 0.0
        self.slip += asked.slip * int(backing.most_units) + 1
        self._blur()
        self.found.projects.append(backing.project)
        if self.keeps_decisions:
            self.found.decisions.append(BOUGHT)
        if barred := self.market.rivals.get(backing.project):
            self.queue = [entry for entry in self.queue if entry[1] not in barred]
            heapq.heapify(self.queue)

    def _blur(self) -> None:
        """Set how far float money may be from the truth."""
        self.error = self.slip * self.unit + self.share * 2.0 * ULP
