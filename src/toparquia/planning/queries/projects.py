"""Reads of planning: a territory's diagnosis, and how far its projects have come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import RuleSet
from toparquia.planning import rules, sealing
from toparquia.planning.errors import NoSuchNeed, NoSuchProject, ResolutionOfSomethingElse
from toparquia.planning.models import (
    Admission,
    CheckFinding,
    Endorsement,
    Estimate,
    Need,
    Potential,
    PreVoteCheck,
    Project,
)
from toparquia.planning.rules import Finding, Line, ResolutionRef, Stage
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

LISTED: Final = 200
# What a motion is about when the assembly is asked to admit the projects of `rules.subject_of`.
ADMISSION: Final = "planning.admission"


@dataclass(frozen=True)
class Diagnosis:
    """What people of a territory and below found: newest needs and the potentials, at most 200 of each."""

    needs: list[Need]
    potentials: list[Potential]

    @property
    def homes(self) -> int:
        """Return the largest number of homes that one need affects; homes overlap, so they are not added."""
        return max((need.homes or 0 for need in self.needs), default=0)


@dataclass(frozen=True)
class Standing:
    """A project with its present estimate, that estimate's last check and the assembly's yes."""

    project: Project
    estimate: Estimate | None
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] | None
    admission: Admission | None

    @property
    def stage(self) -> Stage:
        """Return how far the project has come."""
        return rules.stage(
            has_estimate=self.estimate is not None,
            is_passed=None if self.findings is None else all(found.is_met for found in self.findings),
            is_admitted=self.admission is not None,
        )

    @property
    def total(self) -> Money | None:
        """Return what the project costs, None while nobody has costed it."""
        return self.estimate.total if self.estimate else None

    def by_head(self, heads: tuple[str, ...]) -> dict[str, Money]:
        """Return what each head adds up to; empty while nobody has costed it."""
        return rules.by_head(self.lines, heads) if self.lines else {}


def rules_of(place: Place, at: datetime) -> RuleSet:
    """Return the rules in force in a territory at a moment. :raises NoRulesInForce:"""
    return territory.rules(place, territory.local_day(place, at))


def rules_where(projects: Iterable[Project], at: datetime) -> dict[UUID, RuleSet]:
    """Return the rules in force at a moment by the id of each place that these projects are of."""
    places = {project.place_id: project.place for project in projects}
    return {place_id: rules_of(place, at) for place_id, place in places.items()}


def resolution_ref(resolution_id: UUID) -> ResolutionRef:
    """Return an assembly's resolution on admitting projects; one that a later assembly undid carries nothing.

    :raises NoSuchResolution: :raises ResolutionOfSomethingElse: if its motion was about another thing.
    """
    found = assemblies.resolution(resolution_id)
    motion = found.motion
    if motion.about_kind != ADMISSION or motion.about_id is None:
        raise ResolutionOfSomethingElse()
    is_binding = assemblies.binding_about(ADMISSION, motion.about_id).filter(id=found.id).exists()
    return ResolutionRef(found.id, found.session.place_id, motion.about_id, is_carried=is_binding)


def diagnosis(place: Place) -> Diagnosis:
    """Return what people of a territory and below it lack and have."""
    inside = territory.subtree(place).values("id")
    return Diagnosis(
        list(Need.objects.filter(place_id__in=inside).select_related("place")[:LISTED]),
        list(Potential.objects.filter(place_id__in=inside).select_related("place")[:LISTED]),
    )


def projects(place: Place) -> QuerySet[Project]:
    """Return the projects of a territory and below it, newest first, without those merged into others."""
    inside = territory.subtree(place).values("id")
    found = Project.objects.filter(place_id__in=inside, merged__isnull=True)
    return found.select_related("place", "need")


def need(need_id: UUID) -> Need:
    """Return a need with its place. :raises NoSuchNeed:"""
    found = Need.objects.select_related("place").filter(id=need_id).first()
    if found is None:
        raise NoSuchNeed()
    return found


def needs_near(place: Place) -> list[Need]:
    """Return the newest needs that a project of a territory may answer: of it, above it and below it."""
    near = Q(place_id__in=place.path) | Q(place__path__contains=[place.id])
    return list(Need.objects.filter(near)[:LISTED])


def widest_needs(country: Place) -> dict[UUID, int]:
    """Return how many homes the widest need of each council of a country touches, by the council's id."""
    said = Need.objects.filter(place__kind=Place.Kind.COUNCIL, place__path__contains=[country.id])
    rows = said.order_by().values("place_id").annotate(homes=Max("homes")).values_list("place_id", "homes")
    return {place_id: homes or 0 for place_id, homes in rows}


