"""“Recount it here”: a page whose script verifies a vote's archive on the reader's own device."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.voting import queries
from toparquia.voting.models import Vote

BOOTH: Final = Path(__file__).parents[1] / "static" / "web" / "booth" / "booth.json"


@require_safe
def verify_vote(request: HttpRequest) -> HttpResponse:
    """Show the page; the archive never comes to the server."""
    return render(
        request, "web/verify_vote.html", {"program": program()["files"], "vote": asked_vote(request)}
    )


def asked_vote(request: HttpRequest) -> Vote | None:
    """Return the vote whose page led here, if one did. :raises NoSuchVote:"""
    asked = request.GET.get("votacion", "")
    try:
        return queries.vote(UUID(asked)) if asked else None
    except ValueError:
        return None


def program() -> dict[str, Any]:
    """Return what the booth's scripts were built from and the hashes that came of it."""
    return dict(json.loads(BOOTH.read_text(encoding="utf-8")))
