"""Money in whole tiny units, for many runs at once: sums over voters are exact.

A 64-bit float holds whole numbers up to 2^53. Money is split into two halves of so few bits that even
the sum over all voters stays below that, whatever the order of adding.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from toparquia.engines.budgeting.rules.shares.bounds import ULP, Columns
from toparquia.engines.budgeting.rules.shares.prices import Backing, Flags, Floats
from toparquia.engines.budgeting.rules.shares.run import Market

EXACT_BITS: Final = 52
# Points per ballot up to this keep products of half a price and units exact.
MAX_UNITS: Final = 1 << 16


class Halves:
    """The money of all groups in all columns, in units of 2^-`exponent`.

    upper * 2^bits + lower is the money; `money` the same as a float. error: per column, how many units
    it may be off; a group that surely has nothing left has exactly 0.
    """

    def __init__(self, market: Market, shares: Sequence[Fraction]) -> None:
        self.bits = half_bits(market)
        self.exponent = unit_exponent(market, max(shares))
        # Written out in whole numbers: fractions of fractions would take longer than the runs.
        whole = [(share.numerator << self.exponent) // share.denominator for share in shares]
        self.shares: Floats = np.array([share.numerator / share.denominator for share in shares])
        self.upper: Floats = np.empty((market.groups, len(shares)))
        self.lower: Floats = np.empty_like(self.upper)
        self.upper[:] = [money >> self.bits for money in whole]
        self.lower[:] = [money & (1 << self.bits) - 1 for money in whole]
        self.money: Floats = np.empty_like(self.upper)
        self.money[:] = self.shares
        self.error: Floats = np.ones(len(shares))

    def float_money(self, backing: Backing, columns: Columns) -> Floats:
        """Return the money of a project's supporters as floats: (groups, columns)."""
        return _cells(self.money, backing, columns)

    def blur(self, columns: Columns) -> Floats:
        """Return how far the float money may be from the truth."""
        return self.error[columns] * 2.0**-self.exponent + self.shares[columns] * ULP

    def pay(self, backing: Backing, columns: Columns, low: Floats, high: Floats) -> Flags:
        """Let the supporters of a project pay its price, which lies between `low` and `high`.

        Returns the columns in which that was certain: somebody surely pays the price in full.

        Who has more than the highest price pays it and keeps the rest; who has less than the lowest
        has nothing left. Those between are kept apart by one unit from having nothing.
        """
        money, blur = self.float_money(backing, columns), self.blur(columns)
        most = high if backing.units is None else high * backing.units[:, None]
        least = low if backing.units is None else low * backing.units[:, None]
        above = money > most * (1.0 + 4.0 * ULP) + blur
        below: Flags = ~above & (money > 0.0)
        edge = below & (money >= least * (1.0 - 4.0 * ULP) - blur)
        upper, lower = _cells(self.upper, backing, columns), _cells(self.lower, backing, columns)
        prices, slips = self._prices(backing, columns, (above, below, edge), (upper, lower), high - low)
        cost_upper = np.array([float(price >> self.bits) for price in prices])
        cost_lower = np.array([float(price & (1 << self.bits) - 1) for price in prices])
        units = 1.0 if backing.units is None else backing.units[:, None]
        upper -= units * cost_upper
        lower -= units * cost_lower
        carried = np.floor(lower * 2.0**-self.bits)
        upper += carried
        lower -= carried * 2.0**self.bits
        gone = (upper < 0.0) | ~(above | edge)
        upper[gone] = 0.0
        lower[gone] = 0.0
        # Not surely nothing: one unit, so that it is never taken for exactly nothing.
        lower[edge & (upper == 0.0) & (lower == 0.0)] = 1.0
        lower[above & (upper == 0.0) & (lower == 0.0)] = 1.0
        _store(self.upper, backing, columns, upper)
        _store(self.lower, backing, columns, lower)
        _store(
            self.money,
            backing,
            columns,
            np.ldexp(upper, self.bits - self.exponent) + np.ldexp(lower, -self.exponent),
        )
        self.error[columns] += backing.most_units * slips + 1.0
        certain: Flags = np.any(above, axis=0)
        return certain

    def _prices(
        self,
        backing: Backing,
        columns: Columns,
        flags: tuple[Flags, Flags, Flags],
        halves: tuple[Floats, Floats],
        gap: Floats,
    ) -> tuple[list[int], Floats]:
        """Return the price per unit in each column, in units of money, and how many units it may be off."""
        above, below, edge = flags
        stakes = backing.stakes @ above.astype(np.float64)
        poor = below.astype(np.float64)
        paid_upper = backing.voters @ (halves[0] * poor)
        paid_lower = backing.voters @ (halves[1] * poor)
        cost = backing.cost << self.exponent
        prices = []
        for stake, top, rest in zip(stakes.tolist(), paid_upper.tolist(), paid_lower.tolist(), strict=True):
            paid = (int(top) << self.bits) + int(rest)
            prices.append(max(cost - paid, 0) // int(stake) if stake else 0)
        error = self.error[columns]
        blur = self.blur(columns) * 2.0**self.exponent
        reach = gap * 2.0**self.exponent * (1.0 + 1e-9) * backing.most_units + 3.0 * blur
        doubt = (backing.voters @ poor) * error + (backing.voters @ edge.astype(np.float64)) * reach
        return prices, doubt / np.maximum(stakes, 1.0) * (1.0 + 1e-9) + 1.0


def half_bits(market: Market) -> int:
    """Return how many bits a half has: sums over voters, and products with units, must stay whole."""
    voters = max((backing.all_voters for backing in market.backings.values()), default=1)
    return EXACT_BITS - max(voters, market.most_units).bit_length()


def unit_exponent(market: Market, share: Fraction) -> int:
    """Return e such that `share` in units of 2^-e fits into two halves, with a bit to spare."""
    return 2 * half_bits(market) - 2 - int(share).bit_length()


def can_sweep(market: Market, share: Fraction) -> bool:
    """Whether halves are exact for these ballots; otherwise every run is done exactly."""
    return market.most_units <= MAX_UNITS and half_bits(market) >= 16 and unit_exponent(market, share) >= 0


def _cells(table: Floats, backing: Backing, columns: Columns) -> Floats:
    rows = table[backing.groups]
    return rows if len(columns) == table.shape[1] else rows[:, columns]


def _store(table: Floats, backing: Backing, columns: Columns, cells: Floats) -> None:
    if len(columns) == table.shape[1]:
        table[backing.groups] = cells
    else:
        table[np.ix_(backing.groups, columns)] = cells
