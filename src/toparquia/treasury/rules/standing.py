"""How far an obligation has come: worked out from what came in and from the day, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from toparquia.foundation.money import Money


class Status(StrEnum):
    """How an obligation stands. There is no refused, cancelled or forgiven."""

    OVERDUE = "overdue"
    PENDING = "pending"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"


@dataclass(frozen=True)
class Spending:
    """What is owed in all, what the State says it paid, what came in, what went out, what is at hand."""

    owed: Money
    paid: Money
    received: Money
    spent: Money
    left: Money
    status: Status
    next_due: date | None

    @property
    def outstanding(self) -> Money:
        """Return what has not come in yet."""
        return self.owed - self.received

    @property
    def is_overdue(self) -> bool:
        """Return whether the State is late."""
        return self.status == Status.OVERDUE

    @property
    def is_paid(self) -> bool:
        """Return whether all of it came in."""
        return self.status == Status.PAID


def next_due(due_on: date, due_days: int, *, tranche: int | None, approved_on: date | None) -> date | None:
    """Return the last day to pay the next tranche; None when all came in, or while it waits for a report.

    The first is due with the obligation. A later one is due that day too, or `due_days` after the assembly
    approved the report it waits for, whichever is later. Source: `obligation.due_days`.
    """
    if tranche is None:
        return None
    if tranche == 1:
        return due_on
    if approved_on is None:
        return None
    return max(due_on, approved_on + timedelta(days=due_days))


def status(amount: Money, received: Money, *, due: date | None, today: date) -> Status:
    """Return how an obligation stands on a day; what was sent counts once the commune says it came in."""
    if received >= amount:
        return Status.PAID
    if due is not None and today > due:
        return Status.OVERDUE
    return Status.PENDING if received.is_zero else Status.PARTLY_PAID
