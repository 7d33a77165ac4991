"""Runs of Equal Shares where every project has few supporters: plain whole numbers, no arrays.

For some dozens of ballot groups a project, an array costs more to set up than it saves. Money is kept in
whole tiny units, as in the quick runs, but of any length, so that a bound on what rounding may have
changed stays far below every difference that matters. A decision that the bound does not prove is given
up, and the caller runs that share exactly; so the outcomes are those of exact runs, always.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from toparquia.engines.budgeting.rules.shares.prices import Backing
from toparquia.engines.budgeting.rules.shares.quick import GivenUp
from toparquia.engines.budgeting.rules.shares.run import Market
from toparquia.engines.budgeting.rules.shares.sweep import SweptRun

# A tiny unit is 2^-80 of the election's.
EXPONENT: Final = 80
# With more ballot groups a project than this, arrays are faster.
FEW_GROUPS: Final = 24
# Closes a round among the decisions of a run.
BOUGHT: Final = "bought"
# Floats only choose what to look at; their bounds are widened by more than they round.
DOWN: Final = 1.0 - 2.0**-48
UP: Final = 1.0 + 2.0**-48


@dataclass(frozen=True, eq=False, slots=True)
class Seller:
    """A project as these runs see it: its supporters' groups, voters, units (None: 1 each) as lists."""

    project: int
    cost: int
    scaled_cost: int
    multiplier: int
    groups: list[int]
    voters: list[int]
    units: list[int] | None
    all_voters: int
    all_stakes: int
    most_units: int
    first_bound: float


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """What a project costs its supporters: `price` tiny units per unit, off by at most `slip`.

    full: places of those who pay it and keep the rest; stakes: theirs. simple: all others have exactly
    nothing, so that the price is exactly cost / stakes.
    """

    seller: Seller
    price: int
    slip: int
    full: Sequence[int] | None
    stakes: int
    simple: bool


def is_small(market: Market) -> bool:
    """Whether the market's projects have so few supporting groups that lists are faster than arrays."""
    return sum(len(b.groups) for b in market.backings.values()) <= FEW_GROUPS * len(market.backings)


