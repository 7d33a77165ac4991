"""The page of a project: its whole chain, from the need to the assembly's yes on the last invoice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.web.chain import Chain, chain_of
from toparquia.web.chain.doors import doors_of
from toparquia.web.chain.told import document


@require_safe
def show(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show a project and its chain."""
    chain = chain_of(project_id, now())
    return render(request, "web/project.html", context(request, chain))


@require_safe
def as_json(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Give the chain with the Gazette's numbers and hashes of its acts, for programs."""
    chain = chain_of(project_id, now())
    return JsonResponse(document(chain), json_dumps_params={"ensure_ascii": False, "indent": 2})


def context(request: HttpRequest, chain: Chain) -> dict[str, Any]:
    """Return what the page shows."""
    project = chain.story.project
    return {
        "project": project,
        "chain": chain,
        "above": territory.ancestors_in_order(project.place),
        "doors": doors_of(chain, acting.powers(request, project.place), request.user.is_authenticated),
    }
