"""The public board of a box: the protocol's archive, written from the rows in their order.

Source: voting protocol, section 10. The same rows always give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from toparquia.engines.ballots.archive import (
    BALLOT,
    ENCRYPTED_TALLY,
    END_BALLOTS,
    PARTIAL_DECRYPTION,
    RESULT,
    SETUP,
    Event,
    event_bytes,
    event_member,
    head_member,
    owned_bytes,
    piece_member,
    setup_bytes,
)
from toparquia.engines.ballots.credentials import PublicCredential as Listed
from toparquia.engines.ballots.credentials import list_bytes
from toparquia.engines.ballots.election import Election, Question, election_from_bytes
from toparquia.engines.ballots.hashing import hexadecimal
from toparquia.engines.ballots.proofs import proof_from_json
from toparquia.engines.ballots.second_proofs import second_proofs_bytes
from toparquia.voting.ceremony import second_proofs_in
from toparquia.voting.models import OnlineBox, PartialDecryption, Vote

_ROWS_AT_ONCE: Final = 500


def question_of(vote: Vote) -> Question:
    """Return the vote's question as the protocol has it: options in the drawn order, blank possible."""
    labels = vote.options.order_by("position").values_list("label", flat=True)
    return Question(vote.title, tuple(labels), vote.min_choices, vote.max_choices, blank=True)


def election_of(box: OnlineBox) -> Election:
    """Return the election of a box whose keys are made; the last few are remembered."""
    return _election(box.election_text.encode())


@lru_cache(maxsize=16)
def _election(raw: bytes) -> Election:
    election = election_from_bytes(raw)
    election.group.prepare(election.key)
    return election


def credentials_bytes(texts: Iterable[str]) -> bytes:
    """Return the published list, whose texts are sorted."""
    return b"".join(list_bytes([Listed(text) for text in texts]))


def listed(box: OnlineBox, *, start: str = "") -> list[str]:
    """Return the fixed list's texts in the order of publication, or those that begin with `start`."""
    # Sorted as bytes, whatever collation the database has.
    return sorted(box.credentials.filter(text__startswith=start).values_list("text", flat=True))


def setup_pieces(box: OnlineBox, credentials: bytes) -> list[bytes]:
    """Return the pieces of the archive's first step."""
    pieces = [box.election_text.encode(), box.trustees_text.encode(), credentials]
    return [*pieces, setup_bytes(*(hexadecimal(piece) for piece in pieces))]


def head_after(parent: str | None, height: int, kind: str, payload: bytes | None) -> str:
    """Return the hash of the archive's event that comes at `height` after `parent`."""
    return hexadecimal(_event(parent, height, kind, payload))


def _event(parent: str | None, height: int, kind: str, payload: bytes | None) -> bytes:
    return event_bytes(Event(parent, height, kind, None if payload is None else hexadecimal(payload)))


class _Writer:
    """Chains steps, one after another."""

    def __init__(self, moment: int) -> None:
        self._moment, self._height, self._parent = moment, 0, None

    _parent: str | None

    def step(self, kind: str, pieces: Iterable[bytes] = ()) -> Iterator[bytes]:
        """Return a step's members."""
        last = None
        for last in pieces:
            yield piece_member(last, self._moment)
        event = _event(self._parent, self._height, kind, last)
        self._parent, self._height = hexadecimal(event), self._height + 1
        yield event_member(event, self._moment)


def archive(box: OnlineBox, *, until_sum: bool = False, ballots_only: bool = False) -> Iterator[bytes]:
    """Return the archive piece by piece: all there is, or no further than the sum, or than the ballots."""
    assert box.moment is not None, "an archive begins with the opening"
    writer = _Writer(box.moment)
    yield head_member(box.moment)
    yield from writer.step(SETUP, setup_pieces(box, credentials_bytes(listed(box))))
    texts = box.ballots.order_by("sequence").values_list("text", flat=True)
    for text in texts.iterator(chunk_size=_ROWS_AT_ONCE):
        yield from writer.step(BALLOT, [text.encode()])
    if ballots_only:
        return
    yield from writer.step(END_BALLOTS)
    yield from writer.step(ENCRYPTED_TALLY, [box.tally_text.encode(), box.sized_text.encode()])
    if until_sum:
        return
    for made in decryptions(box):
        content = made.text.encode()
        pieces = [content, owned_bytes(made.seat.number, hexadecimal(content))]
        yield from writer.step(PARTIAL_DECRYPTION, pieces)
    yield from writer.step(RESULT, [box.result_text.encode()])


def decryptions(box: OnlineBox) -> list[PartialDecryption]:
    """Return the partial decryptions, by trustee."""
    made = PartialDecryption.objects.filter(seat__box=box).select_related("seat")
    return list(made.order_by("seat__number"))


def second_proofs(box: OnlineBox) -> bytes:
    """Return the file of our second proofs, which is published beside the archive."""
    election = election_of(box)
    proofs = {
        made.seat.number: [
            proof_from_json(election.group, one, "proof") for one in second_proofs_in(made.second_proofs)
        ]
        for made in decryptions(box)
    }
    return second_proofs_bytes(election, hexadecimal(box.tally_text.encode()), proofs)


def digest_of(box: OnlineBox) -> str:
    """Return the SHA-256 (hex) of the whole archive."""
    hasher = hashlib.sha256()
    for piece in archive(box):
        hasher.update(piece)
    return hasher.hexdigest()


def write_archive(box: OnlineBox, path: Path, *, ballots_only: bool = False) -> None:
    """Write the archive to a file, for the engine to read."""
    with path.open("wb") as stream:
        stream.writelines(archive(box, ballots_only=ballots_only))
