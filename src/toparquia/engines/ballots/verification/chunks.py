"""The work that is shared out: a chunk of ballots or credentials, checked by any process anywhere.

A worker that sees the archive's file reads its own part of it, and shows by each text's mark that it
read what the first pass read; to any other the texts are sent. It returns one refusal or a partial tally.
"""

from __future__ import annotations

import hashlib
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
from .roll import marked

Work = TypeVar("Work")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class FilePart:
    """Where some texts stand in a file, one after another, and the keyed mark of each."""

    path: str
    offsets: tuple[int, ...]
    sizes: tuple[int, ...]
    key: bytes
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BallotChunk:
    """Some ballots of one election, the first of which is number `start` (from 0), with their weights."""

    election: bytes
    start: int
    texts: tuple[bytes, ...] | FilePart
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


def texts_of(part: FilePart) -> tuple[bytes, ...] | None:
    """Return the texts of a part of a file, None if they are not here as the first pass read them."""
    start, end = part.offsets[0], part.offsets[-1] + part.sizes[-1]
    try:
        with open(part.path, "rb") as stream:
            stream.seek(start)
            block = stream.read(end - start)
    except OSError:
        return None
    places = zip(part.offsets, part.sizes, strict=True)
    texts = tuple(block[offset - start : offset - start + size] for offset, size in places)
    found = (marked(hashlib.sha256(text).digest(), part.key) for text in texts)
    return texts if tuple(found) == part.marks else None


def check_ballot_chunk(chunk: BallotChunk) -> ChunkOutcome | None:
    """Return the outcome of the full check of a chunk's ballots, None if this worker can't read them."""
    election = _election_of(chunk.election)
    texts = texts_of(chunk.texts) if isinstance(chunk.texts, FilePart) else chunk.texts
    if texts is None:
        return None
    added: list[list[Ciphertext]] = []
    for place, (checked, weight) in enumerate(
        zip(check_ballots(election, texts), chunk.weights, strict=True)
    ):
        if checked.refusal is not None:
            checked.refusal.places.insert(0, ("ballot", chunk.start + place + 1))
            return ChunkOutcome(place, checked.refusal, [])
        assert checked.ballot is not None, "a ballot is there or refused"
        if weight:
            added.append(weighted_choices(election.group, checked.ballot.answers, weight))
    return ChunkOutcome(len(texts), None, total_of(election.group, election.positions, added))


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
