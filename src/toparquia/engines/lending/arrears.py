"""How late loans are, and how a whole book of them stands: ageing, and PAR30 with what would flatter it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from toparquia.engines.lending.repayment import Due

# Days late, up to and including; the last has no end.
BUCKETS: Final[tuple[int | None, ...]] = (0, 30, 60, 90, 180, 360, None)
AT_RISK_AFTER_DAYS: Final = 30


@dataclass(frozen=True)
class Aged:
    """How late a loan is on a day: since when, how many days, and what is overdue part by part."""

    overdue_since: date | None
    days: int
    principal: int
    interest: int
    fee: int
    penalty: int

    @property
    def total(self) -> int:
        """Return all that is overdue."""
        return self.principal + self.interest + self.fee + self.penalty

    @property
    def bucket(self) -> int | None:
        """Return the end of the bucket of days it is in."""
        return bucket_of(self.days)


def aged(dues: Iterable[Due], on: date, *, grace_days: int = 0, tolerance: int = 0) -> Aged:
    """Return how late what is open is on a day: the oldest unpaid day decides.

    Due days within `grace_days` are not late yet; gaps of `tolerance` units or less are no arrears.
    An instalment is late from the day after it was due.
    """
    late = [due for due in dues if (on - due.due_on).days > grace_days and due.total > 0]
    if sum(due.total for due in late) <= tolerance:
        return Aged(None, 0, 0, 0, 0, 0)
    since = min(due.due_on for due in late)
    return Aged(
        since,
        (on - since).days,
        sum(due.principal for due in late),
        sum(due.interest for due in late),
        sum(due.fee for due in late),
        sum(due.penalty for due in late),
    )


def bucket_of(days: int) -> int | None:
    """Return the end of the bucket that so many days late fall into; None is beyond the last."""
    return next((end for end in BUCKETS if end is None or days <= end), None)


@dataclass(frozen=True)
class LoanStanding:
    """One loan of a book on a day: principal still owed, days late, whether it was rescheduled."""

    principal: int
    days_late: int
    is_rescheduled: bool = False


@dataclass(frozen=True)
class Book:
    """All loans of a bank on a day, beside what it wrote off and what it held a year before."""

    on: date
    loans: Sequence[LoanStanding]
    written_off_in_year: int = 0
    gross_year_before: int = 0


@dataclass(frozen=True)
class Quality:
    """PAR30 and, on the same line, the four ways in which one can look better than one is.

    All are pairs (part, whole) of units, so that whoever shows them rounds once.
    """

    at_risk: tuple[int, int]
    rescheduled: tuple[int, int]
    written_off: tuple[int, int]
    growth: tuple[int, int]
    by_bucket: dict[int | None, int]


def quality(book: Book) -> Quality:
    """Return how a book of loans stands.

    At risk is the whole balance of every loan more than 30 days late (30 is not), and of every
    rescheduled one: those count until proven. Source: MicroSave, MIX and CGAP on portfolio at risk.
    """
    gross = sum(loan.principal for loan in book.loans)
    risky = [loan for loan in book.loans if loan.days_late > AT_RISK_AFTER_DAYS or loan.is_rescheduled]
    by_bucket: dict[int | None, int] = dict.fromkeys(BUCKETS, 0)
    for loan in book.loans:
        by_bucket[bucket_of(loan.days_late)] += loan.principal
    return Quality(
        (sum(loan.principal for loan in risky), gross),
        (sum(loan.principal for loan in book.loans if loan.is_rescheduled), gross),
        (book.written_off_in_year, gross),
        (gross - book.gross_year_before, book.gross_year_before),
        by_bucket,
    )
