"""What people lack and have: the list, one need, and the three forms that anyone in a register may send."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.planning import queries, services
from toparquia.planning.forms import NeedForm, PotentialForm, ProjectForm
from toparquia.planning.rules.words import in_words, rule_word
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@require_safe
def needs(request: HttpRequest, code: str) -> HttpResponse:
    """Show what people of a place lack and have, and its newest projects."""
    place = territory.place_by_code(code)
    found = queries.diagnosis(place)
    adopted = queries.priorities_in_force(place)
    first = queries.ranked(adopted) if adopted else []
    ranks = {need.id: rank for rank, need in enumerate(first, start=1)}
    rest = sorted(found.needs, key=lambda one: -(one.homes or 0))
    ordered = [*first, *(one for one in rest if one.id not in ranks)]
    context = {
        "place": place,
        "needs": [
            {"need": one, "theme": one.theme and in_words(one.theme), "rank": ranks.get(one.id)}
            for one in ordered
        ],
        "adopted": adopted,
        "powers": acting.powers(request, place),
        "potentials": [{"potential": one, "kind": in_words(one.kind)} for one in found.potentials],
        "projects": list(queries.projects(place)[:20]),
    }
    return render(request, "planning/needs.html", context)


@require_safe
def need(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Show one need and the projects that answer it."""
    found = queries.need(need_id)
    context = {
        "need": found,
        "place": found.place,
        "theme": found.theme and in_words(found.theme),
        "groups": [rule_word(group) for group in found.groups],
        "projects": list(found.projects.all()[: queries.LISTED]),
        "spots": _spots(found.title, found.latitude, found.longitude),
        "acts": [shown(entry) for entry in gazette.entries_about([found.id])],
    }
    return render(request, "planning/need.html", context)


@login_required
def voice(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is lacking."""
    place = territory.place_by_code(code)
    listed = queries.rules_of(place, now()).text_list("planning.most_affected")
    form = NeedForm(request.POST or None, request.FILES or None, groups=listed)
    done = write(
        request,
        form,
        "planning.voice_need",
        lambda at: services.voice_need(
            place=place, new=form.new(), by=acting.open_authority(request, place, at), at=at
        ).get_absolute_url(),
    )
    return _noted(request, done) if done else _form(request, place, form, _("Decir qué falta"))


@login_required
def potential(request: HttpRequest, code: str) -> HttpResponse:
    """Say what there is to build on."""
    place = territory.place_by_code(code)
    form = PotentialForm(request.POST or None)

    def record(at: Any) -> str:
        by = acting.open_authority(request, place, at)
        services.record_potential(place=place, new=form.new(), by=by, at=at)
        return reverse("planning:needs", args=[place.code])

    done = write(request, form, "planning.record_potential", record)
    return _noted(request, done) if done else _form(request, place, form, _("Anotar con qué contamos"))


@login_required
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose a project, from the need that the address names or from none."""
    place = territory.place_by_code(code)
    first = {"need": request.GET.get("necesidad", "")}
    form = ProjectForm(request.POST or None, needs=queries.needs_near(place), initial=first)
    done = write(
        request,
        form,
        "planning.propose",
        lambda at: services.propose(
            place=place,
            new=form.new(),
            by=acting.open_authority(request, place, at),
            at=at,
            resident_id=acting.resident_id(request),
        ).get_absolute_url(),
    )
    return _noted(request, done) if done else _form(request, place, form, _("Proponer un proyecto"))


def _noted(request: HttpRequest, there: str) -> HttpResponse:
    messages.success(request, _("Quedó anotado en la Gaceta, sin tu nombre."))
    return redirect(there)


def _form(request: HttpRequest, place: Place, form: Any, title: str) -> HttpResponse:
    return form_page(request, "planning/form.html", form, {"place": place, "title": title})


def _spots(title: str, latitude: float | None, longitude: float | None) -> list[dict[str, Any]]:
    if latitude is None or longitude is None:
        return []
    return [{"label": title, "point": (longitude, latitude)}]
