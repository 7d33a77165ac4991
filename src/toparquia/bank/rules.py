"""What the bank decides from values alone: offers and their cost, what is still owed, what a count says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from toparquia.bank import errors
from toparquia.engines.lending import (
    Aged,
    Allocation,
    Amortization,
    Book,
    Cost,
    Due,
    InterestMethod,
    LoanStanding,
    Period,
    Quality,
    Schedule,
    Terms,
    Yearly,
    aged,
    allocate,
    cost_of,
    declining_equivalent,
    dues_after,
    quality,
    schedule,
)


@dataclass(frozen=True)
class ProductTerms:
    """The conditions of a kind of loan, in whole units of its currency."""

    rate: Fraction
    interest_method: InterestMethod
    amortization: Amortization
    period: Period
    principal_max: int
    instalments_max: int
    principal_grace: int
    fee_bp: int

    def of(self, principal: int, instalments: int, on: date) -> Terms:
        """Return the terms of one loan paid out on a day. :raises LoanOutOfBounds: :raises LendingError:"""
        is_within = 1 <= principal <= self.principal_max
        if not is_within or not self.principal_grace < instalments <= self.instalments_max:
            raise errors.LoanOutOfBounds(most=self.instalments_max)
        return Terms(
            principal=principal,
            rate=Yearly(self.rate),
            instalments=instalments,
            disbursed_on=on,
            period=self.period,
            interest_method=self.interest_method,
            amortization=self.amortization,
            principal_grace=self.principal_grace,
            # Rounded down: the side of who borrows.
            fee_at_start=principal * self.fee_bp // 10_000,
        )

    def as_columns(self) -> dict[str, Any]:
        """Return the conditions as a product's row keeps them."""
        return {
            "rate_bp": int(self.rate * 10_000),
            "interest_method": self.interest_method.value,
            "amortization": self.amortization.value,
            "period": self.period.value,
            "principal_max_minor": self.principal_max,
            "instalments_max": self.instalments_max,
            "principal_grace": self.principal_grace,
            "fee_bp": self.fee_bp,
        }


@dataclass(frozen=True)
class Offer:
    """What stands beside every offer: its instalments, its whole cost, its effective rate a year."""

    schedule: Schedule
    cost: Cost
    declining_bp: int

    @property
    def is_flat(self) -> bool:
        """True where interest is counted on what was lent, not on what is still owed."""
        return self.schedule.terms.interest_method is InterestMethod.FLAT


def offer(terms: Terms) -> Offer:
    """Return what a loan costs, whatever its form."""
    made = schedule(terms)
    declining = declining_equivalent(terms).part * 10_000
    return Offer(made, cost_of(made), int(declining + Fraction(1, 2)))


@dataclass(frozen=True)
class Standing:
    """How a loan stands on a day: what is open, what was paid, how late it is."""

    open: tuple[Due, ...]
    principal_left: int
    interest_left: int
    late: Aged

    @property
    def total_left(self) -> int:
        """Return all that is still to pay."""
        return self.principal_left + self.interest_left

    @property
    def is_paid(self) -> bool:
        """True when nothing is open."""
        return not self.open


@dataclass(frozen=True)
class Debt:
    """What a loan owes under the terms in force: its instalments, and what was paid under them."""

    terms: Terms
    paid: int
    carried_interest: int = 0

    @property
    def dues(self) -> tuple[Due, ...]:
        """Return all instalments; interest left from before new terms comes due with the first."""
        first, *others = dues_after(schedule(self.terms))
        return (replace(first, interest=first.interest + self.carried_interest), *others)

    @property
    def open(self) -> tuple[Due, ...]:
        """Return what is still to pay: the oldest instalment is paid first."""
        return allocate(self.paid, self.dues).open if self.paid else self.dues


def standing(debt: Debt, on: date, grace_days: int) -> Standing:
    """Return how a loan stands on a day."""
    still = debt.open
    return Standing(
        still,
        sum(due.principal for due in still),
        sum(due.interest for due in still),
        aged(still, on, grace_days=grace_days),
    )


def next_payment(debt: Debt, payment: int) -> Allocation:
    """Return where a payment goes. :raises PaymentTooLarge: beyond all that is owed."""
    still = debt.open
    if not 0 < payment <= sum(due.total for due in still):
        raise errors.PaymentTooLarge()
    return allocate(payment, still)


def book_of(on: date, loans: Iterable[LoanStanding], written_off: int, year_before: int) -> Quality:
    """Return how all loans of one unit stand: PAR30 with its honesty line."""
    return quality(Book(on, list(loans), written_off, year_before))


OPEN: Final = "open"
APPROVED: Final = "approved"
REJECTED: Final = "rejected"


def decided(in_favour: int, against: int, needed: int) -> str:
    """Return what a committee's reviews come to: as soon as a majority of its seats agrees."""
    assert needed >= 1, "someone decides"
    if in_favour >= needed:
        return APPROVED
    return REJECTED if against >= needed else OPEN


def provision_needed(loans: Iterable[LoanStanding], days: Sequence[int], percents: Sequence[int]) -> int:
    """Return what is set aside for loans by their class: each class begins at so many days late.

    Rounded up a loan: a doubt is on the side of caution.
    """
    assert len(days) == len(percents), "a rate for each class"
    classes = sorted(zip(days, percents, strict=True))
    needed = 0
    for loan in loans:
        percent = next((part for first, part in reversed(classes) if loan.days_late >= first), 0)
        needed += -(-loan.principal * percent // 100)
    return needed


class GuaranteeOrder(StrEnum):
    """By what the others share out a gap: the same for each, or by what each has pledged."""

    EQUAL = "equal"
    BY_PLEDGE = "by_pledge"


def pledged_in_all(principal: int, guarantee_bp: int) -> int:
    """Return what a group sets aside for a loan, in whole units: rounded up, the side of who saves."""
    return -(-principal * guarantee_bp // 10_000)


def cover(gap: int, pledged: Sequence[int], order: GuaranteeOrder) -> list[int]:
    """Return what each pledge pays of a gap: never more than itself, together the gap or all there is.

    Spare units go to the earlier pledge.
    """
    assert gap >= 0, "a gap is no gift"
    left, paid = min(gap, sum(pledged)), [0] * len(pledged)
    while left:
        open_ones = [n for n, most in enumerate(pledged) if paid[n] < most]
        weights = [1 if order is GuaranteeOrder.EQUAL else pledged[n] for n in open_ones]
        whole = sum(weights)
        shares = [left * weight // whole for weight in weights]
        for n in range(left - sum(shares)):
            shares[n] += 1
        for n, share in zip(open_ones, shares, strict=True):
            taken = min(share, pledged[n] - paid[n])
            paid[n] += taken
            left -= taken
    return paid
