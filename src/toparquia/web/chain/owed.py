"""The links of the money: what the State owes, what arrived, what was bought, and the assembly's word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toparquia.foundation.money import Money
from toparquia.treasury.models import Invoice, Tranche
from toparquia.treasury.rules import Status
from toparquia.web import formatting
from toparquia.web.chain.debt import Debt
from toparquia.web.chain.links import Link, Part, State
from toparquia.web.chain.story import Story

INVOICES_SHOWN: Final = 8


def links(story: Story) -> Iterator[Link]:
    """Yield debt, money that came, invoices, report and decision, as far as they have come."""
    if story.debt is None:
        yield Link(
            kind="obligation",
            title=_("La deuda del Estado"),
            text=_("Nace con el resultado y nadie la anula."),
        )
        yield Link(kind="tranche", title=_("El dinero que llega"))
        yield Link(kind="invoice", title=_("Las facturas"))
        yield Link(kind="report", title=_("La rendición de cuentas"))
        yield Link(kind="assembly", title=_("La palabra de la asamblea"))
        return
    yield obligation(story, story.debt)
    yield tranches(story, story.debt)
    yield invoices(story, story.debt)
    yield report(story, story.debt)
    yield decision(story, story.debt)


def obligation(story: Story, debt: Debt) -> Link:
    """Return what is owed: late with its days, or how much of it was paid."""
    spending = debt.spending
    words = {
        Status.PENDING: _("Por pagar"),
        Status.PARTLY_PAID: _("Pagada en parte"),
        Status.PAID: _("Pagada"),
        Status.OVERDUE: "",
    }
    word, text = words[spending.status], ""
    if spending.next_due is not None:
        days = (story.day - spending.next_due).days
        due = formatting.day_text(spending.next_due, weekday=False)
        text = _("Vence el {day}").format(day=due)
        if spending.is_overdue:
            word = ngettext("{days} día de atraso", "{days} días de atraso", days).format(days=days)
            text = _("Venció el {day}").format(day=due)
    return Link(
        kind="obligation",
        title=_("La deuda del Estado"),
        state=State.LATE if spending.is_overdue else State.DONE,
        word=word,
        url=debt.obligation.get_absolute_url(),
        amount=spending.owed,
        text=text,
        entry=story.trail.last("treasury.obligation_created", debt.obligation.id),
        zone=story.zone,
    )


def tranches(story: Story, debt: Debt) -> Link:
    """Return each part in which the money comes."""
    return Link(
        kind="tranche",
        title=_("El dinero que llega"),
        state=State.DONE if debt.spending.is_paid else State.PENDING,
        url=debt.obligation.get_absolute_url(),
        parts=tuple(_tranche(story, debt, one) for one in debt.tranches),
        zone=story.zone,
    )


def _tranche(story: Story, debt: Debt, one: Tranche) -> Part:
    sent = getattr(one, "disbursement", None)
    came = getattr(sent, "receipt", None)
    title = _("Tramo {number} de {all}").format(number=one.number, all=len(debt.tranches))
    amount = Money(one.amount_minor, debt.obligation.currency)
    if came:
        entry = story.trail.last("treasury.receipt_confirmed", debt.obligation.id, tranche=one.number)
        return Part(title, amount=amount, at=came.received_at, word=_("Recibido"), entry=entry)
    if sent:
        entry = story.trail.last("treasury.disbursed", debt.obligation.id, tranche=one.number)
        word = _("Enviado; falta confirmar que llegó")
        return Part(title, amount=amount, at=sent.sent_at, word=word, state=State.NOW, entry=entry)
    return Part(title, amount=amount, word=_("Por llegar"), state=State.PENDING)


def invoices(story: Story, debt: Debt) -> Link:
    """Return what was bought, and what is left to spend."""
    live = [one for one in debt.invoices if getattr(one, "reversal", None) is None]
    is_settled = bool(live) and all(getattr(one, "payment", None) for one in live)
    shown = [_invoice(story, one) for one in debt.invoices[:INVOICES_SHOWN]]
    if (rest := len(debt.invoices) - INVOICES_SHOWN) > 0:
        title = ngettext("y {rest} factura más", "y {rest} facturas más", rest).format(rest=rest)
        shown.append(Part(title, debt.obligation.get_absolute_url()))
    left = formatting.money_text(debt.spending.left)
    return Link(
        kind="invoice",
        title=_("Las facturas"),
        state=State.DONE if is_settled else State.PENDING,
        url=debt.obligation.get_absolute_url(),
        amount=debt.spending.spent if live else None,
        text=_("Queda por gastar: {left}").format(left=left) if debt.tranches and live else "",
        parts=tuple(shown),
        zone=story.zone,
    )


def _invoice(story: Story, one: Invoice) -> Part:
    title = one.public_supplier or _("Factura {number}").format(number=one.number)
    paid, taken_back = getattr(one, "payment", None), getattr(one, "reversal", None)
    if taken_back:
        entry = story.trail.last("treasury.invoice_reversed", one.id)
        word, at = _("Anulada"), taken_back.reversed_at
    elif paid:
        entry, word, at = story.trail.last("treasury.invoice_paid", one.id), _("Pagada"), paid.paid_at
    else:
        entry = story.trail.last("treasury.invoice_recorded", one.id)
        word, at = _("Espera firmas para pagarse"), one.recorded_at
    return Part(title, one.get_absolute_url(), one.total, at, word, State.DONE if paid else State.NOW, entry)


def report(story: Story, debt: Debt) -> Link:
    """Return the newest report to the assembly."""
    title = _("La rendición de cuentas")
    if debt.report is None:
        return Link(
            kind="report", title=title, text=_("El comité de finanzas muestra cada factura a la asamblea.")
        )
    number = debt.report.number
    return Link(
        kind="report",
        title=title,
        state=State.DONE,
        url=debt.report.get_absolute_url(),
        text=_("Informe n.º {number}, con su balance").format(number=number),
        entry=story.trail.last("treasury.report_presented", debt.report.id),
        zone=story.zone,
    )


def decision(story: Story, debt: Debt) -> Link:
    """Return what the assembly said of the report."""
    title = _("La palabra de la asamblea")
    if debt.report is None or debt.decision is None:
        return Link(kind="assembly", title=title, text=_("Aprueba las cuentas o pregunta por ellas."))
    taken = debt.decision.resolution
    vote = story.trail.last("assemblies.resolution_taken", taken.id)
    return Link(
        kind="assembly",
        title=title,
        state=State.DONE if debt.decision.is_approved else State.NOW,
        word=_("Cuentas aprobadas") if debt.decision.is_approved else _("Con preguntas"),
        url=f"/asambleas/{taken.session_id}/",
        text=_("{yes} a favor, {no} en contra, {abstained} se abstuvieron").format(
            yes=taken.in_favour, no=taken.against, abstained=taken.abstained
        ),
        entry=story.trail.last("treasury.report_decided", debt.report.id),
        also=(vote,) if vote else (),
        zone=story.zone,
    )
