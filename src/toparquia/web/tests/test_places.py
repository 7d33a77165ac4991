"""The front page's search, and the page of a territory."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.foundation.clock import frozen_at
from toparquia.mandates.tests.factories import make_country

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(noon):
    with frozen_at(noon):
        yield make_country(noon)


def read(client, address, language="es"):
    client.cookies["toparquia_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_place_is_found_by_a_part_of_its_name(client, country):
    assert "/lugares/consejo-1/" in read(client, "/?q=sejo 1")
    assert "/lugares/consejo-2/" not in read(client, "/?q=sejo 1")


@pytest.mark.parametrize(("language", "words"), [("es", "Nada todavía"), ("en", "Nothing yet")])
def test_a_search_without_a_hit_says_what_to_try(client, country, language, words):
    assert words in read(client, "/?q=zzz", language)


@pytest.mark.parametrize(
    ("language", "office", "vacant"),
    [
        ("es", "integrante de la comisión electoral", "Cargo vacante"),
        ("en", "electoral commissioner", "Vacant"),
    ],
)
def test_the_page_says_who_is_in_office_and_which_seats_are_vacant(client, country, language, office, vacant):
    country.officer(country.commune, "electoral_commission")
    page = read(client, "/lugares/comuna/", language)

    assert office in page
    assert "Ana Pérez" in page
    # Five principals, one seated.
    assert page.count(vacant) == 4


def test_an_expired_mandate_is_shown_as_expired(client, country, noon):
    country.officer(country.commune, "electoral_commission")
    with frozen_at(noon + timedelta(days=3 * 366)):
        assert "Período vencido" in read(client, "/lugares/comuna/")


def test_a_commune_being_promoted_says_so(client, country):
    assert "todavía no está fundada" in read(client, "/lugares/comuna/")


def test_a_place_that_is_not_there_is_a_404_with_a_sentence(client, country):
    client.cookies["toparquia_language"] = "es"
    answer = client.get("/lugares/nada/")

    assert answer.status_code == 404
    assert "No hay un territorio" in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/?q=consejo", "/lugares/comuna/"])
def test_pages_cost_few_queries(client, country, django_assert_max_num_queries, address):
    country.officer(country.commune, "electoral_commission")
    with django_assert_max_num_queries(12):
        client.get(address)
