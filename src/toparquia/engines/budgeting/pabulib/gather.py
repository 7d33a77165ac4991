"""Ballot rows, gathered into flat arrays while a file streams by; equal ballots become one group."""

from __future__ import annotations

from array import array
from typing import Final

import numpy as np
import numpy.typing as npt

from toparquia.engines.budgeting.amounts import parse_amount
from toparquia.engines.budgeting.election import Indices, Ints

Digests = npt.NDArray[np.uint64]

# Remembered cells: enough for elections with few projects, bounded for those with many.
MAX_REMEMBERED: Final = 1 << 13


class UnknownProject(KeyError):
    """A ballot names a project that the file does not list."""


class PointsDoNotMatch(ValueError):
    """A ballot's points are not one number for each project named."""


class Gatherer:
    """Ballots so far: provisional groups as flat lists, and the group of each row."""

    def __init__(self, index: dict[str, int], *, with_points: bool) -> None:
        self.entries = array("i")
        self.lengths = array("i")
        self.points = array("q")
        self.decimals = 0
        self.row_groups = array("i")
        self.with_points = with_points
        self.seen: dict[str, int] = {}
        self._index = index

    def group_of(self, vote: str, points: str) -> int:
        """Return the provisional group of a ballot, adding it when it was not seen (or not kept).

        :raises UnknownProject: for an id the file does not list.
        :raises PointsDoNotMatch: for points that are not numbers, or not as many as projects.
        """
        key = f"{vote};{points}" if self.with_points else vote
        group = self.seen.get(key)
        if group is None:
            group = self._add(vote, points)
            if len(self.seen) < MAX_REMEMBERED:
                self.seen[key] = group
        return group

    def _add(self, vote: str, points: str) -> int:
        try:
            named = list(map(self._index.__getitem__, vote.split(",")))
        except KeyError:
            named = self._trimmed(vote)
        if self.with_points:
            given = [item.strip() for item in points.split(",")] if points.lower() not in ("", "none") else []
            if len(given) != len(named):
                raise PointsDoNotMatch(points)
            self._add_points(given)
        self.entries.extend(named)
        self.lengths.append(len(named))
        return len(self.lengths) - 1

    def _trimmed(self, vote: str) -> list[int]:
        named = []
        # One program writes the word None into empty cells.
        for item in () if vote.lower() == "none" and vote not in self._index else vote.split(","):
            if name := item.strip():
                place = self._index.get(name)
                if place is None:
                    raise UnknownProject(name)
                named.append(place)
        return named

    def _add_points(self, given: list[str]) -> None:
        for text in given:
            try:
                digits, decimals = parse_amount(text)
            except ValueError:
                raise PointsDoNotMatch(text) from None
            if decimals > self.decimals:
                finer = 10 ** (decimals - self.decimals)
                self.points = array("q", [point * finer for point in self.points])
                self.decimals = decimals
            self.points.append(digits * 10 ** (self.decimals - decimals))


def sort_sets(
    entries: Indices, points: Ints | None, offsets: Ints, projects: int
) -> tuple[Indices, Ints | None]:
    """Return the entries of each group in ascending order of project, points alongside."""
    groups = np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))
    keys = groups * projects + entries
    del groups
    if points is None:
        keys.sort()
    else:
        order = np.argsort(keys, kind="stable")
        keys, points = keys[order], points[order]
    return (keys % max(projects, 1)).astype(np.int32), points


def merge_equal(
    entries: Indices, points: Ints | None, offsets: Ints
) -> tuple[Indices, Ints | None, Ints, Indices]:
    """Return the groups with equal ones merged, and for each old group its new one.

    Groups are found equal by a 64-bit digest of their entries in order, and then compared entry by
    entry, so that two different ballots are never merged.
    """
    digests = _digests(entries, points, offsets)
    _, first, new = np.unique(digests, return_index=True, return_inverse=True)
    lengths = np.diff(offsets)
    twin = first[new]
    if not _all_equal(entries, points, offsets, lengths, twin):
        first, new = _merge_one_by_one(entries, points, offsets)
    kept = lengths[first]
    starts = np.zeros(len(first) + 1, dtype=np.int64)
    np.cumsum(kept, out=starts[1:])
    taken = np.repeat(offsets[first] - starts[:-1], kept) + np.arange(int(starts[-1]))
    return entries[taken], None if points is None else points[taken], starts, new.astype(np.int32)


def _digests(entries: Indices, points: Ints | None, offsets: Ints) -> Digests:
    lengths = np.diff(offsets)
    position = np.arange(len(entries), dtype=np.uint64) - np.repeat(offsets[:-1], lengths).astype(np.uint64)
    mixed = _mix(entries.astype(np.uint64) + (position << np.uint64(32)))
    del position
    if points is not None:
        mixed = _mix(mixed ^ points.view(np.uint64))
    sums = np.zeros(len(entries) + 1, dtype=np.uint64)
    np.cumsum(mixed, out=sums[1:])
    digests = sums[offsets[1:]] - sums[offsets[:-1]]
    return digests + lengths.astype(np.uint64)


def _mix(values: Digests) -> Digests:
    """Spread the bits of 64-bit numbers. Source: the finaliser of splitmix64 (Steele et al., 2014)."""
    values = (values + np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(29)
    values *= np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(32)
    return values


def _all_equal(
    entries: Indices, points: Ints | None, offsets: Ints, lengths: Ints, twin: Ints
) -> bool:
    if not np.array_equal(lengths, lengths[twin]):
        return False
    shift = np.repeat(offsets[twin] - offsets[:-1], lengths)
    shift += np.arange(len(entries))
    same = bool(np.array_equal(entries, entries[shift]))
    return same and (points is None or bool(np.array_equal(points, points[shift])))


def _merge_one_by_one(entries: Indices, points: Ints | None, offsets: Ints) -> tuple[Ints, Ints]:
    known: dict[tuple[bytes, bytes], int] = {}
    first: list[int] = []
    new: list[int] = []
    for group, (start, end) in enumerate(zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)):
        key = (entries[start:end].tobytes(), b"" if points is None else points[start:end].tobytes())
        place = known.setdefault(key, len(first))
        if place == len(first):
            first.append(group)
        new.append(place)
    return np.array(first, dtype=np.int64), np.array(new, dtype=np.int64)
