"""One run of the Method of Equal Shares with a fixed share.

Source: Peters, Pierczynski, Skowron, "Proportional Participatory Budgeting with Additive Utilities"
(NeurIPS 2021). Floats only choose which projects to look at: each is kept with a proven lower bound of
its price; the winner's price, and that of every project whose bound does not exceed it, are exact.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import numpy as np

from toparquia.engines.budgeting.rules.shares.prices import (
    Accounts,
    Backing,
    Flags,
    Floats,
    Places,
    Price,
    unit_type,
)
from toparquia.engines.budgeting.rules.support import Support

# Newton's steps on a concave, piecewise linear function: a handful in practice.
MAX_STEPS: Final = 64
ROUNDING: Final = 2.0**-51
CONVERGED: Final = 1e-14


@dataclass(frozen=True)
class Purchase:
    """One round: the project, its exact price per unit, and the projects it was tied with.

    The price per unit is `numerator / denominator`, in the election's smallest unit of money.
    """

    project: int
    numerator: int
    denominator: int
    multiplier: int
    tied: tuple[int, ...] = ()

    @property
    def price(self) -> Fraction:
        """The exact price per unit: per supporter for approvals, per point for points."""
        return Fraction(self.numerator, self.denominator)

    @property
    def rate(self) -> Fraction:
        """The exact price per unit of utility (rho). The lowest rate wins the round."""
        return Fraction(self.numerator, self.denominator * self.multiplier)


@dataclass(frozen=True, eq=False)
class Payment:
    """Who paid in a round, kept only in recorded runs: ballot groups.

    payers: paid the price in full, `units` times (None: once). emptied: have nothing left; those of
    them that are not payers paid what they had, or nothing.
    """

    payers: Places
    units: Floats | None
    emptied: Places


@dataclass(eq=False)
class RunOutcome:
    """What one run bought, in order, and how often floats could not decide."""

    share: Fraction
    purchases: list[Purchase] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    left_out: dict[int, int] = field(default_factory=dict)
    exact_comparisons: int = 0

    @property
    def projects(self) -> list[int]:
        """The projects bought, in order."""
        return [purchase.project for purchase in self.purchases]


@dataclass(frozen=True, eq=False)
class Market:
    """What all runs of one count share: the candidates and who backs them.

    apart: no voter backs two of them, as with ballots that name one project.
    """

    backings: dict[int, Backing]
    groups: int
    ranks: Sequence[int]
    most_units: int
    rivals: Mapping[int, set[int]]
    apart: bool


def open_market(
    support: Support,
    costs: Sequence[int],
    ranks: Sequence[int],
    candidates: Sequence[int],
    rivals: Mapping[int, set[int]],
) -> Market:
    """Return the market of `candidates`: projects with cost and supporters."""
    groups = support.groups.astype(np.intp)
    voters = support.weights[groups].astype(np.float64)
    units = None if support.units is None else support.units.astype(np.float64)
    stakes = voters if units is None else voters * units
    starts = support.starts.tolist()
    backings = {}
    for project in candidates:
        place = slice(starts[project], starts[project + 1])
        backings[project] = Backing(
            project,
            costs[project],
            support.multipliers[project],
            groups[place],
            voters[place],
            None if units is None else units[place],
            stakes[place],
            support.votes[project],
            support.totals[project],
            1.0 if units is None else float(units[place].max()),
        )
    most = max([1, *(int(backing.most_units) for backing in backings.values())])
    apart = units is None and not rivals and _is_apart(support, backings)
    return Market(backings, len(support.weights), ranks, most, rivals, apart)


def _is_apart(support: Support, backings: Mapping[int, Backing]) -> bool:
    """Whether no ballot group backs two of the candidates."""
    backed = [backing.groups for backing in backings.values()]
    named = sum(map(len, backed))
    if named > len(support.weights):
        return False
    return named == 0 or int(np.bincount(np.concatenate(backed)).max()) <= 1


class Run:
    """One run: everybody starts with `share`; `buy_all` buys until nothing can be paid."""

    def __init__(self, market: Market, share: Fraction, *, record: bool = False) -> None:
        self.market = market
        self.accounts = Accounts(share, market.groups, unit_type(market.most_units))
        self.share = float(share)
        self.purse: Floats = np.full(market.groups, self.share)
        # No group's float money is further than this from its exact money.
        self.error = self.share * ROUNDING
        self.outcome = RunOutcome(share)
        self.record = record
        self.fresh: dict[int, int] = {}
        self.round = 0
        self.guesses: dict[int, float] = {}
        self.queue: list[tuple[float, int]] = []
        for project, backing in market.backings.items():
            if backing.all_voters * self.share * (1.0 + 1e-9) < backing.cost:
                self.outcome.left_out[project] = 0
                continue
            guess = backing.cost / backing.all_stakes * (1.0 - ROUNDING)
            self.guesses[project] = guess
            self.queue.append((guess / backing.multiplier, project))
        heapq.heapify(self.queue)

    def buy_all(self) -> RunOutcome:
        """Buy round after round and return what was bought."""
        while self.buy_next():
            pass
        return self.outcome

    def buy_next(self) -> bool:
        """Buy in one round; False when nothing can be paid any more."""
        found = self._cheapest()
        if found is None:
            return False
        self._pay(*found)
        self.round += 1
        return True

    def price_nearly(self, project: int) -> float | None:
        """Return the price of a candidate as a float, for show; None when it surely cannot be paid."""
        backing = self.market.backings[project]
        if project not in self.guesses or not self._raise_bound(backing, float("inf")):
            return None
        return self.guesses[project]

    def price_now(self, project: int) -> Price | None:
        """Return the exact price of a candidate with the money left now, or None: it cannot be paid."""
        guess = self.guesses.get(project)
        if guess is None:
            return None
        return self.accounts.exact_price(self.market.backings[project], self.purse, guess, self.error)

    def _cheapest(self) -> tuple[Backing, Price, tuple[int, ...]] | None:
        """Return the project with the lowest exact rate, its price, and those tied with it."""
        best: list[tuple[Backing, Price]] = []
        looked_at: list[tuple[float, int]] = []
        limit = float("inf")
        while self.queue and self.queue[0][0] <= limit:
            bound, project = heapq.heappop(self.queue)
            backing = self.market.backings[project]
            if self.fresh.get(project) != self.round:
                if self._raise_bound(backing, limit * backing.multiplier):
                    heapq.heappush(self.queue, (self.guesses[project] / backing.multiplier, project))
                continue
            price = self.accounts.exact_price(backing, self.purse, self.guesses[project], self.error)
            if price is None:
                self.outcome.left_out[project] = self.round
                continue
            looked_at.append((bound, project))
            best = self._keep_best(best, backing, price)
            leader, lowest = best[0]
            rate = lowest.numerator / lowest.denominator / leader.multiplier
            limit = rate * (1.0 + 1e-15)
        if not best:
            return None
        self.outcome.exact_comparisons += len(looked_at) - 1
        best.sort(key=lambda entry: self.market.ranks[entry[0].project])
        winner, price = best[0]
        for entry in looked_at:
            if entry[1] != winner.project:
                heapq.heappush(self.queue, entry)
        tied = tuple(backing.project for backing, _ in best) if len(best) > 1 else ()
        return winner, price, tied

    def _keep_best(
        self, best: list[tuple[Backing, Price]], backing: Backing, price: Price
    ) -> list[tuple[Backing, Price]]:
        """Return the entries with the lowest rate among `best` and the new one, compared exactly."""
        if not best:
            return [(backing, price)]
        leader, lowest = best[0]
        new = price.numerator * lowest.denominator * leader.multiplier
        old = lowest.numerator * price.denominator * backing.multiplier
        if new == old:
            return [*best, (backing, price)]
        return [(backing, price)] if new < old else best

    def _raise_bound(self, backing: Backing, limit: float) -> bool:
        """Raise the lower bound of a project's price; False when its supporters cannot pay it.

        Newton's method from below: what supporters pay at price q, sum of min(money, q * units), is
        concave in q, so every step stays at or below the price. The bound stored is lowered by what
        rounding could have added. The project counts as fresh once the steps have converged.
        """
        money = self.purse[backing.groups]
        project, cost = backing.project, float(backing.cost)
        # A sum of so many floats is nearer to the truth than this, relative to itself.
        blur = (len(money) + 64) * ROUNDING
        slack = backing.all_voters * self.error + cost * blur
        guess = self.guesses[project]
        proof: Flags | None = None
        for _ in range(MAX_STEPS):
            cap = guess if backing.units is None else guess * backing.units
            full: Flags = money > cap
            slope = float(backing.stakes @ full)
            if slope <= 0.0:
                # All would pay all they have: where that is near the cost, only exact arithmetic can tell.
                total = float(backing.voters @ money)
                if total * (1.0 + blur) + backing.all_voters * self.error < cost:
                    self.outcome.left_out[project] = self.round
                    self._note_bound(project, "left_out")
                    return False
                break
            step = (cost - float(backing.voters @ np.minimum(money, cap))) / slope
            bound = guess + step - 2.0 * slack / slope
            if bound > self.guesses[project]:
                self.guesses[project], proof = bound, full
            if step <= guess * CONVERGED:
                break
            guess += step
            if self.guesses[project] > limit:
                self._note_bound(project, "passed_over", proof)
                return True
        self.fresh[project] = self.round
        self._note_bound(project, "asked", proof)
        return True

    def _note_bound(self, project: int, decided: str, full: Flags | None = None) -> None:
        """Take note of a decision and of who pays in full in the bound that it hangs on.

        `full` None: the bound is the one it had. Only runs that are compared keep notes.
        """

    def _pay(self, backing: Backing, price: Price, tied: tuple[int, ...]) -> None:
        per_unit = price.numerator / price.denominator
        full: Flags = price.full
        everybody = len(full) == np.count_nonzero(full)
        payers = backing.groups if everybody else backing.groups[full]
        emptied = backing.groups[:0] if everybody else backing.groups[price.emptied]
        units = backing.units if backing.units is None or everybody else backing.units[full]
        self.accounts.pay(price, backing.groups, backing.units)
        # What is left may round to nothing; only the emptied have exactly nothing.
        left = self.purse[payers] - (per_unit if units is None else per_unit * units)
        self.purse[payers] = np.maximum(left, 1e-300)
        if len(emptied):
            self.purse[emptied] = 0.0
        self.error += self.share * ROUNDING
        self.outcome.purchases.append(
            Purchase(backing.project, price.numerator, price.denominator, backing.multiplier, tied)
        )
        if barred := self.market.rivals.get(backing.project):
            self.queue = [entry for entry in self.queue if entry[1] not in barred]
            heapq.heapify(self.queue)
        if self.record:
            paid = full | price.drained
            units = None if backing.units is None else backing.units[paid]
            self.outcome.payments.append(Payment(backing.groups[paid], units, emptied))


class Standing(RunOutcome):
    """A run whose purchases are proven already; prices, and who was left out, are exact when asked for."""

    def __init__(self, market: Market, share: Fraction, projects: Sequence[int]) -> None:
        self.share = share
        self._market = market
        self._projects = tuple(projects)

    @property
    def projects(self) -> list[int]:
        """The projects bought, in order."""
        return list(self._projects)

    def __getattr__(self, name: str) -> object:
        """Run exactly, once, for what only the exact run knows."""
        if name not in ("purchases", "payments", "left_out"):
            raise AttributeError(name)
        exact = Run(self._market, self.share).buy_all()
        assert exact.projects == list(self._projects), "a proven run buys what the exact one buys"
        self.__dict__.update(exact.__dict__)
        found: object = self.__dict__[name]
        return found
