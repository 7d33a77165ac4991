"""How what people bring to a land committee is sealed: with a key outside of the database, one a node."""

from __future__ import annotations

import base64
import secrets

from cryptography.fernet import Fernet

from toparquia.foundation.home import home, write_secret


def seal(content: bytes) -> bytes:
    """Return a file as it is kept: a copy of the database alone shows nobody's papers."""
    return _box().encrypt(content)


def unseal(sealed: bytes) -> bytes:
    """Return the file that was sealed."""
    return _box().decrypt(sealed)


def _box() -> Fernet:
    path = home() / "keys" / "land.key"
    write_secret(path, secrets.token_bytes(32))
    return Fernet(base64.urlsafe_b64encode(path.read_bytes()))
