"""Ids that are made where the act is made."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a fresh UUIDv7: ordered by time, unique without asking a server. Source: RFC 9562."""
    return uuid7()
