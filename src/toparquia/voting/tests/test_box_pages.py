"""The box through its addresses: the commission's forms, the trustees' programs, the table."""

from __future__ import annotations

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from toparquia.engines.ballots.canonical import written
from toparquia.engines.ballots.trustees import make_certificate, new_seed
from toparquia.gazette.tests.posting import send, sign_in
from toparquia.people.models import Reading
from toparquia.voting import queries, services
from toparquia.voting.models import CheckIn, OnlineBox
from toparquia.voting.tests.factories import sheet
from toparquia.voting.tests.online_factories import make_online

MOST_QUERIES = 20


def as_of(mandate):
    """Return a browser in which a mandate's holder is signed in."""
    client = Client()
    sign_in(client, mandate.holder)
    return client


def shown(online, client=None):
    """Return the vote's page in Spanish."""
    page = (client or Client()).get(online.vote.get_absolute_url(), headers={"accept-language": "es"})
    return page.content.decode()


def test_the_commission_sets_up_and_opens_from_the_votes_page(live_db):
    online = make_online()
    client = as_of(online.polls.members[0])
    here = f"{online.vote.get_absolute_url()}urna/"
    assert f"{here}preparar/" in shown(online, client)
    assert f"{here}preparar/" not in shown(online)
    closes = (online.vote.closes_at - timedelta(minutes=30)).astimezone(ZoneInfo(online.polls.place.timezone))

    late = send(client, f"{here}preparar/", {"closes": "2031-01-01T10:00"})
    send(client, f"{here}preparar/", {"closes": closes.strftime("%Y-%m-%dT%H:%M")})

    assert late.status_code == 422
    box = queries.box(online.vote.id)
    assert box.closes_online_at == closes.replace(second=0, microsecond=0)
    assert "Se están haciendo las llaves" in shown(online)
    online.hold_ceremony()
    online.deliver()
    send(client, f"{here}abrir/", {})
    box = queries.box(online.vote.id)
    assert box.state == OnlineBox.State.OPEN
    assert box.fingerprint in shown(online)


def test_a_trustee_sends_steps_from_their_own_program(live_db):
    online = make_online()
    online.set_up()
    here = f"{online.vote.get_absolute_url()}custodia/"
    client = as_of(online.trustees[1])
    certificate = written(make_certificate(online.group, new_seed(), size=3, threshold=2, index=2))
    assert client.get(f"{here}estado.json").json()["me"] == 2
    assert Client().get(f"{here}estado.json").json()["me"] is None

    first = client.post(f"{here}certificado/", certificate, content_type="application/json")
    again = client.post(f"{here}certificado/", certificate, content_type="application/json")
    wrong = client.post(f"{here}certificado/", "{}", content_type="application/json")

    assert first.json() == again.json() == {"step": "certificado", "turn": "certificado"}
    assert (wrong.status_code, wrong.json()["code"]) == (409, "voting.step_done_differently")
    stranger = as_of(online.polls.members[0]).post(f"{here}llave/", "{}", content_type="application/json")
    assert stranger.status_code == 403
    assert Client().post(f"{here}llave/", "{}", content_type="application/json").status_code == 302
    state = client.get(f"{here}estado.json").json()
    assert state["certificates"] == [None, certificate, None]
    assert [one["step"] for one in state["trustees"]] == ["", "certificado", ""]


def test_a_credential_officer_delivers_and_decrypting_goes_over_the_same_way(live_db):
    online = make_online()
    online.set_up()
    online.hold_ceremony()
    here = online.vote.get_absolute_url()
    text = online.credentials_text()
    officer = as_of(online.officers[0])
    for _ in range(2):
        answer = officer.post(f"{here}urna/credenciales/", text, content_type="application/json")
        assert (answer.status_code, answer.json()["count"]) == (200, 24)
    online.open()
    for voter in range(12):
        online.cast(voter, "yes")
    online.close_vote()
    send(as_of(online.polls.members[0]), f"{here}urna/sumar/", {})
    assert queries.box(online.vote.id).state == OnlineBox.State.DECRYPTING

    for number in (3, 1):
        decryption, second = online.decryption(number)
        body = json.dumps({"decryption": decryption, "second": json.loads(second)})
        client = as_of(online.trustees[number - 1])
        assert (
            client.post(f"{here}custodia/apertura/", body, content_type="application/json").status_code == 200
        )

    assert queries.box(online.vote.id).state == OnlineBox.State.TALLIED


def test_the_archive_waits_for_the_certificate_and_for_more_than_a_few(live_db):
    online = make_online().ready()
    for voter in range(12):
        online.cast(voter, "yes")
    online.counted()
    here = f"{online.vote.get_absolute_url()}urna/"
    assert Client().get(f"{here}segundas-pruebas.json").status_code == 404
    sum_only = b"".join(Client().get(f"{here}archivo.bel").streaming_content)
    assert b'"type":"EncryptedTally"' in sum_only
    assert b"Result" not in sum_only

    online.polls.count_table(online.vote, sheet(1, 1))
    services.certify(vote_id=online.vote.id, by=online.polls.by(), at=online.at)

    # Two people voted on paper: the archive's result would tell what they chose.
    assert b"".join(Client().get(f"{here}archivo.bel").streaming_content) == sum_only
    assert "Bajar las boletas cifradas y su suma" in shown(online)


def test_the_table_finds_people_checks_them_in_and_each_can_see_that_they_were_found(live_db):
    online = make_online(is_named=True).ready()
    client = as_of(online.polls.members[0])
    there = f"{online.vote.get_absolute_url()}mesa/"
    found = client.get(there, {"q": "Vecina 17"})
    (entry,) = [entry for entry, _state in found.context["found"]]

    first = send(client, there, {"resident": str(entry.resident_id), "channel": "online"})
    twice = send(client, there, {"resident": str(entry.resident_id), "channel": "kiosk"})

    assert (first.status_code, twice.status_code) == (302, 422)
    assert CheckIn.objects.get().channel == "online"
    assert Reading.objects.filter(residents__contains=[entry.resident_id]).exists()
    assert Client().get(there).status_code == 302
    assert as_of(online.trustees[0]).get(there).status_code == 403


@pytest.mark.parametrize("is_open", [False, True])
def test_the_page_of_a_vote_with_a_box_costs_few_queries(live_db, is_open, django_assert_max_num_queries):
    online = make_online()
    online.set_up()
    if is_open:
        online.hold_ceremony()
        online.deliver()
        online.open()

    with django_assert_max_num_queries(MOST_QUERIES):
        assert Client().get(online.vote.get_absolute_url()).status_code == 200
