"""The bytes of an archive: a plain row of old-style tar members, without end blocks.

Source: protocol, section 10.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO, Final

from ..canonical import Json, integer_of, members, parsed, text_of, written
from ..errors import ArchiveBytesWrong, ArchiveCutShort, BallotRefusal, HashWrong, NotAnArchive
from ..hashing import hexadecimal

BLOCK: Final = 512
HEAD_NAME: Final = "BELENIOS"
_HEAD_LIMIT: Final = 200
_READ_AT_ONCE: Final = 1 << 20
# Larger pieces (a long list of credentials) are hashed as they pass and never held.
KEPT_LIMIT: Final = 4_000_000
EVENT_LIMIT: Final = 1_000
_NAME: Final = re.compile(r"([0-9a-f]{64})\.(data|event)\.json")
_MAX_OCTAL: Final = 8**11 - 1
_MODE_AND_OWNER: Final = b"0000644\0" + b"0000000\0" * 2
_KIND: Final = b"0".ljust(BLOCK - 156, b"\0")
_FIXED_SUM: Final = sum(_MODE_AND_OWNER) + sum(b" " * 8) + sum(_KIND)


@dataclass(frozen=True, slots=True)
class Piece:
    """A member of the archive whose bytes and hash were checked; `content` only if it is small."""

    kind: str
    digest: str
    offset: int
    size: int
    content: bytes | None


def header(name: str, size: int, moment: int) -> bytes:
    """Return the 512 bytes before a member's content."""
    assert max(size, moment) <= _MAX_OCTAL, "eleven octal digits"
    named = name.encode("ascii")
    varying = b"%011o\0%011o\0" % (size, moment)
    # The sum of all bytes, the checksum's own taken as spaces; the rest is always the same.
    checksum = b"%06o\0 " % (sum(named) + sum(varying) + _FIXED_SUM)
    return b"".join((named.ljust(100, b"\0"), _MODE_AND_OWNER, varying, checksum, _KIND))


def member(name: str, content: bytes, moment: int) -> bytes:
    """Return a whole member: header, content, padding."""
    return header(name, len(content), moment) + content + bytes(-len(content) % BLOCK)


def piece_member(content: bytes, moment: int) -> bytes:
    """Return the member of a data piece."""
    return member(f"{hexadecimal(content)}.data.json", content, moment)


def event_member(content: bytes, moment: int) -> bytes:
    """Return the member of an event."""
    return member(f"{hexadecimal(content)}.event.json", content, moment)


def head_member(moment: int) -> bytes:
    """Return the first member of an archive made at `moment`, in Unix seconds."""
    said: Json = {"version": 1, "timestamp": str(moment)}
    return member(HEAD_NAME, written(said).encode("ascii"), moment)


class PieceReader:
    """Reads pieces in order, in bounded memory, checking every byte that is not content."""

    def __init__(self, stream: BinaryIO, path: str) -> None:
        """Read the head. :raises NotAnArchive: the stream does not begin as an archive does."""
        self._stream = stream
        self._offset = 0
        block = stream.read(BLOCK)
        try:
            name, size, self.moment = _fields(block, 0)
            content = stream.read(-(-size // BLOCK) * BLOCK) if size <= _HEAD_LIMIT else b""
            version, stamp = members(
                parsed(content[:size], limit=_HEAD_LIMIT), "head", ("version", "timestamp")
            )
            moment = int(text_of(stamp, "timestamp", most=12))
        except (BallotRefusal, ValueError):
            # Whatever is wrong with the head: not what an archive begins with.
            raise NotAnArchive(path=path) from None
        if name != HEAD_NAME or version != 1 or block + content != head_member(moment):
            raise NotAnArchive(path=path)
        self._offset = len(block) + len(content)

    @property
    def offset(self) -> int:
        """Return how many bytes were read."""
        return self._offset

    def next_piece(self) -> Piece | None:
        """Return the next piece, or None at the end.

        :raises ArchiveCutShort, ArchiveBytesWrong, HashWrong:
        """
        start = self._offset
        block = self._stream.read(BLOCK)
        if not block:
            return None
        if len(block) < BLOCK:
            raise ArchiveCutShort()
        name, size, moment = _fields(block, start)
        matched = _NAME.fullmatch(name)
        if matched is None or moment != self.moment:
            raise ArchiveBytesWrong(offset=start)
        digest, kind = matched.groups()
        if kind == "event" and size > EVENT_LIMIT:
            raise ArchiveBytesWrong(offset=start)
        found, content = self._content(size)
        padding = self._stream.read(-size % BLOCK)
        if len(padding) < -size % BLOCK:
            raise ArchiveCutShort()
        if found != digest:
            raise HashWrong(offset=start)
        if any(padding):
            raise ArchiveBytesWrong(offset=start)
        self._offset += BLOCK + size + len(padding)
        return Piece(kind, digest, start + BLOCK, size, content)

    def _content(self, size: int) -> tuple[str, bytes | None]:
        """Return the hash of the next `size` bytes, and the bytes themselves if they are few."""
        hasher = hashlib.sha256()
        kept: list[bytes] = []
        left = size
        while left:
            block = self._stream.read(min(left, _READ_AT_ONCE))
            if not block:
                raise ArchiveCutShort()
            left -= len(block)
            hasher.update(block)
            if size <= KEPT_LIMIT:
                kept.append(block)
        return hasher.hexdigest(), b"".join(kept) if size <= KEPT_LIMIT else None


def _fields(block: bytes, offset: int) -> tuple[str, int, int]:
    """Return name, size and moment of a header that is byte for byte the one they give."""
    try:
        name = block[:100].rstrip(b"\0").decode("ascii")
        size, moment = int(block[124:135], 8), int(block[136:147], 8)
    except (UnicodeDecodeError, ValueError):
        raise ArchiveBytesWrong(offset=offset) from None
    if size < 0 or moment < 0 or header(name, size, moment) != block:
        raise ArchiveBytesWrong(offset=offset)
    return name, size, moment


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the vote, chained to the one before by its hash."""

    parent: str | None
    height: int
    kind: str
    payload: str | None


def event_bytes(event: Event) -> bytes:
    """Return the event's text."""
    said: dict[str, Json] = {}
    if event.parent is not None:
        said["parent"] = event.parent
    said |= {"height": event.height, "type": event.kind}
    if event.payload is not None:
        said["payload"] = event.payload
    return written(said).encode("ascii")


def event_from_bytes(raw: bytes) -> Event:
    """Return the event that the bytes say. :raises ShapeUnexpected: and faults of the text."""
    keys = ("parent", "height", "type", "payload")
    value = parsed(raw, limit=EVENT_LIMIT, ascii_only=True)
    parent, height, kind, payload = members(value, "event", keys, frozenset({"parent", "payload"}))
    return Event(
        None if parent is None else text_of(parent, "parent", most=64),
        integer_of(height, "height"),
        text_of(kind, "type", most=40),
        None if payload is None else text_of(payload, "payload", most=64),
    )
