"""What anyone reads, prints or puts into a calendar, without signing in."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from toparquia.assemblies import subjects
from toparquia.assemblies.calendar_file import calendar_of
from toparquia.assemblies.models import Minutes
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.tests.posting import ask_ugly, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(noon):
    with frozen_at(noon):
        yield make_hall(noon)


def read(client, address, language="es"):
    client.cookies["toparquia_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["Hubo quórum", "Hacían falta", "Aprobada", "Sin decidir", "Sesionando"]),
        ("en", ["There was a quorum", "Needed", "Carried", "Not decided", "In session"]),
    ],
)
def test_the_page_says_what_happened_in_words_and_figures(hall, client, language, words):
    session = hall.in_session()
    hall.decided(hall.motion(session))
    hall.motion(session)

    page = read(client, session.get_absolute_url(), language)

    assert [word for word in words if word not in page] == []


def test_a_motion_names_what_it_is_about_also_where_no_room_knows_it(hall, client):
    motion = hall.motion(hall.in_session())

    page = read(client, motion.session.get_absolute_url())

    assert f"{motion.about_kind}:{motion.about_id}" in page


def test_a_decision_undone_says_by_which_assembly(hall, client):
    earlier = hall.in_session()
    undone = hall.decided(hall.motion(earlier))
    later = hall.in_session(hall.starts_at + timedelta(days=1))
    hall.decided(hall.motion(later, revokes=undone.id))

    assert "Deshecha por otra asamblea" in read(client, earlier.get_absolute_url())
    assert "Deshace:" in read(client, later.get_absolute_url())


def test_the_notice_says_hour_place_agenda_and_each_calls_quorum(hall, client):
    session = hall.called()

    page = read(client, f"{session.get_absolute_url()}aviso/")

    for words in ("domingo 15 de marzo de 2026", "La cancha", "Agua", "Varios", "30\xa0%", "20\xa0%"):
        assert words in page
    assert "quienes estén presentes" in page


def test_the_attendance_sheet_has_room_for_names_and_holds_none(hall, client):
    page = read(client, f"{hall.called().get_absolute_url()}lista/")

    assert page.count("<tr>") == 41
    assert not [one for one in hall.neighbours if one.full_name in page]


def test_the_minutes_are_given_as_the_bytes_that_were_signed(hall, client):
    session = hall.closed()
    given = client.get(f"{session.get_absolute_url()}acta.json").content

    assert hashlib.sha256(given).hexdigest() == Minutes.objects.get().sha256
    assert client.get(f"{hall.called().get_absolute_url()}acta.json").status_code == 404


def test_the_next_assemblies_go_into_a_calendar(hall, client):
    first = hall.called()
    hall.called(hall.starts_at + timedelta(days=1))

    answer = client.get(f"/lugares/{hall.place.code}/asambleas/calendario.ics")

    lines = answer.content.decode().split("\r\n")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:20260315T160000Z",
        "DTSTART:20260316T160000Z",
    ]
    assert f"UID:{first.id}@toparquia" in lines
    assert "DESCRIPTION:Agua\\nVarios" in lines
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")


def test_a_calendar_line_is_escaped_and_folded_at_75_octets(hall):
    session = hall.called()
    session.venue = "Escuela; patio, al fondo \\ " + "ñ" * 80

    text = calendar_of([session], title="Asamblea", site="https://ejemplo.org")

    assert "LOCATION:Escuela\\; patio\\, al fondo \\\\ ñ" in text.replace("\r\n ", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_a_session_that_is_not_there_is_a_404_with_a_sentence(client):
    for address in ("", "aviso/", "lista/"):
        assert client.get(f"/asambleas/{new_id()}/{address}").status_code == 404


@pytest.mark.parametrize(
    "code", ["", "x", "planning.admission", "planning.admission:7", ":", "a b:c", "é" * 61]
)
def test_an_address_that_names_nothing_is_nothing(code):
    assert subjects.parsed(code) is None


def test_ugly_addresses_are_answered(hall, client):
    session = hall.in_session()
    sign_in(client, hall.neighbours[0])

    ask_ugly(client, f"{session.get_absolute_url()}mocion/", "about", "matter", "text")
    ask_ugly(client, f"/lugares/{hall.place.code}/asambleas/", "pagina")
    assert client.get(f"{session.get_absolute_url()}mociones/{'9' * 24}/decidir/").status_code == 404


@pytest.mark.parametrize("page", ["list", "session", "notice"])
def test_pages_cost_few_queries(hall, client, page, django_assert_max_num_queries):
    session = hall.closed()
    for _ in range(3):
        hall.in_session()
    addresses = {
        "list": f"/lugares/{hall.place.code}/asambleas/",
        "session": session.get_absolute_url(),
        "notice": f"{session.get_absolute_url()}aviso/",
    }

    with django_assert_max_num_queries(12):
        read(client, addresses[page])
