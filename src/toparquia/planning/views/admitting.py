"""Admission: bring checked projects to an assembly, and record its yes."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.assemblies import queries as assemblies
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.planning import queries, services
from toparquia.planning.forms import AdmitForm
from toparquia.planning.models import Project
from toparquia.planning.subjects import admission_of
from toparquia.territory import queries as territory


@require_safe
def to_assembly(request: HttpRequest, code: str) -> HttpResponse:
    """Show the checked projects, and lead those that are marked to an assembly in session as one motion."""
    place = territory.place_by_code(code)
    waiting = queries.to_admit(place)
    marked = [project for project in waiting if str(project.id) in request.GET.getlist("proyecto")]
    sessions = [] if not marked else assemblies.in_session(place)
    context = {
        "place": place,
        "waiting": waiting,
        "marked": {project.id for project in marked},
        "ways": [
            (session, f"{reverse('assemblies:put', args=[session.id])}?{_about(marked)}")
            for session in sessions
        ],
    }
    return render(request, "planning/to_assembly.html", context)


@login_required
def admit(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Record that the assembly let this project, and those voted on with it, onto the ballot."""
    project = queries.project(project_id)
    by = acting.authority_over(request, "planning.admit", project.place)
    place = territory.place(by.place.id)
    yes = queries.yes_to_use(place)
    waiting = queries.to_admit(place)
    form = AdmitForm(
        request.POST or None, resolutions=yes, projects=waiting, initial={"projects": [str(project.id)]}
    )

    def admitted(at: datetime) -> str:
        services.admit_all(project_ids=form.project_ids, resolution_id=form.resolution_id, by=by, at=at)
        return project.get_absolute_url()

    if done := write(request, form, "planning.admit", admitted):
        messages.success(request, _("La admisión quedó anotada en la Gaceta."))
        return redirect(done)
    context = {"project": project, "place": place, "has_yes": bool(yes)}
    return form_page(request, "planning/admit.html", form, context)


def _about(projects: list[Project]) -> str:
    subject = admission_of(projects)
    return urlencode({"about": subject.code, "matter": subject.matter, "text": subject.text})
