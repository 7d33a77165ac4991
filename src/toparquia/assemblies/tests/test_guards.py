"""What was called, decided and signed stays as it was, whatever program writes to the tables."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.utils import InternalError

from toparquia.assemblies.models import Resolution
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.ids import new_id

pytestmark = pytest.mark.django_db
REFUSED = (IntegrityError, InternalError, ProgrammingError)
COPIED = "motion_id, method, present, in_favour, against, abstained, needed, is_carried, revokes_id, taken_at"


@pytest.fixture
def hall(noon):
    return make_hall(noon)


def execute(sql, parameters=()):
    """Run one statement as the application's role, in a savepoint that a refusal leaves intact."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_the_application_changes_no_row_of_an_assembly(hall):
    session = hall.closed()
    hall.signed(session, 1)

    for table in ("session", "call", "motion", "resolution", "minutes", "signature"):
        key = "session_id" if table == "minutes" else "id"
        with pytest.raises(REFUSED):
            execute(f"UPDATE assemblies_{table} SET {key} = {key}")
        with pytest.raises(REFUSED):
            execute(f"DELETE FROM assemblies_{table}")
        with pytest.raises(REFUSED):
            execute(f"TRUNCATE assemblies_{table} CASCADE")


def test_nothing_is_added_to_a_closed_session(hall):
    session = hall.closed()

    with pytest.raises(REFUSED, match="is closed"):
        execute(
            "INSERT INTO assemblies_motion (id, session_id, number, item, text, matter, about_kind, put_at)"
            " VALUES (%s, %s, 2, 1, 'x', 'ordinary', '', now())",
            [new_id(), session.id],
        )
    with pytest.raises(REFUSED, match="is closed"):
        execute(
            "INSERT INTO assemblies_call (id, session_id, number, opened_at, electors, needed, present,"
            " has_quorum) VALUES (%s, %s, 2, now(), 20, 4, 0, false)",
            [new_id(), session.id],
        )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"present": 5}, "quorum of its session"),
        ({"in_favour": 13}, "resolution_votes_within_present"),
        ({"is_carried": False}, "resolution_outcome_is_counted"),
        ({"needed": 11}, "resolution_outcome_is_counted"),
    ],
)
def test_a_resolution_that_its_numbers_do_not_bear_is_refused(hall, change, says):
    motion = hall.motion(hall.in_session())
    sound = {"present": 12, "in_favour": 10, "against": 1, "abstained": 0, "needed": 7, "is_carried": True}

    with pytest.raises(REFUSED, match=says), transaction.atomic():
        Resolution.objects.create(
            session=motion.session, motion=motion, method="hands", taken_at=hall.country.at, **sound | change
        )


def test_a_resolution_needs_a_quorum_that_was_counted(hall):
    session = hall.in_session()
    motion, other = hall.motion(session), hall.called()

    with pytest.raises(REFUSED, match="quorum of its session"), transaction.atomic():
        Resolution.objects.create(
            session=other,
            motion=motion,
            method="hands",
            present=12,
            in_favour=10,
            against=1,
            abstained=0,
            needed=7,
            is_carried=True,
            taken_at=hall.country.at,
        )


def test_a_motion_has_one_resolution(hall):
    motion = hall.motion(hall.in_session())
    hall.decided(motion)

    with pytest.raises(REFUSED):
        execute(
            f"INSERT INTO assemblies_resolution (id, session_id, {COPIED})"
            f" SELECT %s, session_id, {COPIED} FROM assemblies_resolution",
            [new_id()],
        )
