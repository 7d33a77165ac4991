"""The assemblies of a place, and everything that one session did."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from toparquia.assemblies import queries, rules, subjects
from toparquia.assemblies.models import Call, Minutes, Motion, Session
from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.mandates import acting
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.territory import queries as territory

PAGE_SIZE: Final = 25
# Kind and word of each stage's status.
STAGES: Final[dict[Session.Stage, tuple[str, Any]]] = {
    Session.Stage.CALLED: ("pending", _("Convocada")),
    Session.Stage.WAITING: ("late", _("Sin quórum todavía")),
    Session.Stage.IN_SESSION: ("open", _("Sesionando")),
    Session.Stage.CLOSED: ("partial", _("Cerrada; faltan firmas en el acta")),
    Session.Stage.SIGNED: ("done", _("Acta firmada")),
}


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Show the assemblies of a place, the latest first."""
    place = territory.place_by_code(code)
    page = Paginator(queries.sessions(place), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "place": place,
        "page": page,
        "sessions": [(session, *STAGES[stage]) for session, stage in queries.stages(page)],
        "may_call": "assemblies.call" in acting.powers(request, place),
    }
    return render(request, "assemblies/list.html", context)


@require_safe
def detail(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show one session from its call to its signed minutes."""
    session = queries.session(session_id)
    place = session.place
    calls, motions = list(session.calls.all()), queries.motions(session)
    minutes = Minutes.objects.filter(session=session).first()
    signatures = queries.signatures(minutes) if minutes else []
    stage = Session.stage_of([call.has_quorum for call in calls], len(signatures) if minutes else None)
    powers = powers_in(request, session)
    context = {
        "session": session,
        "place": place,
        "status": STAGES[stage],
        "calls": [shown_call(call) for call in calls],
        "motions": shown_motions(motions),
        "minutes": minutes,
        "signatures": [
            {"signature": one, "office": OFFICES[one.mandate.seat.office].title} for one in signatures
        ],
        "organ_title": ORGANS[session.organ.kind].title if session.organ else None,
        "steps": next_steps(stage, powers),
        "photos": list(session.list_photos.select_related("motion").defer("sealed")),
        "may_hold": "assemblies.hold" in powers,
        "acts": [shown(entry) for entry in gazette.entries_about(subjects_of(session, motions))],
    }
    return render(request, "assemblies/detail.html", context)


def powers_in(request: HttpRequest, session: Session) -> frozenset[str]:
    """Return the reader's powers over a session; a member of the organ that meets has all of them."""
    if session.organ is None:
        return acting.powers(request, session.place)
    person = acting.resident_id(request)
    day = territory.local_day(session.place, now())
    is_member = person is not None and queries.may_attend(session, day).filter(id=person).exists()
    return frozenset({"assemblies.hold", "assemblies.sign"} if is_member else ())


def subjects_of(session: Session, motions: list[Motion]) -> list[UUID]:
    """Return the ids of all that a session's acts are about."""
    taken = [motion.resolution.id for motion in motions if hasattr(motion, "resolution")]
    return [session.id, *(motion.id for motion in motions), *taken]


def shown_call(call: Call) -> dict[str, Any]:
    """Return what the page shows of one call."""
    return {
        "call": call,
        "figures": [
            {"label": _("Hacían falta"), "value": call.needed},
            {"label": _("Llegaron"), "value": call.present},
            {"label": _("Censo en edad de votar"), "value": call.electors},
        ],
        "status": ("done", _("Hubo quórum")) if call.has_quorum else ("refused", _("No hubo quórum")),
    }


def shown_motions(motions: list[Motion]) -> list[dict[str, Any]]:
    """Return what the page shows of the motions: what they are about, how they were decided."""
    things = subjects.named((one.about_kind, one.about_id) for one in motions if one.about_id)
    taken = {motion.id: motion.resolution for motion in motions if hasattr(motion, "resolution")}
    undone = queries.undone(taken.values()) if taken else {}
    return [
        {
            "motion": motion,
            "matter": rules.MATTER_TITLES[motion.matter],
            "about": motion.about_id and things.get((motion.about_kind, motion.about_id)),
            "resolution": taken.get(motion.id),
            "undone_by": motion.id in taken and undone.get(taken[motion.id].id),
        }
        for motion in motions
    ]


def next_steps(stage: Session.Stage, powers: frozenset[str]) -> dict[str, bool]:
    """Return which buttons the page shows: what the stage allows and the reader's mandate gives."""
    may_hold, may_sign = "assemblies.hold" in powers, "assemblies.sign" in powers
    return {
        "open": may_hold and stage in (Session.Stage.CALLED, Session.Stage.WAITING),
        "put": may_hold and stage == Session.Stage.IN_SESSION,
        "close": may_hold and stage in (Session.Stage.WAITING, Session.Stage.IN_SESSION),
        "sign": may_sign and stage == Session.Stage.CLOSED,
    }
