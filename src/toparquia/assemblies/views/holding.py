"""The forms of whoever calls, holds and signs an assembly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from toparquia.assemblies import queries, rules, services, subjects
from toparquia.assemblies.forms import DecisionForm, MotionForm, OpenCallForm, SessionForm
from toparquia.assemblies.models import Session
from toparquia.assemblies.subjects import Subject
from toparquia.foundation.authority import Authority
from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.mandates import queries as mandates
from toparquia.mandates.offices import ORGANS
from toparquia.people.models import Reading, Resident
from toparquia.people.services import record_reading
from toparquia.territory import queries as territory

# A form of more boxes is refused by the server; such a place counts and keeps its list on paper.
NAMES_MAX: Final = 400


@login_required
def call(request: HttpRequest, code: str) -> HttpResponse:
    """Call an assembly."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "assemblies.call", place)
    form = SessionForm(request.POST or None)

    def called(at: datetime) -> str:
        return services.call_session(
            place=place,
            starts_at=form.starts_at(place),
            venue=form.cleaned_data["venue"],
            agenda=form.items,
            by=by,
            at=at,
        ).get_absolute_url()

    if done := write(request, form, "assemblies.call", called):
        messages.success(request, _("La asamblea quedó convocada. Imprime el aviso y ponlo a la vista."))
        return redirect(done)
    notice_days = territory.rules(place, territory.local_day(place, now())).days("assembly.notice_days")
    context = {"place": place, "notice_days": notice_days}
    return form_page(request, "assemblies/call.html", form, context)


@login_required
def call_organ(request: HttpRequest, organ_id: UUID) -> HttpResponse:
    """Call the members of an organ to a session."""
    organ = mandates.organ(organ_id)
    place = organ.place
    by = acting.authority_in(request, "assemblies.meet", organ)
    form = SessionForm(request.POST or None)

    def called(at: datetime) -> str:
        return services.call_session(
            place=place,
            starts_at=form.starts_at(place),
            venue=form.cleaned_data["venue"],
            agenda=form.items,
            by=by,
            at=at,
            organ=organ,
        ).get_absolute_url()

    if done := write(request, form, "assemblies.call_organ", called):
        messages.success(request, _("La sesión quedó convocada; todo el mundo puede ver su orden del día."))
        return redirect(done)
    days = territory.rules(place, territory.local_day(place, now())).days("assembly.notice_days")
    context = {"place": place, "notice_days": days, "organ": organ, "organ_title": ORGANS[organ.kind].title}
    return form_page(request, "assemblies/call.html", form, context)


