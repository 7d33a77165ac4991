"""The protocol's hashes. Source: protocol, section 1."""

from __future__ import annotations

import base64
import hashlib


def hexadecimal(content: bytes) -> str:
    """Return the SHA-256 of `content` in lower-case hexadecimal: how the archive names things."""
    return hashlib.sha256(content).hexdigest()


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of `content` in 43 Base64 characters: how people are shown it."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode("ascii")[:-1]


def number(text: str) -> int:
    """Return the SHA-256 of `text` as a big-endian number."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest(), "big")
