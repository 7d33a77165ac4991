"""Projects as OC4IDS: what is told, to the last line of a cost, and that nobody is."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from django.urls import reverse

from toparquia.foundation.clock import frozen_at
from toparquia.mandates.tests.factories import make_country
from toparquia.planning import services
from toparquia.planning.exports import oc4ids
from toparquia.planning.rules import Step
from toparquia.planning.services import NewNeed, NewProject, NewWorkPlan
from toparquia.planning.tests.factories import make_planner

pytestmark = pytest.mark.django_db
PROFILE = json.loads(Path(__file__).with_name("oc4ids_profile.json").read_text(encoding="utf-8"))


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


def lived_through(planner):
    """Bring projects to every stage that the export tells: idea, costed, planned, admitted."""
    at = planner.country.at
    planner.proposed("Solo una idea")
    need = services.voice_need(
        place=planner.place, new=NewNeed("Agua", "No llega."), by=planner.anyone, at=at
    )
    told = NewProject("Con su necesidad", "Doscientos metros.", need_id=need.id)
    costed = services.propose(place=planner.place, new=told, by=planner.anyone, at=at)
    planner.cost(costed)
    works = NewWorkPlan((Step("Abrir la zanja", 1, 3),), 40, 180, ("elderly",))
    services.plan_works(project_id=costed.id, new=works, by=planner.by, at=at)
    planner.admitted()


def test_every_stage_is_valid_by_the_part_of_the_standard_that_we_publish(planner, noon):
    lived_through(planner)
    made = json.loads(json.dumps(oc4ids(address="https://x.example", publisher="País", at=noon)))
    judge = jsonschema.Draft4Validator(PROFILE)

    assert [error.message for error in judge.iter_errors(made)] == []
    assert {one["status"] for one in made["projects"]} == {"identification", "preparation"}
    made["projects"][0]["status"] = "prometido"
    assert [list(error.path)[-1] for error in judge.iter_errors(made)] == ["status"]
