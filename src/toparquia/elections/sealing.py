"""How a signature is sealed: with a key outside of the database, mixed with the petition's own salt.

Whoever has a copy of the database alone can neither list who signed nor ask whether someone did.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from cryptography.fernet import Fernet

from toparquia.foundation.home import home, write_secret


def digest(salt: bytes, resident_id: UUID) -> str:
    """Return the keyed hash by which the same person's second signature is found."""
    return hmac.new(_key(salt, b"digest"), resident_id.bytes, hashlib.sha256).hexdigest()


def seal(salt: bytes, resident_id: UUID) -> bytes:
    """Return a person's id sealed, for those whom the sample draws."""
    return _box(salt).encrypt(resident_id.bytes)


def unseal(salt: bytes, sealed: bytes) -> UUID:
    """Return the id that was sealed."""
    return UUID(bytes=_box(salt).decrypt(bytes(sealed)))


def _box(salt: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(salt, b"seal")))


def _key(salt: bytes, purpose: bytes) -> bytes:
    path = home() / "keys" / "petitions.key"
    write_secret(path, secrets.token_bytes(32))
    return hmac.new(path.read_bytes(), purpose + bytes(salt), hashlib.sha256).digest()
