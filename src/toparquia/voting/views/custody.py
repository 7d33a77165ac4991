"""What trustees and credential authorities send: by their own mandates, from their own programs."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from toparquia.engines.ballots.canonical import members, parsed, text_of, written
from toparquia.engines.ballots.errors import BallotRefusal
from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.voting import ceremony, queries, services
from toparquia.voting.credentials import DELIVERY_LIMIT
from toparquia.voting.errors import CredentialsRefused, StepRefused
from toparquia.voting.views.answering import in_json
from toparquia.voting.views.urn import custody_of

_OPENING_LIMIT = 4_000_000


@require_safe
@in_json
def state(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give the ceremony: whose turn, and what each trustee needs; `me` is the reader's own number."""
    box = queries.box(vote_id)
    person = acting.resident_id(request)
    mine = box.seats.filter(mandate__holder_id=person).values_list("number", flat=True).first()
    said = custody_of(box, mine if person else None)
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


@login_required
@require_POST
@in_json
def step(request: HttpRequest, vote_id: UUID, step: str) -> HttpResponse:
    """Take a trustee's message of one step, or its decryption of the sum."""
    box = queries.box(vote_id)
    text = _text(request, step)
    if step == ceremony.OPENING:
        # Also a trustee whose term ended since: their key is in nobody else's hands.
        by = queries.trustee_authority(box, acting.resident_id(request), at=now())
        decryption, second = _opening(text)
        done = services.record_decryption(
            vote_id=vote_id, decryption=decryption, second=second, by=by, at=now()
        )
        return JsonResponse({"step": step, "turn": done.state})
    by = acting.authority(request, "voting.hold_key", box.vote.place)
    if step not in ceremony.steps_of(box):
        raise Http404
    turn = services.record_ceremony_step(vote_id=vote_id, step=step, text=text, by=by, at=now())
    return JsonResponse({"step": step, "turn": turn})


@login_required
@require_POST
@in_json
def credentials(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Take the public credentials of one source."""
    box = queries.box(vote_id)
    # Who may, before a long list is read.
    by, text = acting.authority(request, "voting.credentials", box.vote.place), _text(request, "credenciales")
    made = services.deliver_credentials(vote_id=vote_id, source=_source(text), text=text, by=by, at=now())
    return JsonResponse({"count": made.count, "sha256": made.sha256})


def _text(request: HttpRequest, step: str) -> str:
    # Read as a stream: a long list of credentials is larger than a form may be.
    raw = request.read(DELIVERY_LIMIT)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise StepRefused(step=step, reason="UTF-8") from fault


def _opening(text: str) -> tuple[str, str]:
    try:
        value: Any = parsed(text.encode(), limit=_OPENING_LIMIT, canonical=False)
        if isinstance(value, dict):
            value = {name: value[name] for name in ("decryption", "second") if name in value}
        decryption, second = members(value, "opening", ("decryption", "second"))
        return text_of(decryption, "decryption", most=_OPENING_LIMIT), written(second)
    except BallotRefusal as refusal:
        raise StepRefused(step=ceremony.OPENING, reason=refusal) from refusal


def _source(text: str) -> int:
    try:
        source = json.loads(text)["source"]
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise CredentialsRefused(reason="JSON") from fault
    if type(source) is not int:
        raise CredentialsRefused(reason="source")
    return source
