"""Small votes to test with: every kind of question, finished archives, and people in them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from toparquia.engines.ballots.archive import (
    BALLOT,
    ENCRYPTED_TALLY,
    END_BALLOTS,
    PARTIAL_DECRYPTION,
    RESULT,
    SETUP,
    owned_bytes,
)
from toparquia.engines.ballots.casting import make_ballot
from toparquia.engines.ballots.checking import check_ballot
from toparquia.engines.ballots.commission import open_vote
from toparquia.engines.ballots.credentials import (
    PublicCredential,
    credential_secret,
    list_bytes,
    new_credential,
    published_list,
)
from toparquia.engines.ballots.decryption import decryption_bytes, partial_decryption
from toparquia.engines.ballots.election import Election, Question, new_election, new_identifier
from toparquia.engines.ballots.groups import Group, group_named
from toparquia.engines.ballots.hashing import hexadecimal
from toparquia.engines.ballots.rehearsal import Rehearsal, play_ceremony, rehearse
from toparquia.engines.ballots.result import decrypted, result_bytes
from toparquia.engines.ballots.tally import (
    SizedTally,
    shaped,
    sized_bytes,
    tally_bytes,
    total_of,
    weighted_choices,
)
from toparquia.engines.ballots.trustees import Board, board_bytes

from .forging import Parts

MOMENT = 1_800_000_000
ONE_OF_THREE = Question("¿Quién?", ("Ana", "Luis", "Rosa"), 1, 1)
UP_TO_TWO = Question("¿Qué proyectos?", ("agua", "luz", "vía"), 1, 2)
APPROVAL = Question("¿Cuáles le parecen bien?", ("a", "b"), 0, 2)
YES_NO = Question("¿Se aprueba?", ("sí", "no"), 1, 1, blank=True)
EVERY_KIND = (ONE_OF_THREE, UP_TO_TWO, APPROVAL, YES_NO)


@dataclass(frozen=True)
class Vote:
    """A vote that is open, with everything secret about it in a test's hands."""

    election: Election
    board: Board
    trustee_secrets: list[int]
    voter_secrets: list[int]
    weights: list[int]

    @property
    def group(self) -> Group:
        return self.election.group

    def credentials(self) -> list[PublicCredential]:
        group = self.group
        return [
            PublicCredential(group.encoded(group.secret_generator_power(secret)), weight)
            for secret, weight in zip(self.voter_secrets, self.weights, strict=True)
        ]

    def ballot(self, voter: int, choices: list[list[int]]) -> bytes:
        return make_ballot(self.election, self.voter_secrets[voter], choices)

    def opened_in(self, folder: Path) -> Path:
        path = folder / f"{self.election.uuid}.bel"
        open_vote(
            path,
            moment=MOMENT,
            election=self.election,
            board=self.board,
            credentials=self.credentials(),
        )
        return path


def a_vote(
    group: str = "Ed25519",
    *,
    questions: tuple[Question, ...] = (ONE_OF_THREE, YES_NO),
    trustees: tuple[int, int | None] = (1, None),
    voters: int = 3,
    weights: list[int] | None = None,
    with_single: bool = False,
) -> Vote:
    board, secrets = play_ceremony(group_named(group), *trustees)
    if with_single:
        alone, (secret,) = play_ceremony(group_named(group), 1, None)
        board, secrets = Board(board.group, (*alone.parts, *board.parts)), [secret, *secrets]
    uuid = new_identifier()
    election = new_election(
        group=group_named(group), key=board.key(), questions=questions, name="Prueba ñ", uuid=uuid
    )
    voter_secrets = [credential_secret(election.group, uuid, new_credential()) for _ in range(voters)]
    return Vote(election, board, secrets, voter_secrets, weights or [1] * voters)


def a_finished_vote(
    folder: Path,
    group: str = "Ed25519",
    *,
    questions: tuple[Question, ...] = (ONE_OF_THREE, YES_NO),
    trustees: tuple[int, int | None] = (2, None),
    voters: int = 3,
) -> Rehearsal:
    return rehearse(
        folder,
        moment=MOMENT,
        group=group_named(group),
        voters=voters,
        trustees=trustees,
        questions=questions,
        chance=random.Random(4),
    )


def played(vote: Vote, ballots: list[tuple[int, bytes]], owners: list[int]) -> tuple[Parts, dict]:
    """Return the finished archive of these ballots, and the second proofs by owner.

    `ballots` are (voter, text) in the order of casting; `owners` the trustees that decrypt.
    """
    election, group = vote.election, vote.group
    last = {voter: check_ballot(election, raw) for voter, raw in ballots}
    added = [weighted_choices(group, ballot.answers, vote.weights[voter]) for voter, ballot in last.items()]
    tally = shaped(election, total_of(group, election.positions, added))
    tally_text = tally_bytes(election, tally)
    weight = sum(vote.weights[voter] for voter in last)
    sized = SizedTally(len(last), weight, hexadecimal(tally_text))
    listed = b"".join(list_bytes(published_list(vote.credentials())))
    steps = [(SETUP, [election.raw, board_bytes(vote.board), listed, b"{}"])]
    steps += [(BALLOT, [raw]) for _, raw in ballots]
    steps += [(END_BALLOTS, []), (ENCRYPTED_TALLY, [tally_text, sized_bytes(sized)])]
    factors, second = {}, {}
    for owner in owners:
        decryption, second[owner] = partial_decryption(election, tally, vote.trustee_secrets[owner - 1])
        factors[owner] = decryption.flat_factors()
        content = decryption_bytes(election, decryption)
        steps.append((PARTIAL_DECRYPTION, [content, owned_bytes(owner, hexadecimal(content))]))
    counts = decrypted(election, tally, vote.board.combined_factors(factors), weight)
    steps.append((RESULT, [result_bytes(counts)]))
    return Parts(steps), second
