"""The treasury's tables, all of them append only: nothing that was owed, paid or said is changed."""

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
    Receipt,
    Tranche,
)
from toparquia.treasury.models.reports import AccountabilityReport, Answer, Question, ReportDecision

__all__ = [
    "AccountabilityReport",
    "Answer",
    "Attachment",
    "Disbursement",
    "Invoice",
    "InvoiceLine",
    "InvoiceReversal",
    "Obligation",
    "ObligationAccount",
    "Payment",
    "Question",
    "Receipt",
    "Release",
    "ReportDecision",
    "Tranche",
]
