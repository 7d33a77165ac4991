"""A whole vote played through by one program: to train, to measure, and to test other verifiers.

All roles are played in one place, so nothing of it is secret. Never use its keys for a real vote.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .archive import BALLOT, PARTIAL_DECRYPTION, RESULT, ArchiveWriter, owned_bytes
from .casting import make_ballot
from .commission import close_and_sum, open_vote
from .credentials import PublicCredential, credential_secret, new_credential
from .decryption import decryption_bytes, partial_decryption
from .election import Election, Question, election_from_bytes, new_election, new_identifier
from .errors import InputMalformed
from .groups import Group
from .hashing import hexadecimal
from .proofs import Ciphertext
from .result import decrypted, result_bytes
from .second_proofs import path_beside, second_proofs_bytes
from .tally import tally_bytes
from .trustees import (
    Board,
    assemble,
    commitment_of,
    decryption_secret,
    finish,
    make_certificate,
    make_contribution,
    new_seed,
    new_trustee_key,
    open_contributions,
    read_certificates,
    read_finished,
)
from .verification import Crew
from .verification.chunks import shared_out
from .verification.survey import Progress, no_progress

REVOTE_BP: Final = 1_000
BLANK_BP: Final = 1_000
WHOLE_BP: Final = 10_000
_BALLOTS_A_CHUNK: Final = 16
MAX_VOTERS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was played: the archive, and the counts that its choices add up to."""

    archive: Path
    uuid: str
    ballots: int
    counted: int
    expected: list[list[int]]


@dataclass(frozen=True, slots=True)
class _Casting:
    election: bytes
    votes: tuple[tuple[int, tuple[tuple[int, ...], ...]], ...]


def rehearse(
    folder: Path,
    *,
    moment: int,
    group: Group,
    voters: int,
    trustees: tuple[int, int | None],
    questions: Sequence[Question],
    name: str = "Ensayo",
    description: str = "",
    chance: random.Random | None = None,
    crew: Crew | None = None,
    progress: Progress = no_progress,
) -> Rehearsal:
    """Play a vote of `voters` people, some of whom vote twice or blank; write its archive in `folder`.

    `trustees` is how many there are, and how many of them suffice (None: all, each with a single key).

    :raises InputMalformed: no voters, or too many.
    """
    if not 1 <= voters <= MAX_VOTERS:
        raise InputMalformed(path="--voters", reason=f"1 - {MAX_VOTERS}")
    dice = chance or random.SystemRandom()
    board, secrets = play_ceremony(group, *trustees)
    uuid = new_identifier()
    election = new_election(
        group=group, key=board.key(), questions=questions, name=name, description=description, uuid=uuid
    )
    voter_secrets = [credential_secret(group, uuid, new_credential()) for _ in range(voters)]
    credentials = [
        PublicCredential(group.encoded(group.secret_generator_power(secret))) for secret in voter_secrets
    ]
    archive = folder / f"{uuid}.bel"
    folder.mkdir(parents=True, exist_ok=True)
    open_vote(archive, moment=moment, election=election, board=board, credentials=credentials)

    votes = list(_votes(dice, election, voter_secrets))
    _cast_all(archive, election, votes, crew, progress)
    report = close_and_sum(archive, crew=crew, progress=progress)
    assert report.tally is not None, "it verified"
    deciding = dict(enumerate(secrets[: trustees[1] or trustees[0]], 1))
    counts = _decrypt_all(archive, election, board, report.tally, deciding, voters)
    last = dict(votes)
    expected = [
        [sum(position) for position in zip(*(vote[place] for vote in last.values()), strict=True)]
        for place in range(len(questions))
    ]
    assert counts == expected, "the count is not what was chosen"
    return Rehearsal(archive, uuid, len(votes), voters, expected)


