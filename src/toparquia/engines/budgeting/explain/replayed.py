"""At which cost, or with how many more votes, a loser would have been bought in a run of Equal Shares.

A project that is not bought changes nothing. So up to the round in which it would be bought a supposed run
is the recorded one, and of that only the purchases are needed: they tell what every voter has left and the
rate to beat. In a round with the rate R a project of cost c is bought when its supporters, each paying up
to R times its worth to them, pay c together; after the last round, when they have c left. Within one run
a lower cost or one more vote therefore never harms.

All numbers here are floats: they tell where to look, and counting again tells what is so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from toparquia.engines.budgeting.rules.shares.prices import Backing, Flags, Floats, Places
from toparquia.engines.budgeting.rules.shares.run import Market
from toparquia.engines.budgeting.rules.support import Support

MAX_STEPS: Final = 64
# Less than the smallest cost there is; and how near a float has to come to be taken for equal.
NOTHING: Final = 0.5
NEAR: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Crowd:
    """The supporters of some projects, one project after the other.

    places: which projects, as places in the list asked for. starts: where each begins in `groups`.
    """

    places: Places
    starts: Places
    owners: Places
    groups: Places
    voters: Floats
    units: Floats | None

    def paying(self, money: Floats, most: Floats) -> Floats:
        """Return what the supporters of each project pay together when each pays `most` a unit at most."""
        cap = most[self.owners]
        if self.units is not None:
            cap = cap * self.units
        return np.add.reduceat(np.minimum(money[self.groups], cap) * self.voters, self.starts)

    def money(self, money: Floats) -> Floats:
        """Return what the supporters of each project have together."""
        return np.add.reduceat(money[self.groups] * self.voters, self.starts)

    def stakes(self, money: Floats, most: Floats) -> Floats:
        """Return the units of those supporters of each project who have more than `most` a unit."""
        cap = most[self.owners]
        if self.units is None:
            return np.add.reduceat((money[self.groups] > cap) * self.voters, self.starts)
        able = money[self.groups] > cap * self.units
        return np.add.reduceat(able * self.voters * self.units, self.starts)

    def only(self, kept: Flags) -> Crowd:
        """Return the crowd of the projects kept."""
        entries = kept[self.owners]
        owners = (np.cumsum(kept) - 1)[self.owners[entries]]
        starts = np.searchsorted(owners, np.arange(int(kept.sum())))
        units = None if self.units is None else self.units[entries]
        return Crowd(self.places[kept], starts, owners, self.groups[entries], self.voters[entries], units)


def crowd_of(support: Support, projects: Sequence[int]) -> Crowd:
    """Return the supporters of `projects`, each of which has some."""
    sizes = np.array([support.starts[p + 1] - support.starts[p] for p in projects], dtype=np.intp)
    entries = np.concatenate([np.arange(support.starts[p], support.starts[p + 1]) for p in projects])
    groups = support.groups[entries].astype(np.intp)
    return Crowd(
        np.arange(len(projects)),
        np.concatenate(([0], np.cumsum(sizes)[:-1])),
        np.repeat(np.arange(len(projects)), sizes),
        groups,
        support.weights[groups].astype(np.float64),
        None if support.units is None else support.units[entries].astype(np.float64),
    )


class Replay:
    """Recorded runs of one count, gone through again for what losers would have needed."""

    def __init__(
        self, market: Market, support: Support, projects: Sequence[int], *, times_cost: bool
    ) -> None:
        self.market = market
        self.projects = list(projects)
        self.crowd = crowd_of(support, projects)
        self.times_cost = times_cost

    def highest_costs(self, share: Fraction, order: Sequence[int], floor: Floats | None = None) -> Floats:
        """Return, per project, the highest cost at which it would have been bought in the run of `order`.

        floor: only what is above it matters; what is not above it comes back as it was given.
        """
        prices, left = self._prices(float(share), order)
        best = np.maximum(NOTHING if floor is None else floor, self.crowd.money(left))
        crowd = self.crowd
        money: Floats = np.full(self.market.groups, float(share))
        rates = self._rates(prices, order)
        for project, price, rate in zip(order, prices, rates, strict=True):
            crowd = self._raise_costs(crowd, money, best, rate, rates[-1])
            if not len(crowd.places):
                break
            self._pay(self.market.backings[project], money, price)
        return best

    def fewest_votes(
        self, share: Fraction, order: Sequence[int], costs: Floats, points: Floats, worth: Floats
    ) -> Floats:
        """Return, per project, how many more votes would have had it bought, each with the same share.

        points: units that a vote gives. worth: what a unit is worth, the cost or 1.
        """
        prices, left = self._prices(float(share), order)
        best = (costs - self.crowd.money(left)) / max(float(share), 1e-300)
        money: Floats = np.full(self.market.groups, float(share))
        for project, price, rate in zip(order, prices, self._rates(prices, order), strict=True):
            missing = costs - self.crowd.paying(money, rate * worth)
            each = np.minimum(float(share), rate * worth * points)
            best = np.minimum(best, missing / np.maximum(each, 1e-300))
            self._pay(self.market.backings[project], money, price)
        return best

    def _raise_costs(self, crowd: Crowd, money: Floats, best: Floats, rate: float, last: float) -> Crowd:
        """Raise `best` by what a round allows, and return the crowd for whom later rounds may allow more.

        Money only gets less and rates only rise, so this round's money at the last rate is a bound.
        """
        known = best[crowd.places]
        worth = known if self.times_cost else np.ones(len(known))
        hopeful = crowd.paying(money, last * worth) >= known * (1.0 - NEAR)
        if not hopeful.all():
            crowd = crowd.only(hopeful)
            known, worth = known[hopeful], worth[hopeful]
        if not len(known):
            return crowd
        paid = crowd.paying(money, rate * worth)
        if not self.times_cost:
            best[crowd.places] = np.maximum(known, paid)
            return crowd
        # Equal rates count as paid: the tie order may be on the project's side.
        better = paid >= known * (1.0 - NEAR)
        if better.any():
            rising = crowd.only(better)
            best[rising.places] = np.maximum(known[better], self._cost_paid(rising, money, rate))
        return crowd

    def _cost_paid(self, crowd: Crowd, money: Floats, rate: float) -> Floats:
        """Return the highest cost that supporters pay who pay `rate` times it a unit; Newton from above."""
        cost = crowd.money(money)
        for _ in range(MAX_STEPS):
            short = cost - crowd.paying(money, rate * cost)
            slope = 1.0 - rate * crowd.stakes(money, rate * cost)
            step = np.where(slope > 0.0, short / np.where(slope > 0.0, slope, 1.0), 0.0)
            cost = np.maximum(cost - np.maximum(step, 0.0), 0.0)
            if (step <= cost * 1e-14).all():
                break
        return cost

    def _rates(self, prices: Sequence[float], order: Sequence[int]) -> list[float]:
        return [
            price / self.market.backings[project].multiplier
            for price, project in zip(prices, order, strict=True)
        ]

    def _prices(self, share: float, order: Sequence[int]) -> tuple[list[float], Floats]:
        """Return the price of every purchase, and what all voters have left after the last."""
        money: Floats = np.full(self.market.groups, share)
        prices = []
        for project in order:
            backing = self.market.backings[project]
            prices.append(price_paid(backing, money[backing.groups]))
            self._pay(backing, money, prices[-1])
        return prices, money

    @staticmethod
    def _pay(backing: Backing, money: Floats, price: float) -> None:
        owed = price if backing.units is None else price * backing.units
        money[backing.groups] = np.maximum(money[backing.groups] - owed, 0.0)


def price_paid(backing: Backing, money: Floats) -> float:
    """Return the price a unit at which supporters with `money` pay the cost; Newton from below."""
    price = backing.cost / backing.all_stakes
    for _ in range(MAX_STEPS):
        cap = price if backing.units is None else price * backing.units
        slope = float(backing.stakes @ (money > cap))
        if slope <= 0.0:
            break
        step = (backing.cost - float(backing.voters @ np.minimum(money, cap))) / slope
        if step <= price * 1e-15:
            break
        price += step
    return price
