"""What every request passes through: the reader's language, and a plain answer to every refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from toparquia.foundation.errors import DomainError
from toparquia.web.preferences import language_of

# The refusals of someone without the mandate that the deed takes.
FORBIDDEN: Final = frozenset(
    {"mandates.none_in_force", "gazette.mandate_not_in_force", "authority.of_another_place"}
)

Answer = Callable[[HttpRequest], HttpResponse]


class ChosenLanguageMiddleware:
    """Serves the page in the language that the reader chose, or that their device asks for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language for this request and say so in the answer's headers."""
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class RefusalMiddleware:
    """Turns a refusal that a view let through into a page with one clear sentence.

    It also refuses U+0000 in an address before it reaches the database, which cannot store it, and a
    request that is longer than anything we ask for before it fills the disk.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on unless its address holds what no text may hold."""
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path_info:
            raise BadRequest("U+0000 in the address")
        if is_too_long(request):
            return render(request, "413.html", status=413)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal with its own sentence; anything else stays what it is."""
        if not isinstance(exception, DomainError):
            return None
        language = translation.get_language() or settings.LANGUAGE_CODE
        return render(
            request,
            "web/refusal.html",
            {"sentence": exception.message(language), "code": exception.code},
            status=status_of(exception),
        )


def is_too_long(request: HttpRequest) -> bool:
    """Return whether a request says that it is longer than the site reads; without a length none is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > settings.REQUEST_MAX_BYTES


def status_of(refusal: DomainError) -> int:
    """Return 404 for what is not there, 403 for whoever may not, 409 for what rules or state forbid."""
    if refusal.code in FORBIDDEN:
        return 403
    is_missing = refusal.code.rsplit(".", 1)[-1].startswith(("not_in_", "not_found", "no_such_", "unknown_"))
    return 404 if is_missing else 409
