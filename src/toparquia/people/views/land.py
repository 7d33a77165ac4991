"""A land committee's dossiers: counts and states for everyone, all else for the committee alone."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from toparquia.foundation.authority import Authority
from toparquia.foundation.clock import now
from toparquia.gazette.writing import form_page, write
from toparquia.people import queries, sealing, services
from toparquia.people.errors import NoSuchDossier
from toparquia.people.forms import EvidenceForm, ParcelForm, StatementForm, StepForm
from toparquia.people.models import LandDossier, LandEvidence, Reading
from toparquia.people.rules import land
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

POWER: Final = "people.keep_land"
PAGE_SIZE: Final = 50
# Shape beside word, as the components draw them.
SHAPES: Final = {"open": "draft", "gathered": "open", "submitted": "pending", "answered": "done"}


@require_safe
def dossiers(request: HttpRequest, code: str) -> HttpResponse:
    """Show how many parcels have a dossier and how far each is; where they are and whose is not said."""
    place = territory.place_by_code(code)
    may_keep = POWER in request.acting.powers(place)  # type: ignore[attr-defined]
    found = queries.dossiers(place).select_related("place")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    counts = queries.dossier_counts(place)
    context = {
        "place": place,
        "page": page,
        "rows": [(one, SHAPES[one.status], _words(one)) for one in page],
        "figures": [{"label": _said(status), "value": number} for status, number in counts],
        "may_keep": may_keep,
    }
    return render(request, "people/land.html", context)


@require_safe
def dossiers_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Give the same as a table to take away: number, state, days."""
    place = territory.place_by_code(code)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="tierras-{place.code}.csv"'
    written = csv.writer(answer)
    written.writerow(["council", "number", "status", "outcome", "opened_on", "changed_on"])
    for one in queries.dossiers(place).select_related("place"):
        days = (one.opened_at.date(), one.changed_at.date())
        written.writerow([one.place.code, one.number, one.status, one.outcome, *days])
    return answer


@never_cache
@login_required
def open_dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Open the dossier of a parcel, by the land committee's mandate."""
    place = territory.place_by_code(code)
    by = request.acting.authority(POWER, place)  # type: ignore[attr-defined]
    form = ParcelForm(request.POST or None)

    def opened(at: datetime) -> str:
        told = {"geometry": form.geometry, "about": form.cleaned_data["about"]}
        return services.open_dossier(place=place, by=by, at=at, **told).get_absolute_url()

    if done := write(request, form, "people.open_land_dossier", opened):
        messages.success(request, _("El expediente quedó abierto."))
        return redirect(done)
    near = [{"label": one.name, "geometry": one.boundary} for one in territory.drawn_near(place)]
    return form_page(request, "people/land_open.html", form, {"place": place, "drawn": near})


@never_cache
@login_required
@require_safe
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Show a dossier to the committee; each person whose statement is in it sees that it was read."""
    found, by = _mine(request, dossier_id)
    statements = list(found.landstatements.select_related("resident"))
    _note_reading(found, statements, by)
    context = {
        "place": found.place,
        "dossier": found,
        "shape": SHAPES[found.status],
        "word": _words(found),
        "drawn": [{"label": _("Parcela %(number)s") % {"number": found.number}, "geometry": found.geometry}],
        "statements": statements,
        "evidence": [(one, _said_kind(one.kind)) for one in found.landevidences.defer("sealed")],
        "steps": [(one, _said(one.status)) for one in found.landsteps.all()],
    }
    return render(request, "people/land_dossier.html", context)


@never_cache
@login_required
@require_safe
def dossier_file(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Give a whole dossier as GeoJSON, to be handed to the office that decides."""
    found, by = _mine(request, dossier_id)
    _note_reading(found, list(found.landstatements.all()), by)
    answer = JsonResponse(queries.dossier_document(found), content_type="application/geo+json")
    answer["Content-Disposition"] = f'attachment; filename="expediente-{found.number}.geojson"'
    return answer


