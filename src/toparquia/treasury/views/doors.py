"""What the person who is signed in may do next, as links to the forms; only what would not be refused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from toparquia.treasury.models import AccountabilityReport, Invoice, Obligation, Tranche


@dataclass(frozen=True)
class Way:
    """A link to a form."""

    title: str
    url: str


def doors_of(
    obligation: Obligation,
    tranches: Sequence[Tranche],
    reports: Sequence[AccountabilityReport],
    powers: Collection[str],
) -> list[Way]:
    """Return the forms of an obligation for someone with these powers in its place."""
    sent = [part for part in tranches if hasattr(part, "disbursement")]
    waiting = [part for part in sent if not hasattr(part.disbursement, "receipt")]
    has_money = len(sent) > len(waiting)
    is_undecided = bool(reports) and not hasattr(reports[0], "decision")
    ways = []
    if "treasury.disburse" in powers and len(sent) < len(tranches) and not waiting:
        ways.append(_way(_("Anotar un desembolso"), "disburse", obligation.id))
    if "treasury.confirm_receipt" in powers:
        ways += [_way(_("Confirmar que llegó"), "confirm", part.disbursement.id) for part in waiting]
    if "treasury.record_invoice" in powers and has_money:
        ways.append(_way(_("Anotar una factura"), "record", obligation.id))
        ways.append(_way(_("Abrir una compra"), "open_purchase", obligation.id))
    if "treasury.report" in powers and has_money and not is_undecided:
        ways.append(_way(_("Presentar la rendición"), "present", obligation.id))
    if "treasury.record_decision" in powers and is_undecided:
        ways.append(_way(_("Anotar la decisión de la asamblea"), "decide", reports[0].id))
    return ways


def doors_of_invoice(invoice: Invoice, person: UUID | None, powers: Collection[str]) -> list[Way]:
    """Return the forms of an invoice for someone with these powers in its place."""
    is_paid, is_undone = hasattr(invoice, "payment"), hasattr(invoice, "reversal")
    given = {release.releaser_id for release in invoice.releases.all()}
    is_other = person not in (invoice.recorder_id, invoice.payee_id)
    ways = []
    if "treasury.release" in powers and not is_undone:
        if not is_paid and is_other and person not in given:
            ways.append(_way(_("Liberar el pago"), "release", invoice.id))
        if not is_paid or is_other:
            ways.append(_way(_("Anular por error"), "take_back", invoice.id))
    if "treasury.query" in powers:
        ways.append(_way(_("Preguntar en público"), "ask_invoice", invoice.id))
    if powers & {"treasury.query", "treasury.release"}:  # type: ignore[operator]
        ways.append(_way(_("Ver el original sellado"), "original", invoice.id))
    return ways


def doors_of_report(report: AccountabilityReport, powers: Collection[str]) -> list[Way]:
    """Return the forms of a report for someone with these powers in its place."""
    ways = []
    if "treasury.record_decision" in powers and not hasattr(report, "decision"):
        ways.append(_way(_("Anotar la decisión de la asamblea"), "decide", report.id))
    if "treasury.query" in powers:
        ways.append(_way(_("Preguntar en público"), "ask_report", report.id))
    return ways


def _way(title: str, name: str, thing: UUID) -> Way:
    return Way(title, reverse(f"treasury:{name}", args=[thing]))
