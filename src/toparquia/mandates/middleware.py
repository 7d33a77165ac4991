"""What every request carries of its person's mandates, so that rooms below can ask without knowing them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from toparquia.foundation.authority import Authority
from toparquia.mandates import acting
from toparquia.territory.models import Place

Answer = Callable[[HttpRequest], HttpResponse]


class Acting:
    """The person of one request, asked what they may do; the pages of `territory` and `people` use it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def authority(self, power: str, place: Place) -> Authority:
        """Return the authority by which they do `power` in `place` now. :raises NoMandate:"""
        return acting.authority(self._request, power, place)

    def powers(self, place: Place) -> frozenset[str]:
        """Return all that they may do in `place` today."""
        return acting.powers(self._request, place)


class ActingMiddleware:
    """Puts `acting` on the request; nothing is read from the database until it is asked."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with `acting`."""
        request.acting = Acting(request)  # type: ignore[attr-defined]
        return self.get_response(request)
