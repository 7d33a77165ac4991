"""What is printed, downloaded or put into a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.assemblies import queries, rules, sheets
from toparquia.assemblies.calendar_file import calendar_of
from toparquia.assemblies.models import Minutes, Session
from toparquia.foundation import printing
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
        "share_text": share_text(request, session),
        "gap": in_force.minutes("assembly.call_gap_minutes"),
    }
    return render(request, "assemblies/notice.html", context)


def share_text(request: HttpRequest, session: Session) -> str:
    """Return the call as a message to be forwarded: plain lines, no pictures, its address last."""
    place = session.place
    lines = [
        _("Asamblea de %(place)s") % {"place": place.name},
        formatting_of(session.starts_at, place.timezone),
        session.venue,
        *(f"{number}. {item}" for number, item in enumerate(session.agenda, start=1)),
        f"{request.scheme}://{request.get_host()}{session.get_absolute_url()}",
    ]
    return "\n".join(lines)


def formatting_of(at: datetime, zone: str) -> str:
    """Return a moment in the words of the reader's language."""
    return date_format(at.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT")


@require_safe
def minutes_sheet(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Give the minutes on one sheet, ready to be signed by hand beside the signatures of the site."""
    session = queries.session(session_id)
    found = Minutes.objects.filter(session=session).first()
    if found is None:
        raise Http404
    site = f"{request.scheme}://{request.get_host()}"
    title, values = sheets.minutes_values(session, found, site=site)
    made = printing.pdf(
        sheets.TEMPLATES / "minutes.typ",
        values,
        title=title,
        language=get_language() or "es",
        made_at=found.closed_at,
    )
    return HttpResponse(made, content_type="application/pdf")


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
