"""Projects as OC4IDS: what is told, to the last line of a cost, and that nobody is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from toparquia.foundation.clock import frozen_at
from toparquia.mandates.tests.factories import make_country
from toparquia.planning.exports import oc4ids
from toparquia.planning.tests.factories import make_planner

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(noon):
    """Return a council that plans, at noon."""
    with frozen_at(noon):
        yield make_planner(make_country(noon))


def test_a_costed_project_is_told_with_quantities_and_unit_prices(planner, noon):
    project = planner.proposed()
    estimate = planner.cost(project)

    told = oc4ids(address="https://x.example", publisher="País", at=noon)["projects"][0]

    assert told["id"] == f"https://x.example{project.get_absolute_url()}"
    assert told["status"] == "identification"
    assert told["budget"]["amount"] == {"amount": estimate.total_minor / 100, "currency": "VES"}
    groups = {one["id"]: one["costs"] for one in told["costMeasurements"][0]["costGroups"]}
    assert set(groups) == {"materials", "labour"}
    assert groups["materials"][0]["quantity"] == 12.5
    assert groups["materials"][0]["unit"] == {"name": "m", "value": {"amount": 19.99, "currency": "VES"}}


def test_the_last_estimate_is_the_one_told(planner, noon):
    project = planner.proposed()
    planner.cost(project)
    better = planner.cost(project)

    told = oc4ids(address="https://x.example", publisher="País", at=noon)["projects"][0]

    assert told["costMeasurements"][0]["id"] == str(better.id)


def test_anyone_takes_the_package_away(client, planner, django_assert_max_num_queries):
    assert client.get(reverse("web:oc4ids")).status_code == 404
    planner.proposed()

    with django_assert_max_num_queries(12):
        package = client.get(reverse("web:oc4ids")).json()
    assert package["version"] == "0.9"
