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
    units = None if backing.units is None else backing.units[:, None]
    price = start
    above: Floats | None = None
    for _ in range(MAX_STEPS):
        # A little above the price, so that who is above it stays so when the last step is added.
        wide = price * (1.0 + 16.0 * ULP)
        full = money > ((wide if units is None else wide * units) + blur)
        if above is not None and np.array_equal(full, above):
            settled = np.ones(len(price), dtype=bool)
            break
        above = full.astype(np.float64)
        stakes = backing.stakes @ above
        # Those above are taken out one by one: the difference of two sums would be blurred.
        paid = backing.voters @ (money * (1.0 - above))
        some = np.maximum(stakes, 1.0)
        step = np.where(stakes > 0.0, (cost - paid) / some, price) - price
        price = price + step
        settled = (np.abs(step) <= price * CONVERGED) | too_poor
        if settled.all():
            break
    assert above is not None, "one step at least"
    # Sums of whole voters are exact.
    paying = stakes if units is None else backing.voters @ above
    below = backing.voters @ (money > 0.0).astype(np.float64) - paying
    simple = (below == 0.0) & settled & (stakes > 0.0)
    low = np.where(
        stakes > 0.0, (cost - paid * (1.0 + rounding) - below * blur) / some * (1.0 - 8.0 * ULP), 0.0
    )
    if simple.all():
        high = cost / some * (1.0 + 8.0 * ULP)
        return Evaluation(price, np.maximum(low, 0.0), high, stakes, simple, too_poor)
    margin = (backing.all_voters * blur + 4.0 * rounding * cost) / some
    high = _upper_bound(backing, money, price, margin, blur, simple | too_poor)
    high[stakes == 0.0] = np.inf
    high[simple] = cost / stakes[simple] * (1.0 + 8.0 * ULP)
    return Evaluation(price, np.maximum(low, 0.0), high, stakes, simple, too_poor)


def _upper_bound(
    backing: Backing, money: Floats, price: Floats, margin: Floats, blur: Floats, known: Flags
) -> Floats:
    """Return a price that is not below the exact one, or infinity where none was proven.

    known: columns that need none.
    """
    cost = float(backing.cost)
    rounding = (len(backing.groups) + 8) * ULP
    bound = np.full(len(price), np.inf)
    margin = margin * 1.01 + price * 4.0 * ULP
    for _ in range(3):
        tried = price + margin
        cap = tried if backing.units is None else tried * backing.units[:, None]
        pays = backing.voters @ np.minimum(money, cap)
        proven = pays * (1.0 - rounding) - backing.all_voters * blur >= cost
        bound = np.where(proven & (bound == np.inf), tried, bound)
        if (proven | known).all():
            break
        margin = margin * 8.0
    return bound
