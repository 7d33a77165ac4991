"""The action agenda: what is in force in a place and below it, one agenda, one item, and their forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.planning import queries, rules, services
from toparquia.planning.forms import AgendaForm, ItemForm, NoteForm
from toparquia.planning.models import Agenda
from toparquia.planning.rules.words import rule_word
from toparquia.territory import queries as territory

ROWS: Final = 40


@require_safe
def in_force(request: HttpRequest, code: str) -> HttpResponse:
    """Show the agendas in force in a place and all below it, late items first, by direction if asked."""
    place = territory.place_by_code(code)
    day = territory.local_day(place, now())
    told, adopted = queries.rolled_up(place, day)
    asked = request.GET.get("linea", "")
    chosen = [one for one in told if not asked or one.item.direction == asked]
    context = {
        "place": place,
        "adopted": adopted.get(place.id),
        "below": len(adopted) - (place.id in adopted),
        "page": Paginator(chosen, ROWS).get_page(request.GET.get("pagina")),
        "total": len(told),
        "done": sum(one.standing is rules.ItemStanding.DONE for one in told),
        "late": sum(one.standing is rules.ItemStanding.LATE for one in told),
        "directions": _directions(place, told, day),
        "asked": asked and rule_word(asked),
        "code": asked,
        "powers": acting.powers(request, place),
        "agendas": list(queries.agendas(place)[: queries.LISTED]),
    }
    return render(request, "planning/agenda_in_force.html", context)


@require_safe
def agenda(request: HttpRequest, agenda_id: UUID) -> HttpResponse:
    """Show one agenda: being written, before the assembly, adopted, replaced or not adopted."""
    found = queries.agenda(agenda_id)
    day = territory.local_day(found.place, now())
    adopted = queries.agenda_in_force(found.place)
    decisions = queries.decisions_about_agenda(found)
    context = {
        "agenda": found,
        "place": found.place,
        "told": queries.told_items([found.id], day),
        "is_in_force": adopted is not None and adopted.agenda.id == found.id,
        "decisions": decisions,
        "powers": acting.powers(request, found.place),
        "acts": [shown(entry) for entry in gazette.entries_about([found.id])],
    }
    return render(request, "planning/agenda.html", context)


@require_safe
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show one item: who answers for it, by when, with what, and all that was noted over the years."""
    found = queries.agenda_item(item_id)
    place = found.agenda.place
    adopted = queries.agenda_in_force(place)
    notes = list(queries.notes_of(found.thread))
    state = notes[0].state if notes else None
    standing = rules.standing(state=state, due_on=found.due_on, day=territory.local_day(place, now()))
    is_in_force = adopted is not None and adopted.agenda.id == found.agenda_id
    powers = acting.powers(request, place)
    context = {
        "item": found,
        "place": place,
        "standing": standing,
        "direction": found.direction and rule_word(found.direction),
        "notes": [(note, rules.ItemStanding(note.state)) for note in notes],
        "versions": list(queries.same_item(found)),
        "may_note": is_in_force and "planning.follow_up" in powers,
        "may_remove": not found.agenda.is_presented and "planning.draft" in powers,
    }
    return render(request, "planning/agenda_item.html", context)


@login_required
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an agenda."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "planning.draft", place)
    form = AgendaForm(request.POST or None)

    def begun(at: datetime) -> str:
        return services.begin_agenda(
            place=place,
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.ends_on,
            goes_on=form.cleaned_data["goes_on"],
            by=by,
            at=at,
        ).get_absolute_url()

    deed = {"title": _("Empezar una agenda de acción"), "url": reverse("planning:agenda", args=[code])}
    return _done_or_form(request, form, "planning.begin_agenda", begun, {"place": place, "deed": deed})


@login_required
def add(request: HttpRequest, agenda_id: UUID) -> HttpResponse:
    """Add an item to an agenda that is being written."""
    found = queries.agenda(agenda_id)
    by = acting.authority(request, "planning.draft", found.place)
    form = _item_form(request, found)

    def added(at: datetime) -> str:
        services.add_item(agenda_id=found.id, new=form.new(), by=by, at=at)
        return found.get_absolute_url()

    return _done_or_form(request, form, "planning.add_item", added, _of(found, _("Agregar un punto")))


@login_required
def remove(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take an item out of an agenda that is being written."""
    found = queries.agenda_item(item_id)
    by = acting.authority(request, "planning.draft", found.agenda.place)

    def removed(at: datetime) -> str:
        return services.remove_item(item_id=item_id, by=by, at=at).get_absolute_url()

    deed = _of(found.agenda, _("Quitar este punto"), found.title)
    return _done_or_form(request, ConfirmForm(request.POST or None), "planning.remove_item", removed, deed)


@login_required
def present(request: HttpRequest, agenda_id: UUID) -> HttpResponse:
    """Close an agenda and bring it to the assembly."""
    found = queries.agenda(agenda_id)
    by = acting.authority(request, "planning.draft", found.place)

    def presented(at: datetime) -> str:
        services.present_agenda(agenda_id=found.id, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Sus puntos no cambian más. La asamblea la aprueba entera o no, y solo otra asamblea la cambia.")
    deed = _of(found, _("Llevar la agenda a la asamblea"), lead)
    form = ConfirmForm(request.POST or None)
    return _done_or_form(request, form, "planning.present_agenda", presented, deed)


@login_required
def note(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Say how an item is going."""
    found = queries.agenda_item(item_id)
    by = acting.authority(request, "planning.follow_up", found.agenda.place)
    form = NoteForm(request.POST or None)

    def noted(at: datetime) -> str:
        said = {"state": form.cleaned_data["state"], "text": form.cleaned_data["text"]}
        services.note_progress(item_id=found.id, **said, by=by, at=at)
        return found.get_absolute_url()

    deed = _of(found.agenda, _("Anotar cómo va"), found.title)
    return _done_or_form(request, form, "planning.note_progress", noted, deed)


def _item_form(request: HttpRequest, found: Agenda) -> ItemForm:
    place = found.place
    in_force_here = territory.rules(place, territory.local_day(place, now()))
    return ItemForm(
        request.POST or None,
        organs=queries.organs_of(place),
        needs=queries.needs_first(place),
        projects=list(queries.projects(place)[: queries.LISTED]),
        directions=in_force_here.text_list("planning.strategic_lines"),
        currency=in_force_here.currency,
        initial={"need": request.GET.get("necesidad", ""), "project": request.GET.get("proyecto", "")},
    )


def _of(found: Agenda, title: str, lead: str = "") -> dict[str, Any]:
    deed = {"title": title, "lead": lead, "url": found.get_absolute_url()}
    return {"place": found.place, "deed": deed}


def _done_or_form(
    request: HttpRequest, form: Any, verb: str, do: Any, context: dict[str, Any]
) -> HttpResponse:
    if done := write(request, form, verb, do):
        messages.success(request, _("Guardado."))
        return redirect(done)
    return form_page(request, "planning/agenda_form.html", form, context)


def _directions(place: Any, told: list[queries.ToldItem], day: Any) -> list[dict[str, Any]]:
    counted = queries.by_direction(told)
    listed = territory.rules(place, day).text_list("planning.strategic_lines")
    return [{"code": code, "word": rule_word(code), "items": counted[code]} for code in listed]
