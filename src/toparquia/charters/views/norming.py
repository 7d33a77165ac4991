"""The norms of a commune: those in force on a day, each with what it changes, and the forms of a proposal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.assemblies import queries as assemblies
from toparquia.charters import norms, rules, services
from toparquia.charters.forms import NormForm
from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.territory import queries as territory


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Show the norms of a commune in force on a day, today unless asked otherwise, and the proposals."""
    place = territory.place_by_code(code)
    today = territory.local_day(place, now())
    day = _asked_day(request.GET.get("dia", ""), today)
    context = {
        "place": place,
        "day": day,
        "is_today": day == today,
        "in_force": norms.in_force(place, day),
        "proposed": norms.proposed(place),
        "may_propose": place.founded_on is not None and "charters.propose" in acting.powers(request, place),
    }
    return render(request, "charters/norms.html", context)


@require_safe
def detail(request: HttpRequest, norm_id: UUID) -> HttpResponse:
    """Show a norm: its words line by line, who decides it, from when until when it is in force."""
    found = norms.norm(norm_id)
    place, day = found.place, territory.local_day(found.place, now())
    kind = norms.kind_of(found)
    later = found.changed_by.filter(decision__in_force_on__isnull=False).select_related("decision").first()
    context = {
        "norm": found,
        "place": place,
        "lines": norms.lines_of(found),
        "decision": getattr(found, "decision", None),
        "by_parliament": kind == rules.NORM_IN_PARLIAMENT,
        "later": later,
        "is_in_force": norms.is_in_force(found, day),
        "powers": acting.powers(request, place),
        "acts": [shown(entry) for entry in gazette.entries_about([found.id])],
    }
    return render(request, "charters/norm.html", context)


@login_required
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose a norm, or other words for one in force."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "charters.propose", place)
    standing = norms.in_force(place, territory.local_day(place, now()))
    form = NormForm(request.POST or None, standing=standing, initial=_started(request, standing))

    def proposed(at: datetime) -> str:
        told = {name: form.cleaned_data[name] for name in ("title", "text", "reason")}
        return services.propose_norm(
            place=place, changes=form.changed_id, by=by, at=at, **told
        ).get_absolute_url()

    if done := write(request, form, "charters.propose_norm", proposed):
        messages.success(request, _("La propuesta quedó en la Gaceta."))
        return redirect(done)
    return form_page(request, "charters/propose_norm.html", form, {"place": place})


@login_required
def decide(request: HttpRequest, norm_id: UUID) -> HttpResponse:
    """Publish what was decided on a norm."""
    found = norms.norm(norm_id)
    by = acting.authority(request, "charters.propose", found.place)
    form = ConfirmForm(request.POST or None)

    def decided(at: datetime) -> str:
        services.decide_norm(norm_id=found.id, by=by, at=at)
        return found.get_absolute_url()

    if done := write(request, form, "charters.decide_norm", decided):
        messages.success(request, _("Quedó anotado en la Gaceta."))
        return redirect(done)
    kind = norms.kind_of(found)
    organ = "parliament" if kind == rules.NORM_IN_PARLIAMENT else None
    taken = assemblies.decided_in(kind, found.id, place_id=found.place_id, organ=organ)
    context = {"place": found.place, "norm": found, "taken": taken}
    return form_page(request, "charters/decide_norm.html", form, context)


def _asked_day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def _started(request: HttpRequest, standing: list[Any]) -> dict[str, str]:
    """Return what the form begins with: the words of the norm that the address names."""
    asked = request.GET.get("cambia", "")
    found = next((one for one in standing if str(one.id) == asked), None)
    return {"changes": asked, "title": found.title, "text": found.text} if found else {}