def _decrypt_all(
    archive: Path,
    election: Election,
    board: Board,
    tally: list[list[Ciphertext]],
    secrets: dict[int, int],
    weight: int,
) -> list[list[int]]:
    """Play the trustees, who here need not verify again what this program just verified."""
    factors, second = {}, {}
    with ArchiveWriter.reopen(archive) as writer:
        for owner, secret in secrets.items():
            decryption, second[owner] = partial_decryption(election, tally, secret)
            factors[owner] = decryption.flat_factors()
            content = decryption_bytes(election, decryption)
            writer.append(PARTIAL_DECRYPTION, [content, owned_bytes(owner, hexadecimal(content))])
        counts = decrypted(election, tally, board.combined_factors(factors), weight)
        writer.append(RESULT, [result_bytes(counts)])
    tally_hash = hexadecimal(tally_bytes(election, tally))
    path_beside(archive).write_bytes(second_proofs_bytes(election, tally_hash, second))
    return counts


def play_ceremony(group: Group, size: int, threshold: int | None) -> tuple[Board, list[int]]:
    """Return a board of `size` trustees and their decryption keys, in order.

    :raises ThresholdImpossible:
    """
    if threshold is None:
        secrets = [group.random_scalar() for _ in range(size)]
        return Board(group, tuple(new_trustee_key(group, secret) for secret in secrets)), secrets
    seeds = [new_seed() for _ in range(size)]
    certificates = read_certificates(
        group,
        [
            make_certificate(group, seed, size=size, threshold=threshold, index=index)
            for index, seed in enumerate(seeds, 1)
        ],
        threshold,
    )
    messages = [make_contribution(group, seed, certificates, threshold) for seed in seeds]
    commitments = [commitment_of(message) for message in messages]
    contributions = open_contributions(group, certificates, threshold, commitments, messages)
    finished = [
        read_finished(group, finish(group, seed, index, certificates, contributions))
        for index, seed in enumerate(seeds, 1)
    ]
    parameters = assemble(group, threshold, certificates, contributions, finished)
    keys = [
        decryption_secret(group, seed, each.sealed_key) for seed, each in zip(seeds, finished, strict=True)
    ]
    return Board(group, (parameters,)), keys


def random_choice(dice: random.Random, question: Question) -> tuple[int, ...]:
    """Return one possible answer, blank now and then where it is possible."""
    if question.blank and dice.randrange(WHOLE_BP) < BLANK_BP:
        return (1, *([0] * len(question.answers)))
    count = dice.randint(question.least, question.most)
    marked = set(dice.sample(range(len(question.answers)), count))
    choices = tuple(int(place in marked) for place in range(len(question.answers)))
    return (0, *choices) if question.blank else choices


def _votes(
    dice: random.Random, election: Election, secrets: Sequence[int]
) -> Iterator[tuple[int, tuple[tuple[int, ...], ...]]]:
    """Return who casts what, in order: everyone once, and one in ten again at the end."""
    order = list(secrets)
    dice.shuffle(order)
    # At least one votes twice, so that a rehearsal always has what a real vote has.
    again = order[: max(1, len(order) * REVOTE_BP // WHOLE_BP)]
    for secret in order + again:
        yield secret, tuple(random_choice(dice, question) for question in election.questions)


def _cast_all(
    archive: Path,
    election: Election,
    votes: Sequence[tuple[int, tuple[tuple[int, ...], ...]]],
    crew: Crew | None,
    progress: Progress,
) -> None:
    chunks = (
        _Casting(election.raw, tuple(votes[start : start + _BALLOTS_A_CHUNK]))
        for start in range(0, len(votes), _BALLOTS_A_CHUNK)
    )
    done = 0
    work: Callable[[_Casting], list[bytes]] = _ballots_of
    with ArchiveWriter.reopen(archive) as writer:
        for texts in shared_out(crew, work, chunks):
            for text in texts:
                writer.append(BALLOT, [text])
            done += len(texts)
            progress("casting", done, len(votes))


def _ballots_of(casting: _Casting) -> list[bytes]:
    election = election_from_bytes(casting.election)
    return [make_ballot(election, secret, choices) for secret, choices in casting.votes]
