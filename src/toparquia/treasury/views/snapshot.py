"""A report's page, read from the snapshot alone: what was frozen is what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toparquia.foundation.money import Money
from toparquia.treasury.models import AccountabilityReport
from toparquia.treasury.views.telling import head_name, money_of

# As many as fit on one sheet of paper; the snapshot has all.
INVOICES: Final = 12


@dataclass(frozen=True)
class Sheet:
    """What a report's page shows."""

    figures: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    heads: dict[str, Any]
    invoices: dict[str, Any]
    more: int
    balance: dict[str, Any]
    unreceipted: list[dict[str, Any]]
    work: list[dict[str, Any]]


def sheet_of(report: AccountabilityReport) -> Sheet:
    """Return what a report's snapshot says."""
    document = report.document
    owed, sent, received, spent, left = (
        _money(document[name]) for name in ("owed", "sent", "received", "spent", "left")
    )
    return Sheet(
        figures=[
            {"label": _("El Estado debe"), "amount": owed},
            {"label": _("Llegó"), "amount": received},
            {"label": _("Se gastó"), "amount": spent},
            {"label": _("Queda"), "amount": left},
        ],
        parts=[
            {"label": _("Gastado"), "value": spent},
            {"label": _("Sin gastar"), "value": left},
            {"label": _("Enviado, sin confirmar"), "value": sent - received},
            {"label": _("Por enviar"), "value": owed - sent},
        ],
        heads=_heads(document["heads"]),
        invoices=_invoices(document["invoices"][:INVOICES]),
        more=max(len(document["invoices"]) - INVOICES, 0),
        balance=_balance(document["trial_balance"]),
        unreceipted=_unreceipted(document),
        work=_work(document),
    )


def _unreceipted(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what no paper explains; reports of before that was told say nothing of it."""
    held = _money(document["unreceipted"]["petty_cash"]) if "unreceipted" in document else None
    unpaid = [bill for bill in document["invoices"] if not bill["paid_at"] and not bill["taken_back_at"]]
    rows = []
    if held is not None and not held.is_zero:
        rows.append({"key": _("En la caja chica, todavía sin recibos"), "value": money_of(held)})
    rows += [
        {"key": _("Factura sin pagar %(number)s") % bill, "value": money_of(_money(bill["total"]))}
        for bill in unpaid
    ]
    return rows


def _work(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return how far the work was, if it had stages, and the hands that were lent."""
    work = document.get("work") or {}
    rows = []
    if work.get("stages"):
        rows.append({"key": _("La obra va por"), "value": f"{work['done']} %"})
        rows.append({"key": _("Debería ir por"), "value": f"{work['planned']} %"})
    if work.get("labour", {}).get("hours"):
        rows.append({"key": _("Manos prestadas"), "value": _("%(hours)s horas") % work["labour"]})
    return rows


def _heads(sums: dict[str, Any]) -> dict[str, Any]:
    columns = [_("Rubro"), (_("Planeado"), "number"), (_("Gastado"), "number")]
    rows = [[head_name(head), _money(one["planned"]), _money(one["spent"])] for head, one in sums.items()]
    return {"columns": columns, "rows": rows}


def _invoices(bills: list[dict[str, Any]]) -> dict[str, Any]:
    columns = [_("Proveedor"), _("Factura"), _("Fecha"), _("Estado"), (_("Monto"), "number")]
    return {"columns": columns, "rows": [_invoice(bill) for bill in bills]}


def _balance(lines: list[dict[str, Any]]) -> dict[str, Any]:
    names = {
        "receivable": _("Por cobrar al Estado"),
        "transit": _("En camino"),
        "bank": _("En el banco"),
        "petty": _("En la caja chica"),
        "committed": _("Comprometido con el proyecto"),
    }
    rows = [
        [
            names.get(line["account"]) or _("Gastado: %(head)s") % {"head": head_name(_head(line))},
            _money(line["debit"]),
            _money(line["credit"]),
        ]
        for line in lines
    ]
    return {"columns": [_("Cuenta"), (_("Debe"), "number"), (_("Haber"), "number")], "rows": rows}


def _head(line: dict[str, Any]) -> str:
    head: str = line["account"]
    return head.removeprefix("head.")


def _invoice(bill: dict[str, Any]) -> dict[str, Any]:
    word = _("Pagada") if bill["paid_at"] else _("Sin pagar")
    if bill["taken_back_at"]:
        word = _("Anulada por error")
    day = date_format(datetime.fromisoformat(bill["issued_on"]).date(), "SHORT_DATE_FORMAT")
    supplier = bill["supplier"] or _("Una persona")
    cells = [supplier, bill["number"], day, word, _money(bill["total"])]
    return {"cells": cells, "url": f"/facturas/{bill['id']}/"}


def _money(written: dict[str, str]) -> Money:
    return Money(int(written["minor"]), written["currency"])
