"""Purchases and suppliers: who was asked, what each takes, what was chosen, and whose interest is in it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.treasury import queries, services
from toparquia.treasury.forms.purchases import ChoiceForm, ConflictForm, PurchaseForm, QuotationForm
from toparquia.treasury.models import Purchase, Quotation, Supplier
from toparquia.treasury.services.locking import rules_of
from toparquia.treasury.views import telling
from toparquia.treasury.views.sheets import Sheet, Table, acts_about, door, page
from toparquia.treasury.views.writing import Asked, form_page

# Who may read what is not published: the committee itself, and the social audit.
INSIDE = frozenset({"treasury.release", "treasury.query"})
SHOWN = 100


@require_safe
def purchase(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Show a purchase: what each supplier takes, lowest first, and which was taken."""
    bought = queries.purchase(purchase_id)
    place = bought.obligation.place
    powers = acting.powers(request, place)
    is_inside = bool(powers & INSIDE)
    chosen = getattr(bought, "choice", None)
    offers = list(bought.quotations.all())
    word = ("done", _("Elegida")) if chosen else ("open", _("Se comparan cotizaciones"))
    doors = []
    if not chosen and "treasury.record_invoice" in powers:
        doors.append(door(_("Anotar una cotización"), "quote", bought.id))
    if not chosen and "treasury.release" in powers and len(offers) >= bought.quotations_required:
        doors.append(door(_("Elegir una cotización"), "choose", bought.id))
    if chosen and "treasury.record_invoice" in powers:
        doors.append(door(_("Anotar la factura"), "record", bought.obligation_id))
    sheet = Sheet(
        over=_("Compra"),
        title=bought.what,
        lead=_("Antes de comprar se pregunta a varios, y lo que pide cada uno queda a la vista."),
        about=bought.obligation.project.title,
        about_url=bought.obligation.get_absolute_url(),
        word=word,
        doors=doors,
        facts=[
            {"key": _("Rubro"), "value": telling.head_name(bought.head)},
            {"key": _("Se calcula en"), "value": telling.money_of(bought.estimate)},
            {"key": _("Cotizaciones que piden las reglas"), "value": bought.quotations_required},
            *_reason(bought, is_inside=is_inside),
        ],
        chart_title=_("Lo que pide cada proveedor"),
        chart_source=_("Cotizaciones anotadas por el comité"),
        bars=[_bar(offer, bought) for offer in offers],
        tables=[_offers(offers, bought, is_inside=is_inside)],
        acts=acts_about(bought.id),
    )
    return page(request, sheet, place)


@login_required
def open_purchase(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Say what is to be bought."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.record_invoice", obligation.place)
    heads = rules_of(obligation, now()).text_list("invoice.heads")
    form = PurchaseForm(request.POST or None, heads=heads, currency=obligation.currency)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        bought = services.open_purchase(
            obligation_id=obligation.id,
            what=given["what"],
            head=given["head"],
            estimate=given["amount"],
            by=by,
            at=at,
        )
        return bought.get_absolute_url()

    asked = Asked(
        verb="treasury.open_purchase",
        title=_("Abrir una compra"),
        button=_("Abrir la compra"),
        noted=_("Compra abierta. Ahora pide cotizaciones."),
        about=obligation.project.title,
        about_url=obligation.get_absolute_url(),
    )
    return form_page(request, form, asked, done)


