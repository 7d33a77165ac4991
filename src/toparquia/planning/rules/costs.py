"""What an estimate adds up to: lines under the heads of the rules, summed exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line
from toparquia.planning.errors import EstimateEmpty, HeadUnknown, PriceNegative, QuantityMalformed
from toparquia.planning.rules.texts import TITLE_LIMIT, UNIT, WHAT, check_batch, digest

UNIT_LIMIT: Final = 30
LINES_LIMIT: Final = 200
# A thousand million units of anything, in thousandths.
QUANTITY_LIMIT: Final = 10**12

_QUANTITY: Final = re.compile(r"(?P<whole>[0-9]{1,9})(?:[.,](?P<part>[0-9]{1,3}))?\Z")


@dataclass(frozen=True)
class Line:
    """One line of an estimate: a quantity in thousandths of a unit, at a price a unit."""

    head: str
    what: str
    quantity_milli: int
    unit: str
    unit_price: Money

    @property
    def amount(self) -> Money:
        """Return quantity times price, rounded half up to the minor unit.

        Each line is rounded once, where people see it, so that the lines on paper add up to the total.
        """
        minor = (self.quantity_milli * self.unit_price.minor + 500) // 1000
        return Money(minor, self.unit_price.currency)


def parse_quantity(text: str) -> int:
    """Return thousandths of what is written as `2`, `2,5` or `2.125`. :raises QuantityMalformed:"""
    found = _QUANTITY.match(text.strip())
    if found is None:
        raise QuantityMalformed(asked=text[:40])
    milli = int(found["whole"]) * 1000 + int((found["part"] or "").ljust(3, "0"))
    if milli == 0:
        raise QuantityMalformed(asked=text[:40])
    return milli


def check_lines(lines: Sequence[Line], heads: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines of an estimate with their texts trimmed.

    :raises EstimateEmpty, TooManyAtOnce, HeadUnknown, QuantityMalformed, PriceNegative: or of its texts.
    Source: the rule set's invoice.heads.
    """
    if not lines:
        raise EstimateEmpty()
    check_batch(len(lines), LINES_LIMIT)
    return tuple(_checked(line, heads) for line in lines)


def _checked(line: Line, heads: Sequence[str]) -> Line:
    if line.head not in heads:
        raise HeadUnknown(asked=line.head[:60], heads=", ".join(heads))
    if not 0 < line.quantity_milli <= QUANTITY_LIMIT:
        raise QuantityMalformed(asked=line.quantity_milli / 1000)
    if line.unit_price.is_negative:
        raise PriceNegative(asked=line.unit_price)
    what = clean_line(line.what, WHAT, TITLE_LIMIT)
    unit = clean_line(line.unit, UNIT, UNIT_LIMIT)
    return Line(line.head, what, line.quantity_milli, unit, line.unit_price)


def total(lines: Sequence[Line]) -> Money:
    """Return what the lines add up to, exactly.

    :raises EstimateEmpty: if that is nothing. :raises CurrenciesMixed, AmountTooLarge:
    """
    if not lines:
        raise EstimateEmpty()
    found = Money.total((line.amount for line in lines), lines[0].unit_price.currency)
    if found.is_zero:
        raise EstimateEmpty()
    return found


def by_head(lines: Sequence[Line], heads: Sequence[str]) -> dict[str, Money]:
    """Return what each head adds up to, in the order of the rules; their sum is the total."""
    currency = lines[0].unit_price.currency
    return {
        head: Money.total((line.amount for line in lines if line.head == head), currency) for head in heads
    }


def digest_of_lines(lines: Iterable[Line]) -> str:
    """Return the SHA-256 in hex of an estimate's lines, their numbers as text."""
    return digest(
        *([line.head, line.what, str(line.quantity_milli), line.unit, str(line.unit_price)] for line in lines)
    )
