"""What is printed, downloaded or put into a calendar."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.assemblies import queries, rules
from toparquia.assemblies.calendar_file import calendar_of
from toparquia.assemblies.models import Minutes
from toparquia.foundation.clock import now
from toparquia.territory import queries as territory

SHEET_ROWS: Final = 40


@require_safe
def notice(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show the call of a session to be printed and put up: hour, place, agenda, and each call's quorum."""
    session = queries.session(session_id)
    day = territory.local_day(session.place, session.starts_at)
    in_force = territory.rules(session.place, day)
    context = {
        "session": session,
        "place": session.place,
        "calls": [
            (number, rules.quorum_share(in_force, number))
            for number in range(1, in_force.count("assembly.calls") + 1)
        ],
        "gap": in_force.minutes("assembly.call_gap_minutes"),
    }
    return render(request, "assemblies/notice.html", context)


@require_safe
def attendance(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show an empty attendance sheet to be printed; the names are written by hand and stay on paper."""
    session = queries.session(session_id)
    context = {"session": session, "place": session.place, "rows": range(1, SHEET_ROWS + 1)}
    return render(request, "assemblies/attendance.html", context)


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Give the next assemblies of a place as an iCalendar file."""
    place = territory.place_by_code(code)
    title = _("Asamblea de %(place)s") % {"place": place.name}
    site = f"{request.scheme}://{request.get_host()}"
    text = calendar_of(queries.to_come(place, now()), title=title, site=site)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_safe
def minutes(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Give the minutes as the exact bytes that were signed, so that anyone can hash them."""
    found = Minutes.objects.filter(session_id=session_id).first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.body), content_type="application/json")
