"""What is right is accepted: archives of the engine's rehearsals and of Debian's tool, of every kind."""

from __future__ import annotations

import copy
import json
import os
import random
import re
import subprocess

import pytest

from toparquia.engines.ballots.commission import cast_ballot, close_and_sum, finish_vote
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.rehearsal import rehearse
from toparquia.engines.ballots.second_proofs import path_beside
from toparquia.engines.ballots.tests import belenios_tool as peer
from toparquia.engines.ballots.tests.elections import (
    EVERY_KIND,
    MOMENT,
    YES_NO,
    a_vote,
    played,
)
from toparquia.engines.ballots.verification import verify

from .driving import BOOTH, NODE, needs_node
from .elections import an_open_vote

pytestmark = needs_node

QUESTIONS = [
    {"answers": ["Ana", "Luis", "Rosa"], "min": 1, "max": 1, "question": "¿Quién?"},
    {"answers": ["agua", "luz", "vía"], "min": 1, "max": 2, "question": "¿Qué proyectos?"},
    {"answers": ["a", "b"], "min": 0, "max": 2, "question": "¿Cuáles?"},
    {"answers": ["sí", "no"], "blank": True, "min": 1, "max": 1, "question": "¿Se aprueba?"},
]
CHOICES = [
    [[1, 0, 0], [1, 0, 1], [0, 0], [0, 1, 0]],
    [[0, 0, 1], [0, 1, 0], [1, 1], [1, 0, 0]],
]
# The second voter changes its mind; the last ballot counts.
SECOND_THOUGHTS = [[1, 0, 0], [0, 0, 1], [0, 1], [1, 0, 0]]
RESULT = [[2, 0, 0], [1, 0, 2], [0, 1], [1, 1, 0]]


@pytest.mark.parametrize(
    ("group", "trustees", "asked"),
    [
        ("Ed25519", (2, None), EVERY_KIND),
        ("Ed25519", (3, 2), EVERY_KIND),
        ("BELENIOS-2048", (2, None), (YES_NO,)),
    ],
    ids=["basic", "threshold", "2048"],
)
def test_a_rehearsal_is_accepted(booth, tmp_path, group, trustees, asked):
    archive = rehearse(
        tmp_path,
        moment=MOMENT,
        group=group_named(group),
        voters=2,
        trustees=trustees,
        questions=asked,
        name="Ñandú «1»",
        chance=random.Random(2),
    )

    report = booth.verify(archive.archive, second=path_beside(archive.archive))

    assert report["valid"], report["checks"][-1]
    assert report["result"] == archive.expected
    assert (report["ballots"], report["counted"]) == (archive.ballots, archive.counted)
    assert [check["name"] for check in report["checks"]] == booth.checks


def test_a_vote_with_weights_and_without_ballots_is_accepted(booth, tmp_path):
    vote = a_vote(weights=[1, 3, 5])
    ballots = [(voter, vote.ballot(voter, [[1, 0, 0], [0, 1, 0]])) for voter in (1, 2)]
    weighted, _ = played(vote, ballots, [1])
    empty, _ = played(vote, [], [1])

    with_weights = booth.verify(weighted.written_to(tmp_path / "a.bel"))
    without_ballots = booth.verify(empty.written_to(tmp_path / "b.bel"))

    assert with_weights["result"] == [[8, 0, 0], [0, 8, 0]]
    assert without_ballots["result"] == [[0, 0, 0], [0, 0, 0]]


def test_an_unfinished_vote_is_not_verified(booth, finished, tmp_path):
    _, parts, _ = finished

    failed = booth.first_failed(parts.without_result().written_to(tmp_path / "a.bel"))

    assert failed == ("archive.complete", "archive_unfinished")


@pytest.mark.parametrize("size", [0, 1, 511, 512, 1000, -512, -1])
def test_a_file_cut_anywhere_is_not_verified(booth, finished, tmp_path, size):
    _, parts, _ = finished
    archive = tmp_path / "a.bel"
    archive.write_bytes(parts.archive()[:size])

    assert booth.first_failed(archive)[0] in ("archive.bytes", "archive.complete")


def members(raw: bytes) -> list[bytes]:
    """Return an archive's members, each with its head."""
    found, at = [], 0
    while at < len(raw):
        length = 512 + -(-int(raw[at + 124 : at + 135], 8) // 512) * 512
        found.append(raw[at : at + length])
        at += length
    return found


def test_a_ballot_taken_out_or_moved_breaks_the_chain(booth, finished, tmp_path):
    # Behind the head: four pieces of the setup with their event, then each ballot with its own.
    _, parts, _ = finished
    whole = members(parts.archive())
    without, moved = tmp_path / "a.bel", tmp_path / "b.bel"
    without.write_bytes(b"".join(whole[:6] + whole[8:]))
    moved.write_bytes(b"".join(whole[:6] + whole[8:10] + whole[6:8] + whole[10:]))

    assert booth.first_failed(without) == ("archive.chain", "chain_broken")
    assert booth.first_failed(moved) == ("archive.chain", "chain_broken")


def test_every_reason_has_its_words(booth):
    words = (BOOTH / "verifier" / "words.js").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in (BOOTH / "verifier").glob("*.js")]
    reasons = {
        found for text in texts for found in re.findall(r'(?:refuse\(|Refused\([^)]*?, )"(\w+)"', text)
    }

    assert len(reasons) > 40
    assert [reason for reason in sorted(reasons) if f"  {reason}: [" not in words] == []
    assert [
        check for check in booth.checks if f'"{check}": [' not in words and f"  {check}: [" not in words
    ] == []


