"""Archives whose chain of events is wrong, though every hash names its content."""

from __future__ import annotations

import pytest

from toparquia.engines.ballots.archive import (
    Event,
    event_bytes,
    event_member,
    head_member,
    piece_member,
    setup_bytes,
)
from toparquia.engines.ballots.hashing import hexadecimal
from toparquia.engines.ballots.verification import verify

from .elections import a_vote
from .forging import MOMENT, Parts


@pytest.fixture(scope="module")
def setup_pieces(tmp_path_factory):
    vote = a_vote()
    parts = Parts.of(vote.opened_in(tmp_path_factory.mktemp("chain")))
    election, trustees, credentials, _ = parts.steps[0][1]
    return [election, trustees, credentials], vote.ballot(0, [[1, 0, 0], [0, 1, 0]])


def archive_of(*steps: tuple[list[bytes], Event]) -> bytes:
    out = [head_member(MOMENT)]
    for pieces, event in steps:
        out += [piece_member(piece, MOMENT) for piece in pieces]
        out.append(event_member(event_bytes(event), MOMENT))
    return b"".join(out)


def code_of(raw: bytes, folder) -> tuple[str, str]:
    (folder / "a.bel").write_bytes(raw)
    report = verify(folder / "a.bel")
    return report.first_failed.name, report.refusal.code


def _setup(pieces: list[bytes]) -> tuple[list[bytes], Event]:
    whole = [*pieces, setup_bytes(*(hexadecimal(piece) for piece in pieces))]
    return whole, Event(None, 0, "Setup", hexadecimal(whole[-1]))


@pytest.mark.parametrize(
    ("change", "check", "code"),
    [
        ({"parent": "00" * 32}, "archive.chain", "chain_broken"),
        ({"parent": None}, "archive.chain", "chain_broken"),
        ({"height": 2}, "archive.chain", "chain_broken"),
        ({"payload": "00" * 32}, "archive.course", "event_pieces_wrong"),
        ({"payload": None}, "archive.course", "event_pieces_wrong"),
        ({"kind": "Shuffle"}, "archive.course", "event_out_of_order"),
        ({"kind": "Setup"}, "archive.course", "event_out_of_order"),
        ({"kind": "EndBallots"}, "archive.course", "event_pieces_wrong"),
    ],
)
def test_an_event_that_does_not_fit(setup_pieces, tmp_path, change, check, code):
    pieces, ballot = setup_pieces
    first = _setup(pieces)
    right = {
        "parent": hexadecimal(event_bytes(first[1])),
        "height": 1,
        "kind": "Ballot",
        "payload": hexadecimal(ballot),
    }

    raw = archive_of(first, ([ballot], Event(**(right | change))))

    assert code_of(raw, tmp_path) == (check, f"ballots.{code}")
    assert code_of(archive_of(first, ([ballot], Event(**right))), tmp_path)[0] == "archive.complete"


def test_a_setup_that_names_other_pieces(setup_pieces, tmp_path):
    pieces, _ = setup_pieces
    wrong = [*pieces, setup_bytes(*["00" * 32] * 3)]

    raw = archive_of((wrong, Event(None, 0, "Setup", hexadecimal(wrong[-1]))))

    assert code_of(raw, tmp_path) == ("archive.course", "ballots.event_pieces_wrong")


def test_more_pieces_than_any_event_has(setup_pieces, tmp_path):
    pieces, _ = setup_pieces
    many = [*pieces, *[b"%d" % number for number in range(9)]]

    raw = archive_of((many, Event(None, 0, "Setup", hexadecimal(many[-1]))))

    assert code_of(raw, tmp_path) == ("archive.course", "ballots.event_pieces_wrong")


def test_an_archive_without_anything(tmp_path):
    assert code_of(head_member(MOMENT), tmp_path) == ("archive.complete", "ballots.archive_unfinished")
