"""Pages of the shell itself and the answers when something is wrong."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from toparquia.gazette import keys
from toparquia.web import preferences


@require_safe
def how_to_verify(request: HttpRequest) -> HttpResponse:
    """Show how anyone can check the Gazette without trusting this site."""
    return render(request, "web/verify.html", {"vkey": str(keys.verifier_key())})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show what this is and who runs it."""
    return render(request, "web/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "web/accessibility.html")


# Exempt from the token on purpose: it sets two display cookies of the sender's own browser and nothing
# else, and so no public page needs a token, a cookie or a copy of its own.
@csrf_exempt
@require_POST
def set_preferences(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language or theme and go back to where the reader was."""
    there = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}):
        there = "/"
    response = redirect(there)
    if "language" in request.POST:
        preferences.keep_language(response, request.POST["language"])
    if "theme" in request.POST:
        preferences.keep_theme(response, request.POST["theme"])
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read; one that is too large says so with status 413."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer someone who may not do or see this; the reason given by the view is shown."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address where there is nothing."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we failed; asks neither the database nor the session, which may be what failed."""
    return HttpResponse(render_alone(request, "500.html"), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose security token is missing or old: nothing was done, and what to do now."""
    return render(request, "web/stale_form.html", {"here": request.get_full_path()}, status=403)


def render_alone(request: HttpRequest, template: str) -> str:
    """Return a template rendered without context processors."""
    from django.template.loader import get_template

    return get_template(template).render({"here": request.path})
