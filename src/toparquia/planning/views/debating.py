"""The debate of a project: its two columns, the form to speak, and the log of what was taken down."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.planning import queries, services
from toparquia.planning.forms import ArgumentForm
from toparquia.planning.models import Project
from toparquia.planning.rules.words import rule_word
from toparquia.planning.views.people import powers_over, seal_holder
from toparquia.territory import queries as territory

ROWS: Final = 30


def debate(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show the debate of a project; say something in it."""
    return _speak(request, project_id) if request.method == "POST" else _show(request, project_id)


@require_safe
def moderation(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show the public log of what was taken down: by which office, on which ground, what followed."""
    project = queries.project(project_id)
    day = territory.local_day(project.place, now())
    in_force = territory.rules(project.place, day)
    person, powers = acting.resident_id(request), powers_over(request, project.place)
    mine = queries.written_by(project.id, person, in_force) if person else set()
    looks = {"planning.moderate", "planning.answer_appeal"} & powers
    context = {
        "project": project,
        "rows": [
            {
                "taken": taken,
                "ground": rule_word(taken.ground),
                "text": taken.argument.text if looks or taken.argument_id in mine else "",
                "may_appeal": taken.argument_id in mine and _is_open(taken, day),
                "may_answer": "planning.answer_appeal" in powers and _waits(taken),
            }
            for taken in queries.withdrawals(project.id)[: queries.LISTED]
        ],
        "grounds": [rule_word(code) for code in in_force.text_list("planning.moderation_grounds")],
        "has_due": bool(queries.erasable(project.id, day)),
    }
    return render(request, "planning/moderation.html", context)


@login_required
def _speak(request: HttpRequest, project_id: UUID) -> HttpResponse:
    project = queries.project(project_id)
    form = _form(request, project)

    def said(at: datetime) -> str:
        by = acting.open_authority(request, project.place, at)
        told = {"side": form.cleaned_data["side"], "text": form.cleaned_data["text"]}
        person = seal_holder(request)
        services.argue(project_id=project.id, resident_id=person, **told, by=by, at=at)
        return reverse("planning:debate", args=[project.id])

    if done := write(request, form, "planning.argue", said):
        messages.success(request, _("Tu argumento está en el debate, sin tu nombre."))
        return redirect(done)
    return _page(request, project, form)


def _show(request: HttpRequest, project_id: UUID) -> HttpResponse:
    project = queries.project(project_id)
    return _page(request, project, _form(request, project))


def _form(request: HttpRequest, project: Project) -> ArgumentForm:
    in_force = territory.rules(project.place, territory.local_day(project.place, now()))
    person = acting.resident_id(request)
    sides = ("for", "against") if person is None else queries.free_sides(project.id, person, in_force)
    # What was chosen stays a choice, so that the refusal says why and not that it is none.
    asked = [*sides, *({"for", "against"} & {request.POST.get("side", "")} - set(sides))]
    length = in_force.count("planning.argument_length")
    return ArgumentForm(request.POST or None, sides=asked, length=length)


def _page(request: HttpRequest, project: Project, form: ArgumentForm) -> HttpResponse:
    day = territory.local_day(project.place, now())
    in_force = territory.rules(project.place, day)
    found = queries.debate(project.id, day)
    person = acting.resident_id(request)
    context: dict[str, Any] = {
        "project": project,
        "debate": found,
        "page": Paginator(found.pairs, ROWS).get_page(request.GET.get("pagina")),
        "into": queries.merged_into(project.id),
        "each": in_force.count("planning.arguments_each"),
        "length": in_force.count("planning.argument_length"),
        "has_space": bool(form.fields["side"].choices),  # type: ignore[attr-defined]
        "mine": queries.written_by(project.id, person, in_force) if person else set(),
        "moderates": "planning.moderate" in powers_over(request, project.place),
        "withdrawn": queries.withdrawals(project.id).count(),
    }
    return form_page(request, "planning/debate.html", form, context)


def _is_open(taken: Any, day: Any) -> bool:
    return taken.appeal_until is not None and not hasattr(taken, "appeal") and day <= taken.appeal_until


def _waits(taken: Any) -> bool:
    return hasattr(taken, "appeal") and not hasattr(taken.appeal, "answer")
