"""Ballot rows, gathered into flat arrays while a file streams by; equal ballots become one group."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import repeat
from typing import Final

import numpy as np
import numpy.typing as npt

from toparquia.engines.budgeting.amounts import parse_amount
from toparquia.engines.budgeting.election import Indices, Ints

Digests = npt.NDArray[np.uint64]

# Remembered cells: enough for elections with few projects, bounded for those with many.
PLAIN_POINTS: Final = re.compile(r"[0-9]{1,9}(?: ?, ?[0-9]{1,9})*", re.ASCII)
MAX_REMEMBERED: Final = 1 << 13
GROUPS_AT_ONCE: Final = 1 << 13


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

    def groups_at_once(self, keys: Sequence[str]) -> dict[str, int] | None:
        """Return the group of each of `keys` (the cells of different ballots), adding all new ones at once.

        None, and nothing added, when one is not plain: ids just as the file lists them, points whole
        numbers. Those are then looked at one by one.
        """
        found = {key: self.seen[key] for key in keys if key in self.seen}
        new = [key for key in keys if key not in found and key] if found else list(filter(None, keys))
        if self.with_points and not new:
            return found
        votes, points = new, [""]
        if self.with_points:
            cut = [key.partition(";") for key in new]
            votes, points = [vote for vote, _, _ in cut], [given for _, _, given in cut]
        all_points = ",".join(points)
        commas = list(map(str.count, votes, repeat(",")))
        if self.with_points and (
            self.decimals
            or not PLAIN_POINTS.fullmatch(all_points)
            or commas != list(map(str.count, points, repeat(",")))
        ):
            return None
        try:
            named = list(map(self._index.__getitem__, ",".join(votes).split(","))) if new else []
        except KeyError:
            return None
        if len(new) + len(found) < len(keys):
            found[""] = self.group_of("", "")
        found.update(zip(new, range(len(self.lengths), len(self.lengths) + len(new)), strict=True))
        self.seen.update((key, found[key]) for key in new[: max(0, MAX_REMEMBERED - len(self.seen))])
        self.entries.extend(named)
        self.lengths.extend([comma + 1 for comma in commas])
        if self.with_points:
            self.points.extend(map(int, all_points.split(",")))
        return found

    def _add(self, vote: str, points: str) -> int:
        if self.with_points and not self.decimals and PLAIN_POINTS.fullmatch(points):
            return self._add_plain(vote, list(map(int, points.split(","))))
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

    def _add_plain(self, vote: str, given: list[int]) -> int:
        """Add a ballot whose points are whole numbers without sign, as nearly all are."""
        try:
            named = list(map(self._index.__getitem__, vote.split(",")))
        except KeyError:
            named = self._trimmed(vote)
        if len(given) != len(named):
            raise PointsDoNotMatch(",".join(map(str, given)))
        self.points.extend(given)
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
    # In place: this is where reading a large file needs the most memory.
    keys = np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))
    keys *= projects
    keys += entries
    if points is None:
        keys.sort()
    else:
        order = np.argsort(keys, kind="stable")
        keys, points = keys[order], points[order]
    keys %= max(projects, 1)
    return keys.astype(np.int32), points


def merge_equal(
    entries: Indices, points: Ints | None, offsets: Ints
) -> tuple[Indices, Ints | None, Ints, Indices]:
    """Return the groups with equal ones merged, and for each old group its new one.

    Groups are found equal by a 64-bit digest of their entries in order, and then compared entry by
    entry, so that two different ballots are never merged.
    """
    digests = _digests(entries, points, offsets)
    if len(set(digests.tolist()) if len(digests) <= GROUPS_AT_ONCE else ()) == len(digests):
        # No two are equal, as in most small files, where texts of equal ballots are equal too.
        return entries, points, offsets, np.arange(len(digests), dtype=np.int32)
    _, first, new = np.unique(digests, return_index=True, return_inverse=True)
    lengths = np.diff(offsets)
    twin = first[new]
    if not _all_equal(entries, points, offsets, lengths, twin):
        first, new = _merge_one_by_one(entries, points, offsets)
    starts = np.zeros(len(first) + 1, dtype=np.int64)
    np.cumsum(lengths[first], out=starts[1:])
    merged = np.empty(int(starts[-1]), dtype=np.int32)
    merged_points = None if points is None else np.empty(len(merged), dtype=np.int64)
    for low in range(0, len(first), GROUPS_AT_ONCE):
        some = first[low : low + GROUPS_AT_ONCE]
        places = spread(offsets[some], lengths[some])
        target = slice(int(starts[low]), int(starts[low + len(some)]))
        merged[target] = entries[places]
        if points is not None and merged_points is not None:
            merged_points[target] = points[places]
    return merged, merged_points, starts, new.astype(np.int32)


def _digests(entries: Indices, points: Ints | None, offsets: Ints) -> Digests:
    """Return a 64-bit digest of each group, computed for a slice of the groups at a time."""
    digests = np.diff(offsets).view(np.uint64)
    for low in range(0, len(digests), GROUPS_AT_ONCE):
        bounds = offsets[low : low + GROUPS_AT_ONCE + 1]
        start, end = int(bounds[0]), int(bounds[-1])
        bounds = bounds - start
        mixed = np.arange(end - start, dtype=np.uint64)
        mixed -= np.repeat(bounds[:-1], np.diff(bounds)).view(np.uint64)
        mixed <<= np.uint64(32)
        mixed += entries[start:end].astype(np.uint32)
        _mix(mixed)
        if points is not None:
            mixed ^= points[start:end].view(np.uint64)
            _mix(mixed)
        # Sums wrap around 2^64, and so do their differences.
        sums = np.zeros(end - start + 1, dtype=np.uint64)
        np.cumsum(mixed, out=sums[1:])
        digests[low : low + GROUPS_AT_ONCE] += sums[bounds[1:]] - sums[bounds[:-1]]
    return digests


def _mix(values: Digests) -> None:
    """Spread the bits of 64-bit numbers, in place.

    Source: the finaliser of splitmix64 (Steele, Lea, Flood, 2014).
    """
    values += np.uint64(0x9E3779B97F4A7C15)
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(29)
    values *= np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(32)


def _all_equal(entries: Indices, points: Ints | None, offsets: Ints, lengths: Ints, twin: Ints) -> bool:
    if not np.array_equal(lengths, lengths[twin]):
        return False
    doubles = np.flatnonzero(twin != np.arange(len(twin)))
    mine = spread(offsets[doubles], lengths[doubles])
    theirs = spread(offsets[twin[doubles]], lengths[doubles])
    same = bool(np.array_equal(entries[mine], entries[theirs]))
    return same and (points is None or bool(np.array_equal(points[mine], points[theirs])))


def spread(starts: Ints, lengths: Ints) -> Ints:
    """Return the places of all entries of groups that start at `starts` and are `lengths` long."""
    ends = np.cumsum(lengths)
    places = np.arange(int(ends[-1]) if len(ends) else 0)
    places += np.repeat(starts - ends + lengths, lengths)
    return places


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
