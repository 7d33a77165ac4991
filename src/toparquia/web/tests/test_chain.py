"""The page of a project: each link dated, signed and numbered, and what comes next."""

from __future__ import annotations

import json

import pytest

from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.mandates.tests.factories import make_country
from toparquia.planning.tests.factories import make_planner
from toparquia.web.chain import chain_of
from toparquia.web.chain.links import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(noon):
    with frozen_at(noon):
        yield make_planner(make_country(noon))


def states(project, noon):
    return {link.kind: link.state for link in chain_of(project.id, noon).links}


def test_a_proposal_waits_for_its_estimate(planner, noon):
    told = states(planner.proposed(), noon)

    assert told["proposal"] is State.DONE
    assert told["estimate"] is State.NOW
    assert told["check"] is State.PENDING


def test_a_check_of_an_older_estimate_says_nothing(planner, noon):
    project = planner.checked()
    planner.cost(project)

    assert states(project, noon)["check"] is State.NOW


def test_a_failed_check_says_how_many_points_fail(planner, noon):
    project = planner.proposed()
    planner.cost(project)
    planner.check(project, ["legality"])
    check = next(link for link in chain_of(project.id, noon).links if link.kind == "check")

    assert (check.state, check.text) == (State.NOW, "No cumple 1 punto")


def test_an_admitted_project_waits_for_its_vote(planner, noon):
    project = planner.admitted()
    chain = chain_of(project.id, noon)

    assert chain.turn.kind == "vote"
    assert all(link.entry for link in chain.links if link.state is State.DONE)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_names_who_signed_and_links_each_proof(client, planner, language):
    project = planner.admitted()
    client.cookies["toparquia_language"] = language
    page = client.get(project.get_absolute_url()).content.decode()
    made = Entry.objects.get(kind="planning.estimate_made", subject_id=project.id)

    assert "Ana Pérez" in page
    assert f'href="{made.get_absolute_url()}"' in page
    assert page.count("<h1") == 1


def test_the_chain_is_given_to_programs_with_numbers_and_hashes(client, planner):
    project = planner.admitted()
    told = json.loads(client.get(f"{project.get_absolute_url()}cadena.json").content)
    acts = [act for link in told["links"] for act in link["acts"]]

    assert acts
    for act in acts:
        stored = Entry.objects.get(index=act["index"])
        assert (bytes(stored.leaf_hash).hex(), stored.kind) == (act["leaf_hash"], act["kind"])


def test_a_project_that_is_not_there_is_a_404_with_a_sentence(client, planner):
    assert client.get(f"/proyectos/{new_id()}/").status_code == 404


def test_the_page_costs_few_queries(client, planner, django_assert_max_num_queries):
    project = planner.admitted()
    with django_assert_max_num_queries(12):
        client.get(project.get_absolute_url())
