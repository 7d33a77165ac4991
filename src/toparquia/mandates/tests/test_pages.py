"""The page of an organ, and the forms that fill and empty its seats."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from toparquia.assemblies import services as assemblies
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.mandates import queries, services
from toparquia.mandates.errors import EndsInThePast, OrganConstitutedAlready, TooYoung, UnknownEndReason
from toparquia.mandates.models import Mandate, Organ
from toparquia.mandates.tests.factories import make_country
from toparquia.people.models import Account, Resident

pytestmark = pytest.mark.django_db
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es"}


@pytest.fixture
def country(noon):
    with frozen_at(noon):
        yield make_country(noon)


def sign_in(client, resident):
    client.force_login(Account.objects.create_user(f"{resident.id}@example.org", resident=resident))
    return client


def send(client, url, **typed):
    return client.post(url, {"key": str(new_id()), **typed}, **SPANISH)


@pytest.fixture
def registrar(client, country):
    return sign_in(client, country.registrar.holder)


def told(country, seat, **changed):
    return {
        "seat": str(seat.id),
        "given_names": "Rita",
        "surnames": "Güerere",
        "birth_date": "1990-02-03",
        "starts_on": country.day.isoformat(),
        "council": str(country.councils[0].id),
        "since": "2010-01-01",
        **changed,
    }


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_organ_shows_who_sits_there_and_what_is_vacant(
    client, country, language, django_assert_max_num_queries
):
    mandate = country.officer(country.commune, "finance_committee")
    client.cookies["toparquia_language"] = language

    with django_assert_max_num_queries(12):
        page = client.get(mandate.seat.organ.get_absolute_url()).content.decode()

    assert "Ana Pérez" in page
    assert {"es": "Vacante", "en": "Vacant"}[language] in page


def test_the_registrar_constitutes_an_organ_with_empty_seats(registrar, country):
    answer = send(registrar, "/lugares/comuna/organos/constituir/", kind="electoral_commission")

    organ = Organ.objects.get(place=country.commune, kind="electoral_commission")
    assert answer.url == organ.get_absolute_url()
    assert organ.seats.filter(office="commissioner").count() == 5


def test_an_organ_is_constituted_once(registrar, country):
    country.organ(country.commune, "electoral_commission")

    answer = send(registrar, "/lugares/comuna/organos/constituir/", kind="electoral_commission")

    assert answer.status_code == 422
    with pytest.raises(OrganConstitutedAlready), transaction.atomic():
        country.organ(country.commune, "electoral_commission")


def test_a_first_mandate_registers_the_person_where_they_live(registrar, country):
    organ = country.organ(country.councils[0], "coordination")

    answer = send(registrar, f"{organ.get_absolute_url()}primeros/", **told(country, organ.seats.first()))

    assert answer.status_code == 302, answer.content.decode()
    mandate = Mandate.objects.get(seat__organ=organ)
    assert mandate.holder.full_name == "Rita Güerere"
    assert mandate.holder.residences.get().place == country.councils[0]


def test_a_person_of_14_is_refused_with_a_sentence_and_is_not_left_registered(registrar, country):
    organ = country.organ(country.councils[0], "coordination")

    answer = send(
        registrar,
        f"{organ.get_absolute_url()}primeros/",
        **told(country, organ.seats.first(), birth_date="2011-12-01", since="2012-01-01"),
    )

    assert answer.status_code == 422
    assert "hay que haber cumplido 15 años" in answer.content.decode()
    assert not Resident.objects.filter(surnames="Güerere").exists()


def test_the_commission_proclaims_whom_the_assembly_chose_and_nobody_else(client, noon):
    hall = make_hall(noon)
    session = hall.in_session()
    about = ("mandates.organ", hall.place.id)
    motion = assemblies.put_motion(
        session_id=session.id,
        item=1,
        text="Que Rita esté en el comité de finanzas.",
        matter="offices",
        about=about,
        by=hall.by(),
        at=session.starts_at,
    )
    decision = hall.decided(motion)
    country = hall.country
    commissioner = country.officer(hall.place, "electoral_commission", 1, hall.neighbours[5])
    organ = country.organ(hall.place, "finance_committee")
    person = country.neighbour(name="Rita")
    with frozen_at(session.starts_at):
        sign_in(client, commissioner.holder)
        url = f"{organ.get_absolute_url()}proclamar/"
        typed = told(country, organ.seats.first(), surnames="pérez", birth_date=person.birth_date.isoformat())

        assert send(client, url, **typed).status_code == 422, "nobody decided it"
        typed["decided_by"] = str(decision.id)
        assert send(client, url, **typed).status_code == 302
        assert Mandate.objects.get(seat__organ=organ).holder == person
        again = send(client, url, **typed)
    assert again.status_code == 422
    assert "ya tiene a alguien" in again.content.decode()


def test_nobody_is_proclaimed_who_does_not_live_there(client, country):
    commissioner = country.officer(country.commune, "electoral_commission")
    organ = country.organ(country.commune, "finance_committee")
    sign_in(client, commissioner.holder)

    answer = send(client, f"{organ.get_absolute_url()}proclamar/", **told(country, organ.seats.first()))

    assert answer.status_code == 422
    assert "no vive nadie inscrito con esos nombres" in answer.content.decode()


def test_two_of_one_name_and_date_are_not_guessed_between(client, country):
    commissioner = country.officer(country.commune, "electoral_commission")
    organ = country.organ(country.commune, "finance_committee")
    for council in country.councils:
        country.neighbour(council, name="Rita")
    sign_in(client, commissioner.holder)
    typed = told(country, organ.seats.first(), surnames="Pérez", birth_date="1980-05-17")

    answer = send(client, f"{organ.get_absolute_url()}proclamar/", **typed)

    assert "más de una persona" in answer.content.decode()


def test_a_mandate_ends_early_for_a_listed_reason(client, country):
    commissioner = country.officer(country.commune, "electoral_commission")
    mandate = country.officer(country.commune, "finance_committee", holder=country.neighbour(name="Rita"))
    sign_in(client, commissioner.holder)

    answer = send(client, f"/mandatos/{mandate.id}/terminar/", reason="resigned", on=country.day.isoformat())

    assert answer.status_code == 302
    assert "renunció" in client.get(answer.url, **SPANISH).content.decode()
    assert not queries.in_force(country.day).filter(id=mandate.id).exists()


@pytest.mark.parametrize(
    ("changed", "refusal"), [({"reason": "porque sí"}, UnknownEndReason), ({"days": -1}, EndsInThePast)]
)
def test_it_ends_neither_for_any_reason_nor_in_the_past(country, changed, refusal):
    commissioner = country.officer(country.commune, "electoral_commission")
    later = country.at + timedelta(days=30)
    with pytest.raises(refusal):
        services.end_early(
            mandate_id=commissioner.id,
            on=country.day + timedelta(days=30 + changed.get("days", 0)),
            reason=changed.get("reason", "resigned"),
            by=queries.authority_of(commissioner, place=country.commune, day=country.day),
            at=later,
        )


def test_finance_asks_for_an_older_age_than_other_offices(country):
    young = country.neighbour(birth=date(2009, 1, 1))

    country.officer(country.councils[0], "coordination", holder=young)

    with pytest.raises(TooYoung, match="18"), transaction.atomic():
        country.officer(country.commune, "finance_committee", holder=young)


@pytest.mark.parametrize("verb", ["proclamar/", "primeros/"])
def test_whoever_holds_no_office_is_refused_with_403(client, country, verb):
    organ = country.organ(country.councils[0], "coordination")
    sign_in(client, country.neighbour())

    assert client.get(f"{organ.get_absolute_url()}{verb}").status_code == 403


@pytest.mark.parametrize("address", ["/organos/{}/", "/mandatos/{}/terminar/"])
def test_what_is_not_there_is_a_404(registrar, address):
    assert registrar.get(address.format(new_id())).status_code == 404
