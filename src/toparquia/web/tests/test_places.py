"""The front page's search, and the page of a territory."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.mandates.tests.factories import make_country
from toparquia.territory.models import Place

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


def test_a_place_is_found_by_the_beginnings_of_its_words(client, country):
    assert "/lugares/consejo-1/" in read(client, "/?q=conse 1")
    assert "/lugares/consejo-2/" not in read(client, "/?q=conse 1")


@pytest.mark.parametrize(("language", "words"), [("es", "Nada todavía"), ("en", "Nothing yet")])
def test_a_search_without_a_hit_says_what_to_try(client, country, language, words):
    assert words in read(client, "/?q=zzz", language)


@pytest.mark.parametrize(
    ("language", "office", "vacant"),
    [
        ("es", "integrante de la comisión electoral", "4 cargos vacantes"),
        ("en", "electoral commissioner", "4 vacant seats"),
    ],
)
def test_the_page_says_who_is_in_office_and_which_seats_are_vacant(client, country, language, office, vacant):
    country.officer(country.commune, "electoral_commission")
    page = read(client, "/lugares/comuna/", language)

    assert office in page
    assert "Ana Pérez" in page
    # Five principals, one seated.
    assert vacant in page


def test_an_expired_mandate_is_shown_as_expired(client, country, noon):
    country.officer(country.commune, "electoral_commission")
    with frozen_at(noon + timedelta(days=3 * 366)):
        assert "Período vencido" in read(client, "/lugares/comuna/")


def test_councils_inside_say_whether_anyone_is_in_office(client, country):
    country.officer(country.councils[0], "coordination")
    page = read(client, "/lugares/comuna/")

    assert page.count("Con autoridades vigentes") == 1
    assert page.count("Sin autoridades vigentes") == 1


def test_a_commune_with_coordinates_is_on_the_map(client, country):
    assert "<svg viewBox" not in read(client, "/").split("Las comunas")[1].split("</figure>")[0]
    Place.objects.filter(id=country.commune.id).update(latitude=10.5, longitude=-66.9)

    assert "<svg viewBox" in read(client, "/").split("Las comunas")[1].split("</figure>")[0]


def test_an_empty_installation_says_what_comes_first(client, db):
    assert "Todavía no hay comunas" in read(client, "/")


def test_the_next_assembly_is_on_the_page_of_its_council_and_of_all_above(client, noon):
    with frozen_at(noon):
        hall = make_hall(noon)
        hall.called()
        for address in ("/", "/lugares/comuna/", "/lugares/consejo-1/"):
            assert "La cancha" in read(client, address)
        assert "La cancha" not in read(client, "/lugares/consejo-2/")


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
