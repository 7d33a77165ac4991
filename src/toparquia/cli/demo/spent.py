"""The money of one winner of each commune: tranches, invoices with files, reports, the assembly's yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from toparquia.cli.demo import meeting, papers, worked
from toparquia.cli.demo.calendar import Life
from toparquia.cli.demo.commune import Commune
from toparquia.cli.demo.planned import LINES
from toparquia.consultations import queries as consultations
from toparquia.foundation.money import Money
from toparquia.territory import queries as territory
from toparquia.treasury import queries, services
from toparquia.treasury.models import AccountabilityReport, Obligation
from toparquia.treasury.rules import NewInvoice, NewLine

# Days after the beginning on which the first tranche is sent, and days from one tranche to the next.
BEGINS: Final = 142
ROUND: Final = 42
RECEIVED: Final = 2
INVOICED: Final = 9
RELEASED: Final = 11
REPORTED: Final = 18
CALLED: Final = 19
MET: Final = 36
# How a tranche is spent: each invoice with its heads and their weights.
INVOICES: Final = ((("materials", 55),), (("labour", 30), ("costs", 15)))
SUPPLIERS: Final = (
    *(
        "Ferretería La Unión",
        "Cooperativa Manos a la Obra",
        "Materiales El Porvenir",
        "Taller Comunal 8 de Marzo",
    ),
    *("Transporte Los Andes", "Cooperativa Albañiles del Sur", "Suministros El Puente", "Vivero La Semilla"),
)


def spend(commune: Commune, *, leaves_last: bool = False) -> Life:
    """Carry the first winner of the commune's consultation through to the last approved report.

    With `leaves_last` the State still owes something: a single winner's last tranche, if there is no other.
    """
    assert commune.consultation is not None, "what is spent was decided"
    won = consultations.winners(commune.consultation)
    if not won:
        return
    obligation = queries.obligation_of(won[0].project_id)
    assert obligation is not None, "what won is owed"
    commune.carried = obligation
    rounds = obligation.tranche_count - (1 if leaves_last and len(won) == 1 else 0)
    for number in range(1, rounds + 1):
        yield from one_round(commune, obligation, number, BEGINS + ROUND * (number - 1))


def one_round(commune: Commune, obligation: Obligation, number: int, first: int) -> Life:
    """Receive one tranche, spend it, and account for it to the assembly."""
    days = commune.days
    yield days.at(first)
    sent = receive(commune, obligation, number, days.at(first))
    yield days.at(first + RECEIVED)
    at = days.at(first + RECEIVED)
    services.confirm_receipt(disbursement_id=sent, by=commune.by("finance_committee", at), at=at)
    yield days.at(first + INVOICED)
    ids = invoice(commune, obligation, number, days.at(first + INVOICED))
    yield days.at(first + RELEASED)
    for invoice_id in ids:
        release(commune, invoice_id, days.at(first + RELEASED))
    yield days.at(first + REPORTED)
    at = days.at(first + REPORTED)
    if number == 1:
        worked.plan(commune, obligation, at)
    worked.see(commune, obligation, number, at)
    report = services.present_report(
        obligation_id=obligation.id, by=commune.by("finance_committee", at), at=at
    )
    yield from approve(commune, obligation, report, days.at(first + CALLED), days.at(first + MET, 17))


def receive(commune: Commune, obligation: Obligation, number: int, at: datetime) -> UUID:
    """Send one tranche; return its disbursement."""
    reference = f"DEMO-{obligation.id.hex[-12:].upper()}-{number}"
    sent = services.disburse(
        obligation_id=obligation.id,
        tranche=number,
        bank_reference=reference,
        allocation_id=commune.allocation and commune.allocation.id,
        by=commune.node.treasury(commune.place, at),
        at=at,
    )
    return sent.id


def invoice(commune: Commune, obligation: Obligation, tranche: int, at: datetime) -> list[UUID]:
    """Record invoices that spend all money at hand, each with its picture or document."""
    left = queries.left(obligation)
    weights = [sum(weight for _, weight in heads) for heads in INVOICES]
    ids = []
    for number, amount in enumerate(left.split(weights)):
        lines = _lines(INVOICES[number], amount)
        if not lines:
            continue
        supplier = commune.chance.choice(SUPPLIERS)
        code = f"{obligation.id.hex[-6:].upper()}-{tranche}{number + 1}"
        issued_on = territory.local_day(commune.place, at) - timedelta(days=3)
        draw = papers.document if number % 2 else papers.picture
        file = draw(_words(commune, supplier, code, issued_on, lines))
        recorded = services.record_invoice(
            obligation_id=obligation.id,
            new=NewInvoice(
                supplier,
                code,
                issued_on,
                lines,
                file,
                direct_reason="Era la única oferta en la zona.",
                again_reason="Es otra factura.",
            ),
            by=commune.by("finance_committee", at),
            at=at,
        )
        ids.append(recorded.id)
    return ids


def release(commune: Commune, invoice_id: UUID, at: datetime) -> None:
    """Let members of the committee who did not record an invoice release it, as many as the rules ask."""
    for number in range(1, commune.told.rules.count("finance.releases_required") + 1):
        services.release(invoice_id=invoice_id, by=commune.by("finance_committee", at, number), at=at)


def approve(
    commune: Commune,
    obligation: Obligation,
    report: AccountabilityReport,
    called_at: datetime,
    starts_at: datetime,
) -> Life:
    """Let the commune's assembly approve a report."""
    item = "Rendición de cuentas"
    yield called_at
    session = meeting.call(commune, commune.place, starts_at, [item, "Varios"], called_at)
    yield starts_at
    matter = meeting.Matter(
        item,
        f"Que se apruebe la rendición n.º {report.number} de «{obligation.project.title}»."[:2000],
        queries.REPORT,
        report.id,
        "accounts",
    )
    resolution = meeting.decide(commune, session, matter, starts_at)
    later = starts_at + timedelta(hours=1)
    by = commune.by("finance_committee", later)
    services.record_decision(report_id=report.id, resolution_id=resolution.id, by=by, at=later)
    meeting.close(commune, session, later)


def _lines(heads: Sequence[tuple[str, int]], amount: Money) -> tuple[NewLine, ...]:
    shares = amount.split([weight for _, weight in heads])
    return tuple(
        NewLine(head, LINES[head], share)
        for (head, _), share in zip(heads, shares, strict=True)
        if not share.is_zero
    )


def _words(
    commune: Commune, supplier: str, code: str, issued_on: date, lines: Sequence[NewLine]
) -> list[str]:
    return [
        f"{supplier}    FACTURA {code}",
        "Muestra: este papel se dibujó para probar el programa.",
        f"A: {commune.place.name}",
        f"Fecha: {issued_on.isoformat()}",
        *(f"{line.what}: {line.amount.minor} {line.amount.currency} (unidades menores)" for line in lines),
    ]
