"""All that is known of one project, read from the rooms with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from toparquia.consultations import queries as consultations
from toparquia.consultations.models import PriorityProject, ProjectOption
from toparquia.gazette import queries as gazette
from toparquia.planning import queries as planning
from toparquia.planning.models import Admission, Estimate, Need, Project
from toparquia.territory import queries as territory
from toparquia.voting import queries as voting
from toparquia.web.chain.debt import Debt, debt_of
from toparquia.web.chain.links import Trail

# Acts of a vote that are many and tell nothing of one project.
APART: Final = ("voting.opened", "voting.tally_sheet_accepted", "voting.ballots_imported")


@dataclass(frozen=True)
class Votes:
    """How many ballots named a project, of how many."""

    got: int
    ballots: int


@dataclass(frozen=True)
class Story:
    """One project with what each room knows of it, on a day, and the public acts about it."""

    project: Project
    # What the project answers, also by the proposals that were merged into it.
    needs: tuple[Need, ...]
    sources: tuple[Project, ...]
    # The project that this one became part of.
    into: Project | None
    estimate: Estimate | None
    admission: Admission | None
    option: ProjectOption | None
    prize: PriorityProject | None
    votes: Votes | None
    debt: Debt | None
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
    option = next(iter(consultations.options_of_project(project_id)), None) if admission else None
    prize = getattr(option, "priority", None)
    day = territory.local_day(project.place, at)
    debt = debt_of(project_id, day) if prize else None
    sources = planning.sources_of(project_id)
    needs = planning.needs_of(project, sources)
    return Story(
        project=project,
        needs=tuple(needs),
        sources=tuple(sources),
        into=project.goes_on_in,
        # What was admitted is final, so its estimate is the newest there will be.
        estimate=admission.estimate
        if admission
        else planning.present_estimates([project_id]).get(project_id),
        admission=admission,
        option=option,
        prize=prize,
        votes=_votes(option),
        debt=debt,
        trail=Trail(gazette.entries_about(_subjects(project, needs, admission, option, debt), without=APART)),
        day=day,
    )


def _votes(option: ProjectOption | None) -> Votes | None:
    """Return what an option got, once the result stands; before that nobody is told how it is going."""
    if option is None or not option.consultation.is_certified:
        return None
    certificate = voting.certificate(option.consultation.vote)
    return certificate and Votes(certificate.result["votes"][option.code], certificate.result["ballots"])


def _subjects(
    project: Project,
    needs: Iterable[Need],
    admission: Admission | None,
    option: ProjectOption | None,
    debt: Debt | None,
) -> Iterator[UUID]:
    """Yield the id of each thing that an act of the chain is about."""
    yield project.id
    yield from (need.id for need in needs)
    if admission:
        yield admission.resolution_id
    if option:
        yield option.consultation_id
    if option and option.consultation.vote_id:
        yield option.consultation.vote_id
    if debt:
        yield from debt.subjects
