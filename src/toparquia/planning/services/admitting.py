"""Admission: an assembly's yes lets projects onto the ballot, and freezes what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact_all
from toparquia.planning import queries, rules
from toparquia.planning.acts import ProjectAdmitted
from toparquia.planning.errors import ResolutionElsewhere
from toparquia.planning.models import Admission
from toparquia.planning.services.locking import open_projects


def admit(*, project_id: UUID, resolution_id: UUID, by: Authority, at: datetime) -> Admission:
    """Admit one project, which is what the resolution is about; as `admit_all`."""
    return admit_all(project_ids=[project_id], resolution_id=resolution_id, by=by, at=at)[0]


@transaction.atomic
def admit_all(
    *, project_ids: Sequence[UUID], resolution_id: UUID, by: Authority, at: datetime
) -> list[Admission]:
    """Admit to the ballot exactly the projects that an assembly's resolution is about, at their present cost.

    The resolution is read from the assembly's own rows: its motion was about `queries.ADMISSION` and
    `rules.subject_of(project_ids)`. From here on nothing refuses them: no check, no change of cost, and
    what the vote decides binds.
    :raises NoSuchResolution, ResolutionOfSomethingElse: if it is not about exactly these projects.
    :raises ResolutionElsewhere, ResolutionNotCarried: if it is no yes of the assembly acted for.
    :raises NoSuchProject, ActsElsewhere, AlreadyAdmitted: of a project.
    :raises NotCosted, NotChecked, CheckNotPassed: of its estimate and check.
    """
    ordered = list(dict.fromkeys(project_ids))
    resolution = queries.resolution_ref(resolution_id)
    if resolution.place_id != by.place.id:
        raise ResolutionElsewhere(acting=by.place.name)
    rules.check_resolution(resolution, ordered)
    projects = open_projects(ordered, by)
    in_force = queries.rules_where(projects.values(), at)
    estimates = queries.present_estimates(projects)
    failed = queries.failed_grounds(estimates)
    for project in projects.values():
        rules.check_admissible(
            title=project.title,
            has_estimate=project.id in estimates,
            failed=failed.get(project.id),
            grounds=in_force[project.place_id].text_list("obligation.pre_vote_check"),
        )
    admissions = Admission.objects.bulk_create(
        Admission(
            project=projects[project_id],
            estimate=estimates[project_id],
            place_id=resolution.place_id,
            resolution_id=resolution.id,
            admitted_at=at,
        )
        for project_id in ordered
    )
    enact_all([_act(admission) for admission in admissions], by=by, at=at)
    return admissions


def _act(admission: Admission) -> ProjectAdmitted:
    return ProjectAdmitted(
        subject=admission.project_id,
        title=admission.project.title,
        estimate=admission.estimate_id,
        total=admission.estimate.total,
        resolution=admission.resolution_id,
    )
