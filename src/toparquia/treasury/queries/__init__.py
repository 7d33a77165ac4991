"""Reads of the treasury: obligations and how they stand, invoices, reports, questions, sums of a place."""

from toparquia.treasury.queries.finding import (
    REPORT,
    disbursement,
    invoice,
    invoices_with_file,
    obligation,
    obligation_of,
    question,
    report,
    same_invoices,
)
from toparquia.treasury.queries.standing import (
    Figures,
    approval_for_next,
    figures,
    left,
    obligations,
    of_status,
    received_count,
    spending,
    spending_of,
    standing,
)

__all__ = [
    "REPORT",
    "Figures",
    "approval_for_next",
    "disbursement",
    "figures",
    "invoice",
    "invoices_with_file",
    "left",
    "obligation",
    "obligation_of",
    "obligations",
    "of_status",
    "question",
    "received_count",
    "report",
    "same_invoices",
    "spending",
    "spending_of",
    "standing",
]
