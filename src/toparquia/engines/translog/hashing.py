"""The two hashes of an RFC 6962 tree, kept apart by a first byte so that no leaf passes for a node."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

HASH_LENGTH: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()
"""Root of the log that holds nothing. Source: RFC 6962 section 2.1."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry, SHA-256(0x00 || entry). Source: RFC 6962 section 2.1."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees, SHA-256(0x01 || left || right). Source: RFC 6962 section 2.1."""
    return sha256(b"\x01" + left + right).digest()
