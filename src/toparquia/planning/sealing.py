"""How an endorsement is sealed: by a key that the database does not hold, so that its rows name nobody."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from toparquia.foundation.home import home, write_secret


def digest(project_id: UUID, resident_id: UUID) -> str:
    """Return the keyed hash by which the same person's second endorsement of a project is found."""
    path = home() / "keys" / "endorsements.key"
    write_secret(path, secrets.token_bytes(32))
    return hmac.new(path.read_bytes(), project_id.bytes + resident_id.bytes, hashlib.sha256).hexdigest()
