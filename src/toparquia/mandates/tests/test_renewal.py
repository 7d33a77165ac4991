"""The calendar of renewals, the alternates' page, and the seats an organ lacks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from toparquia.mandates import renewal
from toparquia.mandates.models import Seat
from toparquia.mandates.tests.factories import make_country

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(noon):
    return make_country(noon)


def test_a_term_is_in_the_calendar_a_year_before_it_ends(country):
    mandate = country.officer(country.commune, "finance_committee")

    before = renewal.renewals(country.commune, mandate.ends_on - timedelta(days=366))
    (within,) = renewal.renewals(country.commune, mandate.ends_on - timedelta(days=365))
    (over,) = renewal.renewals(country.commune, mandate.ends_on + timedelta(days=900))

    assert before == []
    assert (within.ends_on, within.seats) == (mandate.ends_on, 1)
    assert over == within


def test_the_terms_of_councils_are_in_their_communes_calendar(country):
    mandate = country.officer(country.councils[0], "coordination")

    (found,) = renewal.renewals(country.commune, mandate.ends_on - timedelta(days=10))

    assert found.organ.place == country.councils[0]


def test_vacancies_leave_alternates_out(country):
    country.organ(country.commune, "electoral_commission")

    assert renewal.vacancies(country.commune, country.day) == 5


@pytest.mark.parametrize("name", ["renewals", "renewals_file"])
def test_anyone_reads_the_calendar(client, country, name, django_assert_max_num_queries):
    country.officer(country.commune, "finance_committee")

    with django_assert_max_num_queries(12):
        answer = client.get(reverse(f"mandates:{name}", args=[country.commune.code]))

    assert answer.status_code == 200


def test_an_organs_page_names_the_council_of_each_seat(client, country):
    parliament = country.organ(country.commune, "parliament")

    page = client.get(parliament.get_absolute_url()).content.decode()

    assert ": Consejo 1" in page
    assert Seat.objects.filter(organ=parliament, council=country.councils[0]).count() == 2
