"""Proven bounds of a project's price, for many runs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from toparquia.engines.budgeting.rules.shares.prices import Backing, Flags, Floats

ULP: Final = 2.0**-52
MAX_STEPS: Final = 40
CONVERGED: Final = 2.0**-50
Columns = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """One project in several columns: its price per unit and bounds of it.

    too_poor: its supporters surely cannot pay. high: infinite where nothing was proven. stakes: units of
    those who surely pay in full. simple: the others have exactly nothing.
    """

    price: Floats
    low: Floats
    high: Floats
    stakes: Floats
    simple: Flags
    too_poor: Flags


def evaluate(backing: Backing, money: Floats, start: Floats, blur: Floats) -> Evaluation:
    """Return price and bounds, by Newton's method from the lower bound `start`.

    money: (groups, columns), each within `blur` of the truth, and exactly 0.0 only where that is true.
    """
    cost = float(backing.cost)
    # A sum of so many floats is nearer to the truth than this, relative to the sum.
    rounding = (len(backing.groups) + 8) * ULP
    total = backing.voters @ money
    too_poor = total * (1.0 + rounding) + backing.all_voters * blur < cost
    live = money > 0.0
    price = start
    for _ in range(MAX_STEPS):
        # A little above the price, so that who is above it stays so when the last step is added.
        wide = price * (1.0 + 16.0 * ULP)
        above = money > ((wide if backing.units is None else wide * backing.units[:, None]) + blur)
        stakes = backing.stakes @ above.astype(np.float64)
        paid = backing.voters @ np.where(above, 0.0, money)
        step = np.where(stakes > 0.0, (cost - paid) / np.maximum(stakes, 1.0), price) - price
        price = price + step
        settled = (np.abs(step) <= price * CONVERGED) | too_poor
        if settled.all():
            break
    below = backing.voters @ (live & ~above).astype(np.float64)
    simple = (below == 0.0) & settled & (stakes > 0.0)
    some = np.maximum(stakes, 1.0)
    low = np.where(
        stakes > 0.0, (cost - paid * (1.0 + rounding) - below * blur) / some * (1.0 - 8.0 * ULP), 0.0
    )
    if simple.all():
        high = cost / some * (1.0 + 8.0 * ULP)
        return Evaluation(price, np.maximum(low, 0.0), high, stakes, simple, too_poor)
    high = _upper_bound(backing, money, live, price, (below * blur + 4.0 * rounding * cost) / some, blur)
    high[stakes == 0.0] = np.inf
    high[simple] = cost / stakes[simple] * (1.0 + 8.0 * ULP)
    return Evaluation(price, np.maximum(low, 0.0), high, stakes, simple, too_poor)


def _upper_bound(
    backing: Backing, money: Floats, live: Flags, price: Floats, margin: Floats, blur: Floats
) -> Floats:
    """Return a price that is not below the exact one, or infinity where none was proven."""
    cost = float(backing.cost)
    rounding = (len(backing.groups) + 8) * ULP
    bound = np.full(len(price), np.inf)
    margin = margin * 1.01 + price * 4.0 * ULP
    for _ in range(3):
        tried = price + margin
        cap = tried if backing.units is None else tried * backing.units[:, None]
        pays = backing.voters @ np.minimum(money, cap)
        near = backing.voters @ (live & (money <= cap + blur)).astype(np.float64)
        proven = pays * (1.0 - rounding) - near * blur >= cost
        bound = np.where(proven & (bound == np.inf), tried, bound)
        if proven.all():
            break
        margin = margin * 8.0
    return bound
