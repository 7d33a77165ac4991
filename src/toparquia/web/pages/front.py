"""The front page: find your place, and the last public acts."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.foundation.rulesets.metadata import KINDS
from toparquia.gazette.models import Entry
from toparquia.gazette.views import shown
from toparquia.territory import queries as territory

ACTS: Final = 5
SEARCH_LIMIT: Final = 120


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the front page; with `q`, the places whose name or code has it."""
    query = request.GET.get("q", "").strip()[:SEARCH_LIMIT]
    context = {
        "query": query,
        "found": [(place, KINDS[place.kind].one) for place in (territory.search(query) if query else [])],
        "acts": [shown(entry) for entry in Entry.objects.order_by("-index")[:ACTS]],
    }
    return render(request, "web/home.html", context)
