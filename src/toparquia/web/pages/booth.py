"""Pages of the secret ballot: booth, tracking, trustees, credentials, the kiosk, and what all of it protects.

The pages are plain; what is secret is done by the scripts in `web/booth`, on the reader's own device.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from toparquia.gazette import queries as gazette
from toparquia.voting import queries
from toparquia.voting.views.reading import SHEETS
from toparquia.web.pages.recount import program


@require_safe
def cast(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Show the voting booth; the slip comes in the fragment, which no server ever sees."""
    return render(request, "web/booth/booth.html", _told(vote_id) | _pictured(vote_id))


@require_safe
def track(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Show where a ballot is looked for by its tracking code."""
    told = _told(vote_id)
    entries = gazette.entries_about([vote_id], without=[SHEETS])
    closed = next((entry for entry in entries if entry.kind == "voting.box_closed"), None)
    return render(request, "web/booth/tracking.html", told | {"closed_entry": closed})


@require_safe
def kiosk(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Show the booth for a machine in a polling place: nothing of a session outlives it."""
    return render(request, "web/booth/kiosk.html", _told(vote_id) | _pictured(vote_id) | {"kiosk": True})


@require_safe
@never_cache
@ensure_csrf_cookie
def trustees(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Show the ceremony of the trustees to everyone, and to a trustee their own step."""
    return render(request, "web/booth/trustees.html", _told(vote_id))


@require_safe
@never_cache
@ensure_csrf_cookie
def credentials(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Show where the credential authority makes the slips and sends what is public of them."""
    return render(request, "web/booth/credentials.html", _told(vote_id))


@require_safe
def secret_ballot(request: HttpRequest) -> HttpResponse:
    """Tell a neighbour on one page what the secret ballot protects and what it does not."""
    return render(request, "web/booth/secret_ballot.html")


def _pictured(vote_id: UUID) -> dict[str, Any]:
    return {"pictures": list(queries.pictures(queries.vote(vote_id)).values())}


def _told(vote_id: UUID) -> dict[str, Any]:
    vote, built = queries.vote(vote_id), program()
    files = {name: static(f"web/booth/{name}") for name in built["files"]}
    return {"vote": vote, "place": vote.place, "program": built["program"], "files": json.dumps(files)}
