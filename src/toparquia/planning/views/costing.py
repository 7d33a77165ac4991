"""The estimate of a project and its check before the vote, by whoever holds the mandate."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation import printing
from toparquia.foundation.clock import now
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.planning import queries, services, sheets
from toparquia.planning.errors import NotCosted
from toparquia.planning.forms import CheckForm, EstimateForm, WorksForm


@login_required
def estimate(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Cost a project; the button that only adds up shows the totals and saves nothing."""
    standing = queries.standing(project_id)
    project = standing.project
    by = acting.authority_over(request, "planning.cost", project.place)
    rules = queries.rules_of(project.place, now())
    heads = rules.text_list("invoice.heads")
    form = EstimateForm(request.POST or None, heads=heads, currency=rules.currency, lines=standing.lines)

    def cost(at: datetime) -> str:
        services.make_estimate(project_id=project.id, lines=form.lines, by=by, at=at)
        return project.get_absolute_url()

    only_adds_up = "sumar" in request.POST
    if not (only_adds_up and form.is_valid()) and (done := write(request, form, "planning.cost", cost)):
        messages.success(request, _("El presupuesto quedó anotado en la Gaceta."))
        return redirect(done)
    return form_page(request, "planning/estimate.html", form, {"project": project, "standing": standing})


@login_required
def check(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Check a project before the vote."""
    standing = queries.standing(project_id)
    project = standing.project
    by = acting.authority_over(request, "planning.check", project.place)
    grounds = queries.rules_of(project.place, now()).text_list("obligation.pre_vote_check")
    form = CheckForm(request.POST or None, grounds=grounds)

    def checked(at: datetime) -> str:
        services.check_before_vote(project_id=project.id, findings=form.findings(), by=by, at=at)
        return project.get_absolute_url()

    if done := write(request, form, "planning.check", checked):
        messages.success(request, _("La revisión quedó anotada en la Gaceta."))
        return redirect(done)
    return form_page(request, "planning/check.html", form, {"project": project, "standing": standing})


@login_required
def works(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Say in which weeks a project would be carried out, and whom it reaches."""
    standing = queries.standing(project_id)
    project = standing.project
    by = acting.authority_over(request, "planning.cost", project.place)
    groups = queries.rules_of(project.place, now()).text_list("planning.most_affected")
    form = WorksForm(request.POST or None, groups=groups, present=queries.work_plan(project.id))

    def planned(at: datetime) -> str:
        services.plan_works(project_id=project.id, new=form.new(), by=by, at=at)
        return f"{project.get_absolute_url()}plan/"

    if done := write(request, form, "planning.plan_works", planned):
        messages.success(request, _("El cronograma quedó anotado en la Gaceta."))
        return redirect(done)
    return form_page(request, "planning/works.html", form, {"project": project})


@require_safe
def sheet(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Print what a project costs on a sheet of paper: lines with unit prices, schedule and reach."""
    standing = queries.standing(project_id)
    if standing.estimate is None:
        raise NotCosted(title=standing.project.title)
    site = f"{request.scheme}://{request.get_host()}"
    title, values = sheets.costing_values(standing, site=site)
    made = printing.pdf(
        sheets.TEMPLATES / "costing.typ",
        values,
        title=title,
        language=get_language() or "es",
        made_at=standing.estimate.made_at,
    )
    return HttpResponse(made, content_type="application/pdf")