class SmallRuns:
    """Runs of one market; what does not depend on the share is kept."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.sellers = [_seller(backing) for backing in market.backings.values()]
        self.sellers.sort(key=lambda seller: seller.first_bound)

    def run(self, share: Fraction) -> SweptRun:
        """Return the run with `share`; `is_sure` False when it was given up."""
        run = SmallRun(self, share)
        try:
            run.buy_all()
        except GivenUp:
            run.found.is_sure = False
        return run.found


class SmallRun:
    """One such run. money: tiny units per voter of each group; slip: how far off it may be at most."""

    def __init__(self, runs: SmallRuns, share: Fraction) -> None:
        start = (share.numerator << EXPONENT) // share.denominator
        self.market = runs.market
        self.money = [start] * runs.market.groups
        self.slip = 1
        self.found = SweptRun()
        # Bounds of the rate, lowest first; one at least as good as the best seen has to be looked at.
        self.waiting: list[tuple[float, Seller]] = [
            (seller.first_bound, seller)
            for seller in runs.sellers
            if seller.all_voters * (start + 1) >= seller.scaled_cost
        ]
        self.found.decisions.append([seller.project for _, seller in self.waiting])

    def buy_all(self) -> None:
        """Buy round after round. :raises GivenUp:"""
        while self.waiting:
            looked_at = self._look()
            if not looked_at:
                return
            best = self._cheapest(looked_at)
            self._let_pay(best)

    def _look(self) -> list[Asked]:
        """Return the prices of all that may have the lowest rate; those nobody can pay are dropped."""
        looked_at: list[Asked] = []
        limit = float("inf")
        seen = 0
        kept: list[tuple[float, Seller]] = []
        for bound, seller in self.waiting:
            if bound > limit:
                break
            seen += 1
            asked = self._ask(seller)
            if asked is None:
                continue
            looked_at.append(asked)
            kept.append(((asked.price - asked.slip) / seller.multiplier * DOWN, seller))
            limit = min(limit, (asked.price + asked.slip) / seller.multiplier * UP)
        self.waiting = kept + self.waiting[seen:]
        self.waiting.sort(key=_bound)
        return looked_at

    def _ask(self, seller: Seller) -> Asked | None:
        """Return what a project costs its supporters, proven; None when they surely cannot pay it.

        From below: who has no more than the price so far pays all, the others more, until that holds for
        all. Source: Peters, Pierczynski, Skowron (2021), section 3.

        :raises GivenUp: when somebody is too near to the price to tell.
        """
        money, voters, units = self.money, seller.voters, seller.units
        owned = [money[group] for group in seller.groups]
        # Money per unit, rounded down: who has less than the price of a unit pays all there is.
        per_unit = owned if units is None else [own // unit for own, unit in zip(owned, units, strict=True)]
        stakes, rest, poor_voters = seller.all_stakes, seller.scaled_cost, 0
        price = rest // stakes
        full: Sequence[int] | None = None
        if min(per_unit) <= price:
            while True:
                full = [at for at, own in enumerate(per_unit) if own > price]
                if not full:
                    self._check_too_little(seller, owned)
                    self.found.decisions.append(seller.project)
                    return None
                paying = sum([voters[at] for at in full])
                kept = paying if units is None else sum([voters[at] * units[at] for at in full])
                if kept == stakes:
                    break
                stakes = kept
                rest = seller.scaled_cost - sum(
                    [
                        own * voter
                        for own, voter, each in zip(owned, voters, per_unit, strict=True)
                        if each <= price
                    ]
                )
                if rest <= 0:
                    raise GivenUp
                price = rest // stakes
            poor_voters = seller.all_voters - paying
        simple = rest == seller.scaled_cost
        slip = 2 if simple else poor_voters * self.slip // stakes + 2
        self._prove(price, slip, per_unit, simple=simple)
        self.found.decisions.append((seller.project, full, simple))
        return Asked(seller, price, slip, full, stakes, simple)

    def _prove(self, price: int, slip: int, per_unit: Sequence[int], *, simple: bool) -> None:
        """Check that nobody is too near to the price to tell on which side. :raises GivenUp:"""
        margin = slip + self.slip + 1
        low, high = price - margin, price + margin
        if simple:
            # The others have exactly nothing.
            if any(0 < own <= high for own in per_unit):
                raise GivenUp
        elif any(low <= own <= high for own in per_unit):
            raise GivenUp

    def _check_too_little(self, seller: Seller, owned: Sequence[int]) -> None:
        """Check that all they have is surely less than the cost. :raises GivenUp:"""
        total = sum([own * voter for own, voter in zip(owned, seller.voters, strict=True)])
        if total + seller.all_voters * self.slip >= seller.scaled_cost:
            raise GivenUp

    def _cheapest(self, looked_at: Sequence[Asked]) -> Asked:
        """Return the one with the surely lowest rate, the first in the tie order of equal ones."""
        best = looked_at[0]
        equal = [best]
        for asked in looked_at[1:]:
            order = _compared(asked, best)
            if order < 0:
                best, equal = asked, [asked]
            elif order == 0:
                equal.append(asked)
        if len(equal) > 1:
            ranks = self.market.ranks
            equal.sort(key=lambda asked: ranks[asked.seller.project])
            best = equal[0]
            rate = Fraction(best.seller.cost, best.stakes * best.seller.multiplier)
            tied = tuple(asked.seller.project for asked in equal)
            self.found.ties.append((len(self.found.projects) + 1, tied, rate))
        return best

    def _let_pay(self, asked: Asked) -> None:
        seller, money, price = asked.seller, self.money, asked.price
        if asked.full is None:
            payers: Sequence[int] = range(len(seller.groups))
        else:
            payers = asked.full
        groups, units = seller.groups, seller.units
        left = (
            [(groups[at], money[groups[at]] - price) for at in payers]
            if units is None
            else [(groups[at], money[groups[at]] - price * units[at]) for at in payers]
        )
        if asked.full is not None:
            for group in groups:
                money[group] = 0
        for group, own in left:
            money[group] = own
        self.slip += asked.slip * seller.most_units
        self.found.projects.append(seller.project)
        self.found.decisions.append(BOUGHT)
        barred = self.market.rivals.get(seller.project, ())
        self.waiting = [
            entry
            for entry in self.waiting
            if entry[1] is not seller and not (barred and entry[1].project in barred)
        ]


def _seller(backing: Backing) -> Seller:
    bound = (backing.cost << EXPONENT) / (backing.all_stakes * backing.multiplier) * DOWN
    return Seller(
        backing.project,
        backing.cost,
        backing.cost << EXPONENT,
        backing.multiplier,
        backing.groups.tolist(),
        list(map(int, backing.voters.tolist())),
        None if backing.units is None else list(map(int, backing.units.tolist())),
        backing.all_voters,
        backing.all_stakes,
        int(backing.most_units),
        bound,
    )


def _bound(entry: tuple[float, Seller]) -> float:
    return entry[0]


def _compared(new: Asked, old: Asked) -> int:
    """Return -1, 0 or 1: whether the rate of `new` is below, equal to, or above that of `old`.

    :raises GivenUp: when the bounds do not tell.
    """
    ours, theirs = old.seller.multiplier, new.seller.multiplier
    if new.simple and old.simple:
        left = new.seller.cost * old.stakes * ours
        right = old.seller.cost * new.stakes * theirs
        return (left > right) - (left < right)
    if (new.price - new.slip) * ours > (old.price + old.slip) * theirs:
        return 1
    if (new.price + new.slip) * ours < (old.price - old.slip) * theirs:
        return -1
    raise GivenUp
