"""Merging two projects: the offer, and the answer of those who proposed them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from toparquia.foundation.authority import Authority
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.planning import queries, services
from toparquia.planning.forms import MergeForm
from toparquia.planning.models import MergeOffer, Project
from toparquia.planning.views.people import powers_over


@login_required
def offer(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Offer to make one project of two."""
    project = queries.project(project_id)
    first = {"other": request.GET.get("con", ""), "title": project.title, "text": project.text}
    form = MergeForm(request.POST or None, others=queries.alike(project), initial=first)

    def offered(at: datetime) -> str:
        by, person = _speaker(request, project, at)
        return services.offer_merge(
            project_id=project.id,
            other_id=form.other_id,
            joint=form.joint,
            by=by,
            at=at,
            resident_id=person,
        ).get_absolute_url()

    if done := write(request, form, "planning.offer_merge", offered):
        messages.success(request, _("La unión quedó ofrecida. Falta el sí de quien propuso la otra."))
        return redirect(done)
    context = {"project": project, "offers": queries.open_offers(project.id)}
    return form_page(request, "planning/merge.html", form, context)


def answer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Show an offer; say yes or no to it."""
    found = queries.merge_offer(offer_id)
    return _answer(request, found) if request.method == "POST" else _page(request, found, ConfirmForm())


@login_required
def _answer(request: HttpRequest, found: MergeOffer) -> HttpResponse:
    form = ConfirmForm(request.POST)
    says_no = "no" in request.POST

    def answered(at: datetime) -> str:
        by, person = _speaker(request, _side_of(request, found), at)
        told: dict[str, Any] = {"offer_id": found.id, "by": by, "at": at, "resident_id": person}
        if says_no:
            services.refuse_merge(**told)
            return found.get_absolute_url()
        joint = services.consent_to_merge(**told)
        return (joint or found).get_absolute_url()

    verb = "planning.refuse_merge" if says_no else "planning.consent_to_merge"
    if done := write(request, form, verb, answered):
        messages.success(request, _("Tu respuesta quedó anotada en la Gaceta."))
        return redirect(done)
    return _page(request, found, form)


def _page(request: HttpRequest, found: MergeOffer, form: ConfirmForm) -> HttpResponse:
    sides = [_told(request, found, one) for one in (found.first, found.second)]
    is_open = queries.offer_is_open(found)
    context = {
        "offer": found,
        "sides": sides,
        "is_open": is_open,
        "result": queries.merged_into(found.first_id) if not is_open else None,
        "may_accept": is_open and any(one["waits_for_me"] for one in sides),
        "may_refuse": is_open and any(one["is_mine"] for one in sides),
        "acts": [shown(entry) for entry in gazette.entries_about([found.id])],
    }
    return form_page(request, "planning/merge_offer.html", form, context)


def _told(request: HttpRequest, found: MergeOffer, project: Project) -> dict[str, Any]:
    is_mine, has_consented = _is_mine(request, project), queries.has_consented(found, project)
    return {
        "project": project,
        "is_mine": is_mine,
        "has_consented": has_consented,
        "waits_for_me": is_mine and not queries.has_consented(found, project, acting.resident_id(request)),
    }


def _is_mine(request: HttpRequest, project: Project) -> bool:
    person = acting.resident_id(request)
    if queries.proposers(project.id):
        return person is not None and queries.is_proposed_by(project.id, person)
    return "planning.merge" in powers_over(request, project.place)


def _side_of(request: HttpRequest, found: MergeOffer) -> Project:
    """Return the project for which whoever is signed in answers; the one asked, if it is both or none."""
    is_of_first = _is_mine(request, found.first) and not _is_mine(request, found.second)
    return found.first if is_of_first else found.second


def _speaker(request: HttpRequest, project: Project, at: datetime) -> tuple[Authority, UUID | None]:
    """Return by what somebody speaks for a project: as its proposer, or by office for one without."""
    if queries.proposers(project.id):
        return acting.open_authority(request, project.place, at), acting.resident_id(request)
    return acting.authority_over(request, "planning.merge", project.place), acting.resident_id(request)
