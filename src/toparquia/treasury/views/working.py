"""The forms of a work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from toparquia.assemblies import queries as assemblies
from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.treasury import queries, services
from toparquia.treasury.forms import DecisionForm
from toparquia.treasury.forms.works import (
    DeliveryForm,
    FollowUpForm,
    LabourForm,
    ProgressForm,
    ScheduleForm,
    StockForm,
    VariationForm,
)
from toparquia.treasury.models import Obligation
from toparquia.treasury.services.locking import rules_of
from toparquia.treasury.views.writing import Asked, form_page


@login_required
def publish_schedule(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Publish the stages of a work."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.report", obligation.place)
    form = ScheduleForm(request.POST or None, tranches=obligation.tranche_count)

    def do(at: datetime) -> None:
        services.publish_schedule(obligation_id=obligation.id, stages=form.stages, by=by, at=at)

    asked = _asked(
        obligation,
        "publish_schedule",
        _("Publicar el cronograma"),
        _("Publicar las etapas"),
        _("Las partes suman 100. Después solo lo cambia la asamblea."),
    )
    return form_page(request, form, asked, _done(obligation, do), "treasury/stages.html")


@login_required
def record_progress(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Say how far a stage is."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.report", obligation.place)
    stages = queries.work_of(obligation).stages
    form = ProgressForm(request.POST or None, request.FILES or None, stages=stages)
    max_bytes = rules_of(obligation, now()).count("upload.max_bytes")

    def do(at: datetime) -> None:
        given = _given(form, "stage", "percent", "text", "spot")
        services.record_progress(
            obligation_id=obligation.id, photo=form.read(max_bytes), by=by, at=at, **given
        )

    asked = _asked(obligation, "record_progress", _("Anotar un avance"), _("Guardar el avance"))
    return form_page(request, form, asked, _done(obligation, do))


@login_required
def record_labour(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Write down the hands that neighbours lent."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.report", obligation.place)
    form = LabourForm(request.POST or None)

    def do(at: datetime) -> None:
        given = _given(form, "worked_on", "people", "hours", "what")
        services.record_labour(obligation_id=obligation.id, by=by, at=at, **given)

    asked = _asked(obligation, "record_labour", _("Anotar jornadas"), _("Guardar la jornada"))
    return form_page(request, form, asked, _done(obligation, do))


@login_required
def move_stock(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Write down material that came in or was used."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.record_invoice", obligation.place)
    bills = obligation.invoices.filter(reversal__isnull=True).order_by("-recorded_at")[:100]
    form = StockForm(request.POST or None, invoices=bills)

    def do(at: datetime) -> None:
        chosen = form.cleaned_data["invoice"]
        services.move_stock(
            obligation_id=obligation.id,
            thousandths=form.thousandths,
            invoice_id=UUID(chosen) if chosen else None,
            by=by,
            at=at,
            **_given(form, "item", "unit"),
        )

    asked = _asked(obligation, "move_stock", _("Anotar materiales"), _("Guardar el material"))
    return form_page(request, form, asked, _done(obligation, do))


@login_required
def propose_variation(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Ask the assembly to change a work."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.report", obligation.place)
    form = VariationForm(request.POST or None, currency=obligation.currency)

    def do(at: datetime) -> None:
        given = _given(form, "title", "text", "change")
        services.propose_variation(obligation_id=obligation.id, by=by, at=at, **given)

    asked = _asked(
        obligation,
        "propose_variation",
        _("Proponer un cambio"),
        _("Llevarlo a la asamblea"),
        _("Una obra se cambia cuando la asamblea lo aprueba, no antes."),
    )
    return form_page(request, form, asked, _done(obligation, do))


@login_required
def decide_variation(request: HttpRequest, variation_id: UUID) -> HttpResponse:
    """Record what the assembly decided on a change."""
    change = queries.variation(variation_id)
    obligation = change.obligation
    by = acting.authority(request, "treasury.record_decision", obligation.place)
    taken = list(assemblies.resolutions_about(queries.VARIATION, change.id))
    form = DecisionForm(request.POST or None, resolutions=taken)

    def do(at: datetime) -> None:
        services.record_variation_decision(
            variation_id=change.id, resolution_id=form.resolution_id, by=by, at=at
        )

    asked = _asked(
        obligation,
        "record_variation_decision",
        _("Anotar qué decidió la asamblea"),
        _("Anotar la decisión"),
        change.title,
        "" if taken else _("Ninguna asamblea ha decidido todavía sobre este cambio."),
    )
    return form_page(request, form, asked, _done(obligation, do))


@login_required
def deliver_work(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Write the delivery act."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.report", obligation.place)
    form = DeliveryForm(request.POST or None)

    def do(at: datetime) -> None:
        given = _given(form, "delivered_on", "text")
        services.deliver_work(obligation_id=obligation.id, by=by, at=at, **given)

    asked = _asked(
        obligation,
        "deliver_work",
        _("Levantar el acta de entrega"),
        _("Entregar la obra"),
        _("Desde ese día corren la garantía y el mantenimiento, como dicen las reglas."),
    )
    return form_page(request, form, asked, _done(obligation, do))


@login_required
def follow_up(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Say what became of a delivered work."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.report", obligation.place)
    form = FollowUpForm(request.POST or None)

    def do(at: datetime) -> None:
        given = _given(form, "kind", "day", "text")
        services.follow_up(obligation_id=obligation.id, by=by, at=at, **given)

    asked = _asked(obligation, "follow_up", _("Anotar un seguimiento"), _("Guardar el seguimiento"))
    return form_page(request, form, asked, _done(obligation, do))


def _asked(
    obligation: Obligation, verb: str, title: str, button: str, lead: str = "", warning: str = ""
) -> Asked:
    return Asked(
        verb=f"treasury.{verb}",
        title=title,
        button=button,
        noted=_("Anotado. Ya está en la página de la obra."),
        about=obligation.project.title,
        about_url=reverse("treasury:work", args=[obligation.id]),
        lead=lead,
        warning=warning,
    )


def _given(form: forms.Form, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


def _done(obligation: Obligation, do: Callable[[datetime], None]) -> Callable[[datetime], str]:
    """Return what does a verb and leads back to the work."""

    def done(at: datetime) -> str:
        do(at)
        return reverse("treasury:work", args=[obligation.id])

    return done
