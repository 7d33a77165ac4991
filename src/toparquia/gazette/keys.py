"""The log's name and its Ed25519 key, made at setup and kept outside the database."""

from __future__ import annotations

import os
from typing import Final

from toparquia.engines.translog import Checkpoint, SigningKey, VerifierKey, sign_checkpoint
from toparquia.foundation.home import home, write_secret

# The name in the checkpoint's first line; a node that publishes its log chooses its own once.
DEFAULT_ORIGIN: Final = "toparquia.local/gazette"


def signing_key() -> SigningKey:
    """Return the log's signing key, made on first use; it never leaves the data folder."""
    path = home() / "keys" / "gazette.key"
    if not path.exists():
        origin = os.environ.get("TOPARQUIA_ORIGIN", DEFAULT_ORIGIN)
        write_secret(path, SigningKey.generate(origin).to_text().encode())
    return SigningKey.parse(path.read_text())


def verifier_key() -> VerifierKey:
    """Return the public key with which anyone checks the log's checkpoints."""
    return signing_key().verifier


def signed_checkpoint(size: int, root: bytes) -> str:
    """Return the signed note that states the log's size and root. Source: C2SP tlog-checkpoint."""
    key = signing_key()
    return sign_checkpoint(Checkpoint(key.name, size, root), key).decode()