@login_required
def quote(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Write down what a supplier takes."""
    bought = queries.purchase(purchase_id)
    by = acting.authority(request, "treasury.record_invoice", bought.obligation.place)
    form = QuotationForm(request.POST or None, request.FILES or None, currency=bought.currency)
    max_bytes = rules_of(bought.obligation, now()).count("upload.max_bytes")

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.add_quotation(
            purchase_id=bought.id,
            supplier=given["supplier"],
            is_person=given["is_person"],
            amount=given["amount"],
            file=form.read(max_bytes),
            by=by,
            at=at,
        )
        return bought.get_absolute_url()

    asked = Asked(
        verb="treasury.add_quotation",
        title=_("Anotar una cotización"),
        button=_("Guardar la cotización"),
        noted=_("Cotización anotada."),
        about=bought.what,
        about_url=bought.get_absolute_url(),
    )
    return form_page(request, form, asked, done)


@login_required
def choose(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Take one of the quotations."""
    bought = queries.purchase(purchase_id)
    by = acting.authority(request, "treasury.release", bought.obligation.place)
    offers = [
        (offer, f"{offer.supplier.name}: {telling.money_of(offer.amount)}")
        for offer in bought.quotations.all()
    ]
    form = ChoiceForm(request.POST or None, offers=offers)

    def done(at: datetime) -> str:
        services.choose_quotation(
            quotation_id=form.quotation_id, reason=form.cleaned_data["reason"], by=by, at=at
        )
        return bought.get_absolute_url()

    asked = Asked(
        verb="treasury.choose_quotation",
        title=_("Elegir una cotización"),
        button=_("Elegir esta cotización"),
        noted=_("Cotización elegida. Cuando llegue la factura, se anota en esta compra."),
        about=bought.what,
        about_url=bought.get_absolute_url(),
        lead=_("Si tienes algo que ver con alguno de los proveedores, no elijas tú."),
    )
    return form_page(request, form, asked, done)


@require_safe
def supplier(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Show a supplier: what they quoted, what they were paid, and who stands aside."""
    seller = queries.supplier(supplier_id)
    powers = acting.powers(request, seller.place)
    is_inside = bool(powers & INSIDE)
    conflicts = [
        [row.mandate.holder.full_name, date_format(row.declared_at, "SHORT_DATE_FORMAT")]
        for row in queries.conflicts_with(seller)
    ]
    bills = [telling.invoice_of(bill) for bill in queries.invoices_of(seller)[:SHOWN]]
    doors = []
    if "treasury.release" in powers:
        doors.append(door(_("Declarar un interés"), "declare", seller.id))
    sheet = Sheet(
        over=_("Proveedor"),
        title=_named(seller, is_inside=is_inside),
        lead=_("Lo que cotizó, lo que se le pagó, y quién del comité no decide sobre él."),
        about=_("Lo que el Estado debe"),
        about_url=f"{reverse('treasury:list')}?lugar={seller.place.code}",
        doors=doors,
        tables=[
            Table(
                _("Facturas"),
                [_("Factura"), _("Estado"), (_("Monto"), "number")],
                [
                    {
                        "cells": [told["bill"].number, told["word"], told["total"]],
                        "url": told["bill"].get_absolute_url(),
                    }
                    for told in bills
                ],
                _("Ninguna todavía."),
            ),
            Table(
                _("Cotizaciones"),
                [_("Compra"), _("Estado"), (_("Monto"), "number")],
                [
                    {
                        "cells": [
                            offer.purchase.what,
                            _("Elegida") if hasattr(offer, "choice") else _("No se eligió"),
                            offer.amount,
                        ],
                        "url": offer.purchase.get_absolute_url(),
                    }
                    for offer in queries.quotations_of(seller)[:SHOWN]
                ],
                _("Ninguna todavía."),
            ),
            Table(
                _("Declararon un interés y no deciden"),
                [_("Quién"), _("Desde")],
                conflicts,
                _("Nadie."),
            ),
        ],
        acts=acts_about(seller.id),
    )
    return page(request, sheet, seller.place)


@login_required
def declare(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Declare an interest in a supplier."""
    seller = queries.supplier(supplier_id)
    by = acting.authority(request, "treasury.release", seller.place)
    form = ConflictForm(request.POST or None)

    def done(at: datetime) -> str:
        services.declare_conflict(supplier_id=seller.id, ground=form.cleaned_data["ground"], by=by, at=at)
        return seller.get_absolute_url()

    asked = Asked(
        verb="treasury.declare_conflict",
        title=_("Declarar un interés"),
        button=_("Declararlo"),
        noted=_("Declarado. Desde ahora deciden otros sobre este proveedor."),
        about=_named(seller, is_inside=True),
        about_url=seller.get_absolute_url(),
        lead=_("Quien declara no elige sus cotizaciones ni libera sus facturas. No se puede quitar."),
    )
    return form_page(request, form, asked, done)


def _named(seller: Supplier, *, is_inside: bool) -> str:
    return (seller.name if is_inside else seller.public_name) or _("Una persona (su nombre no se publica)")


def _bar(offer: Quotation, bought: Purchase) -> dict[str, object]:
    chosen = getattr(bought, "choice", None)
    is_chosen = chosen is not None and chosen.quotation_id == offer.id
    return {
        "label": offer.supplier.public_name or _("Una persona"),
        "value": offer.amount,
        "marked": is_chosen,
        "word": _("Elegida") if is_chosen else "",
    }


def _offers(offers: list[Quotation], bought: Purchase, *, is_inside: bool) -> Table:
    rows = [
        {
            "cells": [
                _named(offer.supplier, is_inside=is_inside),
                date_format(offer.added_at, "SHORT_DATE_FORMAT"),
                offer.mandate.holder.full_name,
                offer.amount,
            ],
            "url": reverse("treasury:quotation_copy", args=[offer.id])
            if is_inside
            else offer.supplier.get_absolute_url(),
        }
        for offer in offers
    ]
    columns = [_("Proveedor"), _("Fecha"), _("La anotó"), (_("Monto"), "number")]
    return Table(_("Cotizaciones"), columns, rows, _("Todavía no hay cotizaciones."))


def _reason(bought: Purchase, *, is_inside: bool) -> list[dict[str, object]]:
    chosen = getattr(bought, "choice", None)
    if chosen is None:
        return []
    offer = chosen.quotation
    facts: list[dict[str, object]] = [
        {
            "key": _("Se eligió"),
            "value": f"{_named(offer.supplier, is_inside=is_inside)}, {telling.money_of(offer.amount)}",
            "url": offer.supplier.get_absolute_url(),
        },
        {"key": _("La eligió"), "value": chosen.mandate.holder.full_name},
    ]
    if chosen.reason:
        words = (
            chosen.reason if is_inside else _("Hay un motivo escrito; lo leen el comité y la contraloría.")
        )
        facts.append({"key": _("No es la más barata"), "value": words})
    return facts
