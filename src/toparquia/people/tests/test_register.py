"""People enter a council's register, with any name, of any age; what is wrong is corrected in sight."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError, ProgrammingError

from toparquia.foundation.texts import TextMissing, TextTooLong, TextUnreadable
from toparquia.gazette.models import Entry
from toparquia.mandates.errors import TooYoung
from toparquia.people import errors, queries
from toparquia.people.models import Account, Correction, Reading, Resident
from toparquia.people.services import correct_resident, record_reading

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given_names", "surnames"),
    [
        ("Wakuenai", ""),
        ("María de los Ángeles", "Ñañez Güerere de la O Páez"),
        ("Yuʼu", "d'Ávila"),
        ("Ñ" * 120, "Ü" * 120),
        ("אדם", "محمد"),
    ],
)
def test_names_are_kept_as_people_write_them(desk, given_names, surnames):
    desk.registers(desk.someone(given_names, surnames))

    assert Resident.objects.filter(given_names=given_names, surnames=surnames).exists()


def test_a_name_is_kept_in_one_form_of_unicode(desk):
    (person,) = desk.registers(desk.someone("Jose\u0301", "  Nu\u0301ñez   Paz "))

    assert (person.given_names, person.surnames) == ("José", "Núñez Paz")


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("a\x00b", TextUnreadable),
        ("a\x07b", TextUnreadable),
        ("\u202eavi", TextUnreadable),
        ("a\u2066b", TextUnreadable),
        ("a" + "\u0301" * 10_000, TextUnreadable),
        ("\ud800", TextUnreadable),
        ("   ", TextMissing),
        ("a" * 121, TextTooLong),
    ],
)
def test_signs_that_nobody_sees_are_refused(desk, name, refusal):
    with pytest.raises(refusal):
        desk.registers(desk.someone(name))


def test_a_child_is_registered_is_not_on_the_roll_and_holds_no_office(desk):
    (child,) = desk.registers(desk.someone(birth_date=date(2012, 3, 1)))

    assert child in queries.residents(desk.place, desk.country.day)
    assert child not in queries.of_voting_age(desk.place, desk.country.day)
    with pytest.raises(TooYoung):
        desk.country.officer(desk.place, "coordination", 2, child)


def test_twins_are_two_people(desk):
    desk.registers(desk.someone("Ana María"), desk.someone("Ana Lucía"))

    assert queries.residents(desk.place, desk.country.day).filter(surnames="Ñañez").count() == 2


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"birth_date": date(2027, 1, 1)}, errors.BornLater),
        ({"birth_date": date(1880, 1, 1)}, errors.BornLater),
        ({"since": date(2027, 1, 1)}, errors.LivesFromLater),
    ],
)
def test_days_that_cannot_be_are_refused(desk, told, refusal):
    with pytest.raises(refusal):
        desk.registers(desk.someone(**told))


def test_the_same_person_twice_is_asked_about(desk):
    desk.registers(desk.someone())

    with pytest.raises(errors.RegisteredAlready), transaction.atomic():
        desk.registers(desk.someone("MARTA"))
    assert len(desk.registers(desk.someone(), are_others=True)) == 1


def test_people_are_registered_in_their_council_and_not_in_the_commune(desk):
    from toparquia.mandates import queries as mandates
    from toparquia.people.services import register_people

    by = mandates.authority_of(desk.spokesperson, place=desk.country.commune, day=desk.country.day)
    with pytest.raises(errors.NotACouncil):
        register_people(place=desk.country.commune, new=[desk.someone()], by=by, at=desk.country.at)


def test_a_list_without_people_is_refused(desk):
    with pytest.raises(errors.NobodyToRegister):
        desk.registers()


def test_the_gazette_is_told_how_many_and_never_who(desk):
    desk.registers(desk.someone(email="marta@example.org"), desk.someone("Rita"))

    entry = Entry.objects.get(kind="people.registered")
    assert entry.document["facts"] == {"people": 2, "way": "form"}
    assert not any(b"Marta" in bytes(one.body) or b"marta@" in bytes(one.body) for one in Entry.objects.all())


def test_an_email_opens_an_account_that_a_code_opens(desk):
    (person,) = desk.registers(desk.someone(email="Marta@Example.org"))

    account = Account.objects.get(resident=person)
    assert account.email == "marta@example.org"
    assert not account.has_usable_password()


def test_an_account_that_someone_opened_before_is_theirs_by_code_alone(client, desk):
    squatter = Account.objects.create_user("marta@example.org", password="quince letras o mas")
    client.force_login(squatter)

    (person,) = desk.registers(desk.someone(email="marta@example.org"))

    squatter.refresh_from_db()
    assert squatter.resident == person
    assert not squatter.has_usable_password()
    assert client.get("/yo/").status_code == 302


def test_an_email_of_another_registered_person_is_refused(desk):
    desk.registers(desk.someone(email="marta@example.org"))

    with pytest.raises(errors.EmailTaken), transaction.atomic():
        desk.registers(desk.someone("Rita", email="MARTA@example.org"))


def corrected(desk, person, **changes):
    return correct_resident(
        resident_id=person.id, place=desk.place, changes=changes, by=desk.by(), at=desk.country.at
    )


def test_a_correction_keeps_what_stood_before(desk):
    (person,) = desk.registers(desk.someone())

    corrected(desk, person, birth_date=date(1981, 5, 17))

    person.refresh_from_db()
    correction = Correction.objects.get()
    assert person.birth_date == date(1981, 5, 17)
    assert (correction.field, correction.before, correction.after) == (
        "birth_date",
        "1980-05-17",
        "1981-05-17",
    )
    assert Entry.objects.get(kind="people.record_corrected").document["facts"] == {"field": "birth_date"}


def test_what_is_right_is_not_corrected(desk):
    (person,) = desk.registers(desk.someone())

    with pytest.raises(errors.NothingToCorrect):
        corrected(desk, person, surnames="Ñañez")


def test_nobody_of_another_council_is_corrected_here(desk):
    stranger = desk.country.neighbour(desk.other)

    with pytest.raises(errors.NoSuchResident):
        corrected(desk, stranger, surnames="Otra")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE people_resident SET birth_date = birth_date - 1000",
        "UPDATE people_resident SET surnames = 'x'",
        "UPDATE people_reading SET holder = 'nadie'",
        "DELETE FROM people_reading",
        "DELETE FROM people_correction",
    ],
)
def test_sql_changes_no_record_without_a_correction_and_forgets_no_reading(desk, change):
    from django.db import connection

    (person,) = desk.registers(desk.someone())
    corrected(desk, person, surnames="Núñez")
    record_reading(
        place=desk.place, residents=[person.id], kind=Reading.Kind.LIST, by=desk.by(), at=desk.country.at
    )

    refused = (IntegrityError, InternalError, ProgrammingError)
    with pytest.raises(refused), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_all_that_is_held_is_found_by_its_keys(desk):
    holder = desk.spokesperson.holder
    desk.registers(desk.someone())

    held = queries.held_about(holder)

    assert {"people.resident", "people.residence", "mandates.mandate"} <= set(held)
    assert "Marta" not in str(held)


def test_a_residence_of_long_ago_is_accepted(desk):
    (person,) = desk.registers(desk.someone(since=desk.country.day - timedelta(days=9000)))

    assert person.residences.get().starts_on < date(2002, 1, 1)
