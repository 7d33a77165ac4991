"""The action agenda: from the assembly's yes on, followed for years, and rolled up into the commune's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from toparquia.assemblies import queries as assemblies_queries
from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.foundation.authority import AuthorityOfAnotherPlace
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.tests.posting import ask_ugly, send, sign_in, try_ugly
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Organ
from toparquia.mandates.tests.factories import make_country
from toparquia.planning import errors, queries, rules, services
from toparquia.planning.models import Agenda, AgendaItem, ItemNote
from toparquia.planning.rules import ItemStanding
from toparquia.planning.services import NewItem, NewNeed
from toparquia.planning.tests.factories import make_planner
from toparquia.territory import queries as territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(noon):
    with frozen_at(noon):
        yield make_planner(make_country(noon))


def begun(planner, by=None, days=365):
    """Begin an agenda of a year."""
    by = by or planner.by
    day = planner.country.day
    place = territory.place(by.place.id)
    return services.begin_agenda(
        place=place, starts_on=day, ends_on=day + timedelta(days=days), by=by, at=planner.country.at
    )


def new(planner, title="Reparar la toma", days=30, **more):
    """Return an item of the council's coordination."""
    organ = Organ.objects.get(place=planner.place, kind="coordination")
    return NewItem(title, organ.id, planner.country.day + timedelta(days=days), **more)


def added(planner, agenda, **more):
    """Add an item to an agenda."""
    return services.add_item(
        agenda_id=agenda.id, new=new(planner, **more), by=planner.by, at=planner.country.at
    )


def presented(planner, agenda):
    """Bring an agenda to the assembly."""
    services.present_agenda(agenda_id=agenda.id, by=planner.by, at=planner.country.at)
    return agenda


def decided(planner, kind, thing, *, is_carried=True, days=7, revokes=None, by=None):
    """Let an assembly decide about a thing."""
    by = by or planner.by
    place = territory.place(by.place.id)
    starts_at = planner.country.at + timedelta(days=days)
    everyone = assemblies_queries.electors(place, territory.local_day(place, starts_at))
    session = assemblies.call_session(
        place=place, starts_at=starts_at, venue="La cancha", agenda=["Uno"], by=by, at=planner.country.at
    )
    assemblies.open_call(session_id=session.id, present=everyone, by=by, at=starts_at)
    motion = assemblies.put_motion(
        session_id=session.id,
        item=1,
        text="Que rija.",
        about=(kind, thing),
        revokes=revokes,
        by=by,
        at=starts_at,
    )
    votes = Votes(everyone * is_carried, everyone * (not is_carried), 0)
    return assemblies.decide_motion(
        motion_id=motion.id,
        method=Resolution.Method.HANDS,
        votes=votes,
        present=everyone,
        by=by,
        at=starts_at,
    )


def adopted(planner, *titles, days=7):
    """Write, present and adopt an agenda with these items."""
    agenda = begun(planner)
    for title in titles:
        added(planner, agenda, title=title)
    presented(planner, agenda)
    decided(planner, queries.AGENDA, agenda.id, days=days)
    return agenda


def noted(planner, item, state="started", text="Se abrió la zanja."):
    """Note how an item is going."""
    return services.note_progress(
        item_id=item.id, state=state, text=text, by=planner.by, at=planner.country.at
    )


def test_only_the_assemblys_yes_puts_an_agenda_in_force(planner):
    agenda = begun(planner)
    item = added(planner, agenda, direction="economy_and_banks", amount=Money(100_00, "VES"))
    assert queries.agenda_in_force(planner.place) is None
    with pytest.raises(errors.AgendaNotInForce):
        noted(planner, item)

    presented(planner, agenda)
    assert [one.id for one in queries.agendas_to_decide(planner.place)] == [agenda.id]
    taken = decided(planner, queries.AGENDA, agenda.id)

    assert queries.agenda_in_force(planner.place).resolution.id == taken.id
    assert queries.agendas_to_decide(planner.place) == []


def test_a_no_or_an_assembly_of_another_place_puts_nothing_in_force(planner):
    agenda = begun(planner)
    added(planner, agenda)
    presented(planner, agenda)
    other = planner.country.councils[1]
    officer = planner.country.officer(
        other, "coordination", holder=planner.country.neighbour(other, name="Ana")
    )
    there = mandates.authority_of(officer, place=other, day=planner.country.day)

    decided(planner, queries.AGENDA, agenda.id, is_carried=False)
    decided(planner, queries.AGENDA, agenda.id, by=there, days=8)

    assert queries.agenda_in_force(planner.place) is None


