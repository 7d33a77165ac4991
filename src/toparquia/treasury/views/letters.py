"""Paper of the treasury: the letter that asks for payment, the complaint, and a report on one sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from toparquia.foundation import printing
from toparquia.foundation.clock import now
from toparquia.foundation.money import Money
from toparquia.territory import queries as territory
from toparquia.treasury import queries
from toparquia.treasury.models import Obligation
from toparquia.treasury.views.snapshot import sheet_of
from toparquia.treasury.views.telling import language, money_of, supplier_of

TEMPLATES: Final = Path(__file__).parents[1] / "printing"


@require_safe
def payment_letter(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Return the letter that asks for what is owed, as PDF."""
    obligation = queries.obligation(obligation_id)
    spending = queries.spending(obligation, now())
    if spending.is_paid:
        return redirect(obligation)
    asked = _(
        "Este proyecto ganó la consulta «%(title)s». Desde el certificado, el Estado debe su dinero: la ley "
        "no deja negarlo, rebajarlo ni anularlo. Pedimos que llegue a más tardar en la fecha de vencimiento."
    ) % {"title": obligation.consultation.title}
    return _letter(request, obligation, _("Solicitud de pago"), [asked])


@require_safe
def complaint_letter(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Return the complaint about a debt that is past its day, as PDF; without one there is no complaint."""
    obligation = queries.obligation(obligation_id)
    spending = queries.spending(obligation, now())
    if spending.next_due is None or not spending.is_overdue:
        return redirect(obligation)
    days = (territory.local_day(obligation.place, now()) - spending.next_due).days
    said = ngettext(
        "El pago venció hace %(count)s día y no ha llegado. Pedimos que se pague de inmediato y que se "
        "explique el atraso por escrito. El atraso es público y sigue contando.",
        "El pago venció hace %(count)s días y no ha llegado. Pedimos que se pague de inmediato y que se "
        "explique el atraso por escrito. El atraso es público y sigue contando.",
        days,
    ) % {"count": days}
    return _letter(request, obligation, _("Reclamo por atraso"), [said])


@require_safe
def report_sheet(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Return a report on one sheet of paper, from its frozen snapshot, as PDF."""
    report = queries.report(report_id)
    obligation, sheet = report.obligation, sheet_of(report)
    address = request.build_absolute_uri(report.get_absolute_url())
    whole = max(obligation.amount_minor, 1)
    data: dict[str, Any] = {
        "kind": _("Rendición de cuentas %(number)s") % {"number": report.number},
        "place": obligation.place.name,
        "facts": [[_("Presentada el"), _day(report.presented_at)]],
        "chart_title": _("Qué pasó con lo que el Estado debe"),
        "bars": [[one["label"], one["value"].minor / whole, money_of(one["value"])] for one in sheet.parts],
        "heads_title": _("En qué se gastó"),
        "heads": _plain(sheet.heads),
        "bills_title": _("Facturas"),
        "bills": _plain(sheet.invoices),
        "more": _("Y %(more)s más en la rendición completa.") % {"more": sheet.more} if sheet.more else "",
        "proof": _("Su huella SHA-256 está en la Gaceta:"),
        "sha256": report.sha256,
        "address": address,
        "code": printing.qr(address),
    }
    return _pdf("report.typ", data, obligation.project.title)


@require_safe
def voucher(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Return our own receipt for a payment, under its number, as PDF; without a payment there is none."""
    bill = queries.invoice_told(invoice_id)
    if not hasattr(bill, "payment"):
        return redirect(bill)
    place, address = bill.obligation.place, request.build_absolute_uri(bill.get_absolute_url())
    number = f"{bill.payment.voucher.number:06d}"
    data: dict[str, Any] = {
        "kind": _("Recibo n.º %(number)s") % {"number": number},
        "place": place.name,
        "facts": [
            [_("Se pagó a"), supplier_of(bill)],
            [_("Monto"), money_of(bill.total)],
            [_("Por la factura"), bill.number],
            [_("De"), _("la caja chica") if bill.is_petty else _("la cuenta del proyecto")],
            [_("Fecha"), _day(territory.local_day(place, bill.payment.paid_at))],
        ],
        "paragraphs": [],
        "heads": [_("Renglón"), _("Monto"), ""],
        "parts": [
            [line.what, money_of(Money(line.amount_minor, bill.currency)), ""] for line in bill.lines.all()
        ],
        "signers": [_("Pagó"), _("Recibió")],
        "proof": _("La factura, su foto y quién la liberó:"),
        "address": address,
        "code": printing.qr(address),
    }
    return _pdf("letter.typ", data, bill.obligation.project.title)


def _letter(request: HttpRequest, obligation: Obligation, kind: str, paragraphs: list[str]) -> HttpResponse:
    address = request.build_absolute_uri(obligation.get_absolute_url())
    spending = queries.spending(obligation, now())
    due = spending.next_due or obligation.due_on
    data: dict[str, Any] = {
        "kind": kind,
        "place": obligation.place.name,
        "facts": [
            [_("A quien debe"), obligation.payer.name],
            [_("De"), obligation.place.name],
            [_("El Estado debe"), money_of(obligation.amount)],
            [_("Falta por llegar"), money_of(spending.outstanding)],
            [_("Vence el"), _day(due)],
            [_("Fecha de esta carta"), _day(territory.local_day(obligation.place, now()))],
        ],
        "paragraphs": paragraphs,
        "heads": [_("Tramo"), _("Monto"), _("Enviado")],
        "parts": [_part(part, obligation) for part in obligation.tranches.select_related("disbursement")],
        "signers": [_("Por la comuna"), _("Recibido")],
        "proof": _("La obligación y su historia, con sus pruebas:"),
        "address": address,
        "code": printing.qr(address),
    }
    return _pdf("letter.typ", data, obligation.project.title)


def _part(part: Any, obligation: Obligation) -> list[str]:
    sent = getattr(part, "disbursement", None)
    amount = money_of(Money(part.amount_minor, obligation.currency))
    return [str(part.number), amount, _day(sent.sent_at) if sent else _("no")]


def _plain(table: dict[str, Any]) -> dict[str, Any]:
    """Return a page's table as words alone."""
    heads = [column[0] if isinstance(column, tuple) else column for column in table["columns"]]
    rows = [row["cells"] if isinstance(row, dict) else row for row in table["rows"]]
    return {"columns": heads, "rows": [[_words(cell) for cell in row] for row in rows]}


def _words(cell: object) -> str:
    return money_of(cell) if isinstance(cell, Money) else str(cell)


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT")


def _pdf(template: str, data: dict[str, Any], title: str) -> HttpResponse:
    made = printing.pdf(TEMPLATES / template, data, title=title, language=language(), made_at=now())
    return HttpResponse(made, content_type="application/pdf")
