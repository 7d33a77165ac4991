"""Endorsements: a resident once, the number public, the name nowhere, closed by the assembly's yes."""

from __future__ import annotations

import pytest
from django.core import serializers
from django.db import DatabaseError, IntegrityError, connection, transaction

from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.gazette.tests.posting import send, sign_in
from toparquia.planning import errors, queries, services
from toparquia.planning.models import Endorsement
from toparquia.planning.tests.factories import Planner

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(noon):
    with frozen_at(noon):
        yield make_hall(noon)


@pytest.fixture
def planner(hall):
    return Planner(hall.country, hall.place, hall.by())


def endorse(planner, project, resident_id, by=None):
    """Endorse a project as a resident of the council."""
    at = planner.country.at
    return services.endorse(project_id=project.id, resident_id=resident_id, by=by or planner.anyone, at=at)


def test_two_neighbours_endorse_and_nothing_says_who(planner, hall):
    project = planner.proposed()
    acts = Entry.objects.count()
    first, second = hall.neighbours[:2]

    assert endorse(planner, project, first.id) == 1
    assert endorse(planner, project, second.id) == 2

    kept = serializers.serialize("json", Endorsement.objects.all())
    assert str(first.id) not in kept
    assert first.id.hex not in kept
    assert {field.name for field in Endorsement._meta.get_fields()} == {"digest", "project"}
    assert Entry.objects.count() == acts
    assert queries.is_endorsed_by(project.id, first.id)


def test_one_person_gives_two_projects_two_hashes_that_cannot_be_joined(planner, hall):
    for title in ("Agua", "Luz"):
        endorse(planner, planner.proposed(title), hall.neighbours[0].id)

    assert len(set(Endorsement.objects.values_list("digest", flat=True))) == 2


def test_endorsements_are_refused(planner, hall):
    project, admitted, me = planner.proposed(), planner.admitted(), hall.neighbours[0].id
    endorse(planner, project, me)
    far = queries.territory.open_authority(planner.country.councils[1], planner.country.at)
    stranger = planner.country.neighbour(planner.country.councils[1], name="Rosa").id
    for refusal, of, who, by in (
        (errors.EndorsedAlready, project, me, None),
        (errors.LivesElsewhere, project, stranger, None),
        (errors.LivesElsewhere, project, new_id(), None),
        (errors.ActsElsewhere, project, stranger, far),
        (errors.AlreadyAdmitted, admitted, me, None),
    ):
        with pytest.raises(refusal) as caught:
            endorse(planner, of, who, by)
        assert caught.value.message("es") != caught.value.message("en")
    assert queries.endorsements(project.id) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM planning_endorsement",
        "UPDATE planning_endorsement SET digest = repeat('a', 64)",
        "TRUNCATE planning_endorsement",
    ],
)
def test_the_table_keeps_what_was_counted(planner, hall, statement):
    endorse(planner, planner.proposed(), hall.neighbours[0].id)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_table_takes_none_after_the_admission(planner):
    project = planner.admitted()

    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.create(project=project, digest="a" * 64)


def test_a_neighbour_endorses_on_the_page_and_sees_it_counted(
    planner, hall, client, django_assert_max_num_queries
):
    client.cookies["toparquia_language"] = "es"
    project = planner.proposed()
    here = f"/proyectos/{project.id}/apoyos/"
    assert "0 personas" in client.get(here).content.decode()
    assert client.post(here, {"key": str(new_id())}).headers["Location"].startswith("/cuenta/")
    sign_in(client, hall.neighbours[0])

    assert send(client, here, {}).headers["Location"] == here

    with django_assert_max_num_queries(12):
        shown = client.get(here).content.decode()
    assert "1 persona de aquí" in shown
    assert "Ya apoyaste este proyecto" in shown
    assert "Ya apoyaste" in (answer := send(client, here, {})).content.decode()
    assert answer.status_code == 422


def test_the_projects_page_leads_there_and_a_closed_one_has_no_button(planner, client):
    client.cookies["toparquia_language"] = "es"
    project = planner.admitted()
    assert f"/proyectos/{project.id}/apoyos/" in client.get(project.get_absolute_url()).content.decode()

    assert "los apoyos están cerrados" in client.get(f"/proyectos/{project.id}/apoyos/").content.decode()
