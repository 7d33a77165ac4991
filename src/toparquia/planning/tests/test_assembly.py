"""The assembly's own resolutions admit projects: carried, about them, and not undone since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.assemblies import services as assemblies
from toparquia.assemblies.errors import NoSuchResolution
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.ids import new_id
from toparquia.planning import queries, rules, services
from toparquia.planning.errors import ResolutionNotCarried, ResolutionOfSomethingElse
from toparquia.planning.rules import Stage
from toparquia.planning.tests.factories import Planner

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(noon):
    return make_hall(noon)


def decide(hall, session, subject, votes=(10, 1, 1), revokes=None, kind=queries.ADMISSION):
    """Put a motion on admitting something and decide it by hands; return the resolution."""
    motion = assemblies.put_motion(
        session_id=session.id,
        item=1,
        text="Que vayan a la consulta.",
        matter="projects",
        about=(kind, subject),
        revokes=revokes,
        by=hall.by(),
        at=session.starts_at,
    )
    return hall.decided(motion, *votes)


def test_an_assembly_admits_a_list_by_one_resolution(hall):
    planner = Planner(hall.country, hall.place, hall.by())
    ids = [planner.checked().id for _ in range(2)]
    session = hall.in_session()
    taken = decide(hall, session, rules.subject_of(ids))

    services.admit_all(project_ids=ids, resolution_id=taken.id, by=hall.by(), at=session.starts_at)

    assert {queries.standing(one).stage for one in ids} == {Stage.ADMITTED}
    assert {one.resolution_id for one in queries.admitted(hall.place)} == {taken.id}


def test_what_the_assembly_voted_down_is_not_admitted(hall):
    planner = Planner(hall.country, hall.place, hall.by())
    project = planner.checked()
    taken = decide(hall, hall.in_session(), project.id, votes=(1, 10, 1))

    with pytest.raises(ResolutionNotCarried):
        services.admit(project_id=project.id, resolution_id=taken.id, by=hall.by(), at=hall.starts_at)


def test_a_yes_that_a_later_assembly_undid_admits_nothing(hall):
    session = hall.in_session()
    taken = decide(hall, session, new_id())
    assert queries.resolution_ref(taken.id).is_carried
    assemblies.close_session(session_id=session.id, by=hall.by(), at=session.starts_at)
    later = hall.in_session(hall.starts_at + timedelta(days=7))

    decide(hall, later, queries.resolution_ref(taken.id).subject_id, revokes=taken.id)

    assert not queries.resolution_ref(taken.id).is_carried


def test_a_yes_to_something_else_is_no_admission(hall):
    taken = decide(hall, hall.in_session(), new_id(), kind="planning.project")

    with pytest.raises(ResolutionOfSomethingElse):
        queries.resolution_ref(taken.id)
    with pytest.raises(NoSuchResolution):
        queries.resolution_ref(new_id())
