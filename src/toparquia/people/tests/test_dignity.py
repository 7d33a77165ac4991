"""People come and go without e-mail or papers: requests, cards, moves, twins, objections, figures."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from toparquia.gazette.models import Entry
from toparquia.people import errors, queries, services
from toparquia.people.models import (
    AccessCard,
    Account,
    DuplicateQuestion,
    Objection,
    Reading,
    RegistrationRequest,
    Residence,
    Witness,
)
from toparquia.people.rules import NewResident, census, plain_code, tables_of
from toparquia.people.tests.factories import GROWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission(desk):
    """Return the authority of a commissioner of the council."""
    from toparquia.mandates import queries as mandates

    mandate = desk.country.officer(desk.place, "electoral_commission")
    return mandates.authority_of(mandate, place=desk.place, day=desk.country.day)


def asked(desk, **more):
    """Ask for someone to be registered."""
    new = NewResident("Luz", "Paz", date(1970, 1, 1), desk.country.day)
    told = {"place": desk.place, "new": new, "promoter_id": None, "at": desk.country.at, **more}
    return services.ask_to_be_registered(**told)


def witnessed(desk, request, *names):
    """Let neighbours bear witness."""
    for name in names:
        neighbour = desk.country.neighbour(desk.place, name=name)
        services.bear_witness(request_id=request.id, resident_id=neighbour.id, at=desk.country.at)


def test_two_neighbours_bear_witness_and_a_spokesperson_registers(desk):
    request = asked(desk)
    witnessed(desk, request, "Ana", "Eva")

    services.accept_request(request_id=request.id, place=desk.place, by=desk.by(), at=desk.country.at)

    request.refresh_from_db()
    assert queries.home_of(request.resident_id, desk.country.at) == desk.place
    assert Entry.objects.get(kind="people.request_decided").document["facts"]["witnesses"] == 2


def test_one_witness_is_too_few(desk):
    request = asked(desk)
    witnessed(desk, request, "Ana")

    with pytest.raises(errors.TooFewWitnesses):
        services.accept_request(request_id=request.id, place=desk.place, by=desk.by(), at=desk.country.at)


def test_neither_promoter_nor_stranger_nor_the_same_twice_is_a_witness(desk):
    promoter = desk.country.neighbour(desk.place, name="Pía")
    stranger = desk.country.neighbour(desk.other, name="Sol")
    request = asked(desk, promoter_id=promoter.id)

    def say(who):
        services.bear_witness(request_id=request.id, resident_id=who.id, at=desk.country.at)

    with pytest.raises(errors.WitnessOfOneself):
        say(promoter)
    with pytest.raises(errors.NotANeighbour):
        say(stranger)
    friend = desk.country.neighbour(desk.place, name="Ana")
    say(friend)
    with pytest.raises(errors.WitnessOfOneself):
        say(friend)
    with pytest.raises(DatabaseError), transaction.atomic():
        Witness.objects.all().delete()


def test_another_council_decides_nothing_here(desk):
    request = asked(desk, place=desk.other)

    with pytest.raises(errors.NoSuchResident):
        services.refuse_request(
            request_id=request.id, place=desk.place, reason="No", by=desk.by(), at=desk.country.at
        )


def test_a_decided_request_stays_decided(desk):
    request = asked(desk)
    told = {"request_id": request.id, "place": desk.place, "by": desk.by(), "at": desk.country.at}
    services.refuse_request(reason="Vive en otra calle", **told)

    with pytest.raises(errors.RequestDecidedAlready):
        services.refuse_request(reason="Otra vez", **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationRequest.objects.update(refusal="Otra")


def test_a_move_ends_the_residence_and_the_database_takes_it_for_good(desk):
    (person,) = desk.registers(desk.someone(since=desk.country.day - timedelta(days=9)))
    told = {"resident_id": person.id, "place": desk.place, "reason": "moved", "by": desk.by()}

    with pytest.raises(errors.EndsBeforeItBegan):
        services.end_residence(on=desk.country.day - timedelta(days=20), at=desk.country.at, **told)
    services.end_residence(on=desk.country.day, at=desk.country.at, **told)

    assert not queries.residents(desk.place, desk.country.day).filter(id=person.id).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Residence.objects.filter(resident=person).update(ends_on=None)


def test_both_registers_are_asked_and_neither_sees_the_other(client, officer, desk):
    elsewhere = desk.country.neighbour(desk.other, birth=GROWN, name="MARTA")
    (here,) = desk.registers(desk.someone("Marta", "Pérez", birth_date=GROWN))

    asked_here = queries.open_questions(desk.place).get()
    assert asked_here.resident == here
    assert queries.open_questions(desk.other).get().resident == elsewhere

    page = officer.get(reverse("people:requests", args=[desk.place.code])).content.decode()
    assert "Marta Pérez" in page
    assert desk.other.name not in page
    assert "MARTA" not in page
    services.answer_question(
        question_id=asked_here.id, place=desk.place, answer="left", by=desk.by(), at=desk.country.at
    )
    assert Residence.objects.get(resident=here).ends_on == desk.country.day
    with pytest.raises(errors.NoSuchResident):
        services.answer_question(
            question_id=queries.open_questions(desk.other).get().id,
            place=desk.place,
            answer="left",
            by=desk.by(),
            at=desk.country.at,
        )


def test_people_who_are_not_alike_raise_no_question(desk):
    desk.country.neighbour(desk.other, birth=GROWN, name="Marta")
    desk.registers(desk.someone("Marta", "Rojas", birth_date=GROWN))

    assert not DuplicateQuestion.objects.exists()


def test_a_person_without_email_enters_with_a_card_and_reads_who_saw_their_data(client, officer, desk):
    (person,) = desk.registers(desk.someone())
    where = reverse("people:give_card", args=[desk.place.code, person.id])
    officer.get(reverse("people:resident", args=[desk.place.code, person.id]))
    key = officer.get(where).context["form"]["key"].value()
    code = officer.post(where, {"key": key}).context["card"].code
    officer.logout()

    assert client.post(reverse("people:card"), {"code": "0" * 26}).status_code == 422
    assert client.post(reverse("people:card"), {"code": code.lower().replace("-", " ")}).status_code == 302

    page = client.get(reverse("people:me")).content.decode()
    assert desk.spokesperson.holder.full_name in page
    assert ".invalid" not in page
    assert bytes(AccessCard.objects.get().digest) != plain_code(code).encode()


def test_a_newer_card_takes_the_place_of_the_one_before(desk):
    (person,) = desk.registers(desk.someone())
    told = {"resident_id": person.id, "place": desk.place, "by": desk.by(), "at": desk.country.at}
    first, second = services.give_access_card(**told), services.give_access_card(**told)

    with pytest.raises(errors.NoSuchCard):
        services.open_with_card(code=first.code)
    assert services.open_with_card(code=second.code).resident == person
    assert services.open_with_card(code=second.code) == Account.objects.get(resident=person)


def test_a_cards_qr_tells_who_is_there_and_signs_nobody_in(desk):
    (person,) = desk.registers(desk.someone())
    told = {"resident_id": person.id, "place": desk.place, "by": desk.by(), "at": desk.country.at}
    card = services.give_access_card(**told)
    day = desk.country.day

    assert queries.resident_of_card(card.attendance, desk.place, day) == person
    assert queries.resident_of_card(card.attendance.lower()[-32:], desk.country.commune, day) == person
    for code, place in ((card.attendance, desk.other), (card.code, desk.place), ("", desk.place)):
        with pytest.raises(errors.NoSuchCard):
            queries.resident_of_card(code, place, day)
    with pytest.raises(errors.NoSuchCard):
        services.open_with_card(code=card.attendance)
    services.give_access_card(**told)
    with pytest.raises(errors.NoSuchCard):
        queries.resident_of_card(card.attendance, desk.place, day)


def test_a_roll_waits_for_objections_and_their_answers(desk, commission):
    day, at = desk.country.day + timedelta(days=10), desk.country.at
    told = {"place": desk.place, "by": commission, "at": at}
    notice = services.announce_roll(day=day, objections_until=desk.country.day, **told)
    neighbour = desk.country.neighbour(desk.place)
    objection = services.object_to_roll(
        notice_id=notice.id, resident_id=neighbour.id, matter="missing", text="Falta mi madre", at=at
    )
    later = {**told, "at": at + timedelta(days=1)}

    with pytest.raises(errors.ObjectionsOpen):
        services.freeze_roll(day=day, **later)
    services.answer_objection(objection_id=objection.id, is_upheld=True, answer="Se inscribe", **later)
    assert services.freeze_roll(day=day, **later).entries >= 1
    assert b"madre" not in b"".join(bytes(entry.body) for entry in Entry.objects.all())
    with pytest.raises(errors.ObjectionsOver):
        services.object_to_roll(
            notice_id=notice.id, resident_id=neighbour.id, matter="wrong", text="Tarde", at=later["at"]
        )
    with pytest.raises(errors.ObjectionAnsweredAlready):
        services.answer_objection(objection_id=objection.id, is_upheld=False, answer="No", **later)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(answer="Otra")


def test_announcing_refuses_days_out_of_turn_and_twice(desk, commission):
    day = desk.country.day
    told = {"place": desk.place, "by": commission, "at": desk.country.at}

    with pytest.raises(errors.ObjectionsEndOutOfTurn):
        services.announce_roll(day=day, objections_until=day + timedelta(days=1), **told)
    services.announce_roll(day=day, objections_until=day, **told)
    with pytest.raises(errors.RollAnnouncedAlready):
        services.announce_roll(day=day, objections_until=day, **told)


def test_only_the_commission_prints_a_roll_and_those_on_it_see_that(client, desk, commission):
    neighbour = desk.country.neighbour(desk.place)
    told = {"place": desk.place, "by": commission, "at": desk.country.at}
    roll = services.freeze_roll(day=desk.country.day, **told)
    where = reverse("people:printed_roll", args=[roll.id])
    client.force_login(Account.objects.create_user("x@example.org", resident=neighbour))

    assert client.get(where).status_code == 404
    from toparquia.mandates.models import Mandate

    holder = Mandate.objects.get(id=commission.mandate.id).holder
    client.force_login(Account.objects.create_user("c@example.org", resident=holder))
    assert neighbour.surnames in client.get(where, {"mesas": "2"}).content.decode()
    assert Reading.objects.filter(residents__contains=[neighbour.id]).exists()


def test_a_roll_is_shared_out_to_tables_without_losing_anyone():
    assert [len(part) for part in tables_of(list(range(10)), 3)] == [4, 3, 3]


def test_a_spreadsheet_is_read_as_the_table_it_is(desk):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nombres", "Apellidos", "Fecha de nacimiento", "Desde", "Vivienda"])
    sheet.append(["Luz", "Ñáñez", date(1990, 5, 1), "2020-01-01", 7])
    sheet.append(["=1+1", "Rojas", date(1990, 5, 1), "2020-01-01", 7])
    raw = io.BytesIO()
    book.save(raw)

    notebook = census.read(raw.getvalue(), desk.country.day)

    assert [(one.given_names, one.birth_date, one.home) for one in notebook.people] == [
        ("Luz", date(1990, 5, 1), "7")
    ]
    assert [one.line for one in notebook.troubles] == [3]
    with pytest.raises(errors.NotebookUnreadable):
        census.read(b"PK\x03\x04 broken", desk.country.day)


def test_anyone_asks_without_an_account_and_sees_how_it_goes(client, desk):
    where = reverse("people:sign_up", args=[desk.place.code])
    key = client.get(where).context["form"]["key"].value()
    told = {"key": key, "given_names": "Luz", "surnames": "", "since": "2020-01-01"}
    told |= {"birth_date_year": "1990", "birth_date_month": "5", "birth_date_day": "1"}

    page = client.get(client.post(where, told).headers["Location"]).content.decode()

    assert "0 de 2 testigos" in page
    assert "Luz" not in page


@pytest.mark.parametrize("name", ["requests", "residents", "census"])
def test_another_councils_private_pages_are_not_there(client, desk, name):
    other = desk.country.officer(desk.other, "coordination")
    client.force_login(Account.objects.create_user("o@example.org", resident=other.holder))

    assert client.get(reverse(f"people:{name}", args=[desk.place.code])).status_code == 404
