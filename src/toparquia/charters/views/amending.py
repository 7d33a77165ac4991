"""Amendments of a commune's charter and rules: what changes, who decided it, and the forms of each step."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.charters import amendments, queries, rules, services
from toparquia.charters.forms import AmendCharterForm, AmendRuleForm, ReferendumForm
from toparquia.charters.models import Amendment
from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.territory import queries as territory


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Show the amendments of a commune, the newest first."""
    place = territory.place_by_code(code)
    context = {
        "place": place,
        "amendments": amendments.amendments_of(place),
        "may_propose": place.founded_on is not None and "charters.propose" in acting.powers(request, place),
    }
    return render(request, "charters/amendments.html", context)


@require_safe
def detail(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """Show an amendment: old and new side by side, its reason, its vote, and from when it is in force."""
    found = amendments.amendment(amendment_id)
    place, day = found.place, territory.local_day(found.place, now())
    in_force = territory.rules(place, day)
    by_vote = in_force.choice("charter.amend_approval") == rules.BY_REFERENDUM
    context = {
        "amendment": found,
        "place": place,
        "changes": [_titled(found, change) for change in amendments.changes(found)],
        "referendum": getattr(found, "referendum", None),
        "decision": getattr(found, "decision", None),
        "by_vote": by_vote,
        "notice_days": in_force.days("charter.amend_notice_days"),
        "powers": acting.powers(request, place),
        "acts": [shown(entry) for entry in gazette.entries_about([found.id])],
    }
    return render(request, "charters/amendment.html", context)


@login_required
def propose_charter(request: HttpRequest, code: str) -> HttpResponse:
    """Propose other words for the charter."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "charters.propose", place)
    texts = amendments.charter_on(place, territory.local_day(place, now()))
    form = AmendCharterForm(request.POST or None, codes=list(texts), texts=texts)

    def proposed(at: datetime) -> str:
        told = {"sections": form.sections, "reason": form.cleaned_data["reason"]}
        return services.propose_charter(place=place, by=by, at=at, **told).get_absolute_url()

    return _proposed(request, form, "charters.propose_charter", proposed, place)


@login_required
def propose_rule(request: HttpRequest, code: str) -> HttpResponse:
    """Propose another value for one of the rules in force."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "charters.propose", place)
    standing = territory.rules(place, territory.local_day(place, now()))
    form = AmendRuleForm(request.POST or None, standing=standing)

    def proposed(at: datetime) -> str:
        told = {"changed": form.changed, "reason": form.cleaned_data["reason"]}
        return services.propose_rules(place=place, by=by, at=at, **told).get_absolute_url()

    return _proposed(request, form, "charters.propose_rules", proposed, place)


@login_required
def call(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """Put an amendment to the people."""
    found = amendments.amendment(amendment_id)
    by = acting.authority(request, "charters.call_referendum", found.place)
    form = ReferendumForm(request.POST or None)

    def called(at: datetime) -> str:
        zone = found.place.timezone
        services.call_on_amendment(
            amendment_id=found.id,
            opens_at=form.moment("opens", zone),
            closes_at=form.moment("closes", zone),
            seed=form.cleaned_data["seed"],
            by=by,
            at=at,
        )
        return found.get_absolute_url()

    return _done(request, form, "charters.call_on_amendment", called, found, _("Convocar el referendo"))


@login_required
def decide(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """Write down what was decided on an amendment."""
    found = amendments.amendment(amendment_id)
    by = acting.authority(request, "charters.proclaim", found.place)
    form = ConfirmForm(request.POST or None)

    def decided(at: datetime) -> str:
        services.decide_amendment(amendment_id=found.id, by=by, at=at)
        return found.get_absolute_url()

    return _done(request, form, "charters.decide_amendment", decided, found, _("Proclamar lo decidido"))


def _titled(found: Amendment, change: amendments.Change) -> dict[str, Any]:
    is_charter = found.what == Amendment.What.CHARTER
    return {
        "title": queries.section_title(str(change.title)) if is_charter else change.title,
        "change": change,
    }


def _proposed(request: HttpRequest, form: Any, verb: str, do: Any, place: Any) -> HttpResponse:
    if done := write(request, form, verb, do):
        messages.success(request, _("La propuesta quedó en la Gaceta."))
        return redirect(done)
    return form_page(request, "charters/propose.html", form, {"place": place})


def _done(request: HttpRequest, form: Any, verb: str, do: Any, found: Amendment, title: str) -> HttpResponse:
    if done := write(request, form, verb, do):
        messages.success(request, _("Quedó anotado en la Gaceta."))
        return redirect(done)
    context = {"place": found.place, "amendment": found, "title": title}
    return form_page(request, "charters/amend_step.html", form, context)
