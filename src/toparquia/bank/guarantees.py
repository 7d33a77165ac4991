"""How a solidarity group stands for one of its members: pure decisions, adopted with the product."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


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
