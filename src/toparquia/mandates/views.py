"""The page of an organ, and the forms by which its seats are filled and emptied."""

from __future__ import annotations

from datetime import date, datetime
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
from toparquia.foundation.rulesets.codes import WORDS
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting, kinship, queries, services
from toparquia.mandates.errors import HolderNotFound
from toparquia.mandates.forms import ConstituteForm, EndForm, ProclaimFirstForm, ProclaimForm
from toparquia.mandates.holding import holder_named
from toparquia.mandates.models import Organ, Seat
from toparquia.mandates.offices import CARETAKER, END_REASONS, EXCLUSIVE, OFFICES, ORGANS
from toparquia.people.models import Resident
from toparquia.people.services import register_resident
from toparquia.territory import queries as territory


@require_safe
def organ(request: HttpRequest, organ_id: UUID) -> HttpResponse:
    """Show an organ: who sits in it until when, who sat in it before, and how each mandate ended."""
    found = queries.organ(organ_id)
    day = territory.local_day(found.place, now())
    rows = queries.seats_with_mandates(found, day)
    subjects = [found.id, *(mandate.id for _seat, _now, all_of in rows for mandate in all_of)]
    context = {
        "organ": found,
        "place": found.place,
        "title": ORGANS[found.kind].title,
        "seats": [
            {
                **_shown_seat(seat, current, all_of, day),
                "id": seat.id,
                # Its time is not over: an alternate may serve the rest.
                "fell_vacant": any(one.ends_on <= day < one.given_until for one in all_of),
            }
            for seat, current, all_of in rows
        ],
        "acts": [shown(entry) for entry in reversed(gazette.entries_about(subjects))],
        "powers": acting.powers(request, found.place),
        "is_member": _sits(request, rows),
        "me": acting.resident_id(request),
        "is_watching": found.kind in EXCLUSIVE,
        "kin": kinship.declared_in(found.id) if found.kind in EXCLUSIVE else [],
        "kin_barred": kinship.is_barred(found.place, territory.rules(found.place, day)),
        "names_registrar": found.kind == CARETAKER and found.place.is_commune,
        "lacks_seats": bool(services.missing_seats(found, territory.rules(found.place, day))),
    }
    return render(request, "mandates/organ.html", context)


@login_required
def constitute(request: HttpRequest, code: str) -> HttpResponse:
    """Constitute an organ of a territory, with its seats still empty."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "mandates.constitute", place)
    kinds = queries.organs_to_constitute(place)
    form = ConstituteForm(request.POST or None, kinds=kinds)

    def constituted(at: datetime) -> str:
        kind = form.cleaned_data["kind"]
        return services.constitute_organ(place=place, kind=kind, by=by, at=at).get_absolute_url()

    if done := write(request, form, "mandates.constitute", constituted):
        messages.success(request, _("El órgano quedó constituido; sus puestos están vacantes."))
        return redirect(done)
    return form_page(request, "mandates/constitute.html", form, {"place": place, "kinds": kinds})


@login_required
def proclaim(request: HttpRequest, organ_id: UUID) -> HttpResponse:
    """Proclaim who was elected to a seat of an organ: by the electoral commission of its territory."""
    found = queries.organ(organ_id)
    by = acting.authority(request, "mandates.proclaim", found.place)
    form = ProclaimForm(request.POST or None, seats=list(found.seats.all()), initial=_today(found))

    def proclaimed(at: datetime) -> str:
        told = form.cleaned_data
        holder = holder_named(found.place, told, territory.local_day(found.place, at))
        services.proclaim(
            seat=form.chosen,
            holder=holder,
            starts_on=told["starts_on"],
            by=by,
            at=at,
            decided_by=told["decided_by"],
        )
        return found.get_absolute_url()

    return _proclaimed(request, found, form, "mandates.proclaim", proclaimed)


@login_required
def proclaim_first(request: HttpRequest, organ_id: UUID) -> HttpResponse:
    """Record who a constitutive assembly chose: by the registry, which registers the person if needed."""
    found = queries.organ(organ_id)
    by = acting.authority(request, "mandates.proclaim_first", found.place)
    councils = [one for one in territory.subtree(found.place).order_by("name") if one.is_council]
    seats = list(found.seats.all())
    form = ProclaimFirstForm(request.POST or None, seats=seats, councils=councils, initial=_today(found))

    def proclaimed(at: datetime) -> str:
        told = form.cleaned_data
        services.proclaim_first(
            seat=form.chosen,
            holder=_known_or_new(form, territory.local_day(found.place, at)),
            starts_on=told["starts_on"],
            by=by,
            at=at,
            decided_by=told["decided_by"],
        )
        return found.get_absolute_url()

    return _proclaimed(request, found, form, "mandates.proclaim_first", proclaimed)


@login_required
def end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a mandate before its time."""
    mandate = queries.mandate(mandate_id)
    found = mandate.seat.organ
    by = acting.authority(request, "mandates.proclaim", found.place)
    form = EndForm(request.POST or None, initial={"on": territory.local_day(found.place, now())})

    def ended(at: datetime) -> str:
        told = form.cleaned_data
        services.end_early(mandate_id=mandate.id, on=told["on"], reason=told["reason"], by=by, at=at)
        return found.get_absolute_url()

    if done := write(request, form, "mandates.end", ended):
        messages.success(request, _("El mandato quedó terminado."))
        return redirect(done)
    return form_page(
        request, "mandates/end.html", form, {"place": found.place, "organ": found, "mandate": mandate}
    )


def _today(found: Organ) -> dict[str, date]:
    return {"starts_on": territory.local_day(found.place, now())}


def _proclaimed(request: HttpRequest, found: Organ, form: ProclaimForm, verb: str, do: Any) -> HttpResponse:
    if done := write(request, form, verb, do):
        messages.success(request, _("El mandato quedó en la Gaceta."))
        return redirect(done)
    context = {"place": found.place, "organ": found, "title": ORGANS[found.kind].title}
    return form_page(request, "mandates/proclaim.html", form, context)


def _known_or_new(form: ProclaimFirstForm, day: date) -> Resident:
    told = form.cleaned_data
    try:
        return holder_named(form.home, told, day)
    except HolderNotFound:
        return register_resident(
            given_names=told["given_names"],
            surnames=told["surnames"],
            birth_date=told["birth_date"],
            place=form.home,
            since=told["since"],
        )


def _sits(request: HttpRequest, rows: list[Any]) -> bool:
    person = acting.resident_id(request)
    return person is not None and any(
        current is not None and current.holder_id == person and not OFFICES[seat.office].alternate_of
        for seat, current, _all in rows
    )


def _shown_seat(seat: Seat, current: Any, all_of: list[Any], day: date) -> dict[str, Any]:
    committee = WORDS.get(seat.committee)
    return {
        "office": OFFICES[seat.office].title,
        "number": seat.number,
        "stands_for": seat.council.name
        if seat.council
        else committee.in_language(get_language() or "es")
        if committee
        else seat.committee,
        "current": current,
        "others": [
            {"mandate": one, "is_over": one.ends_on <= day, "reason": END_REASONS.get(one.end_reason)}
            for one in all_of
            if one is not current
        ],
    }
