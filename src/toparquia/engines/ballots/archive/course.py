"""The course of a vote: which event may follow which, and what comes with each.

Source: protocol, section 10. The tools are looser; ours is strict (section 14).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import BinaryIO, Final

from ..canonical import Json, integer_of, members, parsed, text_of, written
from ..errors import (
    ArchiveCutShort,
    BallotAfterClosing,
    ChainBroken,
    EventOutOfOrder,
    EventPiecesWrong,
    at,
    checking,
)
from .pieces import Event, Piece, PieceReader, event_from_bytes

SETUP: Final = "Setup"
BALLOT: Final = "Ballot"
END_BALLOTS: Final = "EndBallots"
ENCRYPTED_TALLY: Final = "EncryptedTally"
PARTIAL_DECRYPTION: Final = "PartialDecryption"
RESULT: Final = "Result"
# How many data pieces come before each kind of event; the last of them is its payload.
PIECES: Final = {
    SETUP: 4,
    BALLOT: 1,
    END_BALLOTS: 0,
    ENCRYPTED_TALLY: 2,
    PARTIAL_DECRYPTION: 2,
    RESULT: 1,
}
_MOST_PIECES: Final = max(PIECES.values())
_POINTER_LIMIT: Final = 400


class Stage(IntEnum):
    """How far a vote has come."""

    EMPTY = 0
    OPEN = 1
    CLOSED = 2
    TALLIED = 3
    DECRYPTED = 4
    FINISHED = 5


_NEXT: Final[dict[Stage, dict[str, Stage]]] = {
    Stage.EMPTY: {SETUP: Stage.OPEN},
    Stage.OPEN: {BALLOT: Stage.OPEN, END_BALLOTS: Stage.CLOSED},
    Stage.CLOSED: {ENCRYPTED_TALLY: Stage.TALLIED},
    Stage.TALLIED: {PARTIAL_DECRYPTION: Stage.DECRYPTED},
    Stage.DECRYPTED: {PARTIAL_DECRYPTION: Stage.DECRYPTED, RESULT: Stage.FINISHED},
    Stage.FINISHED: {},
}


def next_stage(stage: Stage, kind: str) -> Stage:
    """Return the stage after an event of this kind.

    :raises BallotAfterClosing, EventOutOfOrder: it has no place here.
    """
    if kind == BALLOT and stage >= Stage.CLOSED:
        raise BallotAfterClosing()
    if kind not in _NEXT[stage]:
        raise EventOutOfOrder(kind=kind, expected=" / ".join(_NEXT[stage]) or "-")
    return _NEXT[stage][kind]


@dataclass(frozen=True, slots=True)
class Step:
    """An event with its data pieces, in order, and the stage that it leads to."""

    pieces: tuple[Piece, ...]
    event: Event
    digest: str
    stage: Stage
    end: int


def steps(stream: BinaryIO, path: str) -> Iterator[Step]:
    """Return the steps of an archive: bytes, hashes, chain and course are checked as it is read.

    :raises BallotRefusal: the first fault. Contents of payloads are not looked at.
    """
    reader = PieceReader(stream, path)
    stage, parent, height = Stage.EMPTY, None, 0
    pieces: list[Piece] = []
    while (piece := _next_piece(reader)) is not None:
        if piece.kind == "data":
            pieces.append(piece)
            if len(pieces) > _MOST_PIECES:
                with checking("archive.course"):
                    raise EventPiecesWrong(kind="?")
            continue
        with at("event", height + 1):
            event = _next_ballot(piece, parent, height, pieces) or _chained(piece, parent, height)
            with checking("archive.course"):
                stage = next_stage(stage, event.kind)
                _check_pieces(pieces, event)
        yield Step(tuple(pieces), event, piece.digest, stage, reader.offset)
        pieces = []
        parent, height = piece.digest, height + 1
    if pieces:
        # Data that no event speaks of: the archive ends before its event.
        with checking("archive.bytes"):
            raise ArchiveCutShort()


def _next_piece(reader: PieceReader) -> Piece | None:
    with checking("archive.bytes"):
        return reader.next_piece()


def _next_ballot(piece: Piece, parent: str | None, height: int, pieces: list[Piece]) -> Event | None:
    """Return the event if its text is what the next ballot's must be, as most of an archive is."""
    if parent is None or len(pieces) != 1:
        return None
    payload = pieces[0].digest
    said = f'{{"parent":"{parent}","height":{height},"type":"{BALLOT}","payload":"{payload}"}}'
    return Event(parent, height, BALLOT, payload) if piece.content == said.encode("ascii") else None


def _chained(piece: Piece, parent: str | None, height: int) -> Event:
    with checking("archive.chain"):
        assert piece.content is not None, "events are small"
        event = event_from_bytes(piece.content)
        if event.parent != parent or event.height != height:
            raise ChainBroken()
        return event


def _check_pieces(pieces: list[Piece], event: Event) -> None:
    last = pieces[-1].digest if pieces else None
    if len(pieces) != PIECES[event.kind] or event.payload != last:
        raise EventPiecesWrong(kind=event.kind)
    # Pieces that others are read through must be small enough to be held.
    if event.kind != SETUP and any(piece.content is None for piece in pieces):
        raise EventPiecesWrong(kind=event.kind)


def setup_bytes(election: str, trustees: str, credentials: str) -> bytes:
    """Return `setup_data`: the hashes of the three pieces before it."""
    said: Json = {"election": election, "trustees": trustees, "credentials": credentials}
    return written(said).encode("ascii")


def check_setup(raw: bytes, pieces: tuple[Piece, ...]) -> None:
    """Check that `setup_data` names the pieces before it. :raises EventPiecesWrong:"""
    if raw != setup_bytes(*(piece.digest for piece in pieces[:3])):
        raise EventPiecesWrong(kind=SETUP)


def owned_bytes(owner: int, payload: str) -> bytes:
    """Return `owned`: whose partial decryption it is."""
    said: Json = {"owner": owner, "payload": payload}
    return written(said).encode("ascii")


def owner_of(raw: bytes, payload: str) -> int:
    """Return the trustee number of an `owned` piece that names `payload`.

    :raises EventPiecesWrong: it names another. :raises ShapeUnexpected: and faults of the text.
    """
    value = parsed(raw, limit=_POINTER_LIMIT, ascii_only=True)
    owner, named = members(value, "owned", ("owner", "payload"))
    if text_of(named, "payload", most=64) != payload:
        raise EventPiecesWrong(kind=PARTIAL_DECRYPTION)
    return integer_of(owner, "owner")
