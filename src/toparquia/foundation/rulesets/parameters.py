"""What a parameter of a rule set is: its kind, unit, default, source and bounds, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from toparquia.foundation.errors import Sentence

COUNT_LIMIT: Final = 1_000_000_000


class Kind(Enum):
    """The form of a value: how it is written, and what it is in Python."""

    SHARE = "share"
    """`"0.30"`, or the whole numbers 0 and 1: a Share."""
    THRESHOLD = "threshold"
    """`"> 0.50"` or `">= 0.50"`: a Threshold."""
    COUNT = "count"
    """A whole number: an int."""
    COUNTS = "counts"
    """Whole numbers, as many as the parameter says: a tuple of ints."""
    RANGE = "range"
    """The smallest and the largest whole number: a tuple of two ints."""
    FLAG = "flag"
    """`true` or `false`: a bool."""
    CHOICE = "choice"
    """One of the parameter's codes: a str."""
    TEXTS = "texts"
    """Codes, each once, in order: a tuple of str."""
    SHARES = "shares"
    """Shares that make a whole: a tuple of Shares."""
    MONEY = "money"
    """`{ amount = "10000.00", currency = "USD" }`: Money."""
    AMOUNTS = "amounts"
    """Several amounts of one currency: a tuple of Money."""
    DATED = "dated"
    """`{ count = 4000, day = "2026-12-31" }`: a DatedCount."""
    TIMES = "times"
    """The first and the last time of day, `["08:00", "18:00"]`: a tuple of two times."""


@dataclass(frozen=True)
class DatedCount:
    """A number as of a day, or to be reached by it."""

    count: int
    day: date


@dataclass(frozen=True)
class Parameter:
    """One number, list or choice that a territory may decide for itself.

    `default` is in the form of a file (None: a file has to say it). `lowest` and `highest` bound whole
    numbers, or shares in basis points, or the length of a list. `choices` are the only codes or truth values
    allowed. `word` is a text that may stand in place of the value, such as "unlimited"; the value is then
    None. `length` is how many numbers a `COUNTS` has. `source` is of the default.
    """

    key: str
    kind: Kind
    unit: Sentence
    default: object
    source: str
    says: Sentence
    lowest: int = 0
    highest: int = COUNT_LIMIT
    choices: tuple[str | bool, ...] = ()
    word: str | None = None
    length: int = 2

    @property
    def group(self) -> str:
        """The part of the key before its point: what the parameter is about."""
        return self.key.partition(".")[0]
