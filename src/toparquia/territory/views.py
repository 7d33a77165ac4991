"""A territory's boundary: its map, its history, how it fits with its neighbours; and its form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette.writing import form_page, write
from toparquia.territory import queries, services
from toparquia.territory.forms import BoundaryForm, typed
from toparquia.territory.models import Place
from toparquia.territory.rules.fitting import km2
from toparquia.territory.rules.geojson import corners


@require_safe
def boundary(request: HttpRequest, code: str) -> HttpResponse:
    """Show the boundary of a territory on a map, where it doesn't fit, and all that it was before."""
    place = queries.place_by_code(code)
    misfits = queries.misfits(place)
    context = {
        "place": place,
        "drawn": _drawn(place, misfits),
        "km2": round(km2(place.boundary), 2) if place.boundary else None,
        "misfits": misfits,
        "history": queries.boundaries(place),
        "may_draw": "territory.register" in request.acting.powers(place),  # type: ignore[attr-defined]
    }
    return render(request, "territory/boundary.html", context)


def _drawn(place: Place, misfits: list[Any]) -> list[dict[str, Any]]:
    """Return the shapes of the map: the territory, then each part that doesn't fit."""
    shapes = [{"label": place.name, "geometry": place.boundary}] if place.boundary else []
    return shapes + [{"label": f"{one.km2} km²", "geometry": one.geometry} for one in misfits]


@login_required
def draw(request: HttpRequest, code: str) -> HttpResponse:
    """Draw another boundary, by the registry's mandate."""
    place = queries.place_by_code(code)
    by = request.acting.authority("territory.register", place)  # type: ignore[attr-defined]
    today = queries.local_day(place, now())
    initial = {"starts_on": today, "points": typed(corners(place.boundary))}
    form = BoundaryForm(request.POST or None, request.FILES or None, initial=initial)

    def drawn(at: datetime) -> str:
        told = form.cleaned_data
        new = {name: told[name] for name in ("geometry", "source", "starts_on")}
        services.draw_boundary(place=place, by=by, at=at, **new)
        return reverse("territory:boundary", args=[place.code])

    if done := write(request, form, "territory.draw_boundary", drawn):
        messages.success(request, _("El límite quedó dibujado."))
        return redirect(done)
    near = [{"label": one.name, "geometry": one.boundary} for one in queries.drawn_near(place)]
    return form_page(request, "territory/draw.html", form, {"place": place, "drawn": near})


@require_safe
def around(request: HttpRequest, code: str) -> HttpResponse:
    """Give the boundaries above, beside and inside a territory as GeoJSON: the ground of a map to draw on."""
    shapes = [_feature(one) for one in queries.drawn_near(queries.place_by_code(code))]
    document = {"type": "FeatureCollection", "features": shapes}
    return JsonResponse(document, content_type="application/geo+json")


@require_safe
def geojson(request: HttpRequest, code: str) -> HttpResponse:
    """Give the boundary as GeoJSON, with the name and code of the territory."""
    place = queries.place_by_code(code)
    if place.boundary is None:
        raise Http404
    answer = JsonResponse(_feature(place), content_type="application/geo+json")
    answer["Content-Disposition"] = f'attachment; filename="{place.code}.geojson"'
    return answer


def _feature(place: Place) -> dict[str, Any]:
    properties = {"code": place.code, "name": place.name, "kind": place.kind}
    return {"type": "Feature", "properties": properties, "geometry": place.boundary}
