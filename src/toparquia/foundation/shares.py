"""Shares of a whole and the thresholds made of them, exact, never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from toparquia.foundation.errors import DomainError, Sentence

WHOLE_BP: Final = 10_000
_DECIMAL: Final = re.compile(r"(?:0(?:\.[0-9]{1,4})?|1(?:\.0{1,4})?)\Z")
_TEXT_LIMIT: Final = 40


class ShareMalformed(DomainError):
    """A text is not a share of a whole."""

    code = "share.malformed"
    says = Sentence(es="«{asked}» no es una parte de un todo.", en="“{asked}” is not a share of a whole.")
    next_step = Sentence(
        es='Escribe un decimal entre 0 y 1 con cuatro cifras como máximo: "0.30" es el 30 %.',
        en='Write a decimal from 0 to 1 with four digits at most: "0.30" is 30 %.',
    )


class ThresholdMalformed(DomainError):
    """A text is not a threshold."""

    code = "share.threshold_malformed"
    says = Sentence(es="«{asked}» no es un umbral.", en="“{asked}” is not a threshold.")
    next_step = Sentence(
        es="Escribe «> 0.50» (más de la mitad) o «>= 0.50» (la mitad o más).",
        en="Write “> 0.50” (more than half) or “>= 0.50” (half or more).",
    )


@dataclass(frozen=True, order=True)
class Share:
    """An exact part of a whole, in basis points: Share(3000) is 30 %."""

    basis_points: int

    def __post_init__(self) -> None:
        assert type(self.basis_points) is int, "basis points are whole"
        if not 0 <= self.basis_points <= WHOLE_BP:
            raise ShareMalformed(asked=f"{self.basis_points}/{WHOLE_BP}")

    @classmethod
    def parse(cls, text: str) -> Share:
        """Read a decimal from 0 to 1 with a point and at most four digits. :raises ShareMalformed:"""
        if not _DECIMAL.match(text):
            raise ShareMalformed(asked=text[:_TEXT_LIMIT])
        whole, _, part = text.partition(".")
        return cls(int(whole) * WHOLE_BP + int(part.ljust(4, "0")))

    def is_reached_by(self, part: int, whole: int) -> bool:
        """Test if `part` out of `whole` reaches this share; of an empty whole nothing does."""
        # Multiplied out instead of divided: 30 % of 10 is exactly 3.
        return whole > 0 and part * WHOLE_BP >= whole * self.basis_points

    def is_exceeded_by(self, part: int, whole: int) -> bool:
        """Test if `part` out of `whole` is strictly more than this share."""
        return whole > 0 and part * WHOLE_BP > whole * self.basis_points

    def ceil_of(self, whole: int) -> int:
        """Return the smallest count that reaches this share of `whole` people or units."""
        return -(-whole * self.basis_points // WHOLE_BP)

    def floor_of(self, whole: int) -> int:
        """Return the largest count that does not pass this share of `whole`."""
        return whole * self.basis_points // WHOLE_BP

    def decimal_text(self) -> str:
        """Return the share as `parse` reads it, with two decimals or as many as it needs: `0.30`."""
        whole, part = divmod(self.basis_points, WHOLE_BP)
        decimals = f"{part:04d}"
        return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"

    def in_language(self, language: str) -> str:
        """Return the share in per cent: `12,5 %` in Spanish, `12.5%` in English."""
        whole, part = divmod(self.basis_points, 100)
        decimals = f"{part:02d}".rstrip("0")
        if language.startswith("en"):
            return f"{whole}.{decimals}%" if decimals else f"{whole}%"
        return f"{whole},{decimals}\u00a0%" if decimals else f"{whole}\u00a0%"

    def __str__(self) -> str:
        return self.decimal_text()


@dataclass(frozen=True)
class Threshold:
    """What a decision needs: a share to be reached, or (strict) to be passed."""

    share: Share
    strict: bool = True

    @classmethod
    def parse(cls, text: str) -> Threshold:
        """Read `> 0.50` or `>= 0.50`. :raises ThresholdMalformed:"""
        sign, _, decimal = text.partition(" ")
        if sign not in (">", ">=") or not _DECIMAL.match(decimal):
            raise ThresholdMalformed(asked=text[:_TEXT_LIMIT])
        return cls(Share.parse(decimal), strict=sign == ">")

    def is_met_by(self, part: int, whole: int) -> bool:
        """Test if `part` out of `whole` is enough; of an empty whole nothing is."""
        test = self.share.is_exceeded_by if self.strict else self.share.is_reached_by
        return test(part, whole)

    def needed_of(self, whole: int) -> int:
        """Return the smallest count that is enough out of `whole`; it can be more than there are."""
        return self.share.floor_of(whole) + 1 if self.strict else self.share.ceil_of(whole)

    def in_language(self, language: str) -> str:
        """Return the threshold in words: `más del 50 %`, `at least 50%`."""
        share = self.share.in_language(language)
        if language.startswith("en"):
            return f"more than {share}" if self.strict else f"at least {share}"
        return f"más del {share}" if self.strict else f"al menos el {share}"

    def __str__(self) -> str:
        return f"{'>' if self.strict else '>='} {self.share.decimal_text()}"
