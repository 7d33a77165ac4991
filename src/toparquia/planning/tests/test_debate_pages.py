"""The pages of debate and merging: what neighbours, an office and a visitor see and send."""

from __future__ import annotations

import pytest

from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import send, sign_in, try_ugly
from toparquia.mandates import queries as mandates
from toparquia.planning import queries, services
from toparquia.planning.models import AppealAnswer, Argument, MergeOffer, Project
from toparquia.planning.services import NewProject
from toparquia.planning.tests.factories import Planner

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(noon):
    with frozen_at(noon):
        yield make_hall(noon)


@pytest.fixture
def planner(hall, client):
    client.cookies["toparquia_language"] = "es"
    return Planner(hall.country, hall.place, hall.by())


def test_a_neighbour_speaks_once_a_side_and_nobody_sees_who(
    planner, hall, client, django_assert_max_num_queries
):
    project = planner.proposed()
    here = f"/proyectos/{project.id}/debate/"
    said = {"side": "for", "text": "Hace falta el agua."}
    assert send(client, here, said).headers["Location"].startswith("/cuenta/")
    sign_in(client, hall.neighbours[0])
    try_ugly(client, here, said, examples=6)

    assert send(client, here, said).headers["Location"] == here

    with django_assert_max_num_queries(12):
        shown = client.get(here).content.decode()
    assert "Hace falta el agua." in shown
    assert "Quitar el mío" in shown
    again = send(client, here, said)
    assert again.status_code == 422
    assert "ya usaste el tuyo" in again.content.decode()
    client.logout()
    assert hall.neighbours[0].given_names not in client.get(here).content.decode()


def test_what_is_taken_down_is_in_the_log_and_goes_back_by_another_organ(
    planner, hall, client, django_assert_max_num_queries
):
    project, author = planner.proposed(), hall.neighbours[0]
    auditor = hall.country.neighbour(hall.place, name="Auditora")
    hall.country.officer(hall.place, "social_audit", holder=auditor)
    sign_in(client, author)
    send(client, f"/proyectos/{project.id}/debate/", {"side": "against", "text": "Cuesta mucho."})
    argument, log = Argument.objects.get(), f"/proyectos/{project.id}/debate/retirados/"
    sign_in(client, mandates.mandate(planner.by.mandate.id).holder)

    send(client, f"/argumentos/{argument.id}/retirar/", {"ground": "insult"})
    client.logout()
    with django_assert_max_num_queries(12):
        shown = client.get(log).content.decode()
    assert "insulto" in shown.lower()
    assert "Cuesta mucho" not in shown
    sign_in(client, author)
    assert "Cuesta mucho" in client.get(log).content.decode()
    send(client, f"/argumentos/{argument.id}/apelar/", {})
    sign_in(client, auditor)
    answer = {"is_restored": "yes", "reason": "Habla del costo, de nadie."}
    assert send(client, f"/argumentos/{argument.id}/respuesta/", answer).headers["Location"] == log

    assert AppealAnswer.objects.get().is_restored
    assert "Cuesta mucho" in client.get(f"/proyectos/{project.id}/debate/").content.decode()


def test_two_proposers_make_one_proposal_by_forms(planner, hall, client, django_assert_max_num_queries):
    one, other = hall.neighbours[:2]
    first, second = (
        services.propose(
            place=planner.place,
            new=NewProject(title, "Así."),
            by=planner.anyone,
            at=planner.country.at,
            resident_id=person.id,
        )
        for title, person in (("Agua Bolívar", one), ("Agua Sucre", other))
    )
    sign_in(client, one)
    joint = {"other": str(second.id), "title": "Agua para las dos", "text": "Una tubería."}
    try_ugly(client, f"/proyectos/{first.id}/unir/", joint, examples=5)
    there = send(client, f"/proyectos/{first.id}/unir/", joint).headers["Location"]
    sign_in(client, other)
    with django_assert_max_num_queries(24):
        assert "Unir las dos propuestas" in client.get(there).content.decode()

    result = send(client, there, {}).headers["Location"]

    assert Project.objects.get(title="Agua para las dos").get_absolute_url() == result
    assert queries.offer_is_open(MergeOffer.objects.get()) is False
    client.logout()
    with django_assert_max_num_queries(12):
        assert "Unidas" in client.get(there).content.decode()
    with django_assert_max_num_queries(12):
        assert "Agua para las dos" in client.get(first.get_absolute_url()).content.decode()


def test_one_no_ends_an_offer(planner, hall, client):
    one, other = hall.neighbours[:2]
    told = {"place": planner.place, "by": planner.anyone, "at": planner.country.at}
    first, second = (
        services.propose(new=NewProject(title), resident_id=person.id, **told)
        for title, person in (("Agua Bolívar", one), ("Agua Sucre", other))
    )
    sign_in(client, one)
    joint = {"other": str(second.id), "title": "Agua para las dos", "text": "Una tubería."}
    there = send(client, f"/proyectos/{first.id}/unir/", joint).headers["Location"]
    sign_in(client, other)

    assert send(client, there, {"no": "1"}).headers["Location"] == there

    assert "No aceptada" in client.get(there).content.decode()
