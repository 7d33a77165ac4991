"""One row of the treasury by its id, and invoices that may be the same."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from toparquia.treasury import errors, rules
from toparquia.treasury.models import AccountabilityReport, Disbursement, Invoice, Obligation, Question
from toparquia.treasury.models.invoices import NUMBER_LIMIT, TEXT_LIMIT

# What a motion is about when the assembly is asked to approve a report.
REPORT: Final = "treasury.report"


def obligation(obligation_id: UUID) -> Obligation:
    """Return an obligation with its project and places. :raises NoSuchObligation:"""
    found = Obligation.objects.select_related("project__place", "place", "payer", "consultation")
    try:
        return found.get(id=obligation_id)
    except Obligation.DoesNotExist:
        raise errors.NoSuchObligation() from None


def obligation_of(project_id: UUID) -> Obligation | None:
    """Return what the State owes for a project; None while it has not won."""
    found = Obligation.objects.select_related("project__place", "place", "payer")
    return found.filter(project_id=project_id).first()


def disbursement(disbursement_id: UUID) -> Disbursement:
    """Return a disbursement with its tranche. :raises NoSuchDisbursement:"""
    found = Disbursement.objects.select_related("tranche").filter(id=disbursement_id).first()
    if found is None:
        raise errors.NoSuchDisbursement()
    return found


def invoice(invoice_id: UUID) -> Invoice:
    """Return an invoice with its file and obligation. :raises NoSuchInvoice:"""
    found = Invoice.objects.select_related("attachment", "obligation__project__place", "obligation__place")
    try:
        return found.get(id=invoice_id)
    except Invoice.DoesNotExist:
        raise errors.NoSuchInvoice() from None


def invoices_with_file(sha256: str) -> QuerySet[Invoice]:
    """Return the invoices, in the whole country, that rest on a file and were not taken back."""
    return Invoice.objects.filter(attachment__sha256=sha256, reversal__isnull=True)


def same_invoices(supplier: str, number: str) -> QuerySet[Invoice]:
    """Return the invoices of a supplier's name and number, in the whole country, not taken back.

    In one place that is one invoice; in two it may be two suppliers of one name, so it is shown, not refused.
    """
    return Invoice.objects.filter(
        supplier_key=rules.key_of(supplier, TEXT_LIMIT),
        number_key=rules.key_of(number, NUMBER_LIMIT),
        reversal__isnull=True,
    ).select_related("place")


def report(report_id: UUID) -> AccountabilityReport:
    """Return a report with its obligation and places. :raises NoSuchReport:"""
    found = AccountabilityReport.objects.select_related("obligation__project__place", "obligation__place")
    try:
        return found.get(id=report_id)
    except AccountabilityReport.DoesNotExist:
        raise errors.NoSuchReport() from None


def question(question_id: UUID) -> Question:
    """Return a question with what it is about. :raises NoSuchQuestion:"""
    found = Question.objects.select_related("report", "invoice").filter(id=question_id).first()
    if found is None:
        raise errors.NoSuchQuestion()
    return found
