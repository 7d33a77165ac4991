"""Mentions of projects within ballots: the first counts, later ones of the same are counted apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toparquia.engines.budgeting.election import Indices, Ints

Flags = npt.NDArray[np.bool_]


def first_mentions(
    entries: Indices, points: Ints | None, offsets: Ints, weights: Ints, *, ranked: bool
) -> tuple[Indices, Ints | None, Ints, dict[int, int], Ints]:
    """Return entries, points and offsets with each project once a group; how often each project was
    named again, by its index; and the groups that name one again.

    A rank is that of the first mention; points of all mentions are added up.
    """
    lengths = np.diff(offsets)
    groups = np.repeat(np.arange(len(lengths)), lengths)
    again = _ranked_again(entries, groups) if ranked else _again(entries, groups)
    if not again.any():
        return entries, points, offsets, {}, np.zeros(0, dtype=np.int64)
    places, totals = np.unique(entries[again], return_inverse=True)
    counts = np.bincount(totals, weights=weights[groups[again]]).astype(np.int64)
    first = ~again
    if points is not None:
        points = np.add.reduceat(points, np.flatnonzero(first))
    kept = np.zeros(len(offsets), dtype=np.int64)
    np.cumsum(np.bincount(groups[first], minlength=len(lengths)), out=kept[1:])
    repeats = dict(zip(places.tolist(), counts.tolist(), strict=True))
    return entries[first], points, kept, repeats, np.unique(groups[again])


def _again(entries: Indices, groups: Ints) -> Flags:
    again = np.zeros(len(entries), dtype=bool)
    again[1:] = (entries[1:] == entries[:-1]) & (groups[1:] == groups[:-1])
    return again


def _ranked_again(entries: Indices, groups: Ints) -> Flags:
    order = np.lexsort((entries, groups))
    again = np.zeros(len(entries), dtype=bool)
    again[order] = _again(entries[order], groups[order])
    return again


def sums_of(values: Ints, offsets: Ints) -> Ints:
    """Return the sum of `values` over each group."""
    sums = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(values, out=sums[1:])
    return sums[offsets[1:]] - sums[offsets[:-1]]


def any_of(values: Flags, offsets: Ints) -> Flags:
    """Return whether any of a group\'s `values` is true."""
    return sums_of(values.astype(np.int64), offsets) > 0
