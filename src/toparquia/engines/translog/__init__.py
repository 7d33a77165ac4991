"""A transparency log: an append-only Merkle tree of small records that anyone can verify offline.

RFC 6962 hashing; checkpoints, notes, cosignatures, receipts and tiles as C2SP specifies them. Plain Python:
no database, no clock, no settings. The README beside this file shows how it is used.
"""

from toparquia.engines.translog.canonical import ENTRY_LIMIT, JsonValue, canonical_json, parse_canonical
from toparquia.engines.translog.checkpoints import (
    Checkpoint,
    SignedCheckpoint,
    cosign_checkpoint,
    open_checkpoint,
    sign_checkpoint,
)
from toparquia.engines.translog.errors import LogError
from toparquia.engines.translog.hashing import EMPTY_ROOT, leaf_hash, node_hash
from toparquia.engines.translog.keys import COSIGNATURE, ED25519, SigningKey, VerifierKey
from toparquia.engines.translog.notes import Note, sign_note
from toparquia.engines.translog.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from toparquia.engines.translog.receipts import Receipt
from toparquia.engines.translog.report import Check, Outcome, Report
from toparquia.engines.translog.tiles import TileHashes, read_entries, tile_path
from toparquia.engines.translog.tree import (
    Appended,
    CompactRange,
    HashReader,
    MemoryHashes,
    Position,
    StoredHash,
    append,
    append_many,
    peaks,
    root,
    root_of,
)
from toparquia.engines.translog.verifying import verify_export
from toparquia.engines.translog.writing import (
    published,
    published_size,
    write_tiles,
    write_verifier_key,
)

__all__ = [
    "COSIGNATURE",
    "ED25519",
    "EMPTY_ROOT",
    "ENTRY_LIMIT",
    "Appended",
    "Check",
    "Checkpoint",
    "CompactRange",
    "HashReader",
    "JsonValue",
    "LogError",
    "MemoryHashes",
    "Note",
    "Outcome",
    "Position",
    "Receipt",
    "Report",
    "SignedCheckpoint",
    "SigningKey",
    "StoredHash",
    "TileHashes",
    "VerifierKey",
    "append",
    "append_many",
    "canonical_json",
    "consistency_proof",
    "cosign_checkpoint",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "open_checkpoint",
    "parse_canonical",
    "peaks",
    "published",
    "published_size",
    "read_entries",
    "root",
    "root_of",
    "sign_checkpoint",
    "sign_note",
    "tile_path",
    "verify_consistency",
    "verify_export",
    "verify_inclusion",
    "write_tiles",
    "write_verifier_key",
]
