"""Purchases in the Open Contracting Data Standard (OCDS 1.1), as one release package.

A purchase with quotations is a contracting process; so is what was bought directly from one supplier, with
the reason that the standard asks for. What petty cash paid is none. Suppliers that are persons are not named.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Prefetch, QuerySet

from toparquia.foundation.money import Money, minor_digits
from toparquia.treasury.models import Invoice, Purchase, Quotation

VERSION: Final = "1.1"
# A publisher registers a prefix of their own; until then processes are told apart by ours.
PREFIX: Final = "ocds-toparquia"
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
UNNAMED: Final = "Una persona (su nombre no se publica)"
DIRECT: Final = "Compra directa con motivo escrito"


def ocds(*, address: str, publisher: str, at: datetime) -> dict[str, Any] | None:
    """Return all purchases as one package published at `address`, None while there is none."""
    releases = [*_quoted(address), *_direct(address)]
    if not releases:
        return None
    return {
        "uri": f"{address}/compras/ocds.json",
        "version": VERSION,
        "publishedDate": at.isoformat(),
        "license": LICENSE,
        "publisher": {"name": publisher},
        "releases": releases,
    }


def _quoted(address: str) -> Iterator[dict[str, Any]]:
    offers = Quotation.objects.select_related("supplier", "purchase").order_by("amount_minor", "id")
    found = Purchase.objects.select_related(
        "obligation__place", "obligation__project", "choice__quotation__supplier"
    ).prefetch_related(
        Prefetch("quotations", offers, to_attr="offers"), Prefetch("invoices", _bills(), to_attr="bills")
    )
    for one in found.order_by("opened_at", "id").iterator(chunk_size=500):
        yield _contracting(one, address)


def _contracting(one: Purchase, address: str) -> dict[str, Any]:
    chosen = getattr(one, "choice", None)
    offers: list[Quotation] = one.offers  # type: ignore[attr-defined]
    bills: list[Invoice] = one.bills  # type: ignore[attr-defined]
    buyer = _buyer(one.obligation)
    sellers = {offer.supplier_id: _party(offer.supplier, "tenderer") for offer in offers}
    told: dict[str, Any] = {
        **_head(str(one.id), max([one.opened_at, *(bill.recorded_at for bill in bills)])),
        "tag": ["tender", *(["award"] if chosen else []), *(["contract", "implementation"] if bills else [])],
        "buyer": {"id": buyer["id"], "name": buyer["name"]},
        "planning": _planning(one.obligation, address),
        "tender": {
            "id": f"{one.id}-tender",
            "title": one.what,
            "status": "complete" if chosen else "active",
            "value": _value(one.estimate),
            "procurementMethod": "selective",
            "procurementMethodDetails": f"{one.quotations_required} cotizaciones según las reglas",
            "mainProcurementCategory": "goods" if one.head == "materials" else "services",
            "numberOfTenderers": len(offers),
            "tenderers": [{"id": party["id"], "name": party["name"]} for party in sellers.values()],
            "documents": [_page(one, address)],
        },
    }
    if chosen:
        winner = sellers[chosen.quotation.supplier_id]
        winner["roles"].append("supplier")
        told["awards"] = [_award(one.id, one.what, chosen.chosen_at, _amount(chosen), winner)]
    if bills and chosen:
        told["contracts"] = [_contract(one.id, one.what, bills, buyer, sellers[chosen.quotation.supplier_id])]
    return {**told, "parties": [buyer, *sellers.values()]}


def _direct(address: str) -> Iterator[dict[str, Any]]:
    found = _bills().filter(purchase__isnull=True, is_petty=False)
    found = found.select_related("obligation__place", "obligation__project", "payment", "reversal")
    for bill in found.order_by("recorded_at", "id").iterator(chunk_size=500):
        buyer = _buyer(bill.obligation)
        seller = {
            "id": f"{bill.place.code}-{bill.id}" if bill.supplier_is_person else bill.supplier_key,
            "name": bill.public_supplier or UNNAMED,
            "roles": ["supplier"],
        }
        what = f"Factura {bill.number}"
        yield {
            **_head(str(bill.id), bill.recorded_at),
            "tag": ["tender", "award", "contract", "implementation"],
            "buyer": {"id": buyer["id"], "name": buyer["name"]},
            "parties": [buyer, seller],
            "planning": _planning(bill.obligation, address),
            "tender": {
                "id": f"{bill.id}-tender",
                "title": what,
                "status": "complete",
                "value": _value(bill.total),
                "procurementMethod": "direct",
                "procurementMethodRationale": DIRECT if bill.direct_reason else "Monto bajo el umbral",
                "documents": [_page(bill, address)],
            },
            "awards": [_award(bill.id, what, bill.recorded_at, bill.total, seller)],
            "contracts": [_contract(bill.id, what, [bill], buyer, seller)],
        }


def _bills() -> QuerySet[Invoice]:
    return Invoice.objects.filter(reversal__isnull=True).select_related("payment__voucher", "place")


def _head(thing: str, at: datetime) -> dict[str, Any]:
    return {
        "ocid": f"{PREFIX}-{thing}",
        "id": f"{thing}-{int(at.timestamp())}",
        "date": at.isoformat(),
        "language": "es",
        "initiationType": "tender",
    }


def _buyer(obligation: Any) -> dict[str, Any]:
    place = obligation.place
    return {"id": place.code, "name": place.name, "roles": ["buyer", "payer"]}


def _party(seller: Any, role: str) -> dict[str, Any]:
    return {"id": str(seller.id), "name": seller.public_name or UNNAMED, "roles": [role]}


def _planning(obligation: Any, address: str) -> dict[str, Any]:
    # A project's own page is its identifier in the OC4IDS package too, so that the two can be joined.
    return {
        "budget": {
            "project": obligation.project.title,
            "projectID": f"{address}{obligation.project.get_absolute_url()}",
            "amount": _value(obligation.amount),
        }
    }


def _award(thing: Any, title: str, at: datetime, amount: Money, seller: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{thing}-award",
        "title": title,
        "status": "active",
        "date": at.isoformat(),
        "value": _value(amount),
        "suppliers": [{"id": seller["id"], "name": seller["name"]}],
    }


def _contract(
    thing: Any, title: str, bills: list[Invoice], buyer: dict[str, Any], seller: dict[str, Any]
) -> dict[str, Any]:
    paid = [bill for bill in bills if hasattr(bill, "payment")]
    return {
        "id": f"{thing}-contract",
        "awardID": f"{thing}-award",
        "title": title,
        "status": "active",
        "value": _value(Money.total((bill.total for bill in bills), bills[0].currency)),
        "implementation": {
            "transactions": [
                {
                    "id": str(bill.payment.id),
                    "date": bill.payment.paid_at.isoformat(),
                    "value": _value(bill.total),
                    "payer": {"id": buyer["id"], "name": buyer["name"]},
                    "payee": {"id": seller["id"], "name": seller["name"]},
                }
                for bill in paid
            ]
        },
    }


def _page(thing: Any, address: str) -> dict[str, Any]:
    return {
        "id": f"{thing.id}-page",
        "documentType": "tenderNotice",
        "url": f"{address}{thing.get_absolute_url()}",
        "format": "text/html",
        "language": "es",
    }


def _amount(chosen: Any) -> Money:
    return Money(chosen.quotation.amount_minor, chosen.purchase.currency)


def _value(amount: Money) -> dict[str, Any]:
    # As a number, which the standard asks for: a double holds every amount below 90 trillion to its cent.
    exact = Decimal(amount.minor).scaleb(-minor_digits(amount.currency))
    return {"amount": float(exact), "currency": amount.currency}
