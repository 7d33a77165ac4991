"""Which of our movements a line of the bank may be: the surest first, and a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from toparquia.foundation.money import Money
from toparquia.treasury.rules.keys import key_of

# A bank books on the next working day; a long holiday has five.
NEAR_DAYS: Final = 10
_KEY_LIMIT: Final = 400


@dataclass(frozen=True)
class Ours:
    """One movement of ours: what kind, how much (below zero went out), when, and its reference."""

    kind: str
    id: UUID
    amount: Money
    day: date
    reference: str
    title: str


def candidates(
    amount: Money, booked_on: date, reference: str, words: str, ours: Iterable[Ours]
) -> list[tuple[Ours, bool]]:
    """Return what a line may be, and whether its reference says so: by reference, then by day.

    The amount has to be the same. Without the reference, the days have to be near.
    """
    said = key_of(f"{reference} {words}", _KEY_LIMIT)
    found = []
    for one in ours:
        if one.amount != amount:
            continue
        key = key_of(one.reference, _KEY_LIMIT)
        is_named = len(key) >= 3 and key in said
        apart = abs((one.day - booked_on).days)
        if is_named or apart <= NEAR_DAYS:
            found.append((not is_named, apart, str(one.id), one, is_named))
    return [(one, is_named) for *_order, one, is_named in sorted(found, key=lambda row: row[:3])]