def test_a_later_assembly_amends_by_adopting_another_and_what_is_not_done_comes_along(planner):
    first = adopted(planner, "Reparar la toma", "Pintar la escuela")
    toma, escuela = (
        AgendaItem.objects.get(agenda=first, title=t) for t in ("Reparar la toma", "Pintar la escuela")
    )
    noted(planner, toma, "started")
    noted(planner, escuela, "done", "Pintada.")

    second = begun(planner)
    assert [item.title for item in second.items.all()] == ["Reparar la toma"]
    assert queries.agenda_in_force(planner.place).agenda == first
    presented(planner, second)
    decided(planner, queries.AGENDA, second.id, days=14)

    assert queries.agenda_in_force(planner.place).agenda == second
    (told,) = queries.told_items([second.id], planner.country.day)
    assert (told.standing, told.note.text) == (ItemStanding.STARTED, "Se abrió la zanja.")
    assert [one.agenda.number for one in queries.same_item(told.item)] == [2, 1]
    with pytest.raises(errors.AgendaNotInForce):
        noted(planner, toma)


def test_what_a_later_assembly_undoes_is_in_force_no_more(planner):
    agenda = adopted(planner, "Reparar la toma")
    taken = queries.agenda_in_force(planner.place).resolution
    assert taken.motion.about_id == agenda.id

    decided(planner, queries.AGENDA, agenda.id, revokes=taken.id, days=14)

    standing = queries.agenda_in_force(planner.place)
    assert standing is None or standing.resolution.id != taken.id


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        (None, 0, ItemStanding.PLANNED),
        (None, -1, ItemStanding.LATE),
        ("started", 0, ItemStanding.STARTED),
        ("stopped", -1, ItemStanding.LATE),
        ("done", -400, ItemStanding.DONE),
    ],
)
def test_an_item_is_late_once_its_day_has_passed_and_it_is_not_done(state, days, expected):
    day = date(2026, 3, 8)

    assert rules.standing(state=state, due_on=day + timedelta(days=days), day=day) is expected
    assert expected.in_language("es") != expected.in_language("en")


def test_the_councils_agendas_roll_up_into_the_communes(planner):
    adopted(planner, "Reparar la toma")
    commune = planner.country.commune
    told, by_place = queries.rolled_up(commune, planner.country.day)

    assert [one.item.title for one in told] == ["Reparar la toma"]
    assert set(by_place) == {planner.place.id}
    assert queries.by_direction(told) == {"": 1}
    assert told[0].item.agenda.place == planner.place


def test_anyone_takes_the_items_away_as_a_table(planner, client):
    noted(planner, adopted(planner, "Reparar la toma").items.get())

    table = b"".join(client.get("/datos/agenda.csv")).decode()

    assert "Reparar la toma,coordination" in table
    assert ",started," in table


def test_items_and_agendas_are_refused(planner):
    agenda, at, by = begun(planner), planner.country.at, planner.by
    day = planner.country.day
    elsewhere = planner.country.councils[1]
    far = territory.open_authority(elsewhere, at)
    organ = planner.country.officer(planner.country.commune, "finance_committee").seat.organ
    strange = services.voice_need(place=elsewhere, new=NewNeed("Luz", "Falta."), by=far, at=at)
    theirs = services.propose(place=elsewhere, new=services.NewProject("Luz"), by=far, at=at)
    item = added(planner, agenda)
    add = {"agenda_id": agenda.id, "by": by, "at": at}
    for refusal, verb, told in (
        (errors.AgendaTimeMalformed, services.begin_agenda, _time(planner, day, day)),
        (errors.AgendaOpen, services.begin_agenda, _time(planner, day, day + timedelta(days=9))),
        (errors.NoSuchAgenda, services.add_item, {**add, "agenda_id": new_id(), "new": new(planner)}),
        (AuthorityOfAnotherPlace, services.add_item, {**add, "by": far, "new": new(planner)}),
        (MandateNotInForce, services.add_item, {**add, "by": planner.anyone, "new": new(planner)}),
        (errors.OrganElsewhere, services.add_item, {**add, "new": NewItem("X", organ.id, day)}),
        (errors.DueOutsideTheAgenda, services.add_item, {**add, "new": new(planner, days=400)}),
        (errors.DirectionNotListed, services.add_item, {**add, "new": new(planner, direction="x")}),
        (errors.NeedElsewhere, services.add_item, {**add, "new": new(planner, need_id=strange.id)}),
        (errors.ProjectElsewhere, services.add_item, {**add, "new": new(planner, project_id=theirs.id)}),
        (errors.NoSuchItem, services.remove_item, {"item_id": new_id(), "by": by, "at": at}),
        (errors.ItemStateUnknown, services.note_progress,
         {"item_id": item.id, "state": "x", "text": "X", "by": by, "at": at}),
    ):  # fmt: skip
        with pytest.raises(refusal) as caught, transaction.atomic():
            verb(**told)
        assert caught.value.message("es") != caught.value.message("en")
    services.remove_item(item_id=item.id, by=by, at=at)
    with pytest.raises(errors.AgendaEmpty):
        presented(planner, agenda)
    added(planner, agenda)
    presented(planner, agenda)
    with pytest.raises(errors.AgendaPresented):
        added(planner, agenda)


def _time(planner, starts, ends):
    return {
        "place": planner.place,
        "starts_on": starts,
        "ends_on": ends,
        "by": planner.by,
        "at": planner.country.at,
    }


