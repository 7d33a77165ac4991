"""From a need to the assembly's yes: what each step leaves behind, and what it publishes."""

from __future__ import annotations

import pytest
from django.db import connection

from toparquia.foundation.texts import TextMissing
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.mandates.tests.factories import make_country
from toparquia.planning import queries, services
from toparquia.planning.models import EstimateLine, Project
from toparquia.planning.rules import Position, Stage
from toparquia.planning.services import NewCheck, NewEstimate, NewNeed, NewPotential, NewProject
from toparquia.planning.tests.factories import LINES, Planner, findings, make_planner

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(noon):
    return make_planner(make_country(noon))


def last_entry():
    return Entry.objects.latest("index").document


def test_anyone_voices_a_need_and_the_gazette_keeps_neither_words_nor_name(planner):
    new = NewNeed("  No llega el agua ", "Desde mayo.\r\nA nadie.", "agua", 40, Position(10.5, -66.9))

    need = services.voice_need(place=planner.place, new=new, by=planner.anyone, at=planner.country.at)

    assert (need.title, need.text, need.latitude) == ("No llega el agua", "Desde mayo.\nA nadie.", 10.5)
    entry = last_entry()
    assert (entry["kind"], entry["mandate"]) == ("planning.need_voiced", None)
    assert set(entry["facts"]) == {"theme", "homes", "groups", "text_sha256"}
    assert "agua" not in entry["facts"]["text_sha256"]


def test_a_diagnosis_gathers_needs_and_potentials_of_all_below(planner):
    at, commune = planner.country.at, planner.country.commune
    new = NewNeed("Luz", "No hay.", homes=12)
    need = services.voice_need(place=planner.place, new=new, by=planner.anyone, at=at)
    new = NewPotential("knowledge", "Tres electricistas")
    potential = services.record_potential(place=planner.place, new=new, by=planner.anyone, at=at)

    found = queries.diagnosis(commune)

    assert (found.needs, found.potentials, found.homes) == ([need], [potential], 12)
    assert queries.diagnosis(planner.country.councils[1]).needs == []


def test_a_project_comes_from_its_need_to_the_assemblys_yes(planner):
    at = planner.country.at
    new = NewNeed("Agua", "No llega.")
    need = services.voice_need(place=planner.place, new=new, by=planner.anyone, at=at)
    new = NewProject("Tubería nueva", need_id=need.id)
    project = services.propose(place=planner.place, new=new, by=planner.anyone, at=at)
    stages = [queries.standing(project.id).stage]

    planner.cost(project)
    stages.append(queries.standing(project.id).stage)
    planner.check(project)
    stages.append(queries.standing(project.id).stage)
    resolution = planner.yes(project.id)
    services.admit(project_id=project.id, resolution_id=resolution, by=planner.by, at=at)
    end = queries.standing(project.id)

    assert [*stages, end.stage] == [Stage.PROPOSED, Stage.COSTED, Stage.CHECKED, Stage.ADMITTED]
    assert end.project.need == need
    assert [admission.project for admission in queries.admitted(planner.place)] == [project]
    facts = last_entry()["facts"]
    assert (facts["title"], facts["resolution"]) == ("Tubería nueva", str(resolution))
    assert facts["total"] == {"minor": "204988", "currency": "VES"}


def test_an_estimate_is_kept_line_by_line_and_published_by_head(planner):
    project = planner.proposed()

    planner.cost(project)

    found = queries.standing(project.id)
    # 12.5 m at 19.99 are 249.875, half up; 6 days at 300.00.
    assert [line.amount.minor for line in found.lines] == [24_988, 180_000]
    assert found.lines == LINES
    heads = last_entry()["facts"]["heads"]
    assert {head: money["minor"] for head, money in heads.items()} == {
        "materials": "24988",
        "costs": "0",
        "labour": "180000",
    }


def test_a_returned_project_may_be_costed_and_checked_again(planner):
    project = planner.proposed()
    planner.cost(project)
    planner.check(project, failed=["duplicate"])
    assert queries.standing(project.id).stage is Stage.RETURNED

    planner.cost(project, LINES[:1])
    assert queries.standing(project.id).stage is Stage.COSTED
    planner.check(project)

    assert queries.standing(project.id).stage is Stage.CHECKED
    assert queries.standing(project.id).total.minor == 24_988
    assert project.estimates.count() == 2


def test_a_check_publishes_its_answers_and_a_proof_of_its_reasons(planner):
    project = planner.proposed()
    planner.cost(project)

    planner.check(project, failed=["legality"])

    facts = last_entry()["facts"]
    assert facts["is_passed"] is False
    assert facts["findings"] == {
        "territory": True,
        "cost_arithmetic": True,
        "duplicate": True,
        "legality": False,
    }
    assert "Visto" not in str(facts)


def test_a_batch_goes_through_in_order_and_in_few_queries(planner, django_assert_max_num_queries):
    at, by, place = planner.country.at, planner.by, planner.place
    new = [NewProject(f"Proyecto {number}", source="prueba.pb") for number in range(60)]

    # The assembly itself takes some forty of them.
    with django_assert_max_num_queries(160):
        projects = services.propose_all(place=place, new=new, by=planner.anyone, at=at)
        ids = [project.id for project in projects]
        services.make_all_estimates(new=[NewEstimate(one, LINES) for one in ids], by=by, at=at)
        services.check_all_before_vote(new=[NewCheck(one, findings()) for one in ids], by=by, at=at)
        taken = planner.yes(*ids)
        admissions = services.admit_all(project_ids=ids, resolution_id=taken, by=by, at=at)

    assert [project.title for project in projects] == [one.title for one in new]
    assert [admission.project_id for admission in admissions] == ids
    assert EstimateLine.objects.count() == 120
    assert Entry.objects.filter(kind="planning.project_admitted").count() == 60
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_one_bad_project_of_a_batch_keeps_all_out(planner):
    new = [NewProject("Bueno"), NewProject("")]

    with pytest.raises(TextMissing):
        services.propose_all(place=planner.place, new=new, by=planner.anyone, at=planner.country.at)

    assert not Project.objects.exists()


def test_the_commune_admits_what_its_councils_proposed(planner):
    country = planner.country
    project = planner.checked()
    communal = make_communal(planner)

    admission = services.admit(
        project_id=project.id, resolution_id=communal.yes(project.id), by=communal.by, at=country.at
    )

    assert list(queries.admitted(country.commune)) == [admission]


def make_communal(planner):
    """Return the planner of the commune, with a spokesperson of its own."""
    country = planner.country
    mandate = country.officer(country.commune, "coordination", holder=country.neighbour(name="Rosa"))
    by = mandates.authority_of(mandate, place=country.commune, day=country.day)
    return Planner(country, country.commune, by)
