"""The box as programs read it, and the one address where ballots come in: no cookie, no person, no log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from toparquia.foundation.clock import now
from toparquia.voting import board, ceremony, queries, services
from toparquia.voting.errors import BallotTooLong, NotPublishedArchive
from toparquia.voting.models import OnlineBox, Vote
from toparquia.voting.services.balloting import BALLOT_BYTES_MAX
from toparquia.voting.views.answering import in_json

_JSON = "application/json; charset=utf-8"


@require_safe
@in_json
def election(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give the election's exact bytes, once the keys are made."""
    return _bytes_of(queries.box(vote_id).election_text)


@require_safe
@in_json
def trustees(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give the trustees' keys with their proofs."""
    return _bytes_of(queries.box(vote_id).trustees_text)


@require_safe
@in_json
def credentials(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give the list of public credentials that the opening fixed, or the part that begins with `empieza`."""
    box = queries.box(vote_id)
    if box.moment is None:
        raise NotPublishedArchive()
    listed = board.listed(box, start=request.GET.get("empieza", ""))
    return HttpResponse(board.credentials_bytes(listed), content_type=_JSON)


@require_safe
@in_json
def state(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give where the box stands, with its running hash; never how the vote is going."""
    return JsonResponse(state_of(queries.box(vote_id)), json_dumps_params={"ensure_ascii": False})


def state_of(box: OnlineBox) -> dict[str, Any]:
    """Return what anyone may know of a box at any time; while it is open, its count goes on by batches."""
    ballots, head = queries.board_shown(box)
    return {
        "state": box.state,
        "uuid": box.uuid,
        "group": box.group,
        "fingerprint": box.fingerprint,
        "program": box.program or None,
        "opens_at": box.vote.opens_at.isoformat(),
        "closes_at": box.closes_online_at.isoformat(),
        "server_time": now().isoformat(),
        "threshold": box.threshold,
        "size": box.trustees,
        "sources": box.sources,
        "kind": "threshold" if box.is_threshold else "single",
        "registered_slips": box.registered_slips,
        "course": box.course,
        "min_group": box.min_group,
        "trustees": queries.trustees_of(box),
        "delivered": sorted(box.deliveries.values_list("source", flat=True)),
        "credentials": box.credentials.count(),
        "roll": box.vote.roll.entries,
        "ballots": ballots,
        "batch": queries.batch_of(box),
        "voided": queries.voided(box),
        "head": head,
    }


# Anonymous on purpose: a cookie would tell who votes, and there is nothing here that a session could do.
@csrf_exempt
@require_POST
@in_json
def ballots(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Take a ballot: 201 when it is recorded, 200 when the same text was there."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > BALLOT_BYTES_MAX:
        raise BallotTooLong(most=BALLOT_BYTES_MAX)
    accepted = services.accept_ballot(vote_id=vote_id, raw=request.body)
    said = {"tracker": accepted.tracker, "state": "recorded"}
    return JsonResponse(said, status=201 if accepted.is_new else 200)


@require_safe
@in_json
def ballot(request: HttpRequest, vote_id: UUID, tracker: str) -> HttpResponse:
    """Tell whether a ballot is on the board, whether it counts, and its place in the chain."""
    box, plain = queries.box(vote_id), tracker.replace("-", "+").replace("_", "/")
    recorded, counts = queries.fate_of(box, plain)
    return JsonResponse({"recorded": recorded, "counts": counts, "place": queries.link_of(box, plain)})


@require_safe
@in_json
def archive(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give the archive: up to the sum once that is fixed, whole with the certificate."""
    box = queries.box(vote_id)
    is_whole = box.state == OnlineBox.State.TALLIED and queries.is_archive_public(box)
    if not (is_whole or box.state in (OnlineBox.State.DECRYPTING, OnlineBox.State.TALLIED)):
        raise NotPublishedArchive()
    response = StreamingHttpResponse(
        board.archive(box, until_sum=not is_whole), content_type="application/octet-stream"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{box.uuid}.bel"'
    return response


@require_safe
@in_json
def second_proofs(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give our own proofs of the decryptions, beside the whole archive."""
    box = queries.box(vote_id)
    if box.vote.state != Vote.State.CERTIFIED or not queries.is_archive_public(box):
        raise NotPublishedArchive()
    return HttpResponse(board.second_proofs(box), content_type=_JSON)


def custody_of(box: OnlineBox, mine: int | None) -> dict[str, Any]:
    """Return what trustees need for their next step; messages only when all are promised and in."""
    sent = queries.ceremony_texts(box)
    size, step = box.trustees, ceremony.Step
    certificates = sent.get(step.CERTIFICATE, {})
    promised = {
        number: ceremony.commitment_in(text) for number, text in sent.get(step.COMMITMENT, {}).items()
    }
    messages = sent.get(step.CONTRIBUTION, {})
    return {
        "state": box.state,
        "uuid": box.uuid,
        "group": box.group,
        "size": size,
        "threshold": box.threshold,
        "kind": "threshold" if box.is_threshold else "single",
        "me": mine,
        "turn": ceremony.turn_of(box, sent),
        "trustees": queries.trustees_of(box),
        "certificates": ceremony.as_list(certificates, size),
        "certificates_hash": ceremony.hash_of_certificates(box, sent) if len(certificates) == size else None,
        "commitments": ceremony.as_list(promised, size),
        "messages": ceremony.as_list(messages if len(messages) == size else {}, size),
        "keys": ceremony.as_list(sent.get(step.KEY, {}), size),
        "opened": [made.seat.number for made in board.decryptions(box)],
    }


def _bytes_of(text: str) -> HttpResponse:
    if not text:
        raise Http404
    return HttpResponse(text.encode(), content_type=_JSON)
