"""Whoever has a tracking code checks in the browser that the ballot is on the board."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest
from django.test import Client
from django.urls import reverse

from toparquia.engines.ballots.hashing import fingerprint
from toparquia.voting import queries, services
from toparquia.voting.board import head_after
from toparquia.voting.tests.online_factories import make_online

from .driving import needs_node

pytestmark = needs_node


@pytest.fixture
def archived(finished, tmp_path):
    """The archive of three voters, of whom the last voted twice: its file, and its ballots' codes."""
    _vote, parts, _second = finished
    path = tmp_path / "vote.bel"
    path.write_bytes(parts.archive())
    return path, [fingerprint(pieces[0]) for kind, pieces in parts.steps if kind == "Ballot"]


def test_a_ballot_is_found_in_the_archive_and_whether_it_counts(booth, archived):
    path, trackers = archived

    found = [booth.ask("trace", archive=path, tracker=tracker) for tracker in trackers]

    assert [one["recorded"] for one in found] == [True] * 4
    assert [one["counts"] for one in found] == [True, True, False, True]
    assert {one["isWhole"] for one in found} == {True}


def test_a_ballot_that_is_not_there_is_not_found(booth, archived):
    found = booth.ask("trace", archive=archived[0], tracker="A" * 43)

    assert (found["isWhole"], found["recorded"], found["ballots"]) == (True, False, 4)


def test_an_archive_with_a_ballot_taken_out_is_noticed(booth, archived):
    path, trackers = archived
    raw = path.read_bytes()
    name = base64.b64decode(f"{trackers[1]}=").hex()
    at = raw.index(f"{name}.data.json".encode())
    path.write_bytes(raw[:at] + b"0" + raw[at + 1 :])

    assert not booth.ask("trace", archive=path, tracker=trackers[0])["isWhole"]


def chain(*texts):
    """Return the names of ballots and the board's hash after each, from a beginning."""
    heads = ["ab" * 32]
    for height, text in enumerate(texts, start=1):
        heads.append(head_after(heads[-1], height, "Ballot", text))
    return [hashlib.sha256(text).hexdigest() for text in texts], heads


def test_the_boards_hash_follows_from_a_ballot_and_those_after_it(booth):
    names, heads = chain(b"one", b"two", b"three")
    place = {"parent": heads[1], "height": 2, "after": names[2:]}

    assert booth.ask("headWith", tracker=fingerprint(b"two"), place=place)["head"] == heads[3]
    assert booth.ask("headWith", tracker=fingerprint(b"other"), place=place)["head"] != heads[3]


@pytest.mark.parametrize("spoiled", [{"after": ["x"]}, {"height": 1.5}, {"parent": 7}, {"after": None}])
def test_a_place_that_cannot_be_read_proves_nothing(booth, spoiled):
    place = {"parent": "ab" * 32, "height": 2, "after": []} | spoiled

    assert booth.ask("headWith", tracker=fingerprint(b"two"), place=place)["head"] is None


@pytest.mark.django_db
def test_the_place_that_the_server_tells_ends_in_the_running_hash(booth, monkeypatch):
    monkeypatch.setattr(queries, "batch_of", lambda _box: 1)
    online = make_online("park", "road").ready()
    accepted = [
        services.accept_ballot(vote_id=online.vote.id, raw=online.ballot(n, "park")) for n in range(3)
    ]
    address = f"{online.vote.get_absolute_url()}urna/boletas/"
    codes = [one.tracker for one in accepted]

    told = [Client().get(address + code.replace("+", "-").replace("/", "_") + "/").json() for code in codes]

    worked_out = [
        booth.ask("headWith", tracker=code, place=one["place"])["head"]
        for code, one in zip(codes, told, strict=True)
    ]
    assert worked_out == [queries.head_of(online.box)] * 3
    assert [len(one["place"]["after"]) for one in told] == [2, 1, 0]


@pytest.mark.django_db
def test_after_too_many_the_archive_has_to_tell(monkeypatch):
    monkeypatch.setattr(queries, "LINKS_MAX", 1)
    monkeypatch.setattr(queries, "batch_of", lambda _box: 1)
    online = make_online("park", "road").ready()
    accepted = [
        services.accept_ballot(vote_id=online.vote.id, raw=online.ballot(n, "park")) for n in range(3)
    ]

    afters = [queries.link_of(online.box, one.tracker)["after"] for one in accepted]

    assert [None if after is None else len(after) for after in afters] == [None, 1, 0]


@pytest.mark.django_db
def test_while_people_vote_no_more_of_the_board_is_told_than_its_batches(monkeypatch):
    monkeypatch.setattr(queries, "batch_of", lambda _box: 2)
    online = make_online("park", "road").ready()
    accepted = [
        services.accept_ballot(vote_id=online.vote.id, raw=online.ballot(n, "park")) for n in range(3)
    ]

    places = [queries.link_of(online.box, one.tracker) for one in accepted]

    assert [place and len(place["after"]) for place in places] == [1, 0, None]


@pytest.mark.django_db
def test_a_part_of_the_list_is_enough_for_a_booth():
    online = make_online("park", "road").ready()
    address = reverse("voting:urn_credentials", args=[online.vote.id])
    whole = json.loads(Client().get(address).content)

    part = json.loads(Client().get(address, {"empieza": whole[0][:1]}).content)

    assert part == [one for one in whole if one.startswith(whole[0][0])]
    assert json.loads(Client().get(address, {"empieza": "%"}).content) == []
