"""What a loan really costs: the total, the effective rate a year, and what a flat rate hides."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from toparquia.engines.lending.schedule import Schedule, schedule
from toparquia.engines.lending.terms import InterestMethod, Terms, Yearly

# Rates are shown in basis points; the search goes on until the next one is certain.
_STEPS: Final = 80
_HIGHEST: Final = 1_000.0


@dataclass(frozen=True)
class Cost:
    """What stands beside every offer: all of it in units, and the effective yearly rate in basis points."""

    received: int
    paid: int
    effective_bp: int

    @property
    def total(self) -> int:
        """Return how much more is paid than received."""
        return self.paid - self.received


def cost_of(made: Schedule) -> Cost:
    """Return what a loan costs its borrower, fees and all.

    The effective rate X solves: received = sum of payments / (1 + X)^t, t in years by equal periods.
    Source: Directive 2008/48/EC, annex I, part I.
    """
    terms = made.terms
    received = terms.principal - terms.fee_at_start
    payments = [(one.number / terms.period.a_year, one.total) for one in made.instalments]

    def worth(rate: float) -> float:
        return math.fsum(amount * math.pow(1.0 + rate, -years) for years, amount in payments)

    paid = sum(amount for _, amount in payments)
    rate = _falling_root(lambda rate: worth(rate) - received) if paid > received else 0.0
    return Cost(received, paid, int(rate * 10_000 + 0.5))


def declining_equivalent(terms: Terms) -> Yearly:
    """Return the yearly rate on what is still owed that costs as much as these terms do, to a basis point.

    For declining terms that is their own rate. Fees are left out: `cost_of` has them.
    """
    if terms.interest_method is InterestMethod.DECLINING_BALANCE:
        return terms.rate
    each = schedule(terms).interest + terms.principal
    payment = each / terms.instalments

    def shortfall(yearly: float) -> float:
        rate = yearly / terms.period.a_year
        worth = math.fsum(payment * math.pow(1.0 + rate, -k) for k in range(1, terms.instalments + 1))
        return worth - terms.principal

    return Yearly(Fraction(int(_falling_root(shortfall) * 10_000 + 0.5), 10_000))


def _falling_root(function: Callable[[float], float]) -> float:
    """Return where a falling function crosses zero between 0 and the highest rate, by halving."""
    low, high = 0.0, _HIGHEST
    if function(low) <= 0:
        return 0.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return low
