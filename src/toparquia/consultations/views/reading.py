"""The public pages: every consultation, one with what can be chosen or what was, and its file."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.consultations import exports, queries
from toparquia.consultations.views import showing
from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.territory import queries as territory

PAGE_SIZE: Final = 25
DECIDING: Final = 6


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show every consultation, what is being decided first; of one territory (`lugar`) if asked."""
    code, at = request.GET.get("lugar", ""), now()
    place = territory.place_by_code(code) if code else None
    page = Paginator(queries.consultations(place), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "place": place,
        "deciding": queries.deciding_now(at, DECIDING, place) if page.number == 1 else [],
        "page": page,
        "rows": [{"consultation": one, "status": showing.status_of(one, at)} for one in page],
    }
    return render(request, "consultations/list.html", context)


@require_safe
def detail(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Show one consultation: its options before the certificate, its result after it."""
    found, at = queries.consultation(consultation_id), now()
    context = {
        "consultation": found,
        "place": found.place,
        "status": showing.status_of(found, at),
        "rule": showing.rule_of(found),
        "steps": showing.next_steps(found, acting.powers(request, found.place), at),
        **showing.acts_of(found),
    }
    if found.is_certified:
        context |= showing.result_of(found, request.GET.get("pagina"))
    else:
        context["ballot"] = showing.ballot_of(found, request.GET.get("pagina"))
    return render(request, "consultations/detail.html", context)


@require_safe
def download(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Give the consultation as a `.pb` file."""
    found = queries.consultation(consultation_id)
    answer = HttpResponse(exports.pabulib(found), content_type="text/plain; charset=utf-8")
    name = f"{found.place.code}-{found.year}-{found.number}.pb"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
