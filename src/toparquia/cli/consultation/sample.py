"""The assembly of a place that is said on every page to be a sample: made up, like all that is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from toparquia.assemblies import queries as assembly
from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.cli.consultation.acting import authority
from toparquia.mandates.errors import NoMandate
from toparquia.planning.queries import ADMISSION
from toparquia.planning.rules import subject_of
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


def sample_yes(place: Place, ids: Sequence[UUID], residents: Sequence[UUID], at: datetime) -> UUID | None:
    """Hold an assembly of everyone that admits these projects, called as long before as the rules ask.

    Only in a sample place. None if nobody of `residents` held the office when it had to be called.
    """
    assert place.is_sample, "no real assembly is made up"
    days = territory.rules(place, territory.local_day(place, at)).days("assembly.notice_days")
    called_at = at - timedelta(days=days + 1)
    try:
        called_by = authority(residents, "assemblies.call", place, called_at)
        by = authority(residents, "assemblies.hold", place, at)
    except NoMandate:
        return None
    present = assembly.electors(place, territory.local_day(place, at))
    session = assemblies.call_session(
        place=place,
        starts_at=at,
        venue="Sede de la comuna",
        agenda=["Proyectos de la elección importada"],
        by=called_by,
        at=called_at,
    )
    assemblies.open_call(session_id=session.id, present=present, by=by, at=at)
    motion = assemblies.put_motion(
        session_id=session.id,
        item=1,
        text="Que los proyectos del archivo vayan a la consulta.",
        matter="projects",
        about=(ADMISSION, subject_of(ids)),
        by=by,
        at=at,
    )
    votes = Votes(present, 0, 0)
    return assemblies.decide_motion(
        motion_id=motion.id, method=Resolution.Method.HANDS, votes=votes, present=present, by=by, at=at
    ).id
