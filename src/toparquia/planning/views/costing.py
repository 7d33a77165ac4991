"""The estimate of a project and its check before the vote, by whoever holds the mandate."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from toparquia.foundation.clock import now
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.planning import queries, services
from toparquia.planning.forms import CheckForm, EstimateForm


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
