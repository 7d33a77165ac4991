"""The self-government room's desk: what waits for whom in a commune, the quarter ahead, and its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from toparquia.assemblies import queries as assemblies
from toparquia.consultations import queries as consultations
from toparquia.mandates import queries as mandates
from toparquia.mandates import renewal
from toparquia.mandates.offices import OFFICES, ORGANS, STANDS_IN
from toparquia.people import queries as people
from toparquia.planning import queries as planning
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import queries as treasury
from toparquia.web.desk import SOURCES
from toparquia.web.desk.tasks import Seat, Task

QUARTER: Final = timedelta(days=92)
LISTED: Final = 50


@dataclass(frozen=True)
class Event:
    """Something that happens, or falls due, on a day of the quarter."""

    on: date
    title: str
    url: str
    kind: str


def room_of(place: Place, resident_id: UUID, at: datetime) -> dict[str, Any]:
    """Return what the room's desk shows of a territory to someone in office there."""
    day = territory.local_day(place, at)
    found = renewal.renewals(place, day, QUARTER)
    return {
        "waiting": list(waiting(place, resident_id, at)),
        "over": [one for one in found if one.ends_on <= day],
        "events": sorted(events(place, found, at), key=lambda event: (event.on, event.title)),
        "figures": figures(place, day),
    }


def waiting(place: Place, resident_id: UUID, at: datetime) -> Iterator[dict[str, Any]]:
    """Yield what waits for each organ of a territory, with how many people sit in it today."""
    day = territory.local_day(place, at)
    relieved = mandates.is_relieved(place, day)
    for organ, seats in mandates.seats_of(place, day):
        if relieved and organ.kind == STANDS_IN[0]:
            continue
        principals = [mandate for seat, mandate in seats if not OFFICES[seat.office].alternate_of]
        powers = frozenset(power for office in ORGANS[organ.kind].offices for power in office.powers)
        seat = Seat(resident_id, place, powers, at)
        yield {
            "organ": organ,
            "title": ORGANS[organ.kind].title,
            "seated": sum(one is not None and one.term.contains(day) for one in principals),
            "seats": len(principals),
            "tasks": [task for source in SOURCES for task in _tasks(source(seat))],
        }


def _tasks(found: Iterator[Task]) -> Iterator[Task]:
    for number, task in enumerate(found):
        if number == LISTED:
            return
        yield task


def events(place: Place, ending: list[renewal.Renewal], at: datetime) -> Iterator[Event]:
    """Yield what the next quarter brings: assemblies and sessions, votes that close, terms, debts."""
    day = territory.local_day(place, at)
    for session in assemblies.coming_sessions(at, LISTED, place):
        on = territory.local_day(place, session.starts_at)
        body = _("Asamblea") if session.organ_id is None else _("Sesión de un órgano")
        yield Event(on, f"{body}: {session.place.name}", session.get_absolute_url(), "assembly")
    for vote in consultations.deciding_now(at, LISTED, place):
        on = territory.local_day(place, vote.closes_at)
        yield Event(on, _("Cierra: %(vote)s") % {"vote": vote.title}, vote.get_absolute_url(), "vote")
    for one in ending:
        if one.ends_on > day:
            title = _("Vence: %(organ)s") % {"organ": one.organ.place.name}
            yield Event(one.last_day, title, one.organ.get_absolute_url(), "late")
    due = treasury.obligations(place).filter(next_due_on__gte=day, next_due_on__lt=day + QUARTER)
    for debt in due[:LISTED]:
        title = _("El Estado debe pagar: %(project)s") % {"project": debt.project.title}
        yield Event(debt.next_due_on, title, debt.get_absolute_url(), "obligation")


def figures(place: Place, day: date) -> list[dict[str, Any]]:
    """Return the room's indicators: counts of people and things, never of anyone's opinion."""
    inside = territory.subtree(place).filter(kind="council").annotate(is_live=mandates.is_represented(day))
    live = sum(council.is_live for council in inside)
    return [
        {"label": _("Consejos con vocería vigente"), "value": live, "note": _("de %d") % len(inside)},
        {"label": _("Habitantes en edad de votar"), "value": people.of_voting_age(place, day).count()},
        {"label": _("Puestos vacantes"), "value": renewal.vacancies(place, day)},
        {"label": _("Proyectos sin admitir"), "value": _waiting_projects(place)},
    ]


def _waiting_projects(place: Place) -> int:
    return planning.projects(place).filter(admission__isnull=True).count()
