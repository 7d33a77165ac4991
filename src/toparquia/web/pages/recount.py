"""“Recount it here”: a page whose script verifies a vote's archive on the reader's own device."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

BOOTH: Final = Path(__file__).parents[1] / "static" / "web" / "booth" / "booth.json"


@require_safe
def verify_vote(request: HttpRequest) -> HttpResponse:
    """Show the page; the archive never comes to the server."""
    program = json.loads(BOOTH.read_text(encoding="utf-8"))["files"]
    return render(request, "web/verify_vote.html", {"program": program})
