"""Inclusion and consistency proofs: made from stored hashes, checked from the proof alone.

Making follows the recursive definitions of RFC 6962; checking follows the iterative algorithms of RFC 9162,
so that one does not repeat a mistake of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from toparquia.engines.translog.errors import NoSuchLeaf, ProofRefused
from toparquia.engines.translog.hashing import EMPTY_ROOT, HASH_LENGTH, node_hash
from toparquia.engines.translog.tree import HashReader, Position, check_size, fold, subtrees

_Range = tuple[int, int]


def inclusion_proof(index: int, size: int, reader: HashReader) -> list[bytes]:
    """Return the proof that entry `index` (from 0) is in the log of `size` entries, lowest hash first.

    :raises NoSuchLeaf: when the log of that size has no such entry. Source: RFC 6962 section 2.1.1.
    """
    check_size(size)
    if not 0 <= index < size:
        raise NoSuchLeaf(asked=f"entry {index}", size=size)
    ranges: list[_Range] = []
    start, end = 0, size
    while end - start > 1:
        middle = _split(start, end)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return _roots_of(ranges[::-1], reader)


def consistency_proof(old: int, new: int, reader: HashReader) -> list[bytes]:
    """Return the proof that the log of `new` entries continues the log of `old` entries, lowest hash first.

    :raises NoSuchLeaf: when `old` is larger than `new`. Source: RFC 6962 section 2.1.2.
    """
    check_size(new)
    if not 0 <= old <= new:
        raise NoSuchLeaf(asked=f"older log of {old} entries", size=new)
    if old in (0, new):
        return []
    ranges: list[_Range] = []
    start, end = 0, new
    whole = True
    while end != old:
        middle = _split(start, end)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, whole = middle, False
    if not whole:
        # The old root itself is known to the reader of the proof; an inner part of it is not.
        ranges.append((start, end))
    return _roots_of(ranges[::-1], reader)


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf hash `leaf` stands at `index` in the log of `size` entries with this `root`.

    :raises ProofRefused: when it does not follow from the proof. Source: RFC 9162 section 2.1.3.2.
    """
    if not 0 <= index < size:
        raise ProofRefused(kind="inclusion", why=f"no entry {index} among {size}")
    _check_lengths("inclusion", [leaf, root, *proof])
    at, last, value = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofRefused(kind="inclusion", why="too many hashes")
        if at & 1 or at == last:
            value = node_hash(sibling, value)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofRefused(kind="inclusion", why="too few hashes")
    if value != root:
        raise ProofRefused(kind="inclusion", why="another root follows from it")


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Check that the log of `new` entries begins with all of the log of `old` entries, unchanged.

    :raises ProofRefused: when it does not follow from the proof. Source: RFC 9162 section 2.1.4.2.
    """
    if not 0 <= old <= new:
        raise ProofRefused(kind="consistency", why=f"{old} entries are more than {new}")
    _check_lengths("consistency", [old_root, new_root, *proof])
    if old in (0, new):
        _check_trivial(old, old_root, new_root, proof)
        return
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not steps:
        raise ProofRefused(kind="consistency", why="too few hashes")
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    from_old = from_new = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise ProofRefused(kind="consistency", why="too many hashes")
        if at & 1 or at == last:
            from_old, from_new = node_hash(step, from_old), node_hash(step, from_new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            from_new = node_hash(from_new, step)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofRefused(kind="consistency", why="too few hashes")
    if from_old != old_root:
        raise ProofRefused(kind="consistency", why="another older root follows from it")
    if from_new != new_root:
        raise ProofRefused(kind="consistency", why="another newer root follows from it")


def _check_trivial(old: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Check the two cases that need no hash: from the empty log, and from a log to itself."""
    if proof:
        raise ProofRefused(kind="consistency", why="hashes where none are needed")
    expected = new_root if old else EMPTY_ROOT
    if old_root != expected:
        raise ProofRefused(kind="consistency", why="two roots for one size")


def _check_lengths(kind: str, hashes: Sequence[bytes]) -> None:
    if any(len(value) != HASH_LENGTH for value in hashes):
        raise ProofRefused(kind=kind, why=f"a hash that is not {HASH_LENGTH} bytes long")


def _split(start: int, end: int) -> int:
    """Return where RFC 6962 parts `[start, end)`: after the largest power of two smaller than its length."""
    return start + (1 << ((end - start - 1).bit_length() - 1))


def _roots_of(ranges: Sequence[_Range], reader: HashReader) -> list[bytes]:
    """Return the root of each range of entries, reading every stored hash of all of them at once."""
    parts = [subtrees(start, end) for start, end in ranges]
    positions: list[Position] = [position for part in parts for position in part]
    hashes = reader.read_hashes(positions)
    assert len(hashes) == len(positions), "the reader returns a hash for each position"
    bounds = [0]
    for part in parts:
        bounds.append(bounds[-1] + len(part))
    return [fold(hashes[start:end]) for start, end in pairwise(bounds)]
