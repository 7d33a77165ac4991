"""The endorsements of a project: their number, and the button of whoever lives there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.mandates.errors import NotInTheRegister
from toparquia.planning import queries, services
from toparquia.planning.models import Project


def endorsements(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show how many people endorse a project; endorse it."""
    return _endorse(request, project_id) if request.method == "POST" else _show(request, project_id)


@login_required
def _endorse(request: HttpRequest, project_id: UUID) -> HttpResponse:
    project = queries.project(project_id)
    form = ConfirmForm(request.POST)
    done = write(request, form, "planning.endorse", lambda at: _endorsed(request, project, at))
    if done is None:
        return _page(request, project, form)
    messages.success(request, _("Tu apoyo quedó contado, sin tu nombre."))
    return redirect(done)


def _endorsed(request: HttpRequest, project: Project, at: datetime) -> str:
    resident_id = acting.resident_id(request)
    if resident_id is None:
        raise NotInTheRegister()
    by = acting.open_authority(request, project.place, at)
    services.endorse(project_id=project.id, resident_id=resident_id, by=by, at=at)
    return reverse("planning:endorsements", args=[project.id])


def _show(request: HttpRequest, project_id: UUID) -> HttpResponse:
    return _page(request, queries.project(project_id), ConfirmForm())


def _page(request: HttpRequest, project: Project, form: ConfirmForm) -> HttpResponse:
    person = acting.resident_id(request)
    context = {
        "project": project,
        "number": queries.endorsements(project.id),
        "is_closed": queries.admission_of(project.id) is not None,
        "is_mine": person is not None and queries.is_endorsed_by(project.id, person),
    }
    return form_page(request, "planning/endorsements.html", form, context)
