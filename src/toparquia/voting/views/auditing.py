"""The audit of a vote's paper: how much work it is, what the public dice draw, and the sheet to print."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.engines.auditing import AuditRefusal, Plan, Reported, plan_of, reported_digest, risk_limit
from toparquia.engines.auditing import reported_to_json as as_plain
from toparquia.engines.auditing.instructions import TEMPLATE, drawn_by_table, printed, steps
from toparquia.foundation import printing
from toparquia.foundation.clock import now
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.voting import queries, services
from toparquia.voting.auditing import reported_of
from toparquia.voting.forms.auditing import DrawForm, FoundForm
from toparquia.voting.models import Vote

# A page draws at once; larger boxes are drawn by the program, from the same file.
SHEETS_MOST: Final = 200_000
Drawn = list[tuple[str, list[int]]]


@require_safe
def detail(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Show what the audit would be and, from public dice, what is looked at."""
    vote = queries.vote(vote_id)
    reported = reported_for(vote)
    form = DrawForm(request.GET if "semilla" in request.GET else None)
    drawn = drawn_for(reported, form)
    context = {"vote": vote, "place": vote.place, "reported": reported, "form": form, "drawn": drawn}
    context["may_record"] = reported and "voting.certify" in acting.powers(request, vote.place)
    if reported is not None:
        context |= said_of(vote, reported) | {"asked": request.GET.urlencode() if drawn else ""}
    if drawn:
        context["steps"] = steps(form.cleaned_data["modo"], get_language() or "es")
    return render(request, "voting/audit.html", context, status=422 if form.errors else 200)


@login_required
def record(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Keep what two people found of a draw."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.certify", vote.place)
    form = FoundForm(request.POST or None, request.FILES or None, initial=request.GET.dict())
    words = {
        "title": _("Anotar lo que se encontró"),
        "lead": _("Dos personas miraron lo sorteado, cada una por su lado. Se publica si el resultado vale."),
        "action": _("Comparar y publicar"),
    }

    def done(at: datetime) -> str:
        typed = form.cleaned_data
        asked = services.Round(typed["modo"], typed["semilla"], typed["cuantas"])
        notes = (typed["primera"], typed["segunda"])
        services.record_audit(vote_id=vote.id, asked=asked, notes=notes, by=by, at=at)
        return reverse("voting:audit", args=[vote.id])

    if address := write(request, form, "voting.record_audit", done):
        return redirect(address)
    return form_page(request, "voting/form.html", form, {"vote": vote, "place": vote.place, **words})


@require_safe
def result(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give the announced result as the program `toparquia audit` reads it."""
    reported = reported_for(queries.vote(vote_id))
    if reported is None:
        raise Http404
    return JsonResponse(as_plain(reported), json_dumps_params={"ensure_ascii": False})


@require_safe
def sheet(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give what two people do with the drawn paper, to be printed."""
    reported, form = reported_for(queries.vote(vote_id)), DrawForm(request.GET)
    drawn = drawn_for(reported, form)
    if reported is None or not drawn:
        raise Http404
    asked, language = form.cleaned_data, (get_language() or "es")[:2]
    values = printed(reported, asked["modo"], asked["semilla"], drawn, language)
    made = printing.pdf(TEMPLATE, values, title=_("Auditoría del papel"), language=language, made_at=now())
    return HttpResponse(made, content_type="application/pdf")


def reported_for(vote: Vote) -> Reported | None:
    """Return the announced result of a certified vote, None where its paper cannot be audited here."""
    certificate = queries.certificate(vote)
    return certificate and reported_of(vote, queries.options(vote), certificate)


def drawn_for(reported: Reported | None, form: DrawForm) -> Drawn:
    """Return what the form's dice draw; a refusal becomes an error of the form."""
    if reported is None or reported.sheets > SHEETS_MOST or not form.is_valid():
        return []
    asked = form.cleaned_data
    try:
        return drawn_by_table(reported, asked["modo"], asked["semilla"], asked["cuantas"])
    except AuditRefusal as refusal:
        form.add_error(None, refusal.message(get_language() or "es"))
        return []


def said_of(vote: Vote, reported: Reported) -> dict[str, Any]:
    """Return the plan, the hash and the rounds on record, as the page says them."""
    limit = queries.rules_of(vote).share("paper_audit.risk_limit")
    plan: Plan = plan_of(reported, risk_limit(limit.basis_points))
    names = reported.contest.options
    return {
        "plan": plan,
        "columns": [_("Gana"), _("Pierde"), (_("Diferencia"), "number")],
        "pairs": [
            [names[pair.assertion.winner], names[pair.assertion.loser], pair.margin]
            for pair in plan.pairs[:100]
        ],
        "digest": reported_digest(reported),
        "is_too_large": reported.sheets > SHEETS_MOST,
        "risk": limit,
        "rounds": vote.paper_audits.all(),
    }
