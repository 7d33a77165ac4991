"""The treasury's tables, append only: nothing that was owed, paid or said is changed.

Only `ObligationStanding` changes, and only triggers write it: what it says can be worked out again.
"""

from toparquia.treasury.models.budget import BudgetAllocation, Distribution, DistributionPart, Draw
from toparquia.treasury.models.invoices import (
    Attachment,
    Invoice,
    InvoiceLine,
    InvoiceReversal,
    Payment,
    Release,
)
from toparquia.treasury.models.obligations import (
    Disbursement,
    Obligation,
    ObligationAccount,
    ObligationStanding,
    Receipt,
    Tranche,
)
from toparquia.treasury.models.reports import AccountabilityReport, Answer, Question, ReportDecision

__all__ = [
    "AccountabilityReport",
    "Answer",
    "Attachment",
    "BudgetAllocation",
    "Disbursement",
    "Distribution",
    "DistributionPart",
    "Draw",
    "Invoice",
    "InvoiceLine",
    "InvoiceReversal",
    "Obligation",
    "ObligationAccount",
    "ObligationStanding",
    "Payment",
    "Question",
    "Receipt",
    "Release",
    "ReportDecision",
    "Tranche",
]