def to_admit(place: Place) -> list[Project]:
    """Return the projects of a territory and below that passed their check and that no assembly admitted."""
    # Anyone may propose, so only what an office has checked is read: that is bounded by its own work.
    checked = Exists(PreVoteCheck.objects.filter(project_id=OuterRef("pk")))
    waiting = {project.id: project for project in projects(place).filter(checked, admission__isnull=True)}
    failed = failed_grounds(present_estimates(waiting))
    return [waiting[project_id] for project_id in waiting if failed.get(project_id) == []]


def yes_to_use(place: Place) -> list[Resolution]:
    """Return what this territory's assembly carried about admitting projects and nobody used yet."""
    undone = Resolution.objects.filter(revokes_id=OuterRef("pk"))
    carried = Resolution.objects.filter(
        ~Exists(undone),
        session__place=place,
        motion__about_kind=ADMISSION,
        is_carried=True,
        admissions__isnull=True,
    )
    return list(carried.select_related("motion").order_by("-taken_at", "id")[:LISTED])


def admitted(place: Place) -> QuerySet[Admission]:
    """Return what the assembly of this territory has admitted, oldest first, each at its frozen cost."""
    return Admission.objects.filter(place=place).select_related("project", "estimate")


def admitted_inside(place: Place) -> QuerySet[Admission]:
    """Return what assemblies of this territory and below have admitted, by title, each at its frozen cost."""
    found = Admission.objects.filter(place__path__contains=[place.id])
    return found.select_related("project__place", "estimate", "place").order_by("project__title", "id")


def project(project_id: UUID) -> Project:
    """Return a project with its place, its need and where it went on. :raises NoSuchProject:"""
    found = Project.objects.select_related("place", "need", "merged__into").filter(id=project_id).first()
    if found is None:
        raise NoSuchProject()
    return found


def admission_of(project_id: UUID) -> Admission | None:
    """Return the assembly's yes to a project with the resolution it rests on, None before there is one."""
    found = Admission.objects.filter(project_id=project_id)
    return found.select_related("estimate", "resolution__session", "resolution__motion").first()


def admissions_of(project_ids: Collection[UUID]) -> dict[UUID, Admission]:
    """Return the admission of each of these projects that an assembly said yes to, at its frozen cost."""
    found = Admission.objects.filter(project_id__in=project_ids)
    return {row.project_id: row for row in found.select_related("project__place", "estimate", "place")}


def endorsements(project_id: UUID) -> int:
    """Return how many residents endorse a project."""
    return Endorsement.objects.filter(project_id=project_id).count()


def is_endorsed_by(project_id: UUID, resident_id: UUID) -> bool:
    """Return whether a resident endorses a project. Private: asked by themselves only."""
    return Endorsement.objects.filter(digest=sealing.digest(project_id, resident_id)).exists()


def standing(project_id: UUID) -> Standing:
    """Return a project and how far it has come. :raises NoSuchProject:"""
    found = project(project_id)
    estimate = present_estimates([project_id]).get(project_id)
    lines = tuple(row.line(estimate.currency) for row in estimate.lines.all()) if estimate else ()
    check = estimate.checks.order_by("-number").first() if estimate else None
    findings = check and tuple(Finding(row.ground, row.is_met, row.reason) for row in check.findings.all())
    admission = Admission.objects.filter(project_id=project_id).first()
    return Standing(found, estimate, lines, findings, admission)


def present_estimates(project_ids: Collection[UUID]) -> dict[UUID, Estimate]:
    """Return the newest estimate of each project that has one."""
    newest = Estimate.objects.filter(project_id__in=project_ids).order_by("project_id", "-number")
    return {estimate.project_id: estimate for estimate in newest.distinct("project_id")}


def failed_grounds(estimates: Mapping[UUID, Estimate]) -> dict[UUID, list[str]]:
    """Return, by project, the grounds that the last check of its estimate found not met.

    A project whose estimate has not been checked is not among them; one that passed has an empty list.
    """
    of_them = PreVoteCheck.objects.filter(estimate__in=estimates.values()).order_by("project_id", "-number")
    last = {check.id: check.project_id for check in of_them.distinct("project_id")}
    failed: dict[UUID, list[str]] = {project_id: [] for project_id in last.values()}
    for row in CheckFinding.objects.filter(check_made_id__in=last, is_met=False):
        failed[last[row.check_made_id]].append(row.ground)
    return failed


def last_estimate_numbers(project_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return the number of the newest estimate of each project that has one."""
    return _last_numbers(Estimate.objects.filter(project_id__in=project_ids))


def last_check_numbers(project_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return the number of the newest check of each project that has one."""
    return _last_numbers(PreVoteCheck.objects.filter(project_id__in=project_ids))


def _last_numbers(rows: QuerySet[Estimate] | QuerySet[PreVoteCheck]) -> dict[UUID, int]:
    numbered = rows.order_by().values("project_id").annotate(last=Max("number"))
    return {row["project_id"]: row["last"] for row in numbered}
