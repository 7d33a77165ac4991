"""The cast of planning: a council with its spokesperson, and projects at each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from toparquia.assemblies import queries as assemblies_queries
from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.foundation.authority import Authority
from toparquia.foundation.money import Money
from toparquia.mandates import queries as mandates
from toparquia.mandates.tests.factories import Country
from toparquia.planning import queries, rules, services
from toparquia.planning.models import Estimate, Project
from toparquia.planning.rules import Finding, Line
from toparquia.planning.services import NewProject
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

GROUNDS = ("territory", "cost_arithmetic", "duplicate", "legality")
LINES = (
    Line("materials", "Tubos de 4 pulgadas", 12_500, "m", Money(1_999, "VES")),
    Line("labour", "Jornada de plomería", 6_000, "día", Money(30_000, "VES")),
)


def findings(failed: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return an answer to each ground of the list, in another order than the list's."""
    return tuple(Finding(ground, ground not in failed, f"Visto: {ground}") for ground in reversed(GROUNDS))


@dataclass
class Planner:
    """A council in which anyone proposes and its spokesperson costs, checks and admits."""

    country: Country
    place: Place
    by: Authority

    @property
    def anyone(self) -> Authority:
        """Return the authority of any resident."""
        return territory.open_authority(self.place, self.country.at)

    def proposed(self, title: str = "Agua para la calle Bolívar") -> Project:
        """Propose a project."""
        new = NewProject(title)
        return services.propose(place=self.place, new=new, by=self.anyone, at=self.country.at)

    def cost(self, project: Project, lines: Sequence[Line] = LINES) -> Estimate:
        """Cost a project."""
        return services.make_estimate(project_id=project.id, lines=lines, by=self.by, at=self.country.at)

    def check(self, project: Project, failed: Sequence[str] = ()) -> None:
        """Check a project, failing some grounds."""
        services.check_before_vote(
            project_id=project.id, findings=findings(failed), by=self.by, at=self.country.at
        )

    def checked(self) -> Project:
        """Propose, cost and check a project."""
        project = self.proposed()
        self.cost(project)
        self.check(project)
        return project

    def yes(self, *project_ids: UUID, is_carried: bool = True, kind: str = queries.ADMISSION) -> UUID:
        """Hold an assembly that says yes (or no) to these projects, and return its resolution's id."""
        starts_at = self.country.at + timedelta(days=7)
        everyone = assemblies_queries.electors(self.place, territory.local_day(self.place, starts_at))
        session = assemblies.call_session(
            place=self.place,
            starts_at=starts_at,
            venue="La cancha",
            agenda=["Proyectos"],
            by=self.by,
            at=self.country.at,
        )
        assemblies.open_call(session_id=session.id, present=everyone, by=self.by, at=starts_at)
        motion = assemblies.put_motion(
            session_id=session.id,
            item=1,
            text="Que vayan a la consulta.",
            matter="projects",
            about=(kind, rules.subject_of(project_ids)),
            by=self.by,
            at=starts_at,
        )
        taken = assemblies.decide_motion(
            motion_id=motion.id,
            method=Resolution.Method.HANDS,
            votes=Votes(everyone * is_carried, everyone * (not is_carried), 0),
            present=everyone,
            by=self.by,
            at=starts_at,
        )
        return taken.id

    def admitted(self) -> Project:
        """Bring a project up to the assembly's yes."""
        project = self.checked()
        services.admit(
            project_id=project.id, resolution_id=self.yes(project.id), by=self.by, at=self.country.at
        )
        return project


def make_planner(country: Country) -> Planner:
    """Seat the spokesperson of the first council."""
    place = country.councils[0]
    mandate = country.officer(place, "coordination")
    return Planner(country, place, mandates.authority_of(mandate, place=place, day=country.day))
