"""The instalments of a loan, exact to the unit: what is due when, and of what it is made.

Interest of a period is rounded once, half up, where people see it. What rounding leaves goes into the
last instalment, so that the principal parts add up to the loan. Source: the annuity formula
P / sum over k of the product over j <= k of 1 / (1 + i_j), which is P i / (1 - (1 + i)^-n) for equal periods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from toparquia.engines.lending.terms import Amortization, InterestMethod, Terms


@dataclass(frozen=True)
class Instalment:
    """One instalment: its number from 1, its day, its parts, and the principal still owed after it."""

    number: int
    due_on: date
    principal: int
    interest: int
    fee: int
    left: int

    @property
    def total(self) -> int:
        """Return what is to be paid."""
        return self.principal + self.interest + self.fee


@dataclass(frozen=True)
class Schedule:
    """The instalments of a loan in the order of their days."""

    terms: Terms
    instalments: tuple[Instalment, ...]

    @property
    def interest(self) -> int:
        """Return all interest."""
        return sum(one.interest for one in self.instalments)

    @property
    def fees(self) -> int:
        """Return all fees, that at the start included."""
        return self.terms.fee_at_start + sum(one.fee for one in self.instalments)

    @property
    def total(self) -> int:
        """Return all that the borrower pays, the fee at the start included."""
        return self.terms.principal + self.interest + self.fees


def rounded(up: int, down: int, multiple: int = 1) -> int:
    """Return the exact amount `up` / `down` as a multiple of so many units, half up."""
    down *= multiple
    return (2 * up + down) // (2 * down) * multiple


def schedule(terms: Terms) -> Schedule:
    """Return the instalments of `terms`. A multiple that rounds up far can end the loan some earlier."""
    days = [terms.due_on(number) for number in range(terms.instalments + 1)]
    rates = terms.rates(days)
    equal = _equal_part(terms, rates)
    made = _walk(terms, days, rates, equal)
    if terms.amortization is Amortization.EQUAL_INSTALMENTS:
        # Rounding piles up in the last instalment: shared out over all, if that leaves less in it.
        odd = _odd(made, equal)
        shift = rounded(odd, len(made) - terms.principal_grace, terms.multiple)
        other = _walk(terms, days, rates, equal + shift) if shift else made
        if abs(_odd(other, equal + shift)) < abs(odd):
            made = other
    assert made[-1].left == 0, "the principal parts add up to the loan"
    return Schedule(terms, tuple(made))


def _odd(made: Sequence[Instalment], equal: int) -> int:
    """Return how much more than the others the last instalment is, its fee aside."""
    return made[-1].principal + made[-1].interest - equal


def _walk(terms: Terms, days: Sequence[date], rates: Sequence[Fraction], equal: int) -> list[Instalment]:
    is_flat = terms.interest_method is InterestMethod.FLAT
    owed, postponed, made = terms.principal, 0, []
    for number, (rate, due_on) in enumerate(zip(rates, days[1:], strict=True), start=1):
        base = terms.principal if is_flat else owed
        interest = rounded(base * rate.numerator, rate.denominator)
        principal = _principal_of(terms, number, owed, interest, equal)
        owed -= principal
        # Interest under grace is counted all the same, and comes due with the first instalment after it.
        postponed += interest
        paid, postponed = (0, postponed) if number <= terms.interest_grace else (postponed, 0)
        made.append(Instalment(number, due_on, principal, paid, terms.fee_each, owed))
        if owed == 0 and postponed == 0:
            break
    return made


def _principal_of(terms: Terms, number: int, owed: int, interest: int, equal: int) -> int:
    if number <= terms.principal_grace:
        return 0
    if number == terms.instalments:
        return owed
    if terms.amortization is Amortization.EQUAL_PRINCIPAL:
        return min(owed, equal)
    # Never below zero: a sum rounded down below its interest would let the debt grow unseen.
    return min(owed, max(0, equal - interest))


def _equal_part(terms: Terms, rates: Sequence[Fraction]) -> int:
    """Return what stays the same in each instalment: its principal, or principal and interest together."""
    paying = rates[terms.principal_grace :]
    if terms.amortization is Amortization.EQUAL_PRINCIPAL:
        return rounded(terms.principal, len(paying), terms.multiple)
    if terms.interest_method is InterestMethod.FLAT:
        each = Fraction(terms.principal, len(paying)) + terms.principal * rates[-1]
        return rounded(each.numerator, each.denominator, terms.multiple)
    # What one unit paid in each instalment is worth at the start, as two whole numbers: reducing a
    # fraction of hundreds of digits at every step would take most of the time.
    worth, sum_up, sum_down = 1, 0, 1
    for rate in paying:
        growth = rate.denominator + rate.numerator
        worth *= rate.denominator
        sum_up = sum_up * growth + worth
        sum_down *= growth
    return rounded(terms.principal * sum_down, sum_up, terms.multiple)
