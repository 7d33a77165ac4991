"""All that is known of one project, read from the rooms with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from toparquia.gazette import queries as gazette
from toparquia.planning import queries as planning
from toparquia.planning.models import Admission, Estimate, Project
from toparquia.territory import queries as territory
from toparquia.web.chain.links import Trail


@dataclass(frozen=True)
class Story:
    """One project with what each room knows of it, on a day, and the public acts about it."""

    project: Project
    estimate: Estimate | None
    admission: Admission | None
    trail: Trail
    day: date

    @property
    def zone(self) -> str:
        """Return the clock that the project's people live by."""
        return self.project.place.timezone

    @property
    def address(self) -> str:
        """Return the project's page, under which its details are."""
        return self.project.get_absolute_url()


def story_of(project_id: UUID, at: datetime) -> Story:
    """Return the story of a project up to a moment. :raises NoSuchProject:"""
    project = planning.project(project_id)
    admission = planning.admission_of(project_id)
    return Story(
        project=project,
        estimate=planning.present_estimates([project_id]).get(project_id),
        admission=admission,
        trail=Trail(gazette.entries_about(_subjects(project, admission))),
        day=territory.local_day(project.place, at),
    )


def _subjects(project: Project, admission: Admission | None) -> Iterator[UUID]:
    """Yield the id of each thing that an act of the chain is about."""
    yield project.id
    if project.need_id:
        yield project.need_id
    if admission:
        yield admission.resolution_id
