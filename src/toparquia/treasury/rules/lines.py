"""What an invoice is before it is written: its lines under heads, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from toparquia.foundation.money import Money
from toparquia.treasury.errors import AmountNotPositive, CurrencyOfAnotherKind, HeadUnknown, LinesMissing

LINES_LIMIT: Final = 50
"""Most lines of one invoice; longer ones are several of one paper."""


@dataclass(frozen=True)
class NewLine:
    """One line: under which head, what, how much."""

    head: str
    what: str
    amount: Money


@dataclass(frozen=True)
class NewInvoice:
    """An invoice as it is handed in, with the bytes of its photo or document.

    `supplier_is_person` keeps the name from being published; `payee_id` is the resident who is paid, if
    one of the neighbours is. It follows a `purchase_id` whose quotation was chosen, or `direct_reason` says
    why nobody else was asked; `again_reason` says why it is another than those it resembles.
    `public_file` is the paper with what nobody needs to see covered; the public copy is made of it.
    """

    supplier: str
    number: str
    issued_on: date
    lines: tuple[NewLine, ...]
    file: bytes
    supplier_is_person: bool = False
    payee_id: UUID | None = None
    purchase_id: UUID | None = None
    is_petty: bool = False
    direct_reason: str = ""
    again_reason: str = ""
    public_file: bytes = b""


def check_lines(lines: Sequence[NewLine], *, heads: Sequence[str], currency: str) -> Money:
    """Return what the lines add up to.

    :raises LinesMissing, HeadUnknown, CurrencyOfAnotherKind, AmountNotPositive:
    """
    if not 1 <= len(lines) <= LINES_LIMIT:
        raise LinesMissing(given=len(lines), limit=LINES_LIMIT)
    for line in lines:
        if line.head not in heads:
            raise HeadUnknown(head=line.head[:60], heads=", ".join(heads))
        if line.amount.currency != currency:
            raise CurrencyOfAnotherKind(owed=currency, given=line.amount.currency)
        if line.amount.minor <= 0:
            raise AmountNotPositive(amount=line.amount)
    return Money.total((line.amount for line in lines), currency)


def by_head(lines: Iterable[tuple[str, Money]], heads: Sequence[str], currency: str) -> dict[str, Money]:
    """Return what each head adds up to, in the order of the rules; heads of older rules follow."""
    sums = {head: Money.zero(currency) for head in heads}
    for head, amount in lines:
        sums[head] = sums.get(head, Money.zero(currency)) + amount
    return sums
