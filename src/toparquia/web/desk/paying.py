"""Tasks of money: send tranches, confirm that they came, sign invoices, report, write down the decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toparquia.territory import queries as territory
from toparquia.treasury import queries as treasury
from toparquia.treasury.models import Obligation
from toparquia.web import formatting
from toparquia.web.desk.tasks import Seat, Task

LISTED: Final = 12


def tasks(seat: Seat) -> Iterator[Task]:
    """Yield what waits for the State's treasurer, or for a member of a finance committee."""
    if "treasury.disburse" in seat.powers:
        yield from debts(seat)
    if "treasury.confirm_receipt" in seat.powers:
        yield from arrivals(seat)
    if "treasury.release" in seat.powers:
        yield from invoices(seat)
    if "treasury.report" in seat.powers:
        yield from reports(seat)
    if "treasury.query" in seat.powers:
        yield from to_audit(seat)


def debts(seat: Seat) -> Iterator[Task]:
    """Yield what is to be paid, the oldest debt first."""
    today = territory.local_day(seat.place, seat.at)
    due = treasury.obligations(seat.place).filter(next_due_on__isnull=False)
    for one in due.filter(sent_minor__lte=F("received_minor"))[:LISTED]:
        days = (today - one.next_due_on).days
        last_day = formatting.day_text(one.next_due_on, weekday=False)
        late = ngettext("{days} día de atraso", "{days} días de atraso", days).format(days=days)
        yield Task(
            _("{amount} para {place}").format(amount=formatting.money_text(one.amount), place=one.place.name),
            one.get_absolute_url(),
            f"{one.project.title} · " + _("Vence el {day}").format(day=last_day),
            "late" if days > 0 else "pending",
            late if days > 0 else _("Por pagar"),
        )


def arrivals(seat: Seat) -> Iterator[Task]:
    """Yield the tranches that the State says it sent."""
    for one in treasury.obligations(seat.place).filter(sent_minor__gt=F("received_minor"))[:LISTED]:
        hint = _("El Estado dice que envió dinero: mira el banco y confirma.")
        yield Task(one.project.title, one.get_absolute_url(), hint, "partial", _("Por confirmar"))


def invoices(seat: Seat) -> Iterator[Task]:
    """Yield the invoices that wait for this person's signature."""
    for one in treasury.to_release(seat.place, seat.resident_id)[:LISTED]:
        name = one.public_supplier or _("Factura {number}").format(number=one.number)
        title = f"{name}: {formatting.money_text(one.total)}"
        hint = _("Revisa la factura y, si es correcta, fírmala.")
        yield Task(title, one.get_absolute_url(), hint, "open", _("Espera tu firma"))


def reports(seat: Seat) -> Iterator[Task]:
    """Yield what is to be spent, reported, or written down after the assembly."""
    for one in treasury.to_account_for(seat.place)[:LISTED]:
        report = treasury.last_report(one)
        if report is not None and getattr(report, "decision", None) is None:
            hint = _("Llévala a la asamblea y anota lo que decidió.")
            yield Task(one.project.title, report.get_absolute_url(), hint, "open", _("Espera a la asamblea"))
        elif one.spent_minor < one.received_minor:
            yield _to_spend(one)
        elif report is None:
            hint = _("Ya se gastó lo que llegó: presenta la rendición de cuentas.")
            yield Task(one.project.title, one.get_absolute_url(), hint, "open", _("Por rendir"))


def to_audit(seat: Seat) -> Iterator[Task]:
    """Yield the reports that the social audit can look into, and the money that is being spent."""
    paid = treasury.obligations(seat.place).filter(received_minor__gt=0)
    # The newest first, or what is long settled would hide it.
    for one in paid.order_by("-obliged_at", "id")[:LISTED]:
        report = treasury.last_report(one)
        if report is not None:
            hint = _("Mira cada factura; lo que preguntes y lo que respondan es público.")
            yield Task(one.project.title, report.get_absolute_url(), hint, "info", _("Rendición presentada"))
        else:
            hint = _("Ya se gasta: mira sus facturas.")
            yield Task(one.project.title, one.get_absolute_url(), hint, "info", _("Sin rendición aún"))


def _to_spend(one: Obligation) -> Task:
    left = formatting.money_text(treasury.left(one))
    hint = _("Queda por gastar: {left}").format(left=left)
    return Task(one.project.title, one.get_absolute_url(), hint, "pending", _("Con dinero por gastar"))
