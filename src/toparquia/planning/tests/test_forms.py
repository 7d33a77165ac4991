"""The forms of planning: from a need to the assembly's yes, and that nothing typed breaks them."""

from __future__ import annotations

import pytest

from toparquia.assemblies.models import Motion
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.gazette.tests.posting import ask_ugly, send, sign_in, try_ugly
from toparquia.planning import queries, rules
from toparquia.planning.models import Admission, Estimate, Need, Potential, PreVoteCheck, Project
from toparquia.planning.rules import Stage
from toparquia.planning.tests.factories import Planner

pytestmark = pytest.mark.django_db

NEED = {"title": "No llega el agua", "text": "Desde mayo.", "homes": "40", "theme": "water"}
PROJECT = {"title": "Tubería nueva", "text": "Doscientos metros.", "need": "", "theme": "water"}
ROW = {"head_1": "materials", "what_1": "Tubos", "quantity_1": "12,5", "unit_1": "m", "price_1": "19,99"}
ROWS = {**ROW, "head_2": "labour", "what_2": "Jornada", "quantity_2": "6", "unit_2": "día", "price_2": "300"}
ANSWERS = {f"met_{number}": "yes" for number in range(4)} | {f"reason_{n}": "Visto." for n in range(4)}


@pytest.fixture
def clock(noon):
    with frozen_at(noon) as clock:
        yield clock


@pytest.fixture
def hall(clock, noon):
    return make_hall(noon)


@pytest.fixture
def planner(hall, client):
    client.cookies["toparquia_language"] = "es"
    sign_in(client, hall.neighbours[0])
    return Planner(hall.country, hall.place, hall.by())


def test_a_project_goes_from_its_need_to_the_ballot_by_forms_alone(planner, client):
    place = planner.place.code
    send(client, f"/lugares/{place}/necesidades/nueva/", {**NEED, "position": "10.5, -66.9"})
    need = Need.objects.get()
    send(client, f"/lugares/{place}/proyectos/nuevo/", {**PROJECT, "need": str(need.id)})
    project = Project.objects.get()
    here = f"/proyectos/{project.id}/"
    send(client, f"{here}presupuesto/", ROWS)
    send(client, f"{here}revision/", ANSWERS)
    yes = planner.yes(project.id)

    answer = send(client, f"{here}admision/", {"resolution": str(yes), "projects": [str(project.id)]})

    assert answer.headers["Location"] == project.get_absolute_url()
    assert (need.latitude, need.longitude, need.homes) == (10.5, -66.9, 40)
    assert queries.standing(project.id).stage is Stage.ADMITTED
    assert queries.standing(project.id).total.minor == 204_988


@pytest.mark.parametrize(
    ("language", "quantity", "price"), [("es", "12,5", "19,99"), ("en", "12.5", "19.99")]
)
def test_a_better_estimate_begins_with_the_present_one(planner, client, language, quantity, price):
    project = planner.proposed()
    planner.cost(project)
    client.cookies["toparquia_language"] = language

    first = client.get(f"/proyectos/{project.id}/presupuesto/").context["form"].initial_row(1)

    assert first == ("materials", "Tubos de 4 pulgadas", quantity, "m", price)


def test_whoever_is_in_a_register_speaks_and_a_visitor_is_asked_to_sign_in(planner, client):
    there = f"/lugares/{planner.place.code}/necesidades/nueva/"
    client.logout()
    assert client.get(there).headers["Location"].startswith("/cuenta/")
    sign_in(client)
    # Anyone opens an account; what enters the Gazette stays, and so somebody must know the person.
    answer = send(client, there, NEED)
    assert "hay que estar en el registro" in answer.content.decode()
    assert not Need.objects.exists()
    sign_in(client, planner.country.neighbour(name="Otra"))

    send(client, there, NEED)
    send(client, f"/lugares/{planner.place.code}/potenciales/nuevo/", {"kind": "skill", "title": "Plomería"})

    assert (Need.objects.count(), Potential.objects.count()) == (1, 1)
    assert client.get(Need.objects.get().get_absolute_url()).status_code == 200


def test_the_totals_are_shown_before_anything_is_saved(planner, client):
    there = f"/proyectos/{planner.proposed().id}/presupuesto/"

    page = send(client, there, {**ROWS, "sumar": "1"}).content.decode()

    assert "Bs.\xa0249,88" in page
    assert "Bs.\xa02.049,88" in page
    assert not Estimate.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"price_1": ""}, "Falta esto en el renglón 1"),
        ({"quantity_1": "mucho"}, "no es una cantidad"),
        ({"price_1": "-5"}, "negativo"),
        ({"price_1": "9" * 24}, "Precio de cada unidad"),
        (dict.fromkeys(ROW, ""), "al menos un renglón"),
    ],
)
def test_a_row_that_cannot_be_is_a_sentence_and_what_was_typed_stays(planner, client, change, says):
    there = f"/proyectos/{planner.proposed().id}/presupuesto/"

    page = send(client, there, {**ROW, **change}).content.decode()

    assert says in page
    assert "error-summary" in page
    assert not Estimate.objects.exists()


def test_only_the_list_of_grounds_is_asked_and_each_with_its_reason(planner, client):
    project = planner.proposed()
    planner.cost(project)
    there = f"/proyectos/{project.id}/revision/"

    assert client.get(there).content.decode().count("<legend>") == 4
    send(client, there, {**ANSWERS, "reason_2": ""})
    assert not PreVoteCheck.objects.exists()
    send(client, there, {**ANSWERS, "met_2": "no"})

    assert queries.standing(project.id).stage is Stage.RETURNED


