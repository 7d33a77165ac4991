"""Ids and secrets that are made where the act is made; the demo can derive them from a seed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from toparquia.foundation.clock import now

_COUNTER_LIMIT: Final = 2**32


class Seeded:
    """A source that gives the same ids and bytes in the same order for the same seed."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._drawn = 0

    def draw(self, size: int) -> bytes:
        """Return the next `size` bytes (at most 64)."""
        assert 0 < size <= hashlib.sha512().digest_size, "one digest at a time"
        assert self._drawn < _COUNTER_LIMIT, "a seed is for one small country"
        self._drawn += 1
        return hashlib.sha512(b"%d:%s" % (self._drawn, self._seed)).digest()[:size]

    def new_id(self) -> UUID:
        """Return a UUIDv7 of the standing clock's moment; a counter keeps the order within a moment."""
        spare = int.from_bytes(self.draw(8), "big")
        counter = self._drawn
        value = int(now().timestamp() * 1000) << 80
        value |= 0x7 << 76 | (counter >> 20) << 64
        value |= 0b10 << 62 | (counter & 0xFFFFF) << 42 | spare >> 22
        return UUID(int=value)


_seeded: ContextVar[Seeded | None] = ContextVar("seeded", default=None)


def new_id() -> UUID:
    """Return a fresh UUIDv7: ordered by time, unique without asking a server. Source: RFC 9562."""
    source = _seeded.get()
    return uuid7() if source is None else source.new_id()


def secret_bytes(size: int) -> bytes:
    """Return bytes that nobody can guess, from the system; only inside `seeded` they follow a seed."""
    source = _seeded.get()
    return secrets.token_bytes(size) if source is None else source.draw(size)


@contextmanager
def seeded(source: Seeded) -> Iterator[None]:
    """Derive ids and secrets from a seed and the standing clock inside the block.

    For the demo and tests alone, so that two runs build the same country: whoever knows the seed knows
    every “secret”. Nothing that serves people enters such a block.
    """
    token = _seeded.set(source)
    try:
        yield
    finally:
        _seeded.reset(token)
