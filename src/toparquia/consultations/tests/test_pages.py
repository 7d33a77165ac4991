"""The pages of consultations and the commission's forms."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest

from toparquia.consultations import queries, services
from toparquia.consultations.models import Consultation, CountSummary
from toparquia.consultations.tests.factories import DICE, file_from
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.people.models import Account
from toparquia.voting.tests.factories import sheet

pytestmark = pytest.mark.django_db
LANGUAGES = ("es", "en")


@pytest.fixture
def decided(house):
    """Return a certified consultation on paper, with its reasons worked out."""
    consultation = house.decided(4, 9, 7, costs=(100, 200, 300))
    services.explain_result(consultation_id=consultation.id)
    return consultation


@pytest.fixture
def commissioner(client, house):
    """Sign a commissioner in."""
    holder = house.polls.members[0].holder
    account = Account.objects.create_user("ana@example.org", "una clave larga", resident=holder)
    client.force_login(account)
    return client


def page_of(client, address, language="es"):
    """Return a page's text."""
    answer = client.get(address, HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_says_why_each_project_won_or_lost(client, decided, language):
    page = page_of(client, decided.get_absolute_url(), language)

    for row in queries.result(decided).reasons:
        assert row.says(language) in page
        assert all(text in page for text in row.changes(language))
    assert queries.result(decided).certificate.input_digest[:4] in page
    assert "<svg" in page


def test_the_ballot_shows_the_drawn_order_and_no_result(client, house):
    consultation = house.opened(100, 200, 300)

    page = page_of(client, consultation.get_absolute_url())
    places = [page.index(option.project.title) for option in queries.in_drawn_order(consultation)]

    assert places == sorted(places)
    assert "No hay resultados mientras se vota" in page


def test_a_called_consultation_and_one_without_reasons_have_their_pages(client, house):
    called = house.call(house.admitted(100, 200))
    assert "se sortea al abrir la votación" in page_of(client, called.get_absolute_url())

    house.neighbours(20)
    house.open(called)
    house.count_table(called, sheet(3, 5))
    house.close(called)
    house.certify(called)
    CountSummary.objects.all().delete()
    assert "se están calculando" in page_of(client, called.get_absolute_url())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_puts_what_is_decided_now_first_and_keeps_to_a_place(client, house, language):
    consultation = house.opened(100, 200)
    with frozen_at(house.opens_at):
        page = page_of(client, "/consultas/", language)
        here = page_of(client, f"/consultas/?lugar={house.place.code}", language)
        elsewhere = page_of(client, f"/consultas/?lugar={house.polls.country.councils[0].code}", language)

    assert page.count(consultation.get_absolute_url()) == 2
    assert consultation.get_absolute_url() in here
    assert consultation.get_absolute_url() not in elsewhere


def test_pages_cost_few_queries(client, decided, house, django_assert_max_num_queries):
    for address in ("/consultas/", decided.get_absolute_url()):
        client.get(address)
        with django_assert_max_num_queries(12):
            client.get(address)


def test_a_large_election_stays_light(client, house, django_assert_max_num_queries):
    house.adopt()
    rows = "".join(f"p{n};{1000 + n};Proyecto con un nombre bastante largo número {n}\n" for n in range(200))
    votes = "".join(f"{n};p{n % 200},p{(n * 7 + 1) % 200}\n" for n in range(400))
    text = (
        "META\nkey;value\ndescription;Grande\ncountry;Spain\nunit;Ciudad\ninstance;2025\nnum_projects;200\n"
        "num_votes;400\nbudget;50000\nvote_type;approval\nrule;greedy\ncurrency;EUR\ndate_begin;2025\n"
        f"date_end;2025\nPROJECTS\nproject_id;cost;name\n{rows}VOTES\nvoter_id;vote\n{votes}"
    )
    consultation = house.imported(file_from(text))
    house.close(consultation)
    house.draw(consultation)
    house.certify(consultation)
    services.explain_result(consultation_id=consultation.id)

    with django_assert_max_num_queries(12):
        page = page_of(client, consultation.get_absolute_url())

    # Style, script and fonts of the shell take some 60 kB of the 100.
    assert len(gzip.compress(page.encode())) < 20_000


def test_the_file_is_offered_with_the_certificate(client, decided):
    answer = client.get(f"{decided.get_absolute_url()}eleccion.pb")

    assert answer.status_code == 200
    assert answer.content.startswith(b"META\n")


def test_a_commission_goes_from_call_to_certificate_by_its_forms(commissioner, house):
    ids = house.admitted(100, 200)
    house.neighbours(20)
    new = f"/lugares/{house.place.code}/consultas/nueva/"
    day = house.opens_at.date().isoformat()
    with frozen_at(house.at) as clock:
        said = {"key": new_id(), "title": "Marzo", "opens_on": day, "projects": [str(one) for one in ids]}
        called = commissioner.post(new, said)
        address = called["Location"]
        clock.move_to(house.opens_at)
        post(commissioner, f"{address}abrir/", seed=DICE)
        consultation = Consultation.objects.get()
        clock.move_to(house.evening)
        house.count_table(consultation, sheet(3, 5))
        post(commissioner, f"{address}sorteo/", seed=DICE)
        post(commissioner, f"{address}cerrar/")
        post(commissioner, f"{address}certificar/")

    assert Consultation.objects.get().is_certified


def post(client, address, **said):
    """Post a form that must succeed."""
    answer = client.post(address, {"key": new_id(), **said})
    assert answer.status_code == 302, answer.content.decode()[:3000]


def test_a_refusal_keeps_what_was_typed(commissioner, house):
    ids = house.admitted(100, 200)
    with frozen_at(house.at):
        said = {"key": new_id(), "title": "La del agua", "opens_on": "2020-01-01", "projects": [str(ids[0])]}
        answer = commissioner.post(
            f"/lugares/{house.place.code}/consultas/nueva/", said, HTTP_ACCEPT_LANGUAGE="es"
        )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "La hora de apertura ya pasó" in page
    assert 'value="La del agua"' in page


def test_buttons_are_for_those_who_hold_the_office(commissioner, client, house):
    consultation = house.call(house.admitted(100, 200))
    with frozen_at(house.at):
        assert "abrir/" in page_of(commissioner, consultation.get_absolute_url())
    client.logout()
    assert "abrir/" not in page_of(client, consultation.get_absolute_url())
    answer = client.get(f"{consultation.get_absolute_url()}abrir/")
    assert answer.status_code == 302


def test_a_tie_shows_the_run_off_and_its_form_calls_it(commissioner, house):
    house.adopt("venezuela-communes", consultation__tie_rule="run_off")
    first = house.decided(7, 7, 3)
    address = first.get_absolute_url()
    with frozen_at(house.evening):
        assert "segunda vuelta entre" in page_of(commissioner, address)
        day = (house.evening + timedelta(days=9)).date().isoformat()
        post(commissioner, f"{address}segunda-vuelta/", opens_on=day)
        page = page_of(commissioner, address)

    assert first.run_off.get_absolute_url() in page
    assert "Convocar la segunda vuelta" not in page
