"""Checkpoints: three lines that say everything a log holds, signed by it and seen by witnesses.

Source: C2SP tlog-checkpoint (the lines) and tlog-cosignature (the witnesses).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from toparquia.engines.translog.errors import CheckpointMalformed, SignatureRefused
from toparquia.engines.translog.hashing import HASH_LENGTH
from toparquia.engines.translog.keys import COSIGNATURE, ED25519, SigningKey, VerifierKey, decode64, encode64
from toparquia.engines.translog.notes import Checked, Note, sign_note
from toparquia.engines.translog.tree import SIZE_LIMIT

_SIZE: Final = re.compile(r"(?:0|[1-9][0-9]{0,18})\Z")


@dataclass(frozen=True)
class Checkpoint:
    """What a log held at one moment: its origin (name), its size in entries, its root of 32 bytes."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if any(not line or any(char < " " for char in line) for line in lines):
            raise CheckpointMalformed(why="an empty line, or a control character")
        if not 0 <= self.size <= SIZE_LIMIT or len(self.root) != HASH_LENGTH:
            raise CheckpointMalformed(why="a size or a root that can't be")

    def __str__(self) -> str:
        return "".join(
            f"{line}\n" for line in (self.origin, self.size, encode64(self.root), *self.extensions)
        )

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read a note's text as a checkpoint, in its one spelling. :raises CheckpointMalformed:"""
        lines = text.removesuffix("\n").split("\n")
        if not text.endswith("\n") or len(lines) < 3:
            raise CheckpointMalformed(why="fewer than three lines")
        if not _SIZE.match(lines[1]):
            raise CheckpointMalformed(why="its second line is not a size")
        root = decode64(lines[2])
        if root is None:
            raise CheckpointMalformed(why="its third line is not a root in base64")
        return cls(lines[0], int(lines[1]), root, tuple(lines[3:]))


@dataclass(frozen=True)
class SignedCheckpoint:
    """A checkpoint that its log signed, with the note that shows it and the witnesses that saw it."""

    checkpoint: Checkpoint
    note: Note
    witnesses: tuple[Checked, ...] = ()


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> bytes:
    """Return `checkpoint` as a note signed by its log, whose key is named after the origin."""
    assert key.kind == ED25519, "a log signs with its own type of key"
    assert key.name == checkpoint.origin, "a log signs for itself only"
    return bytes(sign_note(str(checkpoint), [key]))


def cosign_checkpoint(encoded: bytes, witness: SigningKey, *, at: int) -> bytes:
    """Return the signed checkpoint with a witness's line added, saying that it was seen `at` POSIX seconds.

    The caller has checked consistency with the last checkpoint that this witness signed.
    Source: C2SP tlog-cosignature, “Format”.
    """
    assert witness.kind == COSIGNATURE, "a witness signs with its own type of key"
    note = Note.parse(encoded)
    Checkpoint.parse(note.text)
    return bytes(note.with_signature(witness, at=at))


def open_checkpoint(
    encoded: bytes, log: VerifierKey, witnesses: Sequence[VerifierKey] = (), *, quorum: int = 0
) -> SignedCheckpoint:
    """Return the checkpoint in a note that `log` signed and at least `quorum` of `witnesses` cosigned.

    :raises NoteMalformed, CheckpointMalformed: when it is not in its form.
    :raises SignatureRefused: when a signature is missing or false, or the origin is not the key's name.
    """
    note = Note.parse(encoded)
    checked = note.check([log, *witnesses])
    if checked[0].key != log:
        raise SignatureRefused(why=f"{log.name} did not sign it")
    # Only now is the text worth reading.
    checkpoint = Checkpoint.parse(note.text)
    if checkpoint.origin != log.name:
        raise SignatureRefused(why=f"{log.name} signs for the log {checkpoint.origin}")
    seen = tuple(one for one in checked if one.key != log)
    if len({one.key for one in seen}) < quorum:
        raise SignatureRefused(why=f"{len(seen)} of the {quorum} witnesses asked for signed it")
    return SignedCheckpoint(checkpoint, note, seen)
