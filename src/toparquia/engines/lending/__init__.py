"""Loans that a member can recompute: schedules, their true cost, repayments, arrears. Whole units only."""

from toparquia.engines.lending.arrears import (
    BUCKETS,
    Aged,
    Book,
    LoanStanding,
    Quality,
    aged,
    bucket_of,
    quality,
)
from toparquia.engines.lending.cost import Cost, cost_of, declining_equivalent
from toparquia.engines.lending.errors import LendingError
from toparquia.engines.lending.repayment import Allocation, Due, allocate, dues_after
from toparquia.engines.lending.schedule import Instalment, Schedule, schedule
from toparquia.engines.lending.terms import (
    Amortization,
    InterestMethod,
    InterestPeriod,
    Period,
    Terms,
    Yearly,
)

__all__ = [
    "BUCKETS",
    "Aged",
    "Allocation",
    "Amortization",
    "Book",
    "Cost",
    "Due",
    "Instalment",
    "InterestMethod",
    "InterestPeriod",
    "LendingError",
    "LoanStanding",
    "Period",
    "Quality",
    "Schedule",
    "Terms",
    "Yearly",
    "aged",
    "allocate",
    "bucket_of",
    "cost_of",
    "declining_equivalent",
    "dues_after",
    "quality",
    "schedule",
]
