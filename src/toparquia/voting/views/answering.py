"""How the box's programs are answered: JSON, a refusal with its code and sentence in both languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse

from toparquia.foundation.errors import ENGLISH, SPANISH, DomainError

_STATUS: Final[dict[str, int]] = {
    "voting.ballot_too_long": 413,
    "voting.too_many_ballots": 429,
    "voting.ballot_refused": 422,
    "voting.credential_not_listed": 422,
    "voting.credential_voided": 422,
    "voting.ciphertext_seen": 422,
    "voting.step_refused": 422,
    "voting.credentials_refused": 422,
    "voting.credentials_miscounted": 422,
    "voting.not_found_box": 404,
    "voting.seat_of_another": 403,
    "voting.credentials_from_the_commission": 403,
    "mandates.none_in_force": 403,
    "gazette.mandate_not_in_force": 403,
}
_ANSWERED_ELSEWHERE: Final = 409
View = Callable[..., HttpResponse]


def in_json(view: View) -> View:
    """Answer a refusal of `view` in JSON; no answer of it is kept by anyone on the way."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except DomainError as refusal:
            response = refused(refusal)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


def refused(refusal: DomainError) -> JsonResponse:
    """Return a refusal as JSON."""
    status = _STATUS.get(refusal.code, 404 if ".no_such_" in refusal.code else _ANSWERED_ELSEWHERE)
    said = {
        "code": getattr(refusal.facts.get("reason"), "code", refusal.code),
        "es": refusal.message(SPANISH),
        "en": refusal.message(ENGLISH),
    }
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
