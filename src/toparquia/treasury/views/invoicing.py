"""Invoices: recorded with their photo, released by others, taken back by mistake, asked about."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory
from toparquia.treasury import queries, services
from toparquia.treasury.forms import InvoiceForm, QuestionForm, TakeBackForm
from toparquia.treasury.models import Invoice, Obligation
from toparquia.treasury.views import telling
from toparquia.treasury.views.doors import doors_of_invoice
from toparquia.treasury.views.writing import Asked, form_page

COMMITTEE = "finance_committee"
# Who may read what is not published: the committee itself, and the social audit.
INSIDE = frozenset({"treasury.release", "treasury.query"})


@require_safe
def detail(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Show one invoice: its lines by head, its file, who recorded and who released it."""
    bill = queries.invoice_told(invoice_id)
    place = bill.obligation.place
    powers = acting.powers(request, place)
    is_inside = bool(powers & INSIDE)
    context = {
        "bill": bill,
        "obligation": bill.obligation,
        "place": place,
        "told": telling.invoice_of(bill),
        "supplier": bill.supplier if is_inside else telling.supplier_of(bill),
        "lines": telling.lines_of(bill),
        "releases": list(bill.releases.all()),
        "resembling": queries.resembling(bill),
        "grounds": telling.grounds_of(bill, is_inside=is_inside),
        "reason": bill.reversal.reason if is_inside and hasattr(bill, "reversal") else "",
        "questions": queries.questions_about(bill),
        "can_answer": "treasury.report" in powers,
        "can_close": "treasury.query" in powers,
        "doors": doors_of_invoice(bill, acting.resident_id(request), powers),
        "acts": [shown(entry) for entry in gazette.entries_about([bill.id])],
    }
    return render(request, "treasury/invoice.html", context)


@login_required
def record(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Record an invoice with its photo."""
    return _record(request, obligation_id, is_petty=False)


@login_required
def petty_expense(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Record what petty cash paid, with its receipt."""
    return _record(request, obligation_id, is_petty=True)


def _record(request: HttpRequest, obligation_id: UUID, *, is_petty: bool) -> HttpResponse:
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.record_invoice", obligation.place)
    in_force = territory.rules(obligation.place, territory.local_day(obligation.place, now()))
    form = InvoiceForm(
        request.POST or None,
        request.FILES or None,
        heads=in_force.text_list("invoice.heads"),
        currency=obligation.currency,
        members=members(obligation),
        purchases=queries.chosen_purchases(obligation),
        is_petty=is_petty,
    )
    left = queries.petty_cash(obligation) if is_petty else queries.left_in_bank(obligation)

    def done(at: datetime) -> str:
        new = form.new(in_force.count("upload.max_bytes"))
        return services.record_invoice(obligation_id=obligation.id, new=new, by=by, at=at).get_absolute_url()

    asked = Asked(
        verb="treasury.record_invoice",
        title=_("Anotar un gasto de la caja chica") if is_petty else _("Anotar una factura"),
        button=_("Guardar el gasto") if is_petty else _("Guardar la factura"),
        noted=_("Gasto anotado y pagado de la caja chica.")
        if is_petty
        else _("Factura anotada. Ahora la liberan otras personas del comité."),
        about=obligation.project.title,
        about_url=obligation.get_absolute_url(),
        rows=[{"key": _("Dinero que queda"), "value": telling.money_of(left)}],
    )
    return form_page(request, form, asked, done, "treasury/record.html")


@login_required
def release(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Release an invoice; the last release pays it."""
    bill = queries.invoice_told(invoice_id)
    by = acting.authority(request, "treasury.release", bill.obligation.place)
    form = ConfirmForm(request.POST or None)

    def done(at: datetime) -> str:
        services.release(invoice_id=bill.id, by=by, at=at)
        return bill.get_absolute_url()

    given = bill.releases.count()
    rows = [
        *_rows(bill),
        {"key": _("Firmas que tiene"), "value": f"{given} / {bill.releases_required}"},
        {"key": _("Dinero que queda"), "value": telling.money_of(queries.left(bill.obligation))},
    ]
    asked = Asked(
        verb="treasury.release",
        title=_("Liberar el pago"),
        button=_("Liberar el pago de esta factura"),
        noted=_("Firma anotada."),
        about=_("Factura %(number)s") % {"number": bill.number},
        about_url=bill.get_absolute_url(),
        lead=_("Compara la foto con los renglones antes de firmar."),
        rows=rows,
        warning=_("Con tu firma el dinero sale.") if given + 1 >= bill.releases_required else "",
        picture=reverse("treasury:copy", args=[bill.id]) if bill.attachment.is_picture else "",
        resembling=queries.resembling(bill),
    )
    return form_page(request, form, asked, done)


@login_required
def take_back(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Take back an invoice that was a mistake."""
    bill = queries.invoice_told(invoice_id)
    by = acting.authority(request, "treasury.release", bill.obligation.place)
    form = TakeBackForm(request.POST or None)

    def done(at: datetime) -> str:
        services.take_back(invoice_id=bill.id, reason=form.cleaned_data["reason"], by=by, at=at)
        return bill.get_absolute_url()

    asked = Asked(
        verb="treasury.take_back",
        title=_("Anular por error"),
        button=_("Anular esta factura"),
        noted=_("Factura anulada. Sigue a la vista, con su contraasiento si se había pagado."),
        about=_("Factura %(number)s") % {"number": bill.number},
        about_url=bill.get_absolute_url(),
        lead=_("Nada se borra ni se corrige: se anula una vez y se anota la correcta."),
        rows=_rows(bill),
        warning=_("Ya se pagó: el dinero tiene que estar de vuelta en el banco.")
        if hasattr(bill, "payment")
        else "",
    )
    return form_page(request, form, asked, done)


@login_required
def ask(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Ask in public about an invoice."""
    bill = queries.invoice_told(invoice_id)
    by = acting.authority(request, "treasury.query", bill.obligation.place)
    lines = [(line.number, f"{line.number}. {line.what}") for line in bill.lines.all()]
    form = QuestionForm(request.POST or None, lines=lines)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.ask_about_invoice(invoice_id=bill.id, text=given["text"], line=given["line"], by=by, at=at)
        return bill.get_absolute_url()

    asked = Asked(
        verb="treasury.ask_about_invoice",
        title=_("Preguntar por una factura"),
        button=_("Preguntar en público"),
        noted=_("Pregunta anotada. El comité tiene un plazo para responder."),
        about=_("Factura %(number)s") % {"number": bill.number},
        about_url=bill.get_absolute_url(),
    )
    return form_page(request, form, asked, done)


def members(obligation: Obligation) -> list[object]:
    """Return who sits in the finance committee today."""
    day = territory.local_day(obligation.place, now())
    seated = mandates.in_office(obligation.place, day)
    return [mandate.holder for mandate in seated if mandate.seat.organ.kind == COMMITTEE]


def _rows(bill: Invoice) -> list[dict[str, object]]:
    return [
        {"key": _("Proveedor"), "value": bill.supplier},
        {"key": _("Monto"), "value": telling.money_of(bill.total)},
    ]
