"""Exact decimals: amounts and points are whole numbers of a unit fine enough for all of them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

# Twelve digits before the point and six after hold every public budget there is in cents, and keep
# sums of a hundred thousand of them inside 64 bits.
MAX_WHOLE_DIGITS: Final = 12
MAX_DECIMALS: Final = 6
AMOUNT: Final = re.compile(r"([+-]?)(\d{1,12})(?:[.,](\d{0,6}))?\Z", re.ASCII)


def parse_amount(text: str) -> tuple[int, int]:
    """Return `text` as (digits, decimals): "12.50" is (125, 1), "12,05" is (1205, 2).

    Trailing zeros after the point do not count, so that equal amounts are equal pairs.

    :raises ValueError: when it is not a plain decimal of at most 12 digits and 6 decimals.
    """
    if text.isdigit() and text.isascii() and len(text) <= MAX_WHOLE_DIGITS:
        return int(text), 0
    found = AMOUNT.match(text)
    if found is None:
        raise ValueError(text)
    sign, whole, decimals = found.groups()
    decimals = (decimals or "").rstrip("0")
    number = int(whole + decimals)
    return (-number if sign == "-" else number), len(decimals)


def show_amount(amount: int | Fraction, scale: int) -> str:
    """Return `amount` units of 1/`scale` as text: 1250 of 1/100 is "12.50"; whole amounts bare.

    Anything that is no whole number of units is given as an exact fraction "p/q" of the currency.
    """
    value = Fraction(amount) / scale
    if value.denominator == 1:
        return str(value.numerator)
    if (value * scale).denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    decimals = max(2, len(str(scale)) - 1)
    digits = abs(int(value * 10**decimals))
    sign = "-" if value < 0 else ""
    return f"{sign}{digits // 10**decimals}.{digits % 10**decimals:0{decimals}d}"
