"""How a deed is sealed: by a key that the database does not hold, so that its rows name nobody.

A seal knows the same person again for one purpose about one thing, and nothing else: those of two projects,
of two sides or of two purposes meet nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from toparquia.foundation.home import home, write_secret


def digest(project_id: UUID, resident_id: UUID) -> str:
    """Return the keyed hash by which the same person's second endorsement of a project is found."""
    return _sealed(project_id.bytes + resident_id.bytes)


def proposer(project_id: UUID, resident_id: UUID) -> str:
    """Return the keyed hash by which a project knows again who proposed it."""
    return _sealed(b"proposer" + project_id.bytes + resident_id.bytes)


def argument(project_id: UUID, resident_id: UUID, side: str, number: int) -> str:
    """Return the keyed hash of a person's argument of that number on one side of a project's debate."""
    return _sealed(f"argument:{side}:{number}:".encode() + project_id.bytes + resident_id.bytes)


def _sealed(what: bytes) -> str:
    path = home() / "keys" / "endorsements.key"
    write_secret(path, secrets.token_bytes(32))
    return hmac.new(path.read_bytes(), what, hashlib.sha256).hexdigest()
