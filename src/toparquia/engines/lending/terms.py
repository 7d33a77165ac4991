"""The terms of a loan: what is lent, at which price, over how many instalments, with which graces.

Amounts are whole units of anything: minor units of a currency, grams of seed. Names are those of the
published loan products of Apache Fineract, so that a member of any bank finds their own again.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from toparquia.engines.lending.errors import (
    FeeOutOfBounds,
    GraceOutOfBounds,
    InstalmentsOutOfBounds,
    MethodNotTogether,
    MultipleOutOfBounds,
    PrincipalOutOfBounds,
    RateOutOfBounds,
)

PRINCIPAL_MAX: Final = 10**15
INSTALMENTS_MAX: Final = 1_200
# A rate above this is a slip of the pen: 2 400 for 24 per cent, say.
RATE_MAX: Final = Fraction(100)


class InterestMethod(Enum):
    """On what interest is counted: what is still owed, or the first amount for the whole term."""

    DECLINING_BALANCE = "declining_balance"
    FLAT = "flat"


class Amortization(Enum):
    """What stays the same from one instalment to the next: the sum paid, or the principal in it."""

    EQUAL_INSTALMENTS = "equal_instalments"
    EQUAL_PRINCIPAL = "equal_principal"


class InterestPeriod(Enum):
    """How long a period is for interest: all the same, or by its days."""

    SAME_AS_REPAYMENT_PERIOD = "same_as_repayment_period"
    DAILY = "daily"


class Period(Enum):
    """How often an instalment falls due."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def a_year(self) -> int:
        """Return how many of them are in a year."""
        return {"week": 52, "fortnight": 26, "month": 12, "quarter": 4, "year": 1}[self.value]

    def after(self, start: date, times: int) -> date:
        """Return the day so many periods after `start`; a month without that day ends on its last."""
        if self is Period.WEEK:
            return start + timedelta(weeks=times)
        if self is Period.FORTNIGHT:
            return start + timedelta(weeks=2 * times)
        months = start.month - 1 + times * 12 // self.a_year
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True)
class Yearly:
    """A rate a year, exact: Yearly.percent("24") is 24 %, and Yearly(Fraction(6, 25)) the same."""

    part: Fraction

    @classmethod
    def percent(cls, text: str) -> Yearly:
        """Read per cents as decimal text, "24" or "7.5"; never a float."""
        return cls(Fraction(text) / 100)

    def __str__(self) -> str:
        return f"{float(self.part * 100):g} %"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What lender and borrower agree on. :raises LendingError: by its own name, if they make no loan.

    `principal_grace` first instalments repay no principal; in `interest_grace` ones interest is counted
    and paid with the first one after; in `interest_free` ones none is counted. `multiple` rounds the
    instalments (but for the last) to multiples of so many units. `fee_at_start` is kept back when the
    loan is paid out, `fee_each` is paid with every instalment. `days_in_year` is for interest by the day;
    None counts each day by the year that it falls in (actual/actual).
    """

    principal: int
    rate: Yearly
    instalments: int
    disbursed_on: date
    period: Period = Period.MONTH
    interest_method: InterestMethod = InterestMethod.DECLINING_BALANCE
    amortization: Amortization = Amortization.EQUAL_INSTALMENTS
    interest_period: InterestPeriod = InterestPeriod.SAME_AS_REPAYMENT_PERIOD
    days_in_year: int | None = 365
    principal_grace: int = 0
    interest_grace: int = 0
    interest_free: int = 0
    multiple: int = 1
    fee_at_start: int = 0
    fee_each: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.principal <= PRINCIPAL_MAX:
            raise PrincipalOutOfBounds(asked=self.principal, most=PRINCIPAL_MAX)
        if not 1 <= self.instalments <= INSTALMENTS_MAX:
            raise InstalmentsOutOfBounds(asked=self.instalments, most=INSTALMENTS_MAX)
        if not 0 <= self.rate.part <= RATE_MAX:
            raise RateOutOfBounds(asked=self.rate, most=Yearly(RATE_MAX))
        for grace in (self.principal_grace, self.interest_grace, self.interest_free):
            if not 0 <= grace < self.instalments:
                raise GraceOutOfBounds(asked=grace, instalments=self.instalments)
        if not 1 <= self.multiple <= self.principal:
            raise MultipleOutOfBounds(asked=self.multiple)
        if not 0 <= self.fee_at_start < self.principal or not 0 <= self.fee_each < self.principal:
            raise FeeOutOfBounds(asked=max(self.fee_at_start, self.fee_each))
        if self.interest_method is InterestMethod.FLAT and self.interest_period is InterestPeriod.DAILY:
            raise MethodNotTogether()
        assert self.days_in_year in (360, 364, 365, None), "a year has 360, 364 or 365 days, or its own"

    def due_on(self, number: int) -> date:
        """Return the day on which instalment `number` (from 1) is due; 0 is the day of paying out."""
        return self.period.after(self.disbursed_on, number)

    def rates(self, days: Sequence[date]) -> list[Fraction]:
        """Return the exact rate of each period between `days` (paying out first), 0 while it is free."""
        if self.interest_period is InterestPeriod.SAME_AS_REPAYMENT_PERIOD:
            each = [self.rate.part / self.period.a_year] * self.instalments
        else:
            each = [self.rate.part * _years(start, end, self.days_in_year) for start, end in pairwise(days)]
        return [Fraction(0)] * self.interest_free + each[self.interest_free :]


def _years(start: date, end: date, days_in_year: int | None) -> Fraction:
    """Return the exact part of a year from `start`, not counted, to `end`, counted."""
    if days_in_year is not None:
        return Fraction((end - start).days, days_in_year)
    parts = Fraction(0)
    for year in range(start.year, end.year + 1):
        first, last = max(start, date(year - 1, 12, 31)), min(end, date(year, 12, 31))
        parts += Fraction((last - first).days, 366 if calendar.isleap(year) else 365)
    return parts