@login_required
def open_call(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Count who came to the next call."""
    session = queries.session(session_id)
    by = authority_in(request, "assemblies.hold", session)
    arrived = list(queries.arrivals(session).values_list("id", flat=True))
    form = OpenCallForm(request.POST or None, residents=names_for(request, session, by), arrived=arrived)

    def opened(at: datetime) -> None:
        services.open_call(
            session_id=session.id,
            present=form.cleaned_data["present"],
            attendees=form.attendee_ids,
            by=by,
            at=at,
        )

    number, needed, electors = queries.next_quorum(session, now())
    words = {
        "title": _("Abrir la convocatoria %(number)s") % {"number": number},
        "action": _("Anotar la asistencia"),
        "lead": _(
            "Hacen falta %(needed)s de las %(electors)s personas que pueden votar. "
            "Si no llegan, también queda anotado."
        )
        % {"needed": needed, "electors": electors},
    }
    return _answer(request, session, form, "assemblies.open_call", opened, words)


@login_required
def put(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Put a motion, of its own or about a thing that waits for the assembly."""
    session = queries.session(session_id)
    by = authority_in(request, "assemblies.hold", session)
    offered = subjects_for(request, session)
    asked = {
        "about": request.GET.get("about", ""),
        "matter": request.GET.get("matter", ""),
        "text": request.GET.get("text", ""),
    }
    form = MotionForm(
        request.POST or None,
        session=session,
        subjects=offered,
        binding=queries.still_binding(session),
        open_motions=queries.amendable(session),
        initial=asked,
    )

    def moved(at: datetime) -> None:
        services.put_motion(
            session_id=session.id,
            item=form.cleaned_data["item"],
            text=form.cleaned_data["text"],
            matter=form.matter_code,
            about=form.about_thing,
            revokes=form.revoked_id,
            amends=form.amended_id,
            by=by,
            at=at,
        )

    words = {
        "title": _("Presentar una moción"),
        "action": _("Presentar la moción"),
        "lead": _("La asamblea decide sobre estas palabras y ningunas otras."),
    }
    return _answer(request, session, form, "assemblies.put_motion", moved, words)


@login_required
def decide(request: HttpRequest, session_id: UUID, number: int) -> HttpResponse:
    """Write down the count on a motion."""
    session = queries.session(session_id)
    motion = queries.motion_numbered(session, number)
    by = authority_in(request, "assemblies.hold", session)
    arrived = list(queries.arrivals(session, motion.id).values_list("id", flat=True))
    form = DecisionForm(request.POST or None, residents=names_for(request, session, by), arrived=arrived)

    def decided(at: datetime) -> None:
        services.decide_motion(
            motion_id=motion.id,
            method=form.cleaned_data["method"],
            votes=form.votes,
            present=form.cleaned_data["present"],
            attendees=form.attendee_ids,
            debate=form.debate,
            by=by,
            at=at,
        )

    words = {
        "title": _("Contar los votos"),
        "action": _("Anotar la decisión"),
        "lead": queries.text_of(motion),
        "note": _("Cada intervención dura lo mismo: %(minutes)s minutos.")
        % {"minutes": queries.speaking_minutes(session, now())},
    }
    return _answer(request, session, form, "assemblies.decide_motion", decided, words)


@login_required
def close(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Close a session; its minutes write themselves."""
    session = queries.session(session_id)
    by = authority_in(request, "assemblies.hold", session)
    words = {
        "title": _("Cerrar la asamblea"),
        "action": _("Cerrar la asamblea"),
        "lead": _("El acta se escribe sola con lo anotado. Después no se agrega nada."),
    }
    form = ConfirmForm(request.POST or None)
    verb = "assemblies.close_session"
    return _answer(
        request,
        session,
        form,
        verb,
        lambda at: services.close_session(session_id=session.id, by=by, at=at),
        words,
    )


@login_required
def sign(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Sign the minutes; two people do."""
    session = queries.session(session_id)
    by = authority_in(request, "assemblies.sign", session)
    words = {
        "title": _("Firmar el acta"),
        "action": _("Firmar el acta"),
        "lead": _("Firman dos personas. Tu firma dice que el acta cuenta lo que pasó."),
    }
    form = ConfirmForm(request.POST or None)
    verb = "assemblies.sign_minutes"
    return _answer(
        request,
        session,
        form,
        verb,
        lambda at: services.sign_minutes(session_id=session.id, by=by, at=at),
        words,
    )


def authority_in(request: HttpRequest, power: str, session: Session) -> Authority:
    """Return the authority for a deed in a session: of the place, or as a member of the organ that meets."""
    if session.organ is not None:
        return acting.authority_in(request, "assemblies.meet", session.organ)
    return acting.authority(request, power, session.place)


def names_for(request: HttpRequest, session: Session, by: Authority) -> Sequence[Resident]:
    """Return the residents whose names the list offers: when asked for, and not too many for a form.

    Each of them can see that they were shown, and to whom.
    """
    if session.organ is None and "nombres" not in request.GET:
        return []
    return listed_residents(session, by, territory.local_day(session.place, now()))


def listed_residents(session: Session, by: Authority, day: date) -> Sequence[Resident]:
    """Return who may attend by name, none where they are too many for a form; it is noted who was shown."""
    at = now()
    voters = queries.may_attend(session, day)
    listed = list(voters.order_by("surnames", "given_names", "id")[: NAMES_MAX + 1])
    if not 0 < len(listed) <= NAMES_MAX:
        return []
    if session.organ is not None:
        return listed  # Who sits in an organ is public.
    shown = [resident.id for resident in listed]
    record_reading(
        place=session.place, residents=shown, kind=Reading.Kind.LIST, power="assemblies.hold", by=by, at=at
    )
    return listed


def subjects_for(request: HttpRequest, session: Session) -> list[Subject]:
    """Return what waits for this assembly, and first the thing that the address names."""
    body = session.organ.kind if session.organ else None
    waiting = [one for one in subjects.waiting(session.place) if rules.DECIDED_BY_ORGAN.get(one.kind) == body]
    if body is not None:
        return waiting
    asked = subjects.parsed(request.GET.get("about", ""))
    if asked is None or asked in {(one.kind, one.id) for one in waiting}:
        return waiting
    plain = Subject(*asked, title=_("Lo que nombra la dirección: %(kind)s") % {"kind": asked[0]})
    return [subjects.named([asked]).get(asked, plain), *waiting]


def _answer(
    request: HttpRequest,
    session: Session,
    form: forms.Form,
    verb: str,
    do: Callable[[datetime], Any],
    words: dict[str, str],
) -> HttpResponse:
    def there(at: datetime) -> str:
        do(at)
        return session.get_absolute_url()

    if done := write(request, form, verb, there):
        messages.success(request, _("Quedó anotado en la Gaceta."))
        return redirect(done)
    context = {"session": session, "place": session.place, **words}
    return form_page(request, "assemblies/form.html", form, context)
