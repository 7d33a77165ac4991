"""Small logs for the tests: entries, keys that are no secret, folders as they are published."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from toparquia.engines.translog import (
    COSIGNATURE,
    Checkpoint,
    MemoryHashes,
    SigningKey,
    append_many,
    canonical_json,
    leaf_hash,
    published_size,
    root_of,
    sign_checkpoint,
    write_tiles,
    write_verifier_key,
)

ORIGIN = "gaceta.example/comuna-5"
KEY = SigningKey(ORIGIN, sha256(b"a log of the tests").digest())
WITNESS = SigningKey("witness.example/universidad", sha256(b"a witness of the tests").digest(), COSIGNATURE)


def entries_of(size: int) -> list[bytes]:
    """Return `size` entries, each different, some not ASCII."""
    return [
        canonical_json({"act": "Acta nº", "number": number, "of": "Comuna Ñuñoa"}) for number in range(size)
    ]


def hashes_of(entries: list[bytes]) -> MemoryHashes:
    """Return the stored hashes of a log of these entries."""
    hashes = MemoryHashes()
    hashes.store(append_many(0, map(leaf_hash, entries), hashes).stored)
    return hashes


def signed(entries: list[bytes], key: SigningKey = KEY) -> bytes:
    """Return the checkpoint of a log of exactly these entries."""
    return sign_checkpoint(Checkpoint(key.name, len(entries), root_of(entries)), key)


def publish(folder: Path, entries: list[bytes], key: SigningKey = KEY) -> bytes:
    """Bring `folder` up to these entries, the first of which it may hold already; return the checkpoint."""
    checkpoint = signed(entries, key)
    start = published_size(folder)
    write_tiles(folder, entries[start:], checkpoint, start=start)
    write_verifier_key(folder, key.verifier)
    return checkpoint
