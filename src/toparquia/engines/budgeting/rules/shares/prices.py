"""The exact side of Equal Shares: what every voter has left, and what a project costs each of them.

Money left is never stored as a fraction per voter. A voter who has anything left has the share minus
the prices paid in full; so sums over voters are whole-number combinations of the share and the prices
of earlier rounds. All prices stand over one common denominator, as Python integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

ROUNDS_A_PAGE: Final = 16


@dataclass(frozen=True, eq=False)
class Backing:
    """The supporters of one project: ballot groups, voters in each, and units (None: 1 each).

    `voters` and `stakes` (voters times units) are floats that hold whole numbers exactly.
    """

    project: int
    cost: int
    multiplier: int
    groups: Places
    voters: Floats
    units: Floats | None
    stakes: Floats
    all_voters: int
    all_stakes: int
    most_units: float


@dataclass(frozen=True, eq=False)
class Price:
    """An exact price per unit `numerator / denominator`, and who pays it.

    full: pay it and have money left. drained: pay it with exactly all they had. emptied: all who have
    nothing left: the drained, those who pay less because they had less, and those who had nothing.
    """

    numerator: int
    denominator: int
    full: Flags
    emptied: Flags
    drained: Flags

    @property
    def value(self) -> Fraction:
        """The price per unit, in the election's smallest unit of money."""
        return Fraction(self.numerator, self.denominator)


