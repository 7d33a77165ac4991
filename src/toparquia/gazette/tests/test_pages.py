"""The Gazette's pages and the receipt that a neighbour keeps."""

from __future__ import annotations

import pytest

from toparquia.engines.translog import Receipt
from toparquia.gazette import keys, queries
from toparquia.mandates.tests.factories import make_country

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(noon):
    return make_country(noon)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_list_shows_the_newest_act_first(client, country, language):
    client.cookies["toparquia_language"] = language
    page = client.get("/gaceta/").content.decode()

    assert page.index(f"/gaceta/{queries.size() - 1}/") < page.index("/gaceta/0/")


def test_an_empty_gazette_says_so(client):
    assert "Todavía no hay actos" in client.get("/gaceta/", HTTP_ACCEPT_LANGUAGE="es").content.decode()


def test_an_act_shows_who_signed_and_what_was_published(client, country):
    page = client.get("/gaceta/3/").content.decode()

    assert "Luisa Gómez" in page
    assert "gaceta-3.tlog-proof" in page


def test_the_receipt_proves_the_act_offline(client, country):
    receipt = Receipt.parse(client.get("/gaceta/3/recibo/").content)

    assert receipt.verify(receipt.extra, keys.verifier_key()).checkpoint.size == queries.size()


@pytest.mark.parametrize("index", [10**6, 10**24])
def test_a_number_that_is_not_there_is_a_404_with_a_sentence(client, country, index):
    answer = client.get(f"/gaceta/{index}/", HTTP_ACCEPT_LANGUAGE="es")

    assert answer.status_code == 404
    assert "La Gaceta no tiene la entrada" in answer.content.decode()


def test_the_list_costs_few_queries(client, country, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get("/gaceta/")


def test_note_and_key_are_served_as_text(client, country):
    assert client.get("/gaceta/nota/").status_code == 404
    client.get("/gaceta/1/recibo/")

    assert client.get("/gaceta/nota/").content.decode().startswith(keys.signing_key().name)
    assert client.get("/gaceta/llave/").content.decode().strip() == str(keys.verifier_key())
