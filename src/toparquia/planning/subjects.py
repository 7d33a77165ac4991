"""What planning brings to an assembly: checked projects that wait for its yes, one by one and together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from toparquia.assemblies.rules import MAX_MOTION_LENGTH
from toparquia.assemblies.subjects import Subject
from toparquia.planning import queries, rules
from toparquia.planning.models import Admission, Agenda, Priorities, Project
from toparquia.territory.models import Place

OFFERED: Final = 50


def waiting(place: Place) -> list[Subject]:
    """Return the projects that passed their check, and the whole list of them if there are several."""
    projects = queries.to_admit(place)
    whole = [admission_of(projects)] if len(projects) > 1 else []
    return [*whole, *(admission_of([project]) for project in projects[:OFFERED])]


def named(ids: Sequence[UUID]) -> dict[UUID, Subject]:
    """Return what admissions are about: a project, or the list that a resolution has admitted."""
    found = {one.id: admission_of([one]) for one in Project.objects.filter(id__in=ids)}
    lists: dict[UUID, list[Project]] = {}
    used = Admission.objects.filter(resolution__motion__about_id__in=set(ids) - set(found))
    for admission in used.select_related("project__place", "resolution__motion"):
        about = admission.resolution.motion.about_id
        assert about is not None, "an admission's resolution is about something"
        lists.setdefault(about, []).append(admission.project)
    return {**found, **{about: admission_of(projects) for about, projects in lists.items()}}


def admission_of(projects: Sequence[Project]) -> Subject:
    """Return the admission of these projects as an assembly may decide it."""
    titles = "; ".join(f"«{project.title}»" for project in projects)
    is_one = len(projects) == 1
    title = (
        _("Admitir al voto %(titles)s") % {"titles": titles}
        if is_one
        else _("Admitir al voto %(n)s proyectos: %(titles)s") % {"n": len(projects), "titles": titles}
    )
    return Subject(
        kind=queries.ADMISSION,
        id=rules.subject_of(project.id for project in projects),
        title=title if len(title) <= 200 else f"{title[:199]}…",
        url=projects[0].get_absolute_url()
        if is_one
        else reverse("planning:needs", args=[projects[0].place.code]),
        matter="projects",
        text=(_("Que vayan a la consulta: %(titles)s.") % {"titles": titles})[:MAX_MOTION_LENGTH],
    )


class Agendas:
    """Presented agendas that the assembly has not decided on; the thing is the agenda."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the presented agendas of a territory, the newest first."""
        return [self._subject(one) for one in queries.agendas_to_decide(place)[:OFFERED]]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return agendas by their ids."""
        found = Agenda.objects.filter(id__in=ids).select_related("place")
        return {one.id: self._subject(one) for one in found}

    def _subject(self, one: Agenda) -> Subject:
        facts = {"number": one.number, "name": one.place.name}
        return Subject(
            kind=queries.AGENDA,
            id=one.id,
            title=_("Agenda concreta de acción %(number)s de %(name)s") % facts,
            url=one.get_absolute_url(),
            text=_("Que rija la agenda concreta de acción %(number)s, como está publicada.") % facts,
        )


class Orders:
    """Orders of needs that the assembly has not decided on; the thing is the list of priorities."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the lists of a territory, the newest first."""
        return [self._subject(one) for one in queries.priorities_to_decide(place)[:OFFERED]]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return lists by their ids."""
        found = Priorities.objects.filter(id__in=ids).select_related("place")
        return {one.id: self._subject(one) for one in found}

    def _subject(self, one: Priorities) -> Subject:
        facts = {"number": one.number, "name": one.place.name}
        return Subject(
            kind=queries.PRIORITIES,
            id=one.id,
            title=_("Prioridades %(number)s de %(name)s") % facts,
            url=one.get_absolute_url(),
            text=_("Que las necesidades se atiendan en el orden de la lista %(number)s.") % facts,
        )


AGENDAS: Final = Agendas()
ORDERS: Final = Orders()
