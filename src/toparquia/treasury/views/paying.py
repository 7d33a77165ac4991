"""Tranches: the State's treasurer says one was sent, the finance committee says it came in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from toparquia.foundation.clock import now
from toparquia.foundation.money import Money
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.treasury import queries, services
from toparquia.treasury.forms import DisburseForm
from toparquia.treasury.models import Obligation
from toparquia.treasury.views.telling import money_of
from toparquia.treasury.views.writing import Asked, form_page


@login_required
def disburse(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Record that the State sent the next tranche."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.disburse", obligation.place)
    part = queries.next_tranche(obligation)
    form = DisburseForm(
        request.POST or None,
        initial={"tranche": part.number if part else None},
        allocations=queries.allocations_for(obligation, now()),
    )

    def done(at: datetime) -> str:
        sent = services.disburse(
            obligation_id=obligation.id,
            tranche=form.cleaned_data["tranche"],
            bank_reference=form.cleaned_data["bank_reference"],
            allocation_id=form.allocation_id,
            by=by,
            at=at,
        )
        return sent.tranche.obligation.get_absolute_url()

    asked = Asked(
        verb="treasury.disburse",
        title=_("Anotar un desembolso"),
        button=_("Anotar que se envió"),
        noted=_("Anotado. Cuenta como pagado cuando el comité confirme que llegó."),
        about=obligation.project.title,
        about_url=obligation.get_absolute_url(),
        lead=_("Los tramos se envían enteros y en orden. Ninguno se niega."),
        rows=_rows(obligation, part.number, part.amount_minor) if part else (),
    )
    return form_page(request, form, asked, done)


@login_required
def confirm(request: HttpRequest, disbursement_id: UUID) -> HttpResponse:
    """Confirm that a tranche came in."""
    sent = queries.disbursement(disbursement_id)
    obligation = queries.obligation(sent.tranche.obligation_id)
    by = acting.authority(request, "treasury.confirm_receipt", obligation.place)
    form = ConfirmForm(request.POST or None)

    def done(at: datetime) -> str:
        services.confirm_receipt(disbursement_id=sent.id, by=by, at=at)
        return obligation.get_absolute_url()

    asked = Asked(
        verb="treasury.confirm_receipt",
        title=_("Confirmar que llegó"),
        button=_("Sí, el dinero llegó completo"),
        noted=_("Confirmado. Ese dinero ya se puede gastar."),
        about=obligation.project.title,
        about_url=obligation.get_absolute_url(),
        lead=_("Mira el estado de cuenta del banco antes de confirmar. No se puede deshacer."),
        rows=[
            *_rows(obligation, sent.tranche.number, sent.amount_minor),
            {"key": _("Referencia bancaria"), "value": sent.bank_reference},
        ],
    )
    return form_page(request, form, asked, done)


def _rows(obligation: Obligation, number: int, minor: int) -> list[dict[str, object]]:
    amount = money_of(Money(minor, obligation.currency))
    return [
        {"key": _("Tramo"), "value": f"{number} / {obligation.tranche_count}"},
        {"key": _("Monto"), "value": amount},
    ]