def test_marked_projects_are_led_to_an_assembly_as_one_motion(planner, hall, client, clock):
    first, second, _third = (planner.checked() for _ in range(3))
    session = hall.in_session()
    clock.move_to(session.starts_at)
    there = f"/lugares/{planner.place.code}/proyectos/a-la-asamblea/"

    page = client.get(there, {"proyecto": [str(first.id), str(second.id)]})
    way = page.context["ways"][0][1]
    form = client.get(way).context["form"]
    values = {"item": "1", "text": form.initial["text"], "matter": "projects", "about": form.initial["about"]}
    send(client, way, values)

    motion = Motion.objects.get()
    assert motion.about_id == rules.subject_of([first.id, second.id])
    assert motion.text.count("«Agua para la calle Bolívar»") == 2


def test_another_list_than_the_assembly_voted_on_is_refused(planner, client):
    first, second = planner.checked(), planner.checked()
    yes = planner.yes(first.id)
    there = f"/proyectos/{first.id}/admision/"

    page = send(client, there, {"resolution": str(yes), "projects": [str(first.id), str(second.id)]})

    assert "no trata de estos proyectos" in page.content.decode()
    assert not Admission.objects.exists()


def test_without_the_office_nobody_costs_checks_or_admits(planner, client):
    project = planner.checked()
    sign_in(client, planner.country.neighbour(name="Otra"))
    for form in ("presupuesto", "revision", "admision"):
        assert client.get(f"/proyectos/{project.id}/{form}/").status_code == 403


def test_a_form_of_the_next_council_is_not_mine(planner, client):
    other = planner.country.councils[1]
    project = Project.objects.create(place=other, title="Ajeno", proposed_at=planner.country.at)

    assert client.get(f"/proyectos/{project.id}/presupuesto/").status_code == 403


@pytest.mark.parametrize("address", ["/necesidades/", "/proyectos/"])
def test_what_is_not_there_is_a_404_with_a_sentence(planner, client, address):
    ending = "" if address == "/necesidades/" else "revision/"

    assert client.get(f"{address}{new_id()}/{ending}").status_code == 404


def forms_of(planner):
    """Return the addresses of all forms with what would be accepted there, by name."""
    place, proposed, costed, checked = (
        planner.place.code,
        planner.proposed(),
        planner.proposed(),
        planner.checked(),
    )
    planner.cost(costed)
    yes = planner.yes(checked.id)
    return {
        "voice": (f"/lugares/{place}/necesidades/nueva/", NEED),
        "potential": (f"/lugares/{place}/potenciales/nuevo/", {"kind": "land", "title": "Un terreno"}),
        "propose": (f"/lugares/{place}/proyectos/nuevo/", PROJECT),
        "estimate": (f"/proyectos/{proposed.id}/presupuesto/", ROWS),
        "check": (f"/proyectos/{costed.id}/revision/", ANSWERS),
        "admit": (
            f"/proyectos/{checked.id}/admision/",
            {"resolution": str(yes), "projects": [str(checked.id)]},
        ),
    }


@pytest.mark.parametrize("name", ["voice", "potential", "propose", "estimate", "check", "admit"])
def test_ugly_input_is_answered_by_a_sentence(planner, client, name):
    address, good = forms_of(planner)[name]

    try_ugly(client, address, good)


@pytest.mark.parametrize("field", ["title", "text"])
@pytest.mark.parametrize(
    "text", ["uno\x00dos", "abc\u202edef", "e" + "\u0301" * 10_000], ids=["NUL", "turned", "marks"]
)
def test_what_nobody_can_read_is_refused_and_changes_nothing(planner, client, field, text):
    before = Entry.objects.count()
    for address, good in (("necesidades/nueva", NEED), ("proyectos/nuevo", PROJECT)):
        answer = send(client, f"/lugares/{planner.place.code}/{address}/", {**good, field: text})
        assert answer.status_code == 422
        assert answer.context["form"].errors

    assert Entry.objects.count() == before


def test_ugly_addresses_are_answered(planner, client):
    planner.checked()
    place = planner.place.code

    ask_ugly(client, f"/lugares/{place}/proyectos/nuevo/", "necesidad")
    ask_ugly(client, f"/lugares/{place}/proyectos/a-la-asamblea/", "proyecto")


@pytest.mark.parametrize(
    "address",
    ["necesidades/", "proyectos/a-la-asamblea/"],
)
def test_pages_cost_few_queries(planner, client, address, django_assert_max_num_queries):
    for _ in range(3):
        planner.checked()
    client.logout()

    with django_assert_max_num_queries(12):
        assert client.get(f"/lugares/{planner.place.code}/{address}").status_code == 200


def test_the_communes_spokesperson_costs_what_a_council_proposed(planner, client):
    country, project = planner.country, planner.proposed()
    rosa = country.neighbour(name="Rosa")
    country.officer(country.commune, "coordination", holder=rosa)
    sign_in(client, rosa)

    answer = send(client, f"/proyectos/{project.id}/presupuesto/", ROWS)

    assert answer.status_code == 302
    assert Entry.objects.latest("index").document["place"]["code"] == country.commune.code
