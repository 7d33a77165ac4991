"""A key ceremony whose trustees sit at different programs: two in the booth, one at the engine."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from toparquia.engines.ballots.archive import PARTIAL_DECRYPTION, ArchiveWriter
from toparquia.engines.ballots.commission import cast_ballot, close_and_sum, finish_vote, open_vote
from toparquia.engines.ballots.credentials import PublicCredential, new_credential, public_credential
from toparquia.engines.ballots.election import new_election
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.tests.elections import MOMENT, ONE_OF_THREE
from toparquia.engines.ballots.trustees import (
    Board,
    assemble,
    certificates_hash,
    commitment_of,
    decryption_secret,
    finish,
    make_certificate,
    make_contribution,
    new_seed,
    open_contributions,
    read_certificates,
    read_finished,
)
from toparquia.engines.ballots.verification import verify

from .driving import BoothRefused, needs_node

pytestmark = needs_node

GROUP = group_named("Ed25519")
SIZE, THRESHOLD = 3, 2
ENGINE = 3


@dataclass
class Held:
    """A ceremony as far as step 3: everyone's certificates, parts and hashes, and the secrets."""

    seeds: list
    certificates: list
    messages: list[str]
    commitments: list[str]
    hashes: list[str]

    def asked(self, index: int) -> dict:
        at = {"group": "Ed25519", "size": SIZE, "threshold": THRESHOLD, "index": index}
        return at | {"seed": self.seeds[index - 1], "certificates": self.certificates}

    def finished_by(self, booth, index: int, **changed: object) -> dict:
        sent = {"commitments": self.commitments, "messages": self.messages}
        return booth.ask("finish", **(self.asked(index) | sent | changed))


@pytest.fixture(scope="module")
def held(booth) -> Held:
    at = {"group": "Ed25519", "size": SIZE, "threshold": THRESHOLD}
    theirs = new_seed()
    seeds = [booth.ask("newSeed")["seed"] for _ in range(SIZE - 1)] + [theirs.text]
    certificates = [booth.ask("certify", index=i + 1, seed=seeds[i], **at) for i in range(SIZE - 1)]
    certificates.append(make_certificate(GROUP, theirs, size=SIZE, threshold=THRESHOLD, index=ENGINE))
    so_far = Held(seeds, certificates, [], [], [])
    for index in range(1, SIZE):
        part = booth.ask("contribute", **so_far.asked(index))
        so_far.messages.append(part["message"])
        so_far.commitments.append(part["commitment"])
        so_far.hashes.append(part["certificatesHash"])
    known = read_certificates(GROUP, certificates, THRESHOLD)
    own = make_contribution(GROUP, theirs, known, THRESHOLD)
    so_far.messages.append(own.decode())
    so_far.commitments.append(commitment_of(own))
    so_far.hashes.append(certificates_hash(known))
    return so_far


def test_all_read_the_same_hash_of_the_certificates(held):
    assert len(held.hashes) == SIZE
    assert len(set(held.hashes)) == 1


def test_two_of_three_at_different_programs_open_a_vote(booth, held, tmp_path):
    known = read_certificates(GROUP, held.certificates, THRESHOLD)
    sent = [message.encode() for message in held.messages]
    parts = open_contributions(GROUP, known, THRESHOLD, held.commitments, sent)
    theirs = type(new_seed())(held.seeds[ENGINE - 1])
    said = [held.finished_by(booth, index) for index in range(1, SIZE)]
    finished = [read_finished(GROUP, each) for each in [*said, finish(GROUP, theirs, ENGINE, known, parts)]]
    board = Board(GROUP, (assemble(GROUP, THRESHOLD, known, parts, finished),))
    election = new_election(group=GROUP, key=board.key(), questions=[ONE_OF_THREE], name="Ensayo")
    slip, archive = new_credential(), tmp_path / f"{election.uuid}.bel"
    listed = PublicCredential(GROUP.encoded(public_credential(GROUP, election.uuid, slip)))
    open_vote(archive, moment=MOMENT, election=election, board=board, credentials=[listed])
    cast_ballot(archive, booth.ballot(election.raw.decode(), slip, [[0, 1, 0]])["ballot"].encode())
    close_and_sum(archive)

    # The second trustee opens with its seed; the third with the key that the engine reads out of its own.
    secret = decryption_secret(GROUP, theirs, finished[ENGINE - 1].sealed_key)
    for own in [{"seed": held.seeds[1], "sealed": said[1]["private_key"]}, {"secret": str(secret)}]:
        opened = booth.ask("decrypt", archive=archive, **own)
        with ArchiveWriter.reopen(archive) as writer:
            writer.append(PARTIAL_DECRYPTION, [opened["decryption"].encode(), opened["owned"].encode()])

    assert finish_vote(archive) == [[0, 1, 0]]
    assert verify(archive).valid
    assert booth.verify(archive)["valid"]


def other_part(booth, held: Held) -> str:
    return booth.ask("contribute", **held.asked(2))["message"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            lambda held, other: {"messages": [held.messages[0], other, held.messages[2]]},
            "message_not_as_committed",
        ),
        (lambda held, other: {"commitments": held.commitments[:2]}, "commitment_missing"),
        (lambda held, other: {"certificates": held.certificates[::-1]}, "certificate_wrong"),
        (lambda held, other: {"certificates": held.certificates[:2]}, "certificate_wrong"),
        (lambda held, other: {"threshold": 3}, "certificate_wrong"),
        (lambda held, other: {"threshold": 4}, "ceremony_impossible"),
        (lambda held, other: {"seed": "1" * 22}, "certificate_wrong"),
        (lambda held, other: {"seed": "0" * 22}, "secret_malformed"),
    ],
    ids=["changed", "hash missing", "reordered", "one missing", "threshold", "impossible", "seed", "no seed"],
)
def test_a_ceremony_that_is_not_as_agreed_is_not_finished(booth, held, change, code):
    with pytest.raises(BoothRefused, match=code):
        held.finished_by(booth, 1, **change(held, other_part(booth, held)))


def test_a_share_that_was_sealed_for_another_is_noticed(booth, held):
    part = json.loads(other_part(booth, held))
    part["secrets"][0], part["secrets"][1] = part["secrets"][1], part["secrets"][0]
    message = json.dumps(part, separators=(",", ":"))
    messages, commitments = list(held.messages), list(held.commitments)
    messages[1], commitments[1] = message, commitment_of(message.encode())

    with pytest.raises(BoothRefused, match="sealed_unreadable"):
        held.finished_by(booth, 1, messages=messages, commitments=commitments)


def test_a_share_of_another_polynomial_is_noticed(booth, held):
    # All is signed by its trustee; but the shares do not belong to what it committed to.
    part, other = (json.loads(other_part(booth, held)) for _ in range(2))
    message = json.dumps(part | {"secrets": other["secrets"]}, separators=(",", ":"))
    messages, commitments = list(held.messages), list(held.commitments)
    messages[1], commitments[1] = message, commitment_of(message.encode())

    with pytest.raises(BoothRefused, match="share_wrong"):
        held.finished_by(booth, 1, messages=messages, commitments=commitments)
