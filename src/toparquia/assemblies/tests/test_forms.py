"""The forms of an assembly: what they do, and that nothing typed into them ends in an error of ours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from toparquia.assemblies.models import Attendee, Call, Motion, Resolution, Session, Signature
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.gazette.tests.posting import send, sign_in, try_ugly
from toparquia.people.models import Reading

pytestmark = pytest.mark.django_db

SECOND_LIST = {"present": "12", "in_favour": "8", "against": "3", "abstained": "1", "method": "hands"}
MOTION = {"item": "1", "text": "Que se repare el tanque.", "matter": "ordinary", "about": "", "revokes": ""}


@pytest.fixture
def clock(noon):
    with frozen_at(noon) as clock:
        yield clock


@pytest.fixture
def hall(clock, noon, client):
    client.cookies["toparquia_language"] = "es"
    hall = make_hall(noon)
    sign_in(client, hall.neighbours[0])
    return hall


def call_form(hall, **changed):
    """Return what a spokesperson types to call an assembly a week ahead."""
    return {
        "held_on": f"{hall.starts_at:%Y-%m-%d}",
        "hour": "14:00",
        "venue": "La cancha",
        "agenda": "Agua\nVarios",
        **changed,
    }


def test_a_session_is_held_from_the_call_to_both_signatures_by_forms_alone(hall, clock, client):
    answer = send(client, f"/lugares/{hall.place.code}/asambleas/nueva/", call_form(hall))
    session = Session.objects.get()
    assert answer.headers["Location"] == session.get_absolute_url()
    clock.move_to(session.starts_at)
    here = session.get_absolute_url()
    names = [str(neighbour.id) for neighbour in hall.neighbours[:3]]

    send(client, f"{here}convocatoria/", {"present": "5"})
    clock.advance(timedelta(hours=1))
    send(client, f"{here}convocatoria/?nombres=1", {"present": "12", "attendees": names})
    send(client, f"{here}mocion/", MOTION)
    send(client, f"{here}mociones/1/decidir/", SECOND_LIST)
    send(client, f"{here}cerrar/", {})
    send(client, f"{here}firmar/", {})
    sign_in(client, hall.neighbours[1])
    send(client, f"{here}firmar/", {})

    assert [call.has_quorum for call in Call.objects.all()] == [False, True]
    assert Attendee.objects.count() == 3
    assert Resolution.objects.get().is_carried
    assert session.stage == Session.Stage.SIGNED
    page = client.get(here).content.decode()
    assert "No hubo quórum" in page
    assert "Aprobada" in page
    assert hall.neighbours[5].full_name not in page


def test_names_are_shown_only_when_asked_for_and_each_can_see_to_whom(hall, clock, client):
    session = hall.called()
    clock.move_to(session.starts_at)
    there = f"{session.get_absolute_url()}convocatoria/"

    assert hall.neighbours[5].full_name not in client.get(there).content.decode()
    assert not Reading.objects.exists()
    assert hall.neighbours[5].full_name in client.get(f"{there}?nombres=1").content.decode()

    assert hall.neighbours[5].id in Reading.objects.get().residents


def test_too_short_a_notice_is_a_sentence_and_what_was_typed_stays(hall, client):
    tomorrow = f"{hall.country.at + timedelta(days=1):%Y-%m-%d}"
    there = f"/lugares/{hall.place.code}/asambleas/nueva/"

    page = send(client, there, call_form(hall, held_on=tomorrow)).content.decode()

    assert "hay que avisar 3 días antes" in page
    assert "La cancha" in page
    assert not Session.objects.exists()


def test_a_motion_without_quorum_is_a_sentence(hall, clock, client):
    session = hall.called()
    clock.move_to(session.starts_at)
    hall.opened(session, present=3)
    before = Entry.objects.count()

    page = send(client, f"{session.get_absolute_url()}mocion/", MOTION).content.decode()

    assert "No hay quórum: hay 3 presentes y hacen falta 6" in page
    assert Entry.objects.count() == before
    assert not Motion.objects.exists()


def test_a_form_sent_twice_is_done_once_and_with_other_content_refused(hall, clock, client):
    session = hall.in_session()
    clock.move_to(session.starts_at)
    key, there = str(new_id()), f"{session.get_absolute_url()}mocion/"

    first, again = (send(client, there, {**MOTION, "key": key}) for _ in range(2))
    other = send(client, there, {**MOTION, "key": key, "text": "Otra cosa."})

    assert (first.status_code, again.headers["Location"]) == (302, first.headers["Location"])
    assert other.status_code == 422
    assert Motion.objects.count() == 1


def test_a_form_shown_before_the_assembly_closed_changes_nothing_after(hall, clock, client):
    session = hall.closed()
    clock.move_to(session.starts_at)

    page = send(client, f"{session.get_absolute_url()}mocion/", MOTION).content.decode()

    assert "ya se cerró y su acta está escrita" in page


def test_a_form_with_an_old_token_says_that_nothing_was_done(hall, clock):
    session = hall.in_session()
    clock.move_to(session.starts_at)
    client = Client(enforce_csrf_checks=True)
    client.cookies["toparquia_language"] = "es"
    sign_in(client, hall.neighbours[0])

    answer = send(client, f"{session.get_absolute_url()}mocion/", {**MOTION, "csrfmiddlewaretoken": "viejo"})

    assert answer.status_code == 403
    assert not Motion.objects.exists()


def test_the_address_offers_a_thing_of_a_room_above(hall, clock, client):
    session = hall.in_session()
    clock.move_to(session.starts_at)
    thing = new_id()
    there = f"{session.get_absolute_url()}mocion/?about=treasury.report:{thing}&matter=accounts"

    assert 'value="accounts" selected' in client.get(there).content.decode()
    send(client, there, {**MOTION, "about": f"treasury.report:{thing}", "matter": "accounts"})

    motion = Motion.objects.get()
    assert (motion.about_kind, motion.about_id, motion.matter) == ("treasury.report", thing, "accounts")


def test_only_an_office_opens_the_forms(hall, client):
    session = hall.called()
    sign_in(client, hall.neighbours[7])
    for there in (
        f"/lugares/{hall.place.code}/asambleas/nueva/",
        f"{session.get_absolute_url()}convocatoria/",
    ):
        assert client.get(there).status_code == 403
    client.logout()
    assert client.get(f"{session.get_absolute_url()}convocatoria/").status_code == 302


def at_each_stage(hall):
    """Return the addresses of all forms with what would be accepted there, by name."""
    session = hall.in_session()
    hall.motion(session)
    here = session.get_absolute_url()
    waiting = hall.called(hall.starts_at + timedelta(minutes=1)).get_absolute_url()
    return {
        "call": (f"/lugares/{hall.place.code}/asambleas/nueva/", call_form(hall)),
        "open": (f"{waiting}convocatoria/?nombres=1", {"present": "12"}),
        "put": (f"{here}mocion/", MOTION),
        "decide": (f"{here}mociones/1/decidir/?nombres=1", SECOND_LIST),
        "close": (f"{here}cerrar/", {}),
        "sign": (f"{hall.closed().get_absolute_url()}firmar/", {}),
    }


@pytest.mark.parametrize("name", ["call", "open", "put", "decide", "close", "sign"])
def test_ugly_input_is_answered_by_a_sentence(hall, clock, client, name):
    address, good = at_each_stage(hall)[name]
    clock.move_to(hall.country.at if name == "call" else hall.starts_at + timedelta(minutes=1))

    try_ugly(client, address, good)


@pytest.mark.parametrize(
    ("name", "field"),
    [("call", "venue"), ("call", "agenda"), ("put", "text")],
)
@pytest.mark.parametrize(
    "text", ["uno\x00dos", "abc\u202edef", "e" + "\u0301" * 10_000], ids=["NUL", "turned", "marks"]
)
def test_what_nobody_can_read_is_refused_and_changes_nothing(hall, clock, client, name, field, text):
    address, good = at_each_stage(hall)[name]
    clock.move_to(hall.country.at if name == "call" else hall.starts_at + timedelta(minutes=1))
    before = Entry.objects.count()

    answer = send(client, address, {**good, field: text})

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert Entry.objects.count() == before


@pytest.mark.parametrize("number", ["9" * 24, "-1", "21"])
def test_an_attendance_that_cannot_be_is_refused(hall, clock, client, number):
    session = hall.called()
    clock.move_to(session.starts_at)

    answer = send(client, f"{session.get_absolute_url()}convocatoria/", {"present": number})

    assert answer.context["form"].errors
    assert not Call.objects.exists()


def test_nobody_signs_twice(hall, clock, client):
    session = hall.closed()
    clock.move_to(session.starts_at)
    there = f"{session.get_absolute_url()}firmar/"
    send(client, there, {})

    assert "Ya firmaste esta acta" in send(client, there, {}).content.decode()
    assert Signature.objects.count() == 1
