"""What the treasury's pages say of rows: words, amounts and states for the templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from toparquia.foundation.money import Money
from toparquia.foundation.rulesets.codes import in_words
from toparquia.treasury import queries, rules
from toparquia.treasury.models import AccountabilityReport, Invoice, Obligation, Tranche
from toparquia.treasury.queries import Figures
from toparquia.treasury.rules import Spending, Status


def national_day(at: datetime) -> date:
    """Return the day it is in the site's own zone, for pages of no one territory."""
    return timezone.localdate(at)


def language() -> str:
    """Return the page's language."""
    return get_language() or "es"


def money_of(amount: Money) -> str:
    """Return an amount as the page's language writes it."""
    return amount.in_language(language())


def head_name(head: str) -> str:
    """Return what a head is called."""
    return in_words(head, language()).capitalize()


def standing_of(spending: Spending, today: date) -> dict[str, str]:
    """Return how an obligation stands, as a shape and its word; a late one with its days."""
    if spending.next_due is not None and spending.is_overdue:
        days = (today - spending.next_due).days
        word = ngettext("%(days)s día de atraso", "%(days)s días de atraso", days) % {"days": days}
        return {"kind": "late", "word": word}
    words = {
        Status.PENDING: ("pending", _("Por pagar")),
        Status.PARTLY_PAID: ("partial", _("Pagada en parte")),
        Status.PAID: ("done", _("Pagada")),
    }
    kind, word = words[spending.status]
    return {"kind": kind, "word": word}


def row_of(obligation: Obligation, today: date) -> dict[str, Any]:
    """Return one line of the list."""
    spending = queries.spending_of(obligation, today)
    return {
        "obligation": obligation,
        "standing": standing_of(spending, today),
        "spending": spending,
    }


def sums_of(sums: Figures) -> dict[str, Any]:
    """Return the sums of one currency, and what of them is late."""
    debts = ngettext("%(count)s obligación", "%(count)s obligaciones", sums.count) % {"count": sums.count}
    return {
        "late": None if sums.overdue.is_zero else sums.overdue,
        "figures": [
            {"label": _("El Estado debe en total"), "amount": sums.owed, "note": debts},
            {"label": _("Ya llegó"), "amount": sums.received},
            {"label": _("Se gastó, con factura"), "amount": sums.spent},
            {"label": _("Queda en las comunas"), "amount": sums.left},
        ],
    }


def figures_of(spending: Spending) -> list[dict[str, Any]]:
    """Return the figures of one obligation."""
    return [
        {"label": _("El Estado debe"), "amount": spending.owed},
        {"label": _("Ya llegó"), "amount": spending.received},
        {"label": _("Se gastó, con factura"), "amount": spending.spent},
        {"label": _("Queda"), "amount": spending.left},
    ]


def parts_of(spending: Spending) -> list[dict[str, Any]]:
    """Return what is owed in the four parts that add up to it: spent, at hand, under way, to come."""
    return [
        {"label": _("Gastado"), "value": spending.spent},
        {"label": _("Sin gastar"), "value": spending.left},
        {"label": _("Enviado, sin confirmar"), "value": spending.paid - spending.received},
        {"label": _("Por enviar"), "value": spending.owed - spending.paid},
    ]


def tranche_of(part: Tranche, obligation: Obligation, spending: Spending) -> dict[str, Any]:
    """Return one tranche: what it is, and how far it has come."""
    sent = getattr(part, "disbursement", None)
    came = getattr(sent, "receipt", None)
    told: dict[str, Any] = {
        "number": part.number,
        "amount": Money(part.amount_minor, obligation.currency),
        "reference": sent and sent.bank_reference,
        "sent_at": sent and sent.sent_at,
        "received_at": came and came.received_at,
    }
    if came:
        return {**told, "kind": "done", "word": _("Recibido")}
    if sent:
        return {**told, "kind": "partial", "word": _("Enviado; falta confirmar que llegó")}
    if part.number > 1 and spending.next_due is None:
        return {**told, "kind": "pending", "word": _("Espera una rendición aprobada")}
    if spending.is_overdue:
        return {**told, "kind": "late", "word": _("Atrasado")}
    return {**told, "kind": "pending", "word": _("Por llegar")}


def invoice_of(bill: Invoice) -> dict[str, Any]:
    """Return one invoice as a list shows it."""
    if hasattr(bill, "reversal"):
        kind, word = "expired", _("Anulada por error")
    elif hasattr(bill, "payment"):
        kind, word = "done", _("Pagada")
    else:
        kind, word = "pending", _("Espera firmas para pagarse")
    return {"bill": bill, "title": supplier_of(bill), "kind": kind, "word": word, "total": bill.total}


def lines_of(bill: Invoice) -> dict[str, Any]:
    """Return the table of an invoice's lines, with a sum for each head if there are several."""
    lines = [(line, Money(line.amount_minor, bill.currency)) for line in bill.lines.all()]
    sums = rules.by_head(((line.head, amount) for line, amount in lines), (), bill.currency)
    rows: list[Any] = [[line.what, head_name(line.head), amount] for line, amount in lines]
    if len(sums) > 1:
        rows += [{"cells": [_("Suma"), head_name(head), amount]} for head, amount in sums.items()]
    rows.append({"cells": [_("Total"), "", bill.total], "total": True})
    return {"columns": [_("Renglón"), _("Rubro"), (_("Monto"), "number")], "rows": rows}


def grounds_of(bill: Invoice, *, is_inside: bool) -> list[dict[str, Any]]:
    """Return who else was asked before it was bought, from where it was paid, and under which receipt."""
    rows: list[dict[str, Any]] = []
    if bill.purchase is not None:
        rows.append(
            {"key": _("Compra"), "value": bill.purchase.what, "url": bill.purchase.get_absolute_url()}
        )
    for key, reason in (
        (_("Compra directa, sin otras cotizaciones"), bill.direct_reason),
        (_("Se parece a otra y se confirmó que no lo es"), bill.again_reason),
    ):
        if reason:
            words = reason if is_inside else _("El motivo lo leen el comité y la contraloría.")
            rows.append({"key": key, "value": words})
    if bill.is_petty:
        rows.append({"key": _("De dónde salió"), "value": _("De la caja chica")})
    if hasattr(bill, "payment"):
        rows.append(
            {
                "key": _("Recibo n.º"),
                "value": f"{bill.payment.voucher.number:06d}",
                "url": f"/facturas/{bill.id}/recibo.pdf",
            }
        )
    return rows


def supplier_of(bill: Invoice) -> str:
    """Return the supplier as everyone may read it."""
    return bill.public_supplier or _("Una persona (su nombre no se publica)")


def report_of(report: AccountabilityReport) -> dict[str, Any]:
    """Return one report as a list shows it."""
    decision = getattr(report, "decision", None)
    if decision is None:
        kind, word = "open", _("Espera a la asamblea")
    elif decision.is_approved:
        kind, word = "done", _("Aprobada por la asamblea")
    else:
        kind, word = "late", _("Objetada por la asamblea")
    return {"report": report, "kind": kind, "word": word, "decision": decision}
