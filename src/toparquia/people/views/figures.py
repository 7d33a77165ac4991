"""Figures of a territory's people that tell of nobody, and the blank form of the census."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.foundation.rulesets.codes import in_words
from toparquia.people import queries
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

LINES = 16
# Where a census is counted while someone waits for the page; above, people look at the parts.
COUNTED = {Place.Kind.CIRCUIT, Place.Kind.COMMUNE, Place.Kind.COUNCIL}
INSIDE_MOST = 500


@require_safe
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """Show how many people of each age live in a territory; where they are few, not how many."""
    place = territory.place_by_code(code)
    day = territory.local_day(place, now())
    if place.kind not in COUNTED:
        inside = territory.children(place)[:INSIDE_MOST]
        return render(request, "people/figures_inside.html", {"place": place, "inside": inside})
    told = queries.census_table(place, day)
    *by_age, (_all, total) = told.rows
    ages = [(label, people[-1]) for label, people in by_age]
    context = {
        "place": place,
        "day": day,
        "table": told,
        "columns": _columns(told.sexes),
        "lines": [{"cells": _line(*row), "total": not row[0]} for row in told.rows],
        "people": total[-1],
        "bars": [{"label": label, "value": people} for label, people in ages if people is not None],
        "homes": queries.homes(place, day),
    }
    return render(request, "people/figures.html", context)


def _columns(sexes: tuple[str, ...]) -> list[object]:
    language = get_language() or "es"
    words = [in_words(sex, language).capitalize() if sex else _("No lo dice") for sex in sexes]
    return [_("Edad"), *((word, "number") for word in [*words, _("Todas")])]


def _line(label: str, people: tuple[int | None, ...]) -> list[object]:
    return [label or _("Todas las edades"), *("—" if number is None else number for number in people)]


@require_safe
def census_form(request: HttpRequest, code: str) -> HttpResponse:
    """Show the blank census form of a council, to be printed and filled in by hand."""
    place = territory.place_by_code(code)
    sexes = queries.sexes(place, territory.local_day(place, now()))
    return render(
        request, "people/census_form.html", {"place": place, "lines": range(1, LINES + 1), "sexes": sexes}
    )
