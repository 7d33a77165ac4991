"""How old a debt is: the days since the last day on which it was to be paid."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final


class Age(StrEnum):
    """The buckets of a debt's age. What waits for the assembly's report is not due yet."""

    WAITING = "waiting"
    CURRENT = "current"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    LATER = "later"


# The oldest age in days that a bucket holds, as lenders and auditors everywhere cut them.
OLDEST: Final = {Age.CURRENT: 0, Age.TO_30: 30, Age.TO_60: 60, Age.TO_90: 90}
LATE: Final = (Age.TO_30, Age.TO_60, Age.TO_90, Age.LATER)


def age_of(next_due: date | None, today: date) -> Age:
    """Return the bucket of a debt whose next part is due on a day; 30 days late is in `TO_30`, 31 is not."""
    if next_due is None:
        return Age.WAITING
    days = (today - next_due).days
    return next((age for age, oldest in OLDEST.items() if days <= oldest), Age.LATER)