class Accounts:
    """Exact money of every ballot group during one run.

    denominator: of the share and of all prices. share, prices: numerators. paid: pages of 16 rounds;
    `paid[r // 16][g, r % 16]` units group g paid in full in round r (0: it did not).
    """

    def __init__(self, share: Fraction, groups: int, unit_type: npt.DTypeLike) -> None:
        self.denominator = share.denominator
        self.share = share.numerator
        self.prices: list[int] = []
        self.paid: list[npt.NDArray[np.unsignedinteger]] = []
        self._groups = groups
        self._unit_type = unit_type

    def units_paid(self, groups: Places) -> npt.NDArray[np.float64]:
        """Return the units each of `groups` paid in each round so far: shape (groups, rounds)."""
        pages = [page[groups] for page in self.paid]
        table = np.concatenate(pages, axis=1) if pages else np.zeros((len(groups), 0))
        return table[:, : len(self.prices)].astype(np.float64)

    def money_of(self, groups: Places, voters: Floats) -> int:
        """Return the numerator of the money left to `voters` of `groups`, none of them empty."""
        total = int(voters.sum()) * self.share
        if self.prices:
            for units, price in zip((voters @ self.units_paid(groups)).tolist(), self.prices, strict=True):
                if units:
                    total -= int(units) * price
        return total

    def pay(self, price: Price, groups: Places, units: Floats | None) -> None:
        """Write down a purchase: those who pay in full owe the price, the emptied have nothing left."""
        page, column = divmod(len(self.prices), ROUNDS_A_PAGE)
        if column == 0:
            self.paid.append(np.zeros((self._groups, ROUNDS_A_PAGE), dtype=self._unit_type))
        factor = price.denominator // self.denominator
        if factor != 1:
            self.denominator = price.denominator
            self.share *= factor
            self.prices = [earlier * factor for earlier in self.prices]
        self.prices.append(price.numerator)
        self.paid[page][groups[price.full], column] = 1 if units is None else units[price.full]

    def exact_price(self, backing: Backing, purse: Floats, near: float, error: float) -> Price | None:
        """Return the exact price of a project, or None when its supporters cannot pay for it.

        `purse` holds every group's money as a float that is off by at most `error` (0.0 is exact);
        `near` is a guess of the price. Groups whose money is clearly above or below the guess are
        settled by it; those at the edge by exact comparison. The guess is then checked against the
        exact price, and the edge widened until it holds: the result never depends on rounding.
        """
        money = purse[backing.groups]
        if (everybody := self._if_all_pay(backing, money, error)) is not None:
            return everybody
        live = money > 0.0
        margin = 4.0 * error + 1e-12 * near * backing.most_units
        while True:
            gap = money - (near if backing.units is None else near * backing.units)
            full = gap > margin
            below = live & (gap < -margin)
            edge = live & ~(full | below)
            price, shortfall = self._solve(backing, full, below, edge)
            if price is not None:
                exact = price.numerator / price.denominator
                drift = abs(exact - near) * backing.most_units
                if drift + 2.0 * error + 1e-15 * exact * backing.most_units <= margin:
                    return price
                near = exact
                margin = max(margin, drift)
            elif shortfall:
                return None
            margin = max(64.0 * margin, 1e-300)

    def _if_all_pay(self, backing: Backing, money: Floats, error: float) -> Price | None:
        """Return the price when every supporter clearly has it and more: cost / units."""
        least = money.min() if backing.units is None else (money / backing.units).min()
        if least * (1.0 - 1e-12) - error <= backing.cost / backing.all_stakes:
            return None
        cost = backing.cost * self.denominator
        common = gcd(cost, backing.all_stakes)
        nobody = np.zeros(len(money), dtype=bool)
        denominator = backing.all_stakes // common * self.denominator
        return Price(cost // common, denominator, ~nobody, nobody, nobody)

    def _solve(self, backing: Backing, full: Flags, below: Flags, edge: Flags) -> tuple[Price | None, bool]:
        """Return the price when `full` pay it, `below` pay all they have, and `edge` as it turns out.

        Without a price: whether all supporters together have too little (True, and that is exact), or
        the guess was so far off that it has to be widened (False).

        Source: Peters, Pierczynski, Skowron (2021), section 3: the poorest pay all they have.
        """
        rest = backing.cost * self.denominator
        if below.any():
            rest -= self.money_of(backing.groups[below], backing.voters[below])
        stakes = int(backing.stakes[full].sum())
        emptied = ~full
        drained = np.zeros_like(full)
        if edge.any():
            places = np.flatnonzero(edge)
            classes = self._classes(backing, places)
            stakes += sum(stake for _, _, _, stake in classes)
            # Poorest first, by money per unit, compared as whole numbers.
            classes.sort(key=lambda entry: Fraction(entry[0], entry[1]))
            for at, (left, units, _, stake) in enumerate(classes):
                if left * stakes >= rest * units:
                    for richer, per_unit, others, _ in classes[at:]:
                        # Who has exactly the price is emptied by it.
                        emptied[others] = drained[others] = richer * stakes == rest * per_unit
                    break
                rest -= left * (stake // units)
                stakes -= stake
        if stakes <= 0 or rest <= 0:
            return None, rest > 0
        common = gcd(rest, stakes)
        denominator = stakes // common * self.denominator
        return Price(rest // common, denominator, full | (edge & ~emptied), emptied, drained), False

    def _classes(self, backing: Backing, places: Places) -> list[tuple[int, int, Places, int]]:
        """Return the groups at `places` by equal history: (money left, units, places, stakes)."""
        units = np.ones(len(places)) if backing.units is None else backing.units[places]
        table = np.column_stack((units, self.units_paid(backing.groups[places])))
        kinds, kind_of = np.unique(table, axis=0, return_inverse=True)
        kind_of = kind_of.reshape(-1)
        stakes = np.bincount(kind_of, weights=backing.stakes[places], minlength=len(kinds))
        classes = []
        for kind, row in enumerate(kinds.tolist()):
            left = self.share
            for paid, price in zip(row[1:], self.prices, strict=True):
                left -= int(paid) * price
            classes.append((left, int(row[0]), places[kind_of == kind], int(stakes[kind])))
        return classes


def unit_type(most: int) -> npt.DTypeLike:
    """Return the smallest unsigned type that holds `most` units."""
    return next(kind for kind in (np.uint8, np.uint16, np.uint32, np.uint64) if most <= np.iinfo(kind).max)
