"""Schedule and beneficiaries, the printed costing, and the photo and groups of a need."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from PIL import Image

from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.gazette.tests.posting import send, sign_in
from toparquia.mandates import queries as mandates
from toparquia.mandates.tests.factories import make_country
from toparquia.planning import errors, queries, services
from toparquia.planning.exports import oc4ids
from toparquia.planning.models import Need, WorkPlan
from toparquia.planning.rules import Step
from toparquia.planning.services import NewNeed, NewWorkPlan
from toparquia.planning.tests.factories import make_planner

pytestmark = pytest.mark.django_db

STEPS = (Step("Comprar tubos", 1, 2), Step("Abrir la zanja", 2, 3))


@pytest.fixture
def planner(noon):
    with frozen_at(noon):
        yield make_planner(make_country(noon))


def planned(planner, project, **change):
    """Plan the works of a project."""
    told = {"steps": STEPS, "homes": 40, "people": 180, "groups": ("elderly", "children"), **change}
    return services.plan_works(
        project_id=project.id, new=NewWorkPlan(**told), by=planner.by, at=planner.country.at
    )


def picture(size=(1600, 900)):
    """Return a photo as a phone sends it, with where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "TelefonoSecreto"
    Image.new("RGB", size, "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_project_says_its_weeks_and_whom_it_reaches(planner):
    project = planner.proposed()
    planned(planner, project)
    better = planned(planner, project, homes=45)

    found = queries.work_plan(project.id)
    assert (found, found.number, found.homes) == (better, 2, 45)
    assert found.groups == ["children", "elderly"]
    assert [(step.what, step.first_week, step.last_week) for step in found.steps.all()] == [
        ("Comprar tubos", 1, 2),
        ("Abrir la zanja", 2, 4),
    ]
    facts = Entry.objects.filter(kind="planning.works_planned").latest("index").document["facts"]
    assert (facts["weeks"], facts["people"]) == (4, 180)


def test_works_are_refused(planner):
    project, admitted = planner.proposed(), planner.admitted()
    for refusal, of, change in (
        (errors.StepsMalformed, project, {"steps": ()}),
        (errors.StepsMalformed, project, {"steps": (Step("X", 0, 1),)}),
        (errors.StepsMalformed, project, {"steps": (Step("X", 520, 2),)}),
        (errors.GroupNotListed, project, {"groups": ("x",)}),
        (errors.HomesOutOfBounds, project, {"people": -1}),
        (errors.AlreadyAdmitted, admitted, {}),
    ):
        with pytest.raises(refusal) as caught, transaction.atomic():
            planned(planner, of, **change)
        assert caught.value.message("es") != caught.value.message("en")


def test_the_tables_keep_what_was_planned(planner):
    planned(planner, planner.proposed())
    for statement in ("UPDATE planning_workplan SET homes = 1", "DELETE FROM planning_workstep"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkPlan.objects.create(
            project=planner.admitted(), number=1, digest="a" * 64, planned_at=planner.country.at
        )


def test_the_costing_is_planned_by_a_form_and_printed_on_a_sheet(planner, client):
    client.cookies["toparquia_language"] = "es"
    project = planner.proposed()
    sign_in(client, mandates.mandate(planner.by.mandate.id).holder)
    here = f"/proyectos/{project.id}/"
    assert client.get(f"{here}presupuesto/hoja.pdf").status_code != 200
    planner.cost(project)
    half = {"what_1": "Comprar", "first_1": "1"}
    assert send(client, f"{here}cronograma/", half).status_code == 422

    send(client, f"{here}cronograma/", {**half, "weeks_1": "2", "people": "180", "groups": ["children"]})

    page = client.get(f"{here}plan/").content.decode()
    assert "Comprar" in page
    assert "19,99" in page
    sheet = client.get(f"{here}presupuesto/hoja.pdf")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF-")
    assert client.get(f"{here}presupuesto/hoja.pdf").content == sheet.content


def test_the_export_says_weeks_and_people(planner, noon):
    planned(planner, planner.proposed())

    told = oc4ids(address="https://x.example", publisher="País", at=noon)["projects"][0]

    assert told["implementationPeriod"] == {"durationInDays": 28}
    assert told["benefits"][0]["beneficiaries"] == [
        {"description": "children, elderly", "numberOfPeople": 180}
    ]


def test_a_need_says_whom_it_affects_and_shows_the_place_without_its_secrets(planner, client):
    client.cookies["toparquia_language"] = "es"
    sign_in(client, mandates.mandate(planner.by.mandate.id).holder)
    said = {"title": "Agua", "text": "No llega.", "groups": ["elderly"], "key": str(new_id())}
    photo = SimpleUploadedFile("foto.jpg", picture(), content_type="image/jpeg")

    answer = client.post(f"/lugares/{planner.place.code}/necesidades/nueva/", {**said, "photo": photo})

    need = Need.objects.get()
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "personas mayores" in shown
    sent = client.get(f"/necesidades/{need.id}/foto/")
    assert b"TelefonoSecreto" not in sent.content
    assert max(Image.open(io.BytesIO(sent.content)).size) == 960
    (entry,) = Entry.objects.filter(kind="planning.need_voiced")
    assert entry.document["evidence"][0]["sha256"] == need.photo_sha256


@pytest.mark.parametrize("content", [b"no es una foto", picture()[:200], b"%PDF-1.4"])
def test_what_is_no_photo_is_refused(planner, content):
    new = NewNeed("Agua", "No llega.", photo=content)
    with pytest.raises(errors.PhotoRefused) as caught:
        services.voice_need(
            place=planner.place, new=new, by=planner.anyone, at=planner.country.at + timedelta(1)
        )
    assert caught.value.message("es") != caught.value.message("en")
