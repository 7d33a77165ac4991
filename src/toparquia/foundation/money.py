"""Money: whole minor units of one currency, never a float."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from toparquia.foundation.errors import SPANISH, DomainError, Sentence

MINOR_LIMIT: Final = 2**63 - 1
"""Largest number of minor units on either side of zero: what a bigint column holds."""

_CODE: Final = re.compile(r"[A-Z]{3}\Z")
_PLAIN: Final = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,19})(?:\.(?P<part>[0-9]{1,20}))?\Z")
_TEXT_LIMIT: Final = 40

# ISO 4217: only the currencies whose minor unit is not a hundredth.
_DIGITS: Final[dict[str, int]] = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    "CLF": 4, "UYW": 4,
    # Quantities in kind, kept by the same ledger: kilograms, litres, whole parcels, hours.
    "KGM": 3, "LTR": 3, "XPC": 0, "HUR": 2,
}  # fmt: skip
# UN/ECE Recommendation 20 and 21: three letters each, and none of them a currency of ISO 4217.
IN_KIND: Final = {
    "KGM": Sentence("kg", "kg"),
    "LTR": Sentence("L", "L"),
    "XPC": Sentence("parcelas", "parcels"),
    "HUR": Sentence("h", "h"),
}
# XMC is the unit of a communal currency, which ISO 4217 does not know: no legal tender.
_SYMBOLS: Final = {"VES": "Bs.", "USD": "US$", "EUR": "€", "XMC": "u.c."}
# (sign between groups, sign before the decimals)
_SEPARATORS: Final = {"es": (".", ","), "en": (",", ".")}
_NO_BREAK: Final = "\u00a0"
_MINUS: Final = "\u2212"


class CurrencyMalformed(DomainError):
    """A currency is not written as ISO 4217 writes it."""

    code = "money.currency_malformed"
    says = Sentence(es="«{asked}» no es un código de moneda.", en="“{asked}” is no currency code.")
    next_step = Sentence(
        es="Escribe el código ISO 4217 de tres letras, por ejemplo VES o USD.",
        en="Write the ISO 4217 code of three letters, for instance VES or USD.",
    )


class AmountMalformed(DomainError):
    """A text is not an amount, or could be two."""

    code = "money.amount_malformed"
    says = Sentence(
        es="«{asked}» no es un monto en {currency}.", en="“{asked}” is not an amount in {currency}."
    )
    next_step = Sentence(
        es="Escríbelo así: {example}, con {digits} decimales como máximo.",
        en="Write it like this: {example}, with {digits} decimals at most.",
    )


class AmountTooLarge(DomainError):
    """An amount does not fit where money is kept."""

    code = "money.amount_too_large"
    says = Sentence(
        es="Ese monto en {currency} es más grande de lo que el libro admite.",
        en="That amount in {currency} is larger than the ledger holds.",
    )
    next_step = Sentence(es="Revisa las cifras.", en="Check the figures.")


class CurrenciesMixed(DomainError):
    """Two currencies were added or compared as if they were one."""

    code = "money.currencies_mixed"
    says = Sentence(
        es="{left} y {right} son monedas distintas.", en="{left} and {right} are different currencies."
    )
    next_step = Sentence(
        es="Usa montos de una sola moneda; el cambio es un acto aparte.",
        en="Use amounts of one currency; an exchange is an act of its own.",
    )


def minor_digits(currency: str) -> int:
    """Return how many decimals `currency` has (0 to 4). :raises CurrencyMalformed: Source: ISO 4217."""
    if not _CODE.match(currency):
        raise CurrencyMalformed(asked=currency[:_TEXT_LIMIT])
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True)
class Money:
    """An amount of one currency in whole minor units; below zero it is owed, or taken back.

    Amounts are ordered and added within one currency only. :raises CurrenciesMixed:
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        assert type(self.minor) is int, "minor units are whole"
        minor_digits(self.currency)
        if abs(self.minor) > MINOR_LIMIT:
            raise AmountTooLarge(currency=self.currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return nothing, of that currency."""
        return cls(0, currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], currency: str) -> Money:
        """Return the sum of `amounts`, all of `currency`; of none, zero. :raises CurrenciesMixed:"""
        return sum(amounts, cls.zero(currency))

    @classmethod
    def from_decimal_text(cls, text: str, currency: str) -> Money:
        """Read the way programs write, `-1234.50`: no groups, a point, no decimals that would be lost.

        :raises AmountMalformed, AmountTooLarge, CurrencyMalformed:
        """
        digits = minor_digits(currency)
        found = _PLAIN.match(text)
        part = (found["part"] or "") if found else ""
        if found is None or part[digits:].strip("0"):
            raise _malformed(text, currency, "en", grouped=False)
        minor = int(found["whole"]) * 10**digits + int(part[:digits].ljust(digits, "0") or "0")
        return cls(-minor if found["sign"] else minor, currency)

    @classmethod
    def parse(cls, text: str, currency: str, language: str = SPANISH) -> Money:
        """Read the way people of `language` write: `1.234,50` in Spanish, `1,234.50` in English.

        The other language's decimal sign is understood where it can mean nothing else (`1234.50`, `0.5`);
        groups have three digits each, or there are none. Spaces may part groups.
        :raises AmountMalformed, AmountTooLarge, CurrencyMalformed:
        """
        digits = minor_digits(currency)
        plain = text.strip().replace(_MINUS, "-")
        for pattern in _patterns(language, digits):
            if len(plain) <= _TEXT_LIMIT and (found := pattern.match(plain)):
                whole = re.sub(r"[^0-9]", "", found["whole"])
                part = f".{found['part']}" if found["part"] else ""
                return cls.from_decimal_text(f"{found['sign']}{whole}{part}", currency)
        raise _malformed(text, currency, language)

    @property
    def is_zero(self) -> bool:
        """True when there is nothing."""
        return self.minor == 0

    @property
    def is_negative(self) -> bool:
        """True below zero."""
        return self.minor < 0

    def __add__(self, other: Money) -> Money:
        self._check_same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._check_same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._check_same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._check_same(other)
        return self.minor <= other.minor

    def __gt__(self, other: Money) -> bool:
        self._check_same(other)
        return self.minor > other.minor

    def __ge__(self, other: Money) -> bool:
        self._check_same(other)
        return self.minor >= other.minor

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Return the amount shared out by `weights`, to the last minor unit; see `split`."""
        return [Money(minor, self.currency) for minor in split(self.minor, weights)]

    def decimal_text(self) -> str:
        """Return what `from_decimal_text` reads, with all the currency's decimals."""
        return self._written("", ".", "-")

    def in_language(self, language: str) -> str:
        """Return the amount as people read it: `Bs. 1.234.567,50`, or `Bs. 1,234,567.50` in English."""
        group, point = _SEPARATORS["en" if language.startswith("en") else "es"]
        symbol = _SYMBOLS.get(self.currency, self.currency)
        sign = _MINUS if self.minor < 0 else ""
        if unit := IN_KIND.get(self.currency):
            written = self._written(group, point, "")
            return f"{sign}{written}{_NO_BREAK}{unit.in_language(language)}"
        return f"{sign}{symbol}{_NO_BREAK}{self._written(group, point, '')}"

    def __str__(self) -> str:
        return f"{self.currency} {self.decimal_text()}"

    def _written(self, group: str, point: str, minus: str) -> str:
        digits = minor_digits(self.currency)
        whole, part = divmod(abs(self.minor), 10**digits)
        grouped = f"{whole:,}".replace(",", group)
        decimals = f"{point}{part:0{digits}d}" if digits else ""
        return f"{minus if self.minor < 0 else ''}{grouped}{decimals}"

    def _check_same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrenciesMixed(left=self.currency, right=other.currency)


def split(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Return `total_minor` shared out by `weights`, to the last minor unit.

    Spare units go to the largest remainders; at a tie, to the earlier weight. What is owed (below zero) is
    shared out as its opposite is, so that a reversal takes back exactly what was given.
    """
    assert all(weight >= 0 for weight in weights), "a weight is no debt"
    whole = sum(weights)
    assert whole > 0, "somebody has to get it"
    if total_minor < 0:
        return [-share for share in split(-total_minor, weights)]
    shares = [total_minor * weight // whole for weight in weights]
    remainders = [total_minor * weight % whole for weight in weights]
    spare = total_minor - sum(shares)
    by_claim = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in by_claim[:spare]:
        shares[i] += 1
    return shares


def _patterns(language: str, digits: int) -> list[re.Pattern[str]]:
    """Return the spellings that are read, first those of the language itself."""
    group, point = _SEPARATORS["en" if language.startswith("en") else "es"]
    blank = "[ \u00a0\u202f]"
    sign = r"(?P<sign>-?)"
    wholes = (
        r"(?P<whole>[0-9]{1,19})",
        rf"(?P<whole>[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}}){{1,6}})",
        rf"(?P<whole>[0-9]{{1,3}}(?:{blank}[0-9]{{3}}){{1,6}})",
    )
    own = rf"(?:{re.escape(point)}(?P<part>[0-9]{{1,{digits}}}))?" if digits else "(?P<part>)"
    found = [re.compile(f"{sign}{whole}{own}\\Z") for whole in wholes]
    if digits:
        # Three digits after the other sign would be a group, so only one or two are taken for decimals.
        few = min(digits, 2)
        found.append(re.compile(rf"{sign}{wholes[0]}{re.escape(group)}(?P<part>[0-9]{{1,{few}}})\Z"))
    return found


def _malformed(text: str, currency: str, language: str, *, grouped: bool = True) -> AmountMalformed:
    digits = minor_digits(currency)
    group, point = _SEPARATORS["en" if language.startswith("en") else "es"]
    decimals = f"{point}{'50'.ljust(digits, '0')[:digits]}" if digits else ""
    example = f"1{group if grouped else ''}234{decimals}"
    return AmountMalformed(asked=text[:_TEXT_LIMIT], currency=currency, example=example, digits=digits)
