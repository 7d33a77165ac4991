"""What a statement says, whatever its form: an account, a currency, and movements in order."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.money import Money

LINES_LIMIT: Final = 2_000
"""Most movements of one file: a month of a busy commune has some hundred."""

REFERENCE_LIMIT: Final = 80
WORDS_LIMIT: Final = 400


@dataclass(frozen=True)
class Movement:
    """One movement; an amount below zero went out."""

    booked_on: date
    amount: Money
    reference: str = ""
    words: str = ""


@dataclass(frozen=True)
class Given:
    """A statement that was read."""

    format: str
    account: str
    currency: str
    movements: tuple[Movement, ...]

    @property
    def fingerprints(self) -> list[str]:
        """Return what makes each movement this one: two alike on one day are the first and the second.

        So a month that is handed in again, alone or in a longer statement, brings nothing new.
        """
        seen: Counter[tuple[object, ...]] = Counter()
        prints = []
        for one in self.movements:
            facts = (self.account, one.booked_on.isoformat(), one.amount.minor, self.currency, one.reference)
            seen[facts] += 1
            prints.append(hashlib.sha256(canonical_json([*map(str, facts), str(seen[facts])])).hexdigest())
        return prints


def clipped(text: str, limit: int) -> str:
    """Return what can be read of a text on one line, up to a limit."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:limit]
