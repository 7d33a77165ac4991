"""Figures of a territory's people that tell of nobody, and the blank form of the census."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.people import queries
from toparquia.people.rules import SMALL_CELL
from toparquia.territory import queries as territory

LINES = 16


@require_safe
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """Show how many people of each age live in a territory; where they are few, not how many."""
    place = territory.place_by_code(code)
    day = territory.local_day(place, now())
    told = queries.census_figures(place, day)
    context = {
        "place": place,
        "day": day,
        "rows": told,
        "bars": [{"label": label, "value": people} for label, people in told if people is not None],
        "homes": queries.homes(place, day),
        "least": SMALL_CELL,
    }
    return render(request, "people/figures.html", context)


@require_safe
def census_form(request: HttpRequest, code: str) -> HttpResponse:
    """Show the blank census form of a council, to be printed and filled in by hand."""
    place = territory.place_by_code(code)
    return render(request, "people/census_form.html", {"place": place, "lines": range(1, LINES + 1)})
