"""Women and ages among those in office, over the years: a figure, never a quota; small sets are not told."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.foundation.terms import add_years
from toparquia.mandates.models import Mandate
from toparquia.mandates.offices import ORGANS
from toparquia.people import queries as people
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

YEARS: Final = 5


@require_safe
def composition(request: HttpRequest, code: str) -> HttpResponse:
    """Show, by kind of organ in a place and below, the share of women and the ages, year by year."""
    place = territory.place_by_code(code)
    day = territory.local_day(place, now())
    return render(request, "mandates/composition.html", {"place": place, "organs": told(place, day)})


def told(place: Place, day: date) -> list[dict[str, Any]]:
    """Return, for each kind of organ, its people on this day of the last years, the newest first."""
    days = [add_years(day, -years) for years in range(YEARS)]
    held = Mandate.objects.filter(
        seat__organ__place__path__contains=[place.id], starts_on__lte=days[0], ends_on__gt=days[-1]
    ).values_list("seat__organ__kind", "holder_id", "starts_on", "ends_on")
    groups: dict[tuple[str, date], tuple[date, set[Any]]] = {}
    for kind, holder, starts, ends in held:
        for one in days:
            if starts <= one < ends:
                groups.setdefault((kind, one), (one, set()))[1].add(holder)
    found = people.compositions(groups, rules=territory.rules(place, day))
    return [
        {
            "title": ORGANS[kind].title,
            "years": [(one, found[kind, one]) for one in days if (kind, one) in found],
        }
        for kind in ORGANS
        if any((kind, one) in found for one in days)
    ]