def test_the_command_for_experts_says_each_check(finished, tmp_path):
    # A Node of its own starts in half a second.
    vote, parts, _ = finished
    right = parts.written_to(tmp_path / "a.bel")
    wrong = copy.deepcopy(parts)
    wrong.change_piece("Result", lambda value: value["result"][0].reverse())
    forged = wrong.written_to(tmp_path / "b.bel")

    yes, no, nothing = (
        subprocess.run(
            [NODE, BOOTH / "node" / "verify.mjs", *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        for words in ([right, "--en"], [forged, "--json"], [])
    )

    assert (yes.returncode, no.returncode, nothing.returncode) == (0, 1, 2), yes.stderr + no.stderr
    assert "✓ result  The result is what comes out of the sum." in yes.stdout
    assert vote.election.fingerprint in yes.stdout
    assert json.loads(no.stdout)["checks"][-1]["name"] == "result"


# --- Belenios-tool --------------------------------------------------------------------------------


@peer.needs_the_tool
@pytest.mark.parametrize("threshold", [None, 2], ids=["basic", "threshold"])
def test_an_archive_of_the_tool_is_accepted(booth, tmp_path, threshold):
    # Every act of the tool is a program started: some seconds in all.
    if threshold is None:
        secrets, deciding = peer.single_trustees(tmp_path, 2), [1, 2]
    else:
        secrets, deciding = peer.threshold_trustees(tmp_path, 3, threshold), [3, 1]
    uuid, credentials = peer.open_election(tmp_path, QUESTIONS, len(CHOICES))
    for credential, chosen in zip(credentials, CHOICES, strict=True):
        peer.cast(tmp_path, credential, chosen)
    peer.cast(tmp_path, credentials[1], SECOND_THOUGHTS)
    peer.close_and_sum(tmp_path)
    for owner in deciding:
        peer.decrypt(tmp_path, owner, secrets[owner - 1])
    assert peer.finish(tmp_path) == RESULT

    report = booth.verify(tmp_path / f"{uuid}.bel")

    assert report["valid"], report["checks"][-1]
    assert (report["ballots"], report["counted"], report["result"]) == (3, 2, RESULT)


@peer.needs_the_tool
def test_a_vote_made_in_the_booth_is_accepted_by_the_tool(booth, tmp_path):
    vote = an_open_vote(booth, tmp_path, peer.GROUP, questions=EVERY_KIND, trustees=1)
    text = vote.election.raw.decode()
    for slip, chosen in [*zip(vote.slips, CHOICES, strict=True), (vote.slips[1], SECOND_THOUGHTS)]:
        peer.add_event(tmp_path, "Ballot", booth.ballot(text, slip, chosen)["ballot"] + "\n")
    peer.close_and_sum(tmp_path)
    vote.decrypt(booth)

    assert peer.finish(tmp_path) == RESULT
    assert peer.tool_verifies(tmp_path)
    assert booth.verify(vote.archive)["valid"]
    assert verify(vote.archive).valid


def major_version() -> int:
    if peer.TOOL is None:
        return 0
    said = subprocess.run(
        [peer.TOOL, "--version"], capture_output=True, text=True, check=False, timeout=30
    ).stdout
    return int(said.split(".")[0])


@pytest.mark.skipif(
    major_version() != 3,
    reason="no belenios-tool 3 here (Debian 13): it alone reads Ed25519 in this format",
)
def test_a_vote_on_the_curve_made_in_the_booth_is_accepted_by_version_3(booth, tmp_path):
    vote = an_open_vote(booth, tmp_path, "Ed25519", questions=EVERY_KIND, trustees=1)
    text = vote.election.raw.decode()
    for slip, chosen in [*zip(vote.slips, CHOICES, strict=True), (vote.slips[1], SECOND_THOUGHTS)]:
        cast_ballot(vote.archive, booth.ballot(text, slip, chosen)["ballot"].encode())
    close_and_sum(vote.archive)
    vote.decrypt(booth)
    assert finish_vote(vote.archive) == RESULT

    # Without the variable, this version may end well before a check has failed.
    done = subprocess.run(
        [peer.TOOL, "election", "verify", "--dir", tmp_path],
        env=os.environ | {"LWT_ASYNC_METHOD": "none"},
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
