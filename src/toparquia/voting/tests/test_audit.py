"""The audit of paper: what its page says, draws and prints, and where there is nothing to audit."""

from __future__ import annotations

import json

import pytest

from toparquia.engines.auditing import reported_digest, reported_from_json
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import send, sign_in
from toparquia.voting.rules import GroupedBallot
from toparquia.voting.tests.factories import make_polls, sheet

pytestmark = pytest.mark.django_db

DICE = "46293015872913345561"


@pytest.fixture
def polls(noon, client):
    client.cookies["toparquia_language"] = "es"
    with frozen_at(noon) as clock:
        polls = make_polls(noon)
        clock.move_to(polls.evening)
        yield polls


def certified(polls, client, *tables, people=2_000, purpose="voting.survey", imported=()):
    """Certify a yes-or-no vote of these tables' sheets by the commission's own form."""
    vote = polls.open(people=people, purpose=purpose)
    for number, counts in enumerate(tables, 1):
        polls.count_table(vote, counts, table=number)
    if imported:
        polls.bring(vote, *imported)
    polls.close(vote)
    sign_in(client, polls.members[0].holder)
    send(client, f"{vote.get_absolute_url()}certificar/", {})
    return vote


def test_a_certified_result_is_planned_and_drawn(polls, client, django_assert_max_num_queries):
    vote = certified(polls, client, sheet(300, 150), sheet(280, 170, blank=10), sheet(3, 4))
    client.logout()
    here = f"{vote.get_absolute_url()}auditoria/"

    with django_assert_max_num_queries(12):
        page = client.get(here)
    reported = reported_from_json(json.loads(client.get(f"{here}resultado.json").content))
    drawn = client.get(here, {"semilla": DICE, "modo": "sheets", "cuantas": "40"})
    printed = client.get(f"{here}hoja.pdf", {"semilla": DICE, "modo": "sheets", "cuantas": "40"})

    assert page.status_code == 200
    # The small table is never drawn alone: it is published, and so audited, with another.
    assert all("+" in table.name for table in reported.tables if "3" in table.name)
    assert reported.votes == (583, 324)
    assert reported_digest(reported) in page.content.decode().replace(" ", "")
    assert "Lo que hacen las dos personas" in drawn.content.decode()
    assert printed.content.startswith(b"%PDF")


def test_what_did_not_come_on_paper_is_a_fixed_count(polls, client):
    imported = (GroupedBallot((0,), times=40), GroupedBallot((1,), times=60))
    vote = certified(polls, client, sheet(300, 150), imported=imported)

    reported = reported_from_json(
        json.loads(client.get(f"{vote.get_absolute_url()}auditoria/resultado.json").content)
    )

    assert (reported.paper, reported.proven) == ((300, 150), (40, 60))


@pytest.mark.parametrize(
    "asked",
    [
        {"semilla": "123", "modo": "sheets", "cuantas": "5"},
        {"semilla": DICE, "modo": "sheets", "cuantas": "451"},
        {"semilla": DICE, "modo": "tables", "cuantas": "101"},
        {"semilla": DICE, "modo": "dice", "cuantas": "5"},
        {"semilla": DICE, "modo": "sheets", "cuantas": "-1"},
        {"semilla": DICE, "modo": "sheets", "cuantas": "9" * 30},
        {"semilla": DICE},
    ],
)
def test_a_bad_draw_is_refused_with_what_was_typed(polls, client, asked):
    vote = certified(polls, client, sheet(300, 150))
    here = f"{vote.get_absolute_url()}auditoria/"

    page = client.get(here, asked)

    assert page.status_code == 422
    assert asked["semilla"][:20] in page.content.decode()
    assert client.get(f"{here}hoja.pdf", asked).status_code == 404


def test_before_the_certificate_there_is_nothing_to_draw(polls, client):
    vote = polls.open(purpose="voting.survey")
    here = f"{vote.get_absolute_url()}auditoria/"

    assert "cuando haya certificado" in client.get(here, {"semilla": DICE}).content.decode()
    assert client.get(f"{here}resultado.json").status_code == 404
    assert client.get(f"{here}hoja.pdf").status_code == 404
