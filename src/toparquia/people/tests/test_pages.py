"""The register's pages are for those in office in that council; everyone sees who read their own record."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from toparquia.foundation.ids import new_id
from toparquia.people.models import Account, Correction, Reading, Resident

pytestmark = pytest.mark.django_db
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es"}
LIST = "/lugares/consejo-1/habitantes/"
TOLD = {"given_names": "Marta", "surnames": "Ñañez", "birth_date": "1980-05-17", "since": "2001-01-01"}


def send(client, url, **typed):
    return client.post(url, {"key": str(new_id()), **typed}, **SPANISH)


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_spokesperson_reads_the_list_and_it_is_noted(
    officer, desk, language, django_assert_max_num_queries
):
    desk.registers(desk.someone())
    officer.cookies["toparquia_language"] = language

    with django_assert_max_num_queries(12):
        page = officer.get(LIST).content.decode()

    assert "Ñañez, Marta" in page
    assert Resident.objects.get(given_names="Marta").id in Reading.objects.get().residents


def test_the_list_can_be_searched(officer, desk):
    desk.registers(desk.someone(), desk.someone("Rita"))

    page = officer.post(LIST, {"q": "marta ñañ"}).content.decode()

    assert "Marta" in page
    assert "Rita" not in page


@pytest.mark.parametrize("page", ["", "nuevo/", "censo/"])
@pytest.mark.parametrize("place", ["consejo-2", "comuna", "no-hay"])
def test_of_another_council_there_is_nothing_here(officer, desk, place, page):
    assert officer.get(f"/lugares/{place}/habitantes/{page}").status_code == 404


def test_a_person_of_another_council_is_not_found_here(officer, desk):
    stranger = desk.country.neighbour(desk.other, name="Forastera")

    answer = officer.get(f"{LIST}{stranger.id}/")

    assert answer.status_code == 404
    assert "Forastera" not in answer.content.decode()


def test_a_visitor_is_asked_to_sign_in(client, desk):
    assert client.get(LIST).status_code == 302


def test_a_person_is_registered_by_the_form_once(officer, desk):
    typed = {"key": str(new_id()), **TOLD, "email": ""}
    first = officer.post(f"{LIST}nuevo/", typed)
    again = officer.post(f"{LIST}nuevo/", typed)

    assert (first.status_code, again.status_code) == (302, 302)
    assert Resident.objects.filter(given_names="Marta").count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"given_names": "a\x00b"}, "no se puede guardar"),
        ({"given_names": "\u202eavi"}, "signos que no se ven"),
        ({"given_names": " "}, "Falta el texto"),
        ({"birth_date": "2050-01-01"}, "no puede ser"),
        ({"email": "no"}, "correo"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(officer, desk, typed, said):
    answer = send(officer, f"{LIST}nuevo/", **{**TOLD, **typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Ñañez" in answer.content.decode()
    assert not Resident.objects.filter(surnames="Ñañez").exists()


def test_a_correction_is_made_by_the_form_and_its_person_sees_it(officer, client, desk):
    (person,) = desk.registers(desk.someone(email="marta@example.org"))

    answer = send(officer, f"{LIST}{person.id}/corregir/", **{**TOLD, "surnames": "Núñez"})

    assert answer.status_code == 302
    client.force_login(Account.objects.get(email="marta@example.org"))
    page = client.get("/yo/", **SPANISH).content.decode()
    assert Correction.objects.get().after == "Núñez"
    assert "«Ñañez» → «Núñez»" in page


def test_everyone_sees_who_read_their_record(officer, client, desk):
    (person,) = desk.registers(desk.someone(email="marta@example.org"))
    officer.get(f"{LIST}{person.id}/")
    client.force_login(Account.objects.get(email="marta@example.org"))

    page = client.get("/yo/", **SPANISH).content.decode()
    document = json.loads(client.get("/yo/datos.json").content)

    assert "Ana Pérez, Consejo 1" in page
    assert document["people.resident"][0]["given_names"] == "Marta"
    assert document["people.reading"][0]["holder"] == "Ana Pérez"
    assert "password" not in str(document)


def test_an_account_of_nobody_in_the_register_is_told_so(client, desk):
    client.force_login(Account.objects.create_user("alguien@example.org"))

    assert "no está unida a nadie" in client.get("/yo/", **SPANISH).content.decode()
    assert client.get("/yo/datos.json").status_code == 404


def notebook(*rows):
    text = "nombres;apellidos;fecha_nacimiento;desde\n" + "".join(f"{row}\n" for row in rows)
    return SimpleUploadedFile("censo.csv", text.encode("latin-1"))


def test_a_notebook_is_looked_through_before_anyone_is_registered(officer, desk):
    before = Resident.objects.count()

    page = send(officer, f"{LIST}censo/", file=notebook("Ana;Paz;1980-01-01;2001-01-01"), only_look="on")

    assert "con punto y coma" in page.content.decode()
    assert "Latin-1" not in page.content.decode() or Resident.objects.count() == before
    assert Resident.objects.count() == before


def test_a_notebook_without_problems_is_brought_in_whole(officer, desk):
    before = Resident.objects.count()

    answer = send(
        officer,
        f"{LIST}censo/",
        file=notebook("Ana;Paz;1980-01-01;2001-01-01", "Eva;Muñoz;2015-01-01;2015-01-01"),
    )

    assert answer.status_code == 302
    assert Resident.objects.count() == before + 2


def test_a_notebook_with_one_problem_brings_nobody(officer, desk):
    before = Resident.objects.count()

    page = send(
        officer, f"{LIST}censo/", file=notebook("Ana;Paz;1980-01-01;2001-01-01", "=1+1;Paz;ayer;2001-01-01")
    )

    assert "Línea 3" in page.content.decode()
    assert Resident.objects.count() == before


def test_a_file_that_is_no_notebook_is_said_to_be_none(officer, desk):
    answer = send(officer, f"{LIST}censo/", file=SimpleUploadedFile("censo.csv", b"\x00\x01"))

    assert answer.status_code == 422
    assert "no se puede leer" in answer.content.decode()
