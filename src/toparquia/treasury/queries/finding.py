"""One row of the treasury by its id, and invoices that may be the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.foundation.money import Money
from toparquia.territory.models import Place
from toparquia.treasury import errors, rules
from toparquia.treasury.models import (
    AccountabilityReport,
    Disbursement,
    Invoice,
    Obligation,
    Question,
    Release,
)
from toparquia.treasury.models.invoices import NUMBER_LIMIT, TEXT_LIMIT
from toparquia.treasury.rules import NewInvoice

# What a motion is about when the assembly is asked to approve a report.
REPORT: Final = "treasury.report"
# A paper that is handed in twice comes within days, with another number or from another place.
NEAR_DAYS: Final = 7
RESEMBLING: Final = 10


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
        number_key=rules.number_key_of(number, NUMBER_LIMIT),
        reversal__isnull=True,
    ).select_related("place")


def resembling(bill: Invoice) -> list[Invoice]:
    """Return invoices, in the whole country, that may be this one again: people look before they release.

    The same supplier and number; or the same amount within days of it, of the same supplier anywhere or of
    anyone in the same place; taken back ones are none.
    """
    near = timedelta(days=NEAR_DAYS)
    facts = (bill.supplier_key, bill.number_key, bill.issued_on, bill.total, bill.place_id)
    return list(_alike(*facts, near).exclude(id=bill.id)[:RESEMBLING])


def resembling_new(new: NewInvoice, total: Money, obligation: Obligation, days: int) -> list[Invoice]:
    """Return invoices that one which is not written yet may be again, as `resembling`."""
    supplier = rules.key_of(new.supplier, TEXT_LIMIT)
    number = rules.number_key_of(new.number, NUMBER_LIMIT)
    near = timedelta(days=days)
    return list(_alike(supplier, number, new.issued_on, total, obligation.place_id, near)[:RESEMBLING])


def _alike(
    supplier: str, number: str, issued_on: date, total: Money, place_id: UUID, near: timedelta
) -> QuerySet[Invoice]:
    is_same_amount = Q(
        total_minor=total.minor,
        currency=total.currency,
        issued_on__range=(issued_on - near, issued_on + near),
    )
    is_same_seller = Q(supplier_key=supplier)
    is_alike = is_same_seller & Q(number_key=number) | is_same_amount & (
        is_same_seller | Q(place_id=place_id)
    )
    return Invoice.objects.filter(is_alike, reversal__isnull=True).select_related("place")


def report(report_id: UUID) -> AccountabilityReport:
    """Return a report with its obligation and places. :raises NoSuchReport:"""
    found = AccountabilityReport.objects.select_related(
        "obligation__project__place", "obligation__place", "decision__resolution__session", "mandate__holder"
    )
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


def invoice_told(invoice_id: UUID) -> Invoice:
    """Return an invoice with all that its page shows. :raises NoSuchInvoice:"""
    found = Invoice.objects.select_related(
        "attachment",
        "obligation__project",
        "obligation__place",
        "mandate__holder",
        "payment__voucher",
        "purchase",
        "reversal",
    ).prefetch_related("lines", Prefetch("releases", Release.objects.select_related("mandate__holder")))
    try:
        return found.get(id=invoice_id)
    except Invoice.DoesNotExist:
        raise errors.NoSuchInvoice() from None


def questions_about(thing: Invoice | AccountabilityReport) -> QuerySet[Question]:
    """Return what the social audit asked about an invoice or a report, with the answers, oldest first."""
    return thing.questions.select_related(
        "answer__mandate__holder", "closing__mandate__holder", "mandate__holder"
    )


def resolutions_on(report: AccountabilityReport) -> list[Resolution]:
    """Return what assemblies decided on a report, the first first."""
    return list(assemblies.resolutions_about(REPORT, report.id))


def to_release(place: Place, resident_id: UUID) -> QuerySet[Invoice]:
    """Return the invoices of a place and below that this person may release now, the oldest first.

    Not those that they recorded, are paid by, or released already.
    """
    waiting = Invoice.objects.filter(
        payment__isnull=True, reversal__isnull=True, obligation__place__path__contains=[place.id]
    )
    theirs = Q(recorder_id=resident_id) | Q(payee_id=resident_id) | Q(releases__releaser_id=resident_id)
    return waiting.exclude(id__in=Invoice.objects.filter(theirs).values("id")).order_by("recorded_at", "id")


def last_report(obligation: Obligation) -> AccountabilityReport | None:
    """Return the newest report of an obligation with the assembly's decision, None before the first."""
    return obligation.reports.select_related("decision").defer("body").order_by("-number").first()
