"""The box over HTTP: each bad ballot is refused with its own sentence, and nothing else changes."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from toparquia.engines.ballots.casting import make_ballot
from toparquia.engines.ballots.credentials import credential_secret, new_credential
from toparquia.engines.ballots.election import new_election
from toparquia.voting import board, queries, services
from toparquia.voting.models import OnlineBallot
from toparquia.voting.services import balloting
from toparquia.voting.tests.online_factories import make_online


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker):
    """One open box for all refusals of this file, with one ballot in it: none of them changes it."""
    from conftest import cloned_database

    with django_db_blocker.unblock(), cloned_database("live_urn"):
        online = make_online("park", "road").ready()
        online.first = online.ballot(0, "park")
        services.accept_ballot(vote_id=online.vote.id, raw=online.first)
        yield online


@pytest.fixture(autouse=True)
def fresh_pace(monkeypatch):
    """Let no test be slowed by the ballots of another."""
    monkeypatch.setattr(balloting, "_pace", balloting._Pace())


def address(online, rest="boletas/"):
    """Return an address of the box."""
    return f"{online.vote.get_absolute_url()}urna/{rest}"


def sent(online, raw):
    """Send a ballot as a browser does: text, without any cookie."""
    return Client(enforce_csrf_checks=True).post(address(online), raw, content_type="text/plain")


def changed(raw, change):
    """Return a ballot's text with its JSON changed, written as the protocol writes."""
    said = json.loads(raw)
    change(said)
    return json.dumps(said, separators=(",", ":")).encode()


def bump(said, *path):
    """Make one number of a ballot another."""
    *parents, last = path
    for step in parents:
        said = said[step]
    said[last] = str(int(said[last]) + 1)


def another_elections(online):
    """Return a ballot of an election that differs in its name alone."""
    mine = board.election_of(online.box)
    other = new_election(
        group=mine.group, key=mine.key, questions=mine.questions, name="otra", uuid=mine.uuid
    )
    return make_ballot(other, credential_secret(mine.group, mine.uuid, online.slip(1)), [[0, 1, 0]])


def unknown_credential(online):
    """Return a right ballot with a slip that nobody delivered."""
    election = board.election_of(online.box)
    return make_ballot(
        election, credential_secret(election.group, election.uuid, new_credential()), [[0, 1, 0]]
    )


def foreign_point(said):
    """Put a point of order 8 times the group's into a ballot."""
    said["answers"][0]["choices"][0]["alpha"] = f"{2**255 - 20:064x}"


def of_first(change):
    """Return a maker of a changed ballot of a voter who has not voted."""
    return lambda online: changed(online.ballot(1, "road"), change)


ANSWER = ("answers", 0)
BAD = {
    "malformed JSON": (lambda online: b'{"election_uuid":', 422, "ballots.text_malformed"),
    "not text": (lambda online: b"\xff\xfe", 422, "ballots.text_not_ascii"),
    "an empty request": (lambda online: b"", 422, "ballots.text_malformed"),
    "other spacing": (
        lambda online: online.first.replace(b'":"', b'": "', 1),
        422,
        "ballots.text_not_canonical",
    ),
    "oversized": (lambda online: b"x" * 70_000, 413, "voting.ballot_too_long"),
    "longer than an honest one": (lambda online: b"x" * 60_000, 422, "ballots.text_too_long"),
    "of another election": (another_elections, 422, "ballots.ballot_of_another_election"),
    "an unknown credential": (unknown_credential, 422, "voting.credential_not_listed"),
    "another's credential": (
        of_first(lambda said: said.update(credential=json.loads(FIRST[0])["credential"])),
        422,
        "ballots.signature_hash_wrong",
    ),
    "a changed signature": (
        of_first(lambda said: bump(said, "signature", "proof", "response")),
        422,
        "ballots.signature_wrong",
    ),
    "a point outside the group": (of_first(foreign_point), 422, None),
    "a changed answer": (
        of_first(lambda said: bump(said, *ANSWER, "overall_proof", 0, "response")),
        422,
        "ballots.signature_hash_wrong",
    ),
    "an answer too many": (
        of_first(lambda said: said["answers"].append(said["answers"][0])),
        422,
        "ballots.text_too_long",
    ),
}
FIRST: list[bytes] = []


@pytest.mark.parametrize(("make", "status", "code"), BAD.values(), ids=BAD.keys())
def test_a_bad_ballot_is_refused_and_nothing_changes(opened, make, status, code):
    FIRST[:] = [opened.first]
    before = queries.head_of(opened.box)

    answer = sent(opened, make(opened))

    said = answer.json()
    assert answer.status_code == status
    assert code is None or said["code"] == code
    assert said["es"] != said["en"]
    assert (queries.head_of(opened.box), OnlineBallot.objects.count()) == (before, 1)


def test_the_same_text_again_gets_the_same_answer_and_one_row(opened):
    again = sent(opened, opened.first)

    tracker = again.json()["tracker"]
    assert (again.status_code, again.json()["state"]) == (200, "recorded")
    assert OnlineBallot.objects.count() == 1
    web = tracker.replace("+", "-").replace("/", "_")
    found = Client().get(address(opened, f"boletas/{web}/")).json()
    # Its place is told with the batch: whoever watches a table sees no single ballot come in.
    assert found == {"recorded": True, "counts": True, "place": None}
    nothing = Client().get(address(opened, "boletas/nothing/")).json()
    assert nothing == {"recorded": False, "counts": False, "place": None}


def test_an_answer_sets_no_cookie_and_is_kept_by_nobody(opened):
    answer = sent(opened, opened.first)

    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_is_public_of_an_open_box(opened):
    state = Client().get(address(opened, "estado.json")).json()

    assert (state["state"], state["ballots"], state["credentials"]) == ("open", 0, 24)
    # Nobody sees a single ballot come in: the count goes on by batches.
    assert state["head"] == opened.box.setup_head
    assert Client().get(address(opened, "eleccion.json")).content == opened.box.election_text.encode()
    assert len(Client().get(address(opened, "credenciales.json")).json()) == 24
    refused = Client().get(address(opened, "archivo.bel"))
    assert (refused.status_code, refused.json()["code"]) == (404, "voting.no_such_archive_yet")


def test_who_holds_a_slip_is_slowed_down_and_who_copied_its_credential_slows_nobody(opened, monkeypatch):
    monkeypatch.setattr(balloting, "_stored", lambda *_row: balloting.Accepted("", is_new=True))
    for _ in range(6):
        forged = changed(opened.ballot(2, "road"), lambda said: bump(said, *SIGNED))
        assert sent(opened, forged).json()["code"] == "ballots.signature_wrong"

    assert [sent(opened, opened.ballot(2, "road")).status_code for _ in range(7)] == [201] * 6 + [429]
    assert sent(opened, opened.ballot(3, "road")).status_code == 201


SIGNED = ("signature", "proof", "response")
