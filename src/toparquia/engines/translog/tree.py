"""A Merkle tree that only grows: which hashes it keeps, how one entry is appended, what its root is.

A *position* (level, number) is the complete subtree over the entries from `number << level` up to, and
without, `(number + 1) << level`. Complete subtrees never change, so their hashes are stored once and for
ever; everything else (the ragged right edge) is folded from them when asked. A log of n entries
stores fewer than 2n hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Protocol

from toparquia.engines.translog.errors import NoSuchLeaf
from toparquia.engines.translog.hashing import EMPTY_ROOT, leaf_hash, node_hash

SIZE_LIMIT: Final = 2**63 - 1


class Position(NamedTuple):
    """One complete subtree: `level` 0 is an entry, `number` counts from the left."""

    level: int
    number: int


class StoredHash(NamedTuple):
    """A hash to keep for ever at its position."""

    level: int
    number: int
    hash: bytes


class Appended(NamedTuple):
    """What an append leaves: the hashes to store and the root with them."""

    stored: list[StoredHash]
    size: int
    root: bytes


class HashReader(Protocol):
    """Where a log keeps its hashes: a list, a table, a folder of tiles."""

    def read_hashes(self, positions: Sequence[Position]) -> Sequence[bytes]:
        """Return the hashes at `positions`, in the same order, at most 64 × 64 of them at a time.

        Each function of this package asks once, so that a table answers in one query.
        """


class MemoryHashes:
    """Hashes kept in a dictionary: for tests, and for logs that fit in memory."""

    def __init__(self) -> None:
        self._hashes: dict[tuple[int, int], bytes] = {}

    def store(self, stored: Iterable[StoredHash]) -> None:
        """Keep what an append returned."""
        for level, index, value in stored:
            self._hashes[level, index] = value

    def read_hashes(self, positions: Sequence[Position]) -> list[bytes]:
        """Return the hashes at `positions`; a position never stored is a mistake of ours."""
        return [self._hashes[position] for position in positions]


def peaks(size: int) -> list[Position]:
    """Return the complete subtrees that make up a log of `size` entries, left to right.

    There is one for each 1 in the binary form of `size`, hence at most 63.
    """
    check_size(size)
    return subtrees(0, size)


def subtrees(start: int, end: int) -> list[Position]:
    """Return the complete subtrees over the entries `[start, end)`, left to right, each the largest."""
    found = []
    while start < end:
        # The largest complete subtree that begins here and does not pass the end.
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        found.append(Position(level, start >> level))
        start += 1 << level
    return found


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the root over complete subtrees given left to right; over none, the empty root."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def append(size: int, leaf: bytes, reader: HashReader) -> Appended:
    """Return what appending one leaf hash to a log of `size` entries stores, and the new root.

    Reads the O(log n) peaks of the log, all at once. The caller stores `stored` in its own transaction.
    """
    return append_many(size, [leaf], reader)


def append_many(size: int, leaves: Iterable[bytes], reader: HashReader) -> Appended:
    """Return what appending `leaves` (leaf hashes, in order) stores; the peaks are read only once."""
    edge = CompactRange(size, reader.read_hashes(peaks(size)))
    stored: list[StoredHash] = []
    for leaf in leaves:
        stored.extend(edge.append(leaf))
    return Appended(stored, edge.size, edge.root())


def root(size: int, reader: HashReader) -> bytes:
    """Return the root of the first `size` entries. Source: RFC 6962 section 2.1."""
    return fold(reader.read_hashes(peaks(size)))


def root_of(entries: Iterable[bytes]) -> bytes:
    """Return the root of a log with exactly these entries (their bytes, not their hashes)."""
    edge = CompactRange()
    for entry in entries:
        edge.append(leaf_hash(entry))
    return edge.root()


class CompactRange:
    """The right edge of a growing log: its peaks, all that an append needs to know of the past."""

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        assert len(hashes) == size.bit_count(), "one hash for each peak"
        self.size = size
        self._peaks = list(hashes)

    def append(self, leaf: bytes) -> list[StoredHash]:
        """Take one more leaf hash and return the subtrees that it completes, the leaf itself first."""
        check_size(self.size + 1)
        stored = [StoredHash(0, self.size, leaf)]
        level, index, value = 0, self.size, leaf
        while index & 1:
            level, index, value = level + 1, index >> 1, node_hash(self._peaks.pop(), value)
            stored.append(StoredHash(level, index, value))
        self._peaks.append(value)
        self.size += 1
        return stored

    def root(self) -> bytes:
        """Return the root of everything appended so far."""
        return fold(self._peaks)


def check_size(size: int) -> None:
    """Refuse a number that is no size of a log. :raises NoSuchLeaf:"""
    if not 0 <= size <= SIZE_LIMIT:
        raise NoSuchLeaf(asked=f"size {size}", size=SIZE_LIMIT)