@never_cache
@login_required
@require_safe
def evidence_file(request: HttpRequest, dossier_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Hand a sealed file to the committee, as a file and never as a page."""
    found, by = _mine(request, dossier_id)
    kept = LandEvidence.objects.filter(id=evidence_id, dossier=found).first()
    if kept is None:
        raise Http404
    _note_reading(found, list(found.landstatements.all()), by)
    answer = HttpResponse(sealing.unseal(bytes(kept.sealed)), content_type=kept.media_type)
    ending = kept.media_type.partition("/")[2]
    answer["Content-Disposition"] = f'attachment; filename="prueba-{kept.sha256[:12]}.{ending}"'
    return answer


@never_cache
@login_required
def add_statement(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Take the statement of someone who lives on the parcel."""
    found, by = _mine(request, dossier_id)
    form = StatementForm(request.POST or None)

    def taken(at: datetime) -> str:
        told = {"since": form.cleaned_data["since"], "text": form.cleaned_data["text"]}
        told |= {"occupant": form.occupant, "dossier_id": found.id, "place": found.place}
        services.take_statement(by=by, at=at, **told)
        return found.get_absolute_url()

    if done := write(request, form, "people.take_land_statement", taken):
        messages.success(request, _("La declaración quedó en el expediente."))
        return redirect(done)
    return form_page(request, "people/land_statement.html", form, {"place": found.place, "dossier": found})


@never_cache
@login_required
def add_evidence(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Seal a paper or a photo in a dossier."""
    found, by = _mine(request, dossier_id)
    form = EvidenceForm(request.POST or None, request.FILES or None)

    def kept(at: datetime) -> str:
        told = {name: form.cleaned_data[name] for name in ("kind", "is_hash_public")}
        told |= {"content": form.cleaned_data["file"].read(), "dossier_id": found.id, "place": found.place}
        services.keep_evidence(by=by, at=at, **told)
        return found.get_absolute_url()

    if done := write(request, form, "people.keep_land_evidence", kept):
        messages.success(request, _("La prueba quedó sellada."))
        return redirect(done)
    return form_page(request, "people/land_evidence.html", form, {"place": found.place, "dossier": found})


@never_cache
@login_required
def move_dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Take a dossier to its next state."""
    found, by = _mine(request, dossier_id)
    form = StepForm(request.POST or None, status=found.status)

    def moved(at: datetime) -> str:
        told = {name: form.cleaned_data[name] for name in ("status", "outcome", "note")}
        services.move_dossier(dossier_id=found.id, place=found.place, by=by, at=at, **told)
        return found.get_absolute_url()

    if done := write(request, form, "people.move_land_dossier", moved):
        messages.success(request, _("El expediente pasó a su nuevo estado."))
        return redirect(done)
    return form_page(request, "people/land_step.html", form, {"place": found.place, "dossier": found})


def _mine(request: HttpRequest, dossier_id: UUID) -> tuple[LandDossier, Authority]:
    """Return a dossier and the mandate to keep it; to anyone else it is not there."""
    try:
        found = queries.dossier(dossier_id)
    except NoSuchDossier as refusal:
        raise Http404 from refusal
    if POWER not in request.acting.powers(found.place):  # type: ignore[attr-defined]
        raise Http404
    return found, request.acting.authority(POWER, found.place)  # type: ignore[attr-defined]


def _note_reading(found: LandDossier, statements: list[Any], by: Authority) -> None:
    people = sorted({one.resident_id for one in statements})
    place: Place = found.place
    kind = Reading.Kind.RECORD
    if people:
        services.record_reading(place=place, residents=people, kind=kind, by=by, at=now(), power=POWER)


def _words(found: LandDossier) -> str:
    outcome = land.OUTCOMES.get(found.outcome)
    return outcome.in_language(get_language() or "es") if outcome else _said(found.status)


def _said(status: str) -> str:
    return land.STATES[status].in_language(get_language() or "es")


def _said_kind(kind: str) -> str:
    return land.KINDS[kind].in_language(get_language() or "es")
