"""The front page: find your place, what is decided now, where the communes are, the last public acts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.assemblies import queries as assemblies
from toparquia.consultations import queries as consultations
from toparquia.foundation.clock import now
from toparquia.foundation.rulesets.metadata import KINDS
from toparquia.gazette.models import Entry
from toparquia.gazette.views import shown
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.offices import OFFICES
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import queries as treasury
from toparquia.web.doors import address_of
from toparquia.web.pages import money

ACTS: Final = 5
COMING: Final = 4
MAPPED: Final = 60
SEARCH_LIMIT: Final = 120


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the front page; with `q`, the places whose name or code has it."""
    query, at = request.GET.get("q", "").strip()[:SEARCH_LIMIT], now()
    context = {
        "query": query,
        "found": [(place, KINDS[place.kind].one) for place in (territory.search(query) if query else [])],
        "people": [in_office(one) for one in mandates.search_in_office(query, at.date())] if query else [],
        "communes": [mapped(place) for place in territory.communes()[:MAPPED]],
        "consultations": consultations.deciding_now(at, COMING),
        "sessions": assemblies.coming_sessions(at, COMING),
        "money": money.told(treasury.figures(None)),
        "money_url": address_of("treasury:list"),
        "acts": [shown(entry) for entry in Entry.objects.order_by("-index")[:ACTS]],
    }
    return render(request, "web/home.html", context)


def mapped(place: Place) -> dict[str, Any]:
    """Return what the map draws of a commune; without coordinates it stands in the list alone."""
    is_placed = place.longitude is not None and place.latitude is not None
    return {
        "label": place.name,
        "url": place.get_absolute_url(),
        "geometry": place.boundary,
        "point": (place.longitude, place.latitude) if is_placed and not place.boundary else None,
    }


def in_office(mandate: Mandate) -> dict[str, Any]:
    """Return what a search says of a person in office: who, what for, where and until when."""
    place = mandate.seat.organ.place
    return {
        "name": mandate.holder.full_name,
        "office": OFFICES[mandate.seat.office].title,
        "place": place.name,
        "url": mandate.seat.organ.get_absolute_url(),
        "until": mandate.ends_on - timedelta(days=1),
    }
