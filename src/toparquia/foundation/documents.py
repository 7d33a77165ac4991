"""PDF: taken only if it shows pages and does nothing else, and hides nothing that we cannot look at.

No PDF is repaired or rewritten here. What a name says may be spelled in hex (`/J#53`) and may stand in a
packed object stream, so both are undone first; what is packed in another way, or encrypted, is refused.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

UNPACKED_LIMIT: Final = 50_000_000
"""Most bytes that a document's object streams unpack to, all together."""

# Programs, other files, forms that send, other worlds. Source: ISO 32000-1, 7.11, 12.6, 12.7, 13.
_ACTIVE: Final = frozenset(
    {
        *("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData"),
        *("GoToR", "GoToE", "Rendition", "Movie", "Sound", "Encrypt"),
    }
)
# So short that the points of a picture spell them by chance: looked for outside of streams alone.
_SHORT: Final = frozenset({"JS", "XFA", "3D"})
_NAME: Final = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*)")
_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_HEAD_LIMIT: Final = 4_000


class Damaged(Exception):
    """A document cannot be read to its end."""


class Active(Exception):
    """A document does more than show pages, or hides what it does."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def check_document(content: bytes) -> None:
    """Refuse a PDF that is cut off, does things, or hides what it does.

    :raises Damaged: :raises Active:
    """
    if b"%%EOF" not in content[-2_048:] or b"startxref" not in content:
        raise Damaged
    marks = [match.start() for match in _NAME.finditer(content) if _name(match) == "ObjStm"]
    inside = list(_object_streams(content, marks))
    # Counted, so that no object stream passes by standing where we do not look for one.
    if len(marks) != len(inside):
        raise Active("ObjStm")
    found = {name for part in (content, *inside) for name in _names(part) if name in _ACTIVE}
    found |= {
        name for part in (_without_streams(content), *inside) for name in _names(part) if name in _SHORT
    }
    if found:
        raise Active(", ".join(sorted(found)))


def _names(part: bytes) -> Iterator[str]:
    return map(_name, _NAME.finditer(part))


def _name(match: re.Match[bytes]) -> str:
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), match[1]).decode("latin-1")


def _without_streams(content: bytes) -> bytes:
    """Return a document without the content of its streams, where picture bytes can spell anything."""
    kept, here = [], 0
    while found := _STREAM.search(content, here):
        end = content.find(b"endstream", found.end())
        if end < 0:
            raise Damaged
        kept.append(content[here : found.end()])
        here = end
    kept.append(content[here:])
    return b"".join(kept)


def _object_streams(content: bytes, marks: Sequence[int]) -> Iterator[bytes]:
    """Yield the unpacked object streams, each after one of the marks that name it so.

    :raises Active: for one packed so that we can't look in, or for too much of them.
    """
    left = UNPACKED_LIMIT
    for found in _STREAM.finditer(content):
        # A document may be made of nothing but streams: only those with a mark near are looked at.
        before = bisect_left(marks, found.start())
        if before == 0 or marks[before - 1] < found.start() - _HEAD_LIMIT:
            continue
        head = content[max(0, found.start() - _HEAD_LIMIT) : found.start()]
        names = list(_names(head[head.rfind(b" obj") + 1 :]))
        if "ObjStm" not in names:
            continue
        end = content.find(b"endstream", found.end())
        if end < 0:
            raise Damaged
        packings = [name for name in names if name.endswith("Decode")]
        if not packings:
            unpacked = content[found.end() : end]
        elif packings == ["FlateDecode"] and "DecodeParms" not in names:
            unpacked = _unpacked(content[found.end() : end], left)
        else:
            raise Active("ObjStm")
        left -= len(unpacked)
        if left <= 0:
            raise Active("ObjStm")
        yield unpacked


def _unpacked(packed: bytes, limit: int) -> bytes:
    try:
        engine = zlib.decompressobj()
        unpacked = engine.decompress(packed, limit)
    except zlib.error as error:
        raise Damaged from error
    if engine.unconsumed_tail:
        raise Active("ObjStm")
    return unpacked
