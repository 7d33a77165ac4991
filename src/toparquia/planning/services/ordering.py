"""What a territory puts first, and how a project would be carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.texts import clean_line
from toparquia.gazette.services import enact
from toparquia.planning import queries, rules
from toparquia.planning.acts import PrioritiesListed, WorksPlanned
from toparquia.planning.errors import NeedElsewhere
from toparquia.planning.models import Need, Priorities, PriorityRank, WorkPlan, WorkStep
from toparquia.planning.rules import Step
from toparquia.planning.services.locking import open_projects
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@dataclass(frozen=True)
class NewWorkPlan:
    """The steps of a project's works, and whom they reach."""

    steps: tuple[Step, ...]
    homes: int | None = None
    people: int | None = None
    groups: tuple[str, ...] = ()


@transaction.atomic
def list_priorities(*, place: Place, need_ids: Sequence[UUID], by: Authority, at: datetime) -> Priorities:
    """Bring an order of needs, the first first, to the assembly, which adopts it or not.

    :raises AuthorityOfAnotherPlace: :raises PrioritiesEmpty: :raises NeedElsewhere:
    """
    by.check_is_for(place.id)
    rules.check_ranks(need_ids)
    inside = Need.objects.filter(id__in=need_ids, place__path__contains=[place.id])
    if inside.count() < len(need_ids):
        raise NeedElsewhere(place=place.name)
    Place.objects.select_for_update(no_key=True).get(id=place.id)
    last = Priorities.objects.filter(place=place).order_by("-number").first()
    made = Priorities.objects.create(place=place, number=last.number + 1 if last else 1, listed_at=at)
    PriorityRank.objects.bulk_create(
        PriorityRank(priorities=made, rank=rank, need_id=need_id)
        for rank, need_id in enumerate(need_ids, start=1)
    )
    enact(PrioritiesListed(subject=made.id, number=made.number, needs=tuple(need_ids)), by=by, at=at)
    return made


@transaction.atomic
def plan_works(*, project_id: UUID, new: NewWorkPlan, by: Authority, at: datetime) -> WorkPlan:
    """Say in which weeks a project would be carried out, and whom it reaches; the former plan stays.

    :raises NoSuchProject, ActsElsewhere, AlreadyAdmitted, ProjectMerged: of the project.
    :raises StepsMalformed: :raises HomesOutOfBounds: :raises GroupNotListed:
    :raises TextMissing, TextTooLong, TextUnreadable: of a step.
    """
    project = open_projects([project_id], by)[project_id]
    rules.check_steps(new.steps)
    rules.check_homes(new.homes)
    rules.check_homes(new.people)
    day = territory.local_day(project.place, at)
    groups = rules.check_groups(
        new.groups, territory.rules(project.place, day).text_list("planning.most_affected")
    )
    said = [clean_line(one.what, rules.STEP, rules.TITLE_LIMIT) for one in new.steps]
    last = queries.work_plan(project_id)
    made = WorkPlan.objects.create(
        project=project,
        number=last.number + 1 if last else 1,
        homes=new.homes,
        people=new.people,
        groups=groups,
        digest=rules.digest(
            *([what, one.first_week, one.weeks] for what, one in zip(said, new.steps, strict=True))
        ),
        planned_at=at,
    )
    WorkStep.objects.bulk_create(
        WorkStep(plan=made, number=number, what=what, first_week=one.first_week, weeks=one.weeks)
        for number, (what, one) in enumerate(zip(said, new.steps, strict=True), start=1)
    )
    act = WorksPlanned(
        subject=project.id,
        number=made.number,
        weeks=max(one.first_week + one.weeks - 1 for one in new.steps),
        homes=new.homes,
        people=new.people,
        groups=tuple(groups),
        steps_sha256=made.digest,
    )
    enact(act, by=by, at=at)
    return made
