"""Terms: half-open periods of days, and the calendar's years and months."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from toparquia.foundation.errors import DomainError, Sentence


class TermEmpty(DomainError):
    """A term ends before it has a day."""

    code = "term.empty"
    says = Sentence(
        es="Un período que empieza el {starts} no puede terminar el {ends}.",
        en="A term that begins on {starts} can't end on {ends}.",
    )
    next_step = Sentence(
        es="El primer día fuera va después del primer día dentro.",
        en="The first day out comes after the first day in.",
    )


@dataclass(frozen=True, order=True)
class Term:
    """The days from `starts` (first day in) up to `ends` (first day out). :raises TermEmpty:"""

    starts: date
    ends: date

    def __post_init__(self) -> None:
        if self.starts >= self.ends:
            raise TermEmpty(starts=self.starts.isoformat(), ends=self.ends.isoformat())

    @classmethod
    def of_years(cls, starts: date, years: int) -> Term:
        """Return the term of so many years from `starts` on."""
        return cls(starts, add_years(starts, years))

    @property
    def days(self) -> int:
        """How many days it has, at least one."""
        return (self.ends - self.starts).days

    @property
    def last_day(self) -> date:
        """The last day in, for texts that say “until”."""
        return self.ends - timedelta(days=1)

    def contains(self, day: date) -> bool:
        """Test if `day` is in the term."""
        return self.starts <= day < self.ends

    def overlaps(self, other: Term) -> bool:
        """Test if the two share a day."""
        return self.starts < other.ends and other.starts < self.ends

    def is_over(self, day: date) -> bool:
        """Test if `day` comes after the term."""
        return self.ends <= day


def add_years(day: date, years: int) -> date:
    """Return the same day so many years later; for a 29 February without its like, 1 March.

    A year that began on 29 February is complete when 28 February has passed, not while it runs.
    """
    return add_months(day, 12 * years)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later; where that month lacks it, the first of the next."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= calendar.monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    # Only February and the months of 30 days lack a day, so the next month is in the same year.
    return date(year, month + 2, 1)
