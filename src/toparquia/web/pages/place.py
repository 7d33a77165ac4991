"""The page of a territory: who represents it and until when, what is in it, its last acts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

ACTS: Final = 10
INSIDE_LIMIT: Final = 200


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show one territory."""
    place = territory.place_by_code(code)
    day = territory.local_day(place, now())
    context = {
        "place": place,
        "kind": territory.rules(place, day).territory_name(place.kind).one,
        "above": [above for above in territory.ancestors_in_order(place) if above.id != place.id],
        "organs": organs_of(place, day),
        "inside": list(territory.children(place)[:INSIDE_LIMIT]),
        "acts": [shown(entry) for entry in gazette.entries_of_places([place.id], ACTS)],
    }
    return render(request, "web/place.html", context)


def organs_of(place: Place, day: date) -> list[dict[str, Any]]:
    """Return each organ with its seats: who holds each until when, whose time is over, what is vacant."""
    return [
        {
            "title": ORGANS[organ.kind].title,
            "people": [person(seat.office, mandate, day) for seat, mandate in seats],
        }
        for organ, seats in mandates.seats_of(place, day)
    ]


def person(office: str, mandate: Mandate | None, day: date) -> dict[str, Any]:
    """Return what the card of one seat shows."""
    title = OFFICES[office].title.in_language(get_language() or "es")
    if mandate is None:
        return {"office": title, "state": "vacant"}
    return {
        "office": title,
        "name": mandate.holder.full_name,
        # People count the last day in office, the table the first day out of it.
        "until": mandate.ends_on - timedelta(days=1),
        "state": "active" if mandate.term.contains(day) else "expired",
    }
