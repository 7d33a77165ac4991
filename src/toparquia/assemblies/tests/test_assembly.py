"""An assembly from its call to its signed minutes, as a council lives it."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest

from toparquia.assemblies import queries, services
from toparquia.assemblies.models import Attendee, Resolution, Session
from toparquia.assemblies.rules import Votes
from toparquia.assemblies.tests.factories import make_hall
from toparquia.gazette.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(noon):
    return make_hall(noon)


def kinds(hall):
    """Return the kinds of this room's acts, in order."""
    return list(Entry.objects.filter(kind__startswith="assemblies.").values_list("kind", flat=True))


def test_from_the_call_to_the_second_signature(hall):
    session = hall.called()
    assert session.stage == Session.Stage.CALLED
    hall.opened(session)
    assert session.stage == Session.Stage.IN_SESSION
    resolution = hall.decided(hall.motion(session))
    services.close_session(session_id=session.id, by=hall.by(), at=session.starts_at)
    assert session.stage == Session.Stage.CLOSED
    hall.signed(session, 1)
    hall.signed(session, 2)

    assert session.stage == Session.Stage.SIGNED
    assert resolution.is_binding
    assert kinds(hall) == [
        "assemblies.called",
        "assemblies.opened",
        "assemblies.motion_put",
        "assemblies.resolution_taken",
        "assemblies.closed",
        "assemblies.minutes_signed",
        "assemblies.minutes_signed",
    ]


def test_a_first_call_without_quorum_is_written_down_and_the_second_decides(hall):
    # 30 % of 20 is 6, 20 % is 4.
    session = hall.called()
    first = hall.opened(session, present=5)
    assert (first.has_quorum, first.needed, session.stage) == (False, 6, Session.Stage.WAITING)

    second = hall.opened(session, present=5, minutes=60)

    assert (second.number, second.has_quorum, second.needed) == (2, True, 4)
    assert kinds(hall)[-2:] == ["assemblies.call_failed", "assemblies.opened"]


def test_the_third_call_is_valid_with_those_present(hall):
    session = hall.called()
    hall.opened(session, present=3)
    hall.opened(session, present=3, minutes=60)

    third = hall.opened(session, present=3, minutes=120)

    assert (third.has_quorum, third.needed) == (True, 1)


def test_nobody_at_the_third_call_is_no_quorum(hall):
    session = hall.called()
    for minutes in (0, 60, 120):
        call = hall.opened(session, present=0, minutes=minutes)

    assert not call.has_quorum


def test_the_recorded_census_is_the_base_before_the_register_of_residents(hall):
    hall.place.electors = 100
    hall.place.save(update_fields=["electors"])

    call = hall.opened(hall.called(), present=29)

    assert (call.electors, call.needed, call.has_quorum) == (100, 30, False)


def test_the_list_of_names_is_kept_and_never_published(hall):
    session = hall.called()
    names = [resident.id for resident in hall.neighbours[:12]]
    call = hall.opened(session, attendees=names)
    hall.decided(hall.motion(session))
    minutes = services.close_session(session_id=session.id, by=hall.by(), at=session.starts_at)

    assert set(call.attendees.values_list("resident_id", flat=True)) == set(names)
    published = bytes(minutes.body) + b"".join(
        bytes(entry.body) for entry in Entry.objects.filter(kind__startswith="assemblies.")
    )
    # The spokesperson's own name stands in the acts, as that of whoever holds an office.
    assert not [r for r in hall.neighbours[2:] if r.full_name.encode() in published]
    assert not [r for r in hall.neighbours if str(r.id).encode() in published]


@pytest.mark.parametrize(
    ("votes", "is_carried"), [((7, 5, 0), True), ((6, 6, 0), False), ((6, 0, 0), False), ((0, 0, 12), False)]
)
def test_more_than_half_of_those_present_carry(hall, votes, is_carried):
    session = hall.in_session()

    resolution = hall.decided(hall.motion(session), *votes)

    assert (resolution.is_carried, resolution.needed) == (is_carried, 7)


def test_the_second_list_counts_and_is_kept(hall):
    session = hall.in_session()
    names = [resident.id for resident in hall.neighbours[:7]]

    resolution = services.decide_motion(
        motion_id=hall.motion(session).id,
        method=Resolution.Method.PAPER,
        votes=Votes(5, 2, 0),
        present=7,
        attendees=names,
        by=hall.by(),
        at=session.starts_at,
    )

    assert (resolution.present, resolution.needed, resolution.is_carried) == (7, 4, True)
    assert Attendee.objects.filter(resolution=resolution).count() == 7


def test_only_a_later_assembly_undoes_a_resolution(hall):
    earlier = hall.in_session()
    undone = hall.decided(hall.motion(earlier))
    later = hall.in_session(hall.starts_at + timedelta(days=1))

    undoing = hall.decided(hall.motion(later, revokes=undone.id))

    assert undoing.revokes_id == undone.id
    assert not queries.resolution(undone.id).is_binding
    assert list(queries.binding_about("planning.project", hall.place.id)) == [undoing]
    assert list(queries.resolutions_about("planning.project", hall.place.id)) == [undone, undoing]


def test_a_rejected_motion_undoes_nothing(hall):
    undone = hall.decided(hall.motion(hall.in_session()))
    later = hall.in_session(hall.starts_at + timedelta(days=1))

    hall.decided(hall.motion(later, revokes=undone.id), 1, 11, 0)

    assert queries.resolution(undone.id).is_binding


def test_the_minutes_write_themselves_and_are_what_is_signed(hall):
    session = hall.in_session()
    hall.decided(hall.motion(session))
    hall.motion(session)
    minutes = services.close_session(session_id=session.id, by=hall.by(), at=session.starts_at)
    hall.signed(session, 1)

    document = json.loads(bytes(minutes.body))
    assert [motion["resolution"] is None for motion in document["motions"]] == [False, True]
    assert minutes.sha256 == hashlib.sha256(bytes(minutes.body)).hexdigest()
    entry = Entry.objects.latest("index").document
    assert entry["evidence"] == [{"name": "minutes.json", "sha256": minutes.sha256}]


def test_what_was_written_is_in_the_gazette_by_its_hash_alone(hall):
    motion = hall.motion(hall.in_session())

    entry = Entry.objects.latest("index").document

    assert entry["evidence"][0]["sha256"] == hashlib.sha256(motion.text.encode()).hexdigest()
    assert motion.text not in json.dumps(entry, ensure_ascii=False)


def test_the_next_session_and_all_of_them(hall):
    first, second = hall.called(), hall.called(hall.starts_at + timedelta(days=1))

    assert queries.next_session(hall.place, hall.country.at) == first
    assert queries.next_session(hall.place, first.starts_at + timedelta(hours=1)) == second
    assert queries.next_session(hall.country.councils[1], hall.country.at) is None
    assert list(queries.sessions(hall.place)) == [second, first]
