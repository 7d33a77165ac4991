"""Petty cash in public: its limits, what was spent from it, and who filled it up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.foundation.money import Money
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.treasury import queries, rules, services
from toparquia.treasury.models import Obligation, PettyFill
from toparquia.treasury.services.locking import rules_of
from toparquia.treasury.views import telling
from toparquia.treasury.views.sheets import Sheet, Table, acts_about, door, page
from toparquia.treasury.views.writing import Asked, form_page


@require_safe
def petty_cash(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Show the petty cash of an obligation."""
    obligation = queries.obligation(obligation_id)
    powers = acting.powers(request, obligation.place)
    limits = rules.petty_limits(obligation.amount, rules_of(obligation, now()))
    held = queries.petty_cash(obligation)
    fills = list(obligation.petty_fills.select_related("mandate__holder", "obligation"))
    doors = []
    if "treasury.record_invoice" in powers and fills:
        doors.append(door(_("Anotar un gasto menor"), "petty_expense", obligation.id))
    if "treasury.release" in powers and held < limits.fund:
        doors.append(door(_("Reponer la caja chica"), "fill_petty_cash", obligation.id))
    sheet = Sheet(
        over=_("Caja chica"),
        title=_("Caja chica de «%(title)s»") % {"title": obligation.project.title},
        lead=_(
            "Para gastos pequeños, con recibo y tope. Quien gasta no repone: otra persona mira los recibos."
        ),
        about=obligation.project.title,
        about_url=obligation.get_absolute_url(),
        doors=doors,
        figures=[
            {"label": _("Hay en la caja"), "amount": held},
            {"label": _("Lo más que puede haber"), "amount": limits.fund},
            {"label": _("Lo más de una vez"), "amount": limits.per_expense},
        ],
        tables=[_spent(obligation), _filled(obligation, fills)],
        acts=acts_about(obligation.id),
    )
    return page(request, sheet, obligation.place)


@login_required
def fill_petty_cash(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Fill the petty cash up, having looked at what was spent."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.release", obligation.place)
    form = ConfirmForm(request.POST or None)
    address = door("", "petty_cash", obligation.id).url

    def done(at: datetime) -> str:
        services.fill_petty_cash(obligation_id=obligation.id, by=by, at=at)
        return address

    limits = rules.petty_limits(obligation.amount, rules_of(obligation, now()))
    spent = list(queries.petty_since_filled(obligation))
    rows = [
        {"key": f"{bill.supplier}, {bill.number}", "value": telling.money_of(bill.total)} for bill in spent
    ]
    missing = limits.fund - queries.petty_cash(obligation)
    asked = Asked(
        verb="treasury.fill_petty_cash",
        title=_("Reponer la caja chica"),
        button=_("Reponer y rendir lo gastado"),
        noted=_("Repuesta. Lo gastado quedó rendido."),
        about=_("Caja chica"),
        about_url=address,
        lead=_("Mira cada recibo antes. Se repone hasta el tope."),
        rows=[*rows, {"key": _("Se repone"), "value": telling.money_of(missing)}],
    )
    return form_page(request, form, asked, done)


def _spent(obligation: Obligation) -> Table:
    bills = obligation.invoices.filter(is_petty=True).select_related("reversal", "payment__voucher")
    rows = [
        {
            "cells": [
                telling.supplier_of(bill),
                date_format(bill.issued_on, "SHORT_DATE_FORMAT"),
                _("Anulada por error") if hasattr(bill, "reversal") else bill.payment.voucher.number,
                bill.total,
            ],
            "url": bill.get_absolute_url(),
        }
        for bill in bills.order_by("-recorded_at")[:100]
    ]
    columns = [_("A quién"), _("Fecha"), _("Recibo n.º"), (_("Monto"), "number")]
    return Table(_("Gastos"), columns, rows, _("Todavía no se gastó nada de ella."))


def _filled(obligation: Obligation, fills: list[PettyFill]) -> Table:
    rows = [
        [
            fill.number,
            date_format(fill.filled_at, "SHORT_DATE_FORMAT"),
            fill.mandate.holder.full_name,
            Money(fill.spent_minor, obligation.currency),
            fill.amount,
        ]
        for fill in fills
    ]
    columns = [_("Vez"), _("Fecha"), _("Quién"), (_("Rindió"), "number"), (_("Repuso"), "number")]
    return Table(_("Cuándo se repuso"), columns, rows, _("Todavía no se ha llenado."))
