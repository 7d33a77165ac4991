"""Tasks of assemblies and of planning: hold, sign, cost, check, admit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Session
from toparquia.planning import queries as planning
from toparquia.web import formatting
from toparquia.web.desk.tasks import Seat, Task

LATELY: Final = timedelta(days=60)
LISTED: Final = 12


def tasks(seat: Seat) -> Iterator[Task]:
    """Yield what waits for a spokesperson."""
    if "assemblies.hold" in seat.powers:
        yield from assembly_tasks(seat)
    if "planning.cost" in seat.powers:
        yield from planning_tasks(seat)


def assembly_tasks(seat: Seat) -> Iterator[Task]:
    """Yield the assemblies that are called, in session, or without their two signatures."""
    lately = assemblies.sessions(seat.place).filter(starts_at__gte=seat.at - LATELY)[:LISTED]
    for session, stage in assemblies.stages(lately):
        if told := _of(session, stage):
            word, hint, kind = told
            day = formatting.moment_text(session.starts_at, seat.place.timezone)
            title = _("Asamblea del {day}").format(day=day)
            yield Task(title, session.get_absolute_url(), hint, kind, word)


def _of(session: Session, stage: Session.Stage) -> tuple[str, str, str] | None:
    return {
        Session.Stage.CALLED: (
            _("Convocada"),
            _("Cuenta a quienes llegan y abre la convocatoria."),
            "pending",
        ),
        Session.Stage.WAITING: (_("Sin quórum"), _("Abre la siguiente convocatoria a su hora."), "partial"),
        Session.Stage.IN_SESSION: (_("En sesión"), _("Anota cada decisión y ciérrala con su acta."), "open"),
        Session.Stage.CLOSED: (_("Falta firmar"), _("El acta espera sus dos firmas."), "partial"),
    }.get(stage)


def planning_tasks(seat: Seat) -> Iterator[Task]:
    """Yield the projects that wait for an estimate, a check or the assembly."""
    waiting = list(planning.projects(seat.place).filter(admission__isnull=True)[:LISTED])
    estimates = planning.present_estimates([project.id for project in waiting])
    failed = planning.failed_grounds(estimates)
    for project in waiting:
        if project.id not in estimates:
            url = reverse("planning:estimate", args=[project.id])
            yield Task(project.title, url, _("Calcula el presupuesto."), "pending", _("Sin presupuesto"))
        elif project.id not in failed:
            url = reverse("planning:check", args=[project.id])
            yield Task(project.title, url, _("Revísalo con la lista."), "pending", _("Sin revisar"))
        elif failed[project.id]:
            yield Task(
                project.title,
                project.get_absolute_url(),
                _("No pasó la revisión."),
                "refused",
                _("Por corregir"),
            )
    yield from _to_assembly(seat, sum(failed.get(project.id) == [] for project in waiting))


def _to_assembly(seat: Seat, ready: int) -> Iterator[Task]:
    if ready:
        title = ngettext(
            "{ready} proyecto espera a la asamblea", "{ready} proyectos esperan a la asamblea", ready
        )
        url = reverse("planning:to_assembly", args=[seat.place.code])
        yield Task(title.format(ready=ready), url, "", "open", _("Listos"))
    for resolution in planning.yes_to_use(seat.place):
        yield Task(
            _("La asamblea dijo sí: {motion}").format(motion=resolution.motion.text[:120]),
            resolution.session.get_absolute_url(),
            _("Anota la admisión de los proyectos."),
            "open",
            _("Por anotar"),
        )
