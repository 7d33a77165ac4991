"""One argument: take it down, take one's own back, ask for another look, answer it; erase what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.planning import queries, services
from toparquia.planning.forms import AppealAnswerForm, WithdrawForm
from toparquia.planning.models import Project
from toparquia.planning.views.people import seal_holder
from toparquia.territory import queries as territory


@login_required
def withdraw(request: HttpRequest, argument_id: UUID) -> HttpResponse:
    """Take an argument down on a ground of the closed list."""
    found = queries.argument(argument_id)
    by = acting.authority_over(request, "planning.moderate", found.project.place)
    in_force = territory.rules(found.project.place, territory.local_day(found.project.place, now()))
    form = WithdrawForm(request.POST or None, grounds=in_force.text_list("planning.moderation_grounds"))

    def withdrawn(at: datetime) -> None:
        services.withdraw_argument(argument_id=found.id, ground=form.cleaned_data["ground"], by=by, at=at)

    deed = {
        "title": _("Retirar un argumento"),
        "lead": _("Solo por una de estas razones, y nunca por lo que opina. Otro órgano puede revisarlo."),
        "text": found.text,
    }
    return _page(request, form, "planning.withdraw_argument", found.project, withdrawn, deed)


@login_required
def take_back(request: HttpRequest, argument_id: UUID) -> HttpResponse:
    """Take back what one wrote."""
    found = queries.argument(argument_id)

    def taken(at: datetime) -> None:
        by = acting.open_authority(request, found.project.place, at)
        services.take_back_argument(argument_id=found.id, resident_id=seal_holder(request), by=by, at=at)

    deed = {
        "title": _("Quitar mi argumento"),
        "lead": _("Su texto se borra ahora. El espacio que usaste no vuelve."),
    }
    form = ConfirmForm(request.POST or None)
    return _page(request, form, "planning.take_back", found.project, taken, deed)


@login_required
def appeal(request: HttpRequest, argument_id: UUID) -> HttpResponse:
    """Ask another organ to look again."""
    found = queries.argument(argument_id)

    def appealed(at: datetime) -> None:
        by = acting.open_authority(request, found.project.place, at)
        services.appeal_withdrawal(argument_id=found.id, resident_id=seal_holder(request), by=by, at=at)

    deed = {
        "title": _("Pedir que lo revise otro órgano"),
        "lead": _("Lo mira alguien de la contraloría social, que no lo retiró. Tu nombre no aparece."),
    }
    form = ConfirmForm(request.POST or None)
    return _page(request, form, "planning.appeal", found.project, appealed, deed)


@login_required
def answer(request: HttpRequest, argument_id: UUID) -> HttpResponse:
    """Answer whoever asked to look again."""
    found = queries.argument(argument_id)
    by = acting.authority_over(request, "planning.answer_appeal", found.project.place)
    form = AppealAnswerForm(request.POST or None)

    def answered(at: datetime) -> None:
        services.answer_appeal(
            argument_id=found.id,
            is_restored=form.cleaned_data["is_restored"] == "yes",
            reason=form.cleaned_data["reason"],
            by=by,
            at=at,
        )

    deed = {
        "title": _("Revisar un retiro"),
        "lead": _("Mira si la razón es cierta. La respuesta y su motivo son públicos."),
        "text": found.text,
    }
    return _page(request, form, "planning.answer_appeal", found.project, answered, deed)


@login_required
def erase(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Erase the withdrawn texts whose time is over."""
    project = queries.project(project_id)

    def erased(at: datetime) -> None:
        by = acting.open_authority(request, project.place, at)
        services.erase_withdrawn(project_id=project.id, by=by, at=at)

    deed = {
        "title": _("Borrar los textos retirados"),
        "lead": _("Los que ya cumplieron su plazo. Queda su huella. Lo puede hacer cualquiera."),
    }
    form = ConfirmForm(request.POST or None)
    return _page(request, form, "planning.erase_withdrawn", project, erased, deed)


def _page(
    request: HttpRequest,
    form: forms.Form,
    verb: str,
    project: Project,
    do: Callable[[datetime], None],
    deed: dict[str, Any],
) -> HttpResponse:
    """Do the deed and go to the log, or show its form."""
    log = reverse("planning:moderation", args=[project.id])

    def done(at: datetime) -> str:
        do(at)
        return log

    if there := write(request, form, verb, done):
        messages.success(request, _("Quedó anotado en la Gaceta."))
        return redirect(there)
    return form_page(request, "planning/moderate.html", form, {"project": project, "deed": deed})
