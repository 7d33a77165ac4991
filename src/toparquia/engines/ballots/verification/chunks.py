"""The work that is shared out: a chunk of ballots or credentials, checked by any process anywhere.

A chunk carries the texts themselves, so that a worker needs neither the file nor a database; it
returns one refusal or a partial tally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from ..checking import check_ballots
from ..credentials import PublicCredential, check_published
from ..election import Election, election_from_bytes
from ..errors import BallotRefusal, WorkerLost
from ..groups import group_named
from ..proofs import Ciphertext
from ..tally import total_of, weighted_choices

Work = TypeVar("Work")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class BallotChunk:
    """Some ballots of one election, the first of which is number `start` (from 0), with their weights."""

    election: bytes
    start: int
    texts: tuple[bytes, ...]
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChunkOutcome:
    """How many ballots passed before the first refusal, and what the counted ones add up to."""

    accepted: int
    refusal: BallotRefusal | None
    total: list[Ciphertext]


@dataclass(frozen=True, slots=True)
class CredentialChunk:
    """Some public credentials, the first of which is number `start` (from 0)."""

    group: str
    start: int
    texts: tuple[str, ...]


@lru_cache(maxsize=4)
def _election_of(raw: bytes) -> Election:
    return election_from_bytes(raw)


def check_ballot_chunk(chunk: BallotChunk) -> ChunkOutcome:
    """Return the outcome of the full check of a chunk's ballots."""
    election = _election_of(chunk.election)
    added: list[list[Ciphertext]] = []
    for place, (checked, weight) in enumerate(
        zip(check_ballots(election, chunk.texts), chunk.weights, strict=True)
    ):
        if checked.refusal is not None:
            checked.refusal.places.insert(0, ("ballot", chunk.start + place + 1))
            return ChunkOutcome(place, checked.refusal, [])
        assert checked.ballot is not None, "a ballot is there or refused"
        if weight:
            added.append(weighted_choices(election.group, checked.ballot.answers, weight))
    return ChunkOutcome(len(chunk.texts), None, total_of(election.group, election.positions, added))


def check_credential_chunk(chunk: CredentialChunk) -> BallotRefusal | None:
    """Return why a credential of the chunk is refused, or None."""
    try:
        check_published(group_named(chunk.group), [PublicCredential(text) for text in chunk.texts])
    except BallotRefusal as refusal:
        # The place in the chunk becomes the place in the list.
        refusal.places = [(kind, chunk.start + number) for kind, number in refusal.places]
        return refusal
    return None


class Crew(Protocol):
    """Those who do the work: this process, others beside it, or a cluster."""

    def submit(self, work: Callable[[Work], Done], chunk: Work) -> Future[Done]:
        """Begin to work on a chunk."""

    @property
    def size(self) -> int:
        """Return how many chunks are worked on at the same time."""


def shared_out(crew: Crew | None, work: Callable[[Work], Done], chunks: Iterable[Work]) -> Iterator[Done]:
    """Return the outcome of each chunk, in order; only a few are under way at any time.

    :raises WorkerLost: a process died.
    """
    if crew is None:
        yield from map(work, chunks)
        return
    window: list[Future[Done]] = []
    try:
        for chunk in chunks:
            window.append(crew.submit(work, chunk))
            if len(window) >= 2 * crew.size + 1:
                yield window.pop(0).result()
        while window:
            yield window.pop(0).result()
    except BrokenProcessPool:
        raise WorkerLost() from None
    finally:
        for future in window:
            future.cancel()
