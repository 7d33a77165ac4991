"""Receipts: a `.tlog-proof` file that a neighbour keeps, and anyone can check without a connection.

Source: C2SP tlog-proof, “Format”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from toparquia.engines.translog.checkpoints import SignedCheckpoint, open_checkpoint
from toparquia.engines.translog.errors import ReceiptMalformed
from toparquia.engines.translog.hashing import HASH_LENGTH, leaf_hash
from toparquia.engines.translog.keys import VerifierKey, decode64, encode64
from toparquia.engines.translog.notes import NOTE_LIMIT
from toparquia.engines.translog.proofs import verify_inclusion

_HEADER: Final = "c2sp.org/tlog-proof@v1"
_INDEX: Final = re.compile(r"index (0|[1-9][0-9]{0,18})\Z")
_PROOF_LIMIT: Final = 63
_EXTRA_LIMIT: Final = 65_535
# The note, and before it the extra in base64 and the hashes: nothing longer is read.
RECEIPT_LIMIT: Final = NOTE_LIMIT + 2 * _EXTRA_LIMIT


@dataclass(frozen=True)
class Receipt:
    """That one entry is in a log: its index, its inclusion proof, and the signed checkpoint as it was given.

    `extra` is for its owner's convenience (the entry itself, say) and proves nothing.
    """

    index: int
    proof: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def __bytes__(self) -> bytes:
        lines = [_HEADER]
        if self.extra is not None:
            lines.append(f"extra {encode64(self.extra)}")
        lines.append(f"index {self.index}")
        lines.extend(map(encode64, self.proof))
        return "".join(f"{line}\n" for line in (*lines, "")).encode("ascii") + self.checkpoint

    @classmethod
    def parse(cls, encoded: bytes) -> Receipt:
        """Read a `.tlog-proof` file whose every byte is in its place. :raises ReceiptMalformed:"""
        if len(encoded) > RECEIPT_LIMIT:
            raise ReceiptMalformed(why=f"more than {RECEIPT_LIMIT} bytes")
        head, blank, checkpoint = encoded.partition(b"\n\n")
        if not blank or not head.isascii():
            raise ReceiptMalformed(why="no blank line before its checkpoint")
        lines = head.decode("ascii").split("\n")
        if lines.pop(0) != _HEADER:
            raise ReceiptMalformed(why=f"its first line is not {_HEADER}")
        extra = None
        if lines and lines[0].startswith("extra "):
            extra = decode64(lines.pop(0).removeprefix("extra "))
            if extra is None or len(extra) > _EXTRA_LIMIT:
                raise ReceiptMalformed(why="its extra line is not short base64")
        index = _INDEX.match(lines.pop(0)) if lines else None
        if index is None:
            raise ReceiptMalformed(why="no line with the index")
        return cls(int(index[1]), _parse_hashes(lines), checkpoint, extra)

    def verify(
        self, entry: bytes, log: VerifierKey, witnesses: Sequence[VerifierKey] = (), *, quorum: int = 0
    ) -> SignedCheckpoint:
        """Check that `entry` is in the log at the receipt's index, and return the checkpoint that says so.

        :raises NoteMalformed, CheckpointMalformed, SignatureRefused: see `open_checkpoint`.
        :raises ProofRefused: when the proof does not lead from the entry to the checkpoint's root.
        """
        signed = open_checkpoint(self.checkpoint, log, witnesses, quorum=quorum)
        head = signed.checkpoint
        verify_inclusion(self.index, head.size, leaf_hash(entry), self.proof, head.root)
        return signed


def _parse_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    if len(lines) > _PROOF_LIMIT:
        raise ReceiptMalformed(why=f"more than {_PROOF_LIMIT} hashes")
    hashes = []
    for line in lines:
        raw = decode64(line)
        if raw is None or len(raw) != HASH_LENGTH:
            raise ReceiptMalformed(why="a line that is not a hash in base64")
        hashes.append(raw)
    return tuple(hashes)
