"""Pages and forms of elections and recalls, from a person's chair."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.elections import queries, rules, services
from toparquia.elections.models import Election, PetitionSignature, Recall
from toparquia.elections.tests.factories import DICE, make_town
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(town):
    with frozen_at(town.at) as standing:
        yield standing


def signed_in(client, resident):
    """Sign a resident in."""
    account = Account.objects.filter(resident=resident).first()
    client.force_login(
        account or Account.objects.create_user(f"{resident.id.hex}@example.org", resident=resident)
    )
    return client


def sends(client, address, **typed):
    """Send a form with a fresh key."""
    return client.post(address, {"key": str(new_id()), **typed})


def decided(town):
    """Bring an election to its proclamation."""
    found, rows = town.listed(*town.people[:8])
    found = town.opened(found)
    town.counted(found, {row.id: 11 - place for place, row in enumerate(rows)})
    town.certifies(found)
    town.proclaims(found)
    return queries.election(found.id)


def test_anyone_reads_an_election_in_few_queries(town, client, clock, django_assert_max_num_queries):
    found = decided(town)
    clock.move_to(town.day(60))
    for address in (found.get_absolute_url(), f"{found.get_absolute_url()}boleta/"):
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200
        assert "Rosa Pérez" in answer.content.decode()


def test_the_list_of_a_place_says_whose_turn_it_is(town, client, clock, django_assert_max_num_queries):
    town.calls()
    town.asks(town.speaker)
    with django_assert_max_num_queries(12):
        text = client.get(f"/lugares/{town.place.code}/elecciones/").content.decode()

    assert "Se puede postular y aceptar" in text
    assert "Se reúnen firmas" in text


def test_a_neighbour_stands_and_the_commission_checks(town, client, clock):
    commission = signed_in(client, town.commission[0].holder)
    address = f"/lugares/{town.place.code}/elecciones/convocar/"
    sent = sends(commission, address, office=f"{town.organ.id}:spokesperson", procedure="ballot")
    found = Election.objects.get()
    assert sent.url == found.get_absolute_url()

    signed_in(client, town.people[0])
    sends(client, f"{found.get_absolute_url()}postularme/", statement="Agua para todos.", agrees="on")
    row = found.candidacies.get()
    clock.move_to(town.at_day(found.nominations_until))
    signed_in(client, town.commission[0].holder)
    shown = client.get(f"/candidaturas/{row.id}/revisar/")
    sends(client, f"/candidaturas/{row.id}/revisar/")

    assert shown.status_code == 200
    assert queries.is_admitted(queries.candidacy(row.id))
    assert "Agua para todos." in client.get(found.get_absolute_url()).content.decode()


def test_a_neighbour_puts_another_forward_and_only_that_person_accepts(town, client, clock):
    found = town.calls()
    other = town.people[1]
    signed_in(client, town.people[0])
    born = other.birth_date
    sends(
        client,
        f"{found.get_absolute_url()}postular/",
        given_names=other.given_names,
        surnames=other.surnames,
        birth_date_day=born.day,
        birth_date_month=born.month,
        birth_date_year=born.year,
    )
    row = found.candidacies.get()
    refused = sends(client, f"/candidaturas/{row.id}/aceptar/", agrees="on")

    signed_in(client, other)
    accepted = sends(client, f"/candidaturas/{row.id}/aceptar/", agrees="on")

    assert (refused.status_code, accepted.status_code) == (422, 302)


def test_a_statement_that_is_too_long_comes_back_with_what_was_typed(town, client, clock):
    found = town.calls()
    signed_in(client, town.people[0])

    answer = sends(client, f"{found.get_absolute_url()}postularme/", statement="x" * 700, agrees="on")

    assert answer.status_code == 422
    assert "x" * 700 in answer.content.decode()


def test_a_petition_is_signed_and_shows_its_number(town, client, clock, django_assert_max_num_queries):
    signed_in(client, town.people[0])
    sends(client, f"/mandatos/{town.speaker.id}/revocar/", ground="accounts_late", text="No rindió.")
    recall = Recall.objects.get()
    sends(client, f"{recall.get_absolute_url()}firmar/")
    client.logout()

    with django_assert_max_num_queries(12):
        text = client.get(recall.get_absolute_url()).content.decode()

    assert PetitionSignature.objects.count() == 1
    assert town.people[0].full_name not in text
    assert "Nadie ve quién firmó" in text


def test_the_sample_is_shown_to_the_commission_alone(town, client, clock):
    recall = town.asks(town.speaker)
    town.signs(recall, *town.people[:4])
    services.draw_sample(recall_id=recall.id, seed=DICE, by=town.by(), at=town.at)
    address = f"{recall.get_absolute_url()}muestra/"

    signed_in(client, town.people[0])
    stranger = client.post(address)
    signed_in(client, town.commission[1].holder)
    member = client.post(address)

    assert (stranger.status_code, member.status_code) == (403, 200)
    assert town.people[0].full_name in member.content.decode()


def test_every_step_of_a_recall_from_its_page(town, client, clock):
    recall = town.asks(town.speaker)
    town.signs(recall, *town.people[:4])
    base = recall.get_absolute_url()
    signed_in(client, town.commission[0].holder)
    steps = [sends(client, f"{base}sortear/", seed=DICE), sends(client, f"{base}revision/", confirmed=4)]
    signed_in(client, town.auditor.holder)
    steps.append(sends(client, f"{base}informe/", text="Faltan cuentas."))
    signed_in(client, town.speaker.holder)
    steps.append(sends(client, f"{base}defensa/", text="Las rindo mañana."))
    town.decides((rules.RECALL, recall.id), matter="recall", days=9)
    clock.move_to(town.at + timedelta(days=20))
    signed_in(client, town.people[5])
    steps.append(sends(client, f"{base}borrar-firmas/"))

    text = client.get(base).content.decode()

    assert [one.status_code for one in steps] == [302] * 5
    assert "Las rindo mañana." in text
    assert "Mandato revocado" in text
    assert not PetitionSignature.objects.exists()


def test_an_indigenous_council_records_its_custom(noon, client):
    town = make_town(noon, setting="indigenous")
    signed_in(client, town.commission[0].holder)
    lines = "\n".join(f"{one.given_names}; {one.surnames}; {one.birth_date}" for one in town.people[:3])
    with frozen_at(town.at):
        answer = sends(
            client,
            f"/lugares/{town.place.code}/elecciones/costumbre/",
            office=f"{town.organ.id}:spokesperson",
            authority="Consejo de ancianas",
            minutes="Se habló hasta estar de acuerdo.",
            held_on=town.country.day.isoformat(),
            people=lines,
        )
        text = client.get(answer.url).content.decode()

    assert "Consejo de ancianas" in text
    assert "Rosa Pérez" in text


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_unknown_election_or_recall_is_not_found(town, client, language):
    for address in ("elecciones", "revocatorias"):
        assert client.get(f"/{address}/{new_id()}/", HTTP_ACCEPT_LANGUAGE=language).status_code == 404


def test_an_organs_page_leads_to_a_recall(town, client, clock):
    signed_in(client, town.people[0])

    text = client.get(town.organ.get_absolute_url()).content.decode()

    assert f"/mandatos/{town.speaker.id}/revocar/" in text
