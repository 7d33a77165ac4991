"""The log as a folder of files that any web server can give out. Source: C2SP tlog-tiles.

A *tile* holds up to 256 hashes of one level, an *entry bundle* up to 256 entries with their lengths. Both are
named by level and index; one that is not full yet carries its width in its name.
"""

from __future__ import annotations

import os
import stat
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from toparquia.engines.translog.canonical import ENTRY_LIMIT
from toparquia.engines.translog.errors import EntryTooLong, TileMalformed
from toparquia.engines.translog.hashing import HASH_LENGTH, node_hash
from toparquia.engines.translog.tree import Position, check_size

TILE_HEIGHT: Final = 8
TILE_WIDTH: Final = 256
CHECKPOINT_FILE: Final = "checkpoint"
KEY_FILE: Final = "vkey"
"""Our own addition to the layout: the log's verifier key, so that an export explains itself."""
ENTRIES: Final = "entries"
PARTIAL_SUFFIX: Final = ".p"
BUNDLE_LIMIT: Final = TILE_WIDTH * (2 + ENTRY_LIMIT)
_CACHED_TILES: Final = 64


def tile_path(level: int | str, index: int, width: int = TILE_WIDTH) -> str:
    """Return where a tile of `level` (or a bundle, for "entries") lies under the log's folder."""
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03d}")
    name = "/".join(groups)
    partial = "" if width == TILE_WIDTH else f"{PARTIAL_SUFFIX}/{width}"
    return f"tile/{level}/{name}{partial}"


def width_at(level: int, index: int, size: int) -> int:
    """Return how many hashes (0 to 256) tile `index` of `level` has in a log of `size` entries."""
    return max(0, min(TILE_WIDTH, (size >> (TILE_HEIGHT * level)) - index * TILE_WIDTH))


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Return entries one after another, each after its length. :raises EntryTooLong:"""
    return b"".join(map(framed, entries))


def framed(entry: bytes) -> bytes:
    """Return one entry after its length, a big-endian uint16. :raises EntryTooLong:"""
    if len(entry) > ENTRY_LIMIT:
        raise EntryTooLong(length=len(entry), limit=ENTRY_LIMIT)
    return len(entry).to_bytes(2, "big") + entry


def decode_bundle(encoded: bytes, count: int, path: str) -> list[bytes]:
    """Return the `count` entries of a bundle. :raises TileMalformed: when it has others."""
    entries = []
    at = 0
    for number in range(count):
        start = at + 2
        at = start + int.from_bytes(encoded[at:start], "big")
        if start > len(encoded) or at > len(encoded):
            raise TileMalformed(path=path, why=f"it ends inside its entry {number + 1} of {count}")
        entries.append(encoded[start:at])
    if at != len(encoded):
        raise TileMalformed(path=path, why=f"{len(encoded) - at} bytes after its last entry")
    return entries


def read_bounded(directory: Path, path: str, limit: int) -> bytes | None:
    """Return the bytes of one regular file, None when there is none. :raises TileMalformed: past `limit`."""
    try:
        # Not blocking, so that a pipe put in a file's place can't hold the reader up.
        descriptor = os.open(directory / path, os.O_RDONLY | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        # Room for what is there and one byte more: asking for `limit` would reserve all of it.
        raw = file.read(min(status.st_size, limit) + 1)
    if len(raw) > limit:
        raise TileMalformed(path=path, why=f"more than {limit} bytes")
    return raw


def read_tile(directory: Path, level: int, index: int, width: int) -> bytes:
    """Return the first `width` hashes of a tile, one after another.

    A partial tile may have been cleared away once the tile was full; then the full one begins with it.
    :raises TileMalformed: when neither is there with its exact length.
    """
    path = tile_path(level, index, width)
    raw = read_bounded(directory, path, TILE_WIDTH * HASH_LENGTH)
    whole = width
    if raw is None and width < TILE_WIDTH:
        whole = TILE_WIDTH
        raw = read_bounded(directory, tile_path(level, index), TILE_WIDTH * HASH_LENGTH)
    if raw is None:
        raise TileMalformed(path=path, why="it is missing")
    if len(raw) != whole * HASH_LENGTH:
        raise TileMalformed(path=path, why=f"{len(raw)} bytes instead of {whole * HASH_LENGTH}")
    return raw[: width * HASH_LENGTH]


def read_bundle(directory: Path, index: int, width: int) -> list[bytes]:
    """Return the first `width` entries of a bundle. :raises TileMalformed:"""
    path = tile_path(ENTRIES, index, width)
    raw = read_bounded(directory, path, BUNDLE_LIMIT)
    if raw is not None:
        return decode_bundle(raw, width, path)
    if width < TILE_WIDTH:
        full = tile_path(ENTRIES, index)
        raw = read_bounded(directory, full, BUNDLE_LIMIT)
        if raw is not None:
            return decode_bundle(raw, TILE_WIDTH, full)[:width]
    raise TileMalformed(path=path, why="it is missing")


def read_entries(directory: Path, start: int, end: int) -> Iterator[bytes]:
    """Yield the entries `[start, end)` of a log that has at least `end`, a bundle in memory at a time."""
    check_size(end)
    for index in range(start // TILE_WIDTH, -(-end // TILE_WIDTH)):
        first = index * TILE_WIDTH
        entries = read_bundle(directory, index, min(TILE_WIDTH, end - first))
        yield from entries[max(0, start - first) :]


class TileHashes:
    """The stored hashes of a log of `size` entries, read from its folder: a `HashReader`."""

    def __init__(self, directory: Path, size: int) -> None:
        check_size(size)
        self._directory = directory
        self._size = size
        self._tiles: OrderedDict[tuple[int, int], bytes] = OrderedDict()

    def read_hashes(self, positions: Sequence[Position]) -> list[bytes]:
        """Return the hashes at `positions`, each from one tile. :raises TileMalformed:"""
        return [self._hash_at(*position) for position in positions]

    def _hash_at(self, level: int, index: int) -> bytes:
        # Levels between two tiles are hashed again from the lower tile: 1, 2, 4, ... 128 of its hashes.
        above = level % TILE_HEIGHT
        tile, first = divmod(index << above, TILE_WIDTH)
        raw = self._tile(level // TILE_HEIGHT, tile)
        row = [raw[i * HASH_LENGTH : (i + 1) * HASH_LENGTH] for i in range(first, first + (1 << above))]
        while len(row) > 1:
            row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
        return row[0]

    def _tile(self, level: int, index: int) -> bytes:
        if (level, index) in self._tiles:
            self._tiles.move_to_end((level, index))
        else:
            width = width_at(level, index, self._size)
            self._tiles[level, index] = read_tile(self._directory, level, index, width)
            if len(self._tiles) > _CACHED_TILES:
                self._tiles.popitem(last=False)
        return self._tiles[level, index]
