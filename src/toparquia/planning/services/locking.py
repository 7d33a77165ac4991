"""Taking projects under lock for an act on them, by someone who acts for their territory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from toparquia.foundation.authority import Authority
from toparquia.planning import rules
from toparquia.planning.errors import ActsElsewhere, AlreadyAdmitted, NoSuchProject, ProjectMerged
from toparquia.planning.models import Admission, Merged, Project


def open_projects(project_ids: Sequence[UUID], by: Authority | None) -> dict[UUID, Project]:
    """Return projects that no assembly has admitted yet, each once, locked until the transaction ends.

    Estimates, checks and admissions of one project wait here for each other; in id order, so that two
    batches never wait for one another in a circle. Without `by` somebody else has asked whose they are.
    :raises TooManyAtOnce: :raises NoSuchProject: :raises ActsElsewhere: :raises AlreadyAdmitted:
    :raises ProjectMerged:
    """
    asked = set(project_ids)
    rules.check_batch(len(project_ids))
    locked = Project.objects.select_for_update(no_key=True, of=("self",)).select_related("place")
    found = {project.id: project for project in locked.filter(id__in=asked).order_by("id")}
    if len(found) < len(asked):
        raise NoSuchProject()
    for project in found.values():
        if by is not None:
            check_acts_for(project, by)
    admitted = Admission.objects.filter(project_id__in=asked).order_by("project_id").first()
    if admitted is not None:
        raise AlreadyAdmitted(title=found[admitted.project_id].title)
    check_not_merged(asked)
    return found


def check_not_merged(project_ids: Iterable[UUID]) -> None:
    """Refuse to act on a project that became part of another one. :raises ProjectMerged:"""
    gone = Merged.objects.filter(project_id__in=list(project_ids)).order_by("project_id")
    if (one := gone.select_related("project", "into").first()) is not None:
        raise ProjectMerged(title=one.project.title, into=one.into.title)


def check_acts_for(project: Project, by: Authority) -> None:
    """Refuse to act on a project for a territory that does not contain it. :raises ActsElsewhere:"""
    if by.place.id not in project.place.path:
        raise ActsElsewhere(acting=by.place.name, place=project.place.name)
