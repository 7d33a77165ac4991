"""Forged archives: taken apart, changed, and put together with a chain of hashes that is right again.

What remains wrong is only what was meant to be; so a verifier that looks at hashes alone passes them.
Source: protocol, section 14.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from toparquia.engines.ballots.archive import (
    BALLOT,
    ENCRYPTED_TALLY,
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
    steps,
)
from toparquia.engines.ballots.election import Election, election_from_bytes
from toparquia.engines.ballots.hashing import fingerprint, hexadecimal

MOMENT = 1_800_000_000


def compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass
class Parts:
    """The contents of an archive, without hashes: a list of (kind of event, its pieces)."""

    steps: list[tuple[str, list[bytes]]] = field(default_factory=list)

    @classmethod
    def of(cls, path: Path) -> Parts:
        with path.open("rb") as stream:
            return cls(
                [
                    (step.event.kind, [piece.content or b"" for piece in step.pieces])
                    for step in steps(stream, str(path))
                ]
            )

    def written_to(self, path: Path) -> Path:
        path.write_bytes(self.archive())
        return path

    def archive(self) -> bytes:
        """Return an archive with hashes, pointers and chain rebuilt."""
        out = [head_member(MOMENT)]
        parent = None
        for height, (kind, pieces) in enumerate(self.steps):
            pieces = self._with_pointers(kind, pieces)
            out += [piece_member(piece, MOMENT) for piece in pieces]
            payload = hexadecimal(pieces[-1]) if pieces else None
            event = event_bytes(Event(parent, height, kind, payload))
            out.append(event_member(event, MOMENT))
            parent = hexadecimal(event)
        return b"".join(out)

    @staticmethod
    def _with_pointers(kind: str, pieces: list[bytes]) -> list[bytes]:
        if kind == SETUP:
            return [*pieces[:3], setup_bytes(*(hexadecimal(piece) for piece in pieces[:3]))]
        if kind == ENCRYPTED_TALLY:
            sized = json.loads(pieces[1])
            return [pieces[0], compact(sized | {"encrypted_tally": hexadecimal(pieces[0])})]
        if kind == PARTIAL_DECRYPTION:
            owner = json.loads(pieces[1])["owner"]
            return [pieces[0], owned_bytes(owner, hexadecimal(pieces[0]))]
        return pieces

    @property
    def election(self) -> Election:
        return election_from_bytes(self.steps[0][1][0])

    def places(self, kind: str) -> list[int]:
        return [place for place, (each, _) in enumerate(self.steps) if each == kind]

    def ballot(self, number: int = 0) -> bytes:
        return self.steps[self.places(BALLOT)[number]][1][0]

    def change_ballot(
        self, change: Callable[[dict], object], number: int = 0, *, resign: bool = True
    ) -> None:
        """Change a ballot's JSON; with `resign` its signed hash is made right again."""
        place = self.places(BALLOT)[number]
        value = json.loads(self.steps[place][1][0])
        changed = change(value)
        value = value if changed is None else changed
        if resign:
            value["signature"]["hash"] = signed_hash(value)
        self.steps[place] = (BALLOT, [compact(value)])

    def change_piece(
        self, kind: str, change: Callable[[object], object], *, number: int = 0, piece: int = 0
    ) -> None:
        """Change the JSON of a piece of the numbered step of a kind."""
        place = self.places(kind)[number]
        pieces = list(self.steps[place][1])
        value = json.loads(pieces[piece])
        changed = change(value)
        pieces[piece] = compact(value if changed is None else changed)
        self.steps[place] = (kind, pieces)

    def without_result(self) -> Parts:
        return Parts([step for step in self.steps if step[0] != RESULT])


def signed_hash(ballot: dict) -> str:
    return fingerprint(compact({key: ballot[key] for key in ballot if key != "signature"}))
