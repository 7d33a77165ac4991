"""The self-government room's page of a territory, for the people who run it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.mandates.errors import NoMandate
from toparquia.territory import queries as territory
from toparquia.web.desk.room import room_of


@login_required
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is due in a territory and for whom it waits, to anyone in office there."""
    place = territory.place_by_code(code)
    person = acting.resident_id(request)
    if person is None or not acting.powers(request, place):
        raise NoMandate(place=place.name)
    return render(request, "web/room.html", {"place": place, **room_of(place, person, now())})
