"""What a reader chose for their own screen: language and theme, kept in two cookies and nowhere else."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation.trans_real import parse_accept_lang_header

THEMES: Final = ("light", "dark")
THEME_COOKIE: Final = "toparquia_theme"
ONE_YEAR: Final = 365 * 24 * 3600


def language_of(request: HttpRequest) -> str:
    """Return the language to answer in: the chosen one, else one that the device lists, else Spanish.

    Spanish wins wherever the device lists it at all, because many phones of Spanish speakers are set
    to English and list Spanish second.
    """
    offered = [str(code) for code, _name in settings.LANGUAGES]
    spanish = str(settings.LANGUAGE_CODE)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in offered:
        return str(chosen)
    listed = {code.split("-")[0] for code, _ in _accepted(request)}
    if spanish in listed:
        return spanish
    return next((code for code in offered if code in listed), spanish)


def theme_of(request: HttpRequest) -> str:
    """Return "light", "dark", or "" when the device decides."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def keep_language(response: HttpResponse, language: str) -> None:
    """Keep a chosen language for a year; one that is not offered is ignored."""
    if language in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)


def keep_theme(response: HttpResponse, theme: str) -> None:
    """Keep a chosen theme for a year; anything else than light or dark leaves it to the device again."""
    if theme in THEMES:
        _keep(response, THEME_COOKIE, theme)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )


def _accepted(request: HttpRequest) -> tuple[tuple[str, float], ...]:
    # Django caches the parsed header and bounds its length.
    return tuple(parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")))
