"""Pages of renewal: which terms end when, the seats an organ lacks, and the alternates who enter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting, kinship, queries, renewal, services
from toparquia.mandates.forms import EnterForm, KinForm, RegistrarForm
from toparquia.mandates.holding import holder_named
from toparquia.mandates.offices import ORGANS
from toparquia.territory import queries as territory


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Show every term of a territory and below that ends within a year, and those that are over."""
    place = territory.place_by_code(code)
    day = territory.local_day(place, now())
    found = renewal.renewals(place, day)
    context = {
        "place": place,
        "over": [one for one in found if one.ends_on <= day],
        "coming": [one for one in found if one.ends_on > day],
        "vacancies": renewal.vacancies(place, day),
    }
    return render(request, "mandates/renewals.html", context)


@require_safe
def as_file(request: HttpRequest, code: str) -> HttpResponse:
    """Give the renewals of a place as a calendar that phones take in."""
    place = territory.place_by_code(code)
    at = now()
    day = territory.local_day(place, at)
    coming = [one for one in renewal.renewals(place, day) if one.ends_on > day]
    site, language = f"{request.scheme}://{request.get_host()}", get_language() or "es"
    made = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    text = renewal.calendar_of(coming, site=site, language=language, made=made)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@login_required
def add_seats(request: HttpRequest, organ_id: UUID) -> HttpResponse:
    """Add the seats that an organ lacks under the rules in force."""
    found = queries.organ(organ_id)
    by = acting.authority(request, "mandates.constitute", found.place)
    form = ConfirmForm(request.POST or None)

    def added(at: datetime) -> str:
        services.add_seats(organ=found, by=by, at=at)
        return found.get_absolute_url()

    if done := write(request, form, "mandates.add_seats", added):
        messages.success(request, _("Los puestos que faltaban quedaron en el órgano, vacantes."))
        return redirect(done)
    rules = territory.rules(found.place, territory.local_day(found.place, now()))
    context: dict[str, Any] = {
        "place": found.place,
        "organ": found,
        "title": ORGANS[found.kind].title,
        "seats": services.missing_seats(found, rules),
    }
    return form_page(request, "mandates/add_seats.html", form, context)


@login_required
def enter(request: HttpRequest, organ_id: UUID) -> HttpResponse:
    """Let an alternate take a vacant seat."""
    found = queries.organ(organ_id)
    by = acting.authority(request, "mandates.proclaim", found.place)
    seats = queries.seats_with_mandates(found, territory.local_day(found.place, now()))
    form = EnterForm(request.POST or None, seats=[(seat, current) for seat, current, _all in seats])

    def entered(at: datetime) -> str:
        services.enter_alternate(mandate_id=form.alternate_id, seat=form.seat, by=by, at=at)
        return found.get_absolute_url()

    if done := write(request, form, "mandates.enter_alternate", entered):
        messages.success(request, _("La o el suplente ya ocupa el puesto."))
        return redirect(done)
    context = {"place": found.place, "organ": found, "title": ORGANS[found.kind].title}
    return form_page(request, "mandates/enter.html", form, context)


@login_required
def name_registrar(request: HttpRequest, code: str) -> HttpResponse:
    """Name who follows in the registry; a second commune has to name the same person."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "mandates.proclaim", place)
    form = RegistrarForm(request.POST or None)
    root = territory.place(place.path[0])

    def named(at: datetime) -> str:
        person = holder_named(root, form.cleaned_data, territory.local_day(root, at))
        services.name_registrar(place=place, named=person, by=by, at=at)
        return place.get_absolute_url()

    if done := write(request, form, "mandates.name_registrar", named):
        messages.success(request, _("El nombramiento quedó en la Gaceta."))
        return redirect(done)
    return form_page(request, "mandates/name_registrar.html", form, {"place": place})


@login_required
def declare_kin(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Declare close kin in an office that excludes one's own."""
    mandate = queries.mandate(mandate_id)
    organ, place = mandate.seat.organ, mandate.seat.organ.place
    day = territory.local_day(place, now())
    form = KinForm(request.POST or None, others=kinship.others(mandate, day))

    def declared(at: datetime) -> str:
        by, person = acting.open_authority(request, place, at), acting.resident_id(request)
        other = UUID(form.cleaned_data["other"])
        services.declare_kinship(mandate_id=mandate.id, other_id=other, person=person, by=by, at=at)
        return organ.get_absolute_url()

    if done := write(request, form, "mandates.declare_kinship", declared):
        messages.success(request, _("La declaración quedó en la Gaceta."))
        return redirect(done)
    barred = kinship.is_barred(place, territory.rules(place, day))
    title = ORGANS[organ.kind].title.in_language(get_language() or "es").capitalize()
    context = {"place": place, "organ": organ, "title": title, "is_barred": barred}
    return form_page(request, "mandates/declare_kin.html", form, context)
