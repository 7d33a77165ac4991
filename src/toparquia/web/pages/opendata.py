"""Open data: one page that says what there is, and the files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.consultations import queries as consultations
from toparquia.foundation.clock import now
from toparquia.ledger.exports import beancount
from toparquia.planning.exports import oc4ids
from toparquia.territory import queries as territory
from toparquia.web.opendata.documents import geojson, popolo
from toparquia.web.opendata.tables import TABLES, lines

DOCUMENTS: Final[dict[str, tuple[Callable[[], dict[str, Any]], str]]] = {
    "lugares.geojson": (geojson, "application/geo+json"),
    "cargos.json": (popolo, "application/json"),
}
LISTED: Final = 50


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what can be taken away, and with which programs it is read."""
    held = consultations.consultations().filter(vote__state="certified")[:LISTED]
    context = {
        "tables": [(name, table.title, ", ".join(table.columns)) for name, table in TABLES.items()],
        "consultations": held,
    }
    return render(request, "web/opendata.html", context)


@require_safe
def table(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """Give one table as CSV."""
    if name not in TABLES:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(lines(TABLES[name]), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def document(request: HttpRequest, name: str) -> JsonResponse:
    """Give places as GeoJSON or office holders as Popolo."""
    if name not in DOCUMENTS:
        raise Http404
    made, content_type = DOCUMENTS[name]
    return JsonResponse(made(), content_type=content_type, json_dumps_params={"ensure_ascii": False})


@require_safe
def projects(request: HttpRequest) -> JsonResponse:
    """Give all projects as an OC4IDS package."""
    address = request.build_absolute_uri("/").rstrip("/")
    root = territory.root()
    made = oc4ids(address=address, publisher=root.name if root else "", at=now())
    if made is None:
        raise Http404
    return JsonResponse(made, json_dumps_params={"ensure_ascii": False})


@require_safe
def ledger(request: HttpRequest) -> StreamingHttpResponse:
    """Give the whole ledger in Beancount's language."""
    headers = {"Content-Disposition": 'attachment; filename="libro.beancount"'}
    return StreamingHttpResponse(beancount(), content_type="text/plain; charset=utf-8", headers=headers)
