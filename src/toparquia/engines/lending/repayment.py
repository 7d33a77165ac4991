"""Where a payment goes: to the oldest instalment first, in the order that the product gives its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from toparquia.engines.lending.errors import OrderIncomplete, PaymentOutOfBounds
from toparquia.engines.lending.schedule import Schedule

PARTS: Final = ("penalty", "fee", "interest", "principal")


@dataclass(frozen=True)
class Due:
    """What is still open of one instalment, part by part."""

    number: int
    due_on: date
    principal: int
    interest: int
    fee: int
    penalty: int = 0

    @property
    def total(self) -> int:
        """Return all that is open of it."""
        return self.principal + self.interest + self.fee + self.penalty


@dataclass(frozen=True)
class Allocation:
    """What a payment covered, what is still open after it, and what was paid beyond the whole debt."""

    covered: tuple[Due, ...]
    open: tuple[Due, ...]
    overpaid: int

    def paid(self, part: str) -> int:
        """Return how much of the payment went to one part: penalty, fee, interest or principal."""
        return sum(int(getattr(due, part)) for due in self.covered)


def dues_after(made: Schedule) -> tuple[Due, ...]:
    """Return all of a schedule as open: what a loan owes on the day it is paid out."""
    return tuple(
        Due(one.number, one.due_on, one.principal, one.interest, one.fee) for one in made.instalments
    )


def allocate(payment: int, dues: Sequence[Due], *, order: Sequence[str] = PARTS) -> Allocation:
    """Return where `payment` goes: oldest instalment first, inside it by `order`. Nothing is lost or made.

    :raises PaymentOutOfBounds: if it is not above zero. :raises OrderIncomplete:
    """
    if payment <= 0:
        raise PaymentOutOfBounds(asked=payment)
    if sorted(order) != sorted(PARTS):
        raise OrderIncomplete(parts=", ".join(PARTS))
    left, covered, still = payment, [], []
    for due in sorted(dues, key=lambda due: (due.due_on, due.number)):
        taken = dict.fromkeys(PARTS, 0)
        for part in order:
            taken[part] = min(left, int(getattr(due, part)))
            left -= taken[part]
        rest = {part: int(getattr(due, part)) - taken[part] for part in PARTS}
        if any(taken.values()):
            covered.append(_with(due, taken))
        if any(rest.values()):
            still.append(_with(due, rest))
    return Allocation(tuple(covered), tuple(still), left)


def _with(due: Due, parts: dict[str, int]) -> Due:
    return Due(due.number, due.due_on, parts["principal"], parts["interest"], parts["fee"], parts["penalty"])
