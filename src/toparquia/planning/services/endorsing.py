"""Endorsing a project: a resident once, the number public, the names nowhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.people import queries as people
from toparquia.planning import queries, sealing
from toparquia.planning.errors import EndorsedAlready, LivesElsewhere
from toparquia.planning.models import Endorsement
from toparquia.planning.services.locking import open_projects
from toparquia.territory import queries as territory


@transaction.atomic
def endorse(*, project_id: UUID, resident_id: UUID, by: Authority, at: datetime) -> int:
    """Add one resident's endorsement, sealed, and return how many there are: no act, no time, no name.

    A number is no ground for anything: it admits no project and keeps none out.
    :raises NoSuchProject, ActsElsewhere, AlreadyAdmitted: of the project.
    :raises LivesElsewhere: :raises EndorsedAlready:
    """
    project = open_projects([project_id], by)[project_id]
    day = territory.local_day(project.place, at)
    if people.lives_here_since(project.place, resident_id, day) is None:
        raise LivesElsewhere(place=project.place.name)
    digest = sealing.digest(project_id, resident_id)
    if Endorsement.objects.filter(digest=digest).exists():
        raise EndorsedAlready(title=project.title)
    Endorsement.objects.create(project=project, digest=digest)
    return queries.endorsements(project_id)