def test_an_agenda_has_room_for_what_an_assembly_can_go_through(planner, monkeypatch):
    agenda = begun(planner)
    monkeypatch.setattr(rules, "ITEMS_LIMIT", 1)
    added(planner, agenda)

    with pytest.raises(errors.AgendaFull) as caught:
        added(planner, agenda)
    assert caught.value.message("es") != caught.value.message("en")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM planning_agendaitem",
        "UPDATE planning_agendaitem SET title = 'otra cosa'",
        "TRUNCATE planning_agendaitem CASCADE",
        "UPDATE planning_agenda SET number = 9",
        "DELETE FROM planning_agendapresentation",
        "UPDATE planning_itemnote SET state = 'done'",
    ],
)
def test_the_tables_keep_what_was_presented_and_noted(planner, statement):
    noted(planner, adopted(planner, "Reparar la toma").items.get())

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_table_takes_no_item_after_the_presentation(planner):
    item = adopted(planner, "Reparar la toma").items.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.create(
            agenda=item.agenda, thread=new_id(), title="Otro", organ=item.organ, due_on=item.due_on
        )


def test_the_assembly_puts_the_needs_in_order(planner):
    at, by = planner.country.at, planner.by
    needs = [
        services.voice_need(place=planner.place, new=NewNeed(t, "Falta."), by=planner.anyone, at=at)
        for t in ("Luz", "Agua", "Cancha")
    ]
    wanted = [needs[1].id, needs[0].id]
    made = services.list_priorities(place=planner.place, need_ids=wanted, by=by, at=at)
    assert queries.priorities_in_force(planner.place) is None

    decided(planner, queries.PRIORITIES, made.id)

    assert queries.priorities_in_force(planner.place) == made
    assert [need.title for need in queries.needs_first(planner.place)] == ["Agua", "Luz", "Cancha"]
    for refusal, ids in ((errors.PrioritiesEmpty, []), (errors.PrioritiesEmpty, [needs[0].id] * 2),
                         (errors.NeedElsewhere, [new_id()])):  # fmt: skip
        with pytest.raises(refusal) as caught:
            services.list_priorities(place=planner.place, need_ids=ids, by=by, at=at)
        assert caught.value.message("es") != caught.value.message("en")
    with pytest.raises(errors.NoSuchPriorities):
        queries.priorities(new_id())


def test_the_coordination_writes_an_agenda_by_forms_alone(planner, client, django_assert_max_num_queries):
    client.cookies["toparquia_language"] = "es"
    place, day = planner.place, planner.country.day
    sign_in(client, mandates.mandate(planner.by.mandate.id).holder)
    here, last = f"/lugares/{place.code}/agenda/", (day + timedelta(days=90)).isoformat()
    time = {"starts_on": day.isoformat(), "last_day": last, "goes_on": "on"}

    there = send(client, f"{here}nueva/", time).headers["Location"]
    agenda = Agenda.objects.get()
    organ = Organ.objects.get(place=place, kind="coordination")
    item = {"title": "Reparar la toma", "organ": str(organ.id), "due_on": last, "amount": "1.500,50",
            "direction": "missions"}  # fmt: skip
    try_ugly(client, f"{there}punto/", item, examples=6)
    send(client, f"{there}punto/", item)
    send(client, f"{there}asamblea/", {})
    decided(planner, queries.AGENDA, agenda.id)
    row = AgendaItem.objects.get()
    send(client, f"/puntos/{row.id}/avance/", {"state": "stopped", "text": "Falta el tubo."})

    assert row.amount == Money(1_500_50, "VES")
    assert ItemNote.objects.get().state == "stopped"
    for address in (here, there, f"/puntos/{row.id}/", f"/lugares/{planner.country.commune.code}/agenda/"):
        with django_assert_max_num_queries(12):
            shown = client.get(address).content.decode()
        assert "Reparar la toma" in shown
    assert "detenido" in shown.lower()
    ask_ugly(client, here, "linea", "pagina")


def test_the_coordination_orders_the_needs_by_a_form(planner, client, django_assert_max_num_queries):
    client.cookies["toparquia_language"] = "es"
    at = planner.country.at
    needs = [
        services.voice_need(place=planner.place, new=NewNeed(t, "Falta."), by=planner.anyone, at=at)
        for t in ("Luz", "Agua")
    ]
    sign_in(client, mandates.mandate(planner.by.mandate.id).holder)
    ranks = {"rank_1": str(needs[1].id), "rank_2": str(needs[0].id)}

    there = send(client, f"/lugares/{planner.place.code}/prioridades/nuevas/", ranks).headers["Location"]

    with django_assert_max_num_queries(12):
        shown = client.get(there).content.decode()
    assert shown.index("Agua") < shown.index("Luz")
    with django_assert_max_num_queries(12):
        assert client.get(f"/lugares/{planner.place.code}/necesidades/").status_code == 200
