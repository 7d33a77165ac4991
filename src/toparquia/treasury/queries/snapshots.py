"""The snapshot that a report freezes: all that the assembly needs to judge, as exact bytes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F, IntegerField, QuerySet, Sum

from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.money import Money
from toparquia.gazette.acts import plain
from toparquia.ledger import queries as ledger
from toparquia.planning import queries as planning
from toparquia.territory import queries as territory
from toparquia.treasury import rules
from toparquia.treasury.models import Invoice, Obligation, ObligationAccount, Tranche
from toparquia.treasury.queries.purchases import petty_cash
from toparquia.treasury.queries.works import progress_of, quantity, store_of, work_of
from toparquia.treasury.rules import Spending

PHOTOS: Final = 50
"""Most photos that a report names, the newest."""

SNAPSHOT_LIMIT: Final = 5_000_000
"""Most bytes of a snapshot: some ten thousand invoices."""


def snapshot(
    obligation: Obligation, spending: Spending, *, report_id: UUID, number: int, at: datetime
) -> bytes:
    """Return the report as canonical JSON. It names no person: suppliers that are persons are left out."""
    day = territory.local_day(obligation.place, at)
    in_force = territory.rules(obligation.place, day)
    heads = in_force.text_list("invoice.heads")
    invoices = list(_invoices(obligation))
    document = {
        "version": 1,
        "kind": "treasury.report",
        "report": report_id,
        "number": number,
        "presented_at": at,
        "obligation": obligation.id,
        "project": {"id": obligation.project_id, "title": obligation.project.title},
        "place": {"code": obligation.place.code, "name": obligation.place.name},
        "cost": obligation.cost,
        "owed": spending.owed,
        "sent": spending.paid,
        "received": spending.received,
        "spent": spending.spent,
        "left": spending.left,
        "tranches": [_tranche(part, obligation) for part in _tranches(obligation)],
        # What no paper explains goes first: it lies in the petty cash, or the bank saw it and we did not.
        "unreceipted": {"petty_cash": petty_cash(obligation)},
        "work": _work(obligation, day),
        "heads": _heads(obligation, invoices, heads),
        "invoices": [_invoice(bill) for bill in invoices],
        "trial_balance": trial_balance(obligation, day),
    }
    return canonical_json(plain(document), limit=SNAPSHOT_LIMIT)


def trial_balance(obligation: Obligation, on: date) -> list[dict[str, Any]]:
    """Return what each account of an obligation was debited and credited; the two columns are equal sums."""
    roles = dict(ObligationAccount.objects.filter(obligation=obligation).values_list("account_id", "role"))
    return [
        {
            "account": roles[line.account_id],
            "code": line.code,
            "kind": line.kind,
            "debit": Money(line.debit_minor, line.currency),
            "credit": Money(line.credit_minor, line.currency),
        }
        for line in ledger.trial_balance(on, [obligation.place_id])
        if line.account_id in roles
    ]


def _work(obligation: Obligation, day: date) -> dict[str, Any]:
    """Return how far the work is, what hands were lent and what lies in its store."""
    found = work_of(obligation)
    lent = obligation.labour_days.aggregate(
        hands=Sum("people"), hours=Sum(F("people") * F("hours"), output_field=IntegerField())
    )
    return {
        "done": found.done,
        "planned": found.planned(day),
        "stages": [
            {"title": stage.title, "weight": stage.weight, "percent": percent}
            for stage, percent in found.stages
        ],
        "labour": {"people": lent["hands"] or 0, "hours": lent["hours"] or 0},
        "store": [
            {"item": item, "unit": unit, "received": quantity(came), "used": quantity(used)}
            for item, unit, came, used, _left in store_of(obligation)
        ],
        "photos": [
            seen.attachment.public_sha256
            for seen in progress_of(obligation).filter(attachment__isnull=False)[:PHOTOS]
            if seen.attachment
        ],
    }


def _invoices(obligation: Obligation) -> QuerySet[Invoice]:
    found = obligation.invoices.select_related("attachment", "payment__voucher", "reversal")
    return found.prefetch_related("lines", "releases")


def _invoice(bill: Invoice) -> dict[str, Any]:
    payment, undone = getattr(bill, "payment", None), getattr(bill, "reversal", None)
    sums = rules.by_head(
        ((line.head, Money(line.amount_minor, bill.currency)) for line in bill.lines.all()), (), bill.currency
    )
    return {
        "id": bill.id,
        # A person who was paid is not named to everyone; the number alone would not tell whose it is.
        "supplier": bill.public_supplier,
        "number": bill.number,
        "issued_on": bill.issued_on,
        "total": bill.total,
        "heads": sums,
        "receipt_number": payment.voucher.number if payment else None,
        "is_petty": bill.is_petty,
        "is_direct": bool(bill.direct_reason),
        "file_sha256": bill.attachment.sha256,
        "releases": len(bill.releases.all()),
        "paid_at": payment and payment.paid_at,
        "taken_back_at": undone and undone.reversed_at,
    }


def _heads(obligation: Obligation, invoices: list[Invoice], heads: tuple[str, ...]) -> dict[str, Any]:
    """Return what was planned and what was spent, head by head."""
    zero = Money.zero(obligation.currency)
    planned = planning.standing(obligation.project_id).by_head(heads)
    spent = rules.by_head(
        (
            (line.head, Money(line.amount_minor, bill.currency))
            for bill in invoices
            if hasattr(bill, "payment") and not hasattr(bill, "reversal")
            for line in bill.lines.all()
        ),
        heads,
        obligation.currency,
    )
    return {head: {"planned": planned.get(head, zero), "spent": amount} for head, amount in spent.items()}


def _tranches(obligation: Obligation) -> QuerySet[Tranche]:
    return obligation.tranches.select_related("disbursement__receipt").order_by("number")


def _tranche(part: Tranche, obligation: Obligation) -> dict[str, Any]:
    sent = getattr(part, "disbursement", None)
    came = getattr(sent, "receipt", None)
    return {
        "number": part.number,
        "amount": Money(part.amount_minor, obligation.currency),
        "sent_at": sent and sent.sent_at,
        "bank_reference": sent and sent.bank_reference,
        "received_at": came and came.received_at,
    }
