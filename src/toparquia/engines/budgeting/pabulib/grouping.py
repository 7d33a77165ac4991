"""The ballots of a small file in their final form, by lists or by arrays.

Both ways check published totals and the file's own limits, and give what `reader.assemble` gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from toparquia.engines.budgeting.election import ORDINAL, WITH_POINTS, Ballots, Indices, Ints
from toparquia.engines.budgeting.errors import Notice
from toparquia.engines.budgeting.pabulib.admission import Admission
from toparquia.engines.budgeting.pabulib.facts import Facts
from toparquia.engines.budgeting.pabulib.gather import Gatherer, merge_equal
from toparquia.engines.budgeting.pabulib.sections import ProjectSection
from toparquia.engines.budgeting.pabulib.votes import VoteRows

if TYPE_CHECKING:
    from toparquia.engines.budgeting.pabulib.plain import NamedBallots

Limit = int | Fraction | None
# With so few different ballots lists are faster than arrays.
FEW_BALLOTS: Final = 48


class Admitting:
    """Puts the ballots of one file in their final form; what is tolerated is collected in `warnings`."""

    def __init__(
        self, file: str, facts: Facts, section: ProjectSection, costs: list[int], scale: int, *, strict: bool
    ) -> None:
        self.file = file
        self.facts = facts
        self.section = section
        self.costs = costs
        self.scale = scale
        self.strict = strict
        self.warnings: list[Notice] = []

    def ballots(self, read: NamedBallots) -> Ballots | None:
        """Return the ballots, or None where a project is named twice or a published total differs.

        :raises PabulibError: for ballots outside the limits, when they are not to be tolerated.
        """
        few = self._by_lists(read) if len(read.lengths) <= FEW_BALLOTS else None
        return few or self._by_arrays(read)

    def _by_lists(self, read: NamedBallots) -> Ballots | None:
        """Return the ballots, put in order one by one; None when arrays have to look at them."""
        named: list[int] = []
        points: list[int] = []
        offsets, groups = [0], set()
        votes, scores = [0] * len(self.costs), [0] * len(self.costs)
        is_set, start = self.facts.vote_type != ORDINAL, 0
        for length, weight in zip(read.lengths, read.weights, strict=True):
            ballot = read.named[start : start + length]
            given = [1] * length if read.points is None else read.points[start : start + length]
            start += length
            if len(set(ballot)) != length or not self._keeps_limits(ballot, given):
                return None
            if is_set and length > 1:
                pairs = sorted(zip(ballot, given, strict=True))
                ballot, given = [project for project, _ in pairs], [point for _, point in pairs]
            groups.add((*ballot, *given))
            for project, point in zip(ballot, given, strict=True):
                votes[project] += weight
                scores[project] += weight * point
            named += ballot
            points += given
            offsets.append(len(named))
        # Two texts that mean the same ballot are put together by arrays.
        if len(groups) != len(read.lengths):
            return None
        if not self._has_totals(votes, None if read.points is None else scores):
            return None
        return _ballots(
            read,
            np.array(offsets, dtype=np.int64),
            np.array(named, dtype=np.int32),
            None if read.points is None else np.array(points, dtype=np.int64),
        )

    def _by_arrays(self, read: NamedBallots) -> Ballots | None:
        """Return the ballots, all put in order at once."""
        lengths, projects = np.array(read.lengths, dtype=np.int64), len(self.costs)
        offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
        np.cumsum(lengths, out=offsets[1:])
        entries: Indices = np.array(read.named, dtype=np.int32)
        points = None if read.points is None else np.array(read.points, dtype=np.int64)
        # One number for a ballot and a project: sorted, they are sets in order.
        keys: Ints = np.repeat(np.arange(0, len(lengths) * projects, projects), lengths) + entries
        order = None if points is None else np.argsort(keys, kind="stable")
        ordered = np.sort(keys) if order is None else keys[order]
        if (ordered[1:] == ordered[:-1]).any():
            return None
        # Where every text lists its projects in order, different texts are different ballots.
        in_order = points is None
        if self.facts.vote_type != ORDINAL:
            in_order = in_order and np.array_equal(ordered, keys)
            entries = (ordered % projects).astype(np.int32)
            points = points if points is None or order is None else points[order]
        voters = np.repeat(np.array(read.weights, dtype=np.float64), lengths)
        # Sums of whole numbers far below 2^53 are exact.
        votes = _sums(entries, voters, projects)
        if not self._has_totals(votes, None if points is None else _sums(entries, voters * points, projects)):
            return None
        if not self._all_keep_limits(offsets, entries, points):
            self._tell_limits(read, offsets, entries, points)
        if in_order and len({key.replace(" ", "") for key in read.keys}) == len(lengths):
            return _ballots(read, offsets, entries, points)
        entries, points, offsets, merged = merge_equal(entries, points, offsets)
        return _ballots(read, offsets, entries, points, merged if len(offsets) <= len(lengths) else None)

    def _has_totals(self, votes: Sequence[int], scores: Sequence[int] | None) -> bool:
        """Whether the ballots add up to what the file publishes, written as whole numbers are."""
        for place, cells in enumerate(self.section.cells.values()):
            if (stated := cells.get("votes")) and stated != str(votes[place]):
                return False
            if scores is not None and (stated := cells.get("score")) and stated != str(scores[place]):
                return False
        return True

    def _keeps_limits(self, ballot: Sequence[int], given: Sequence[int]) -> bool:
        limits, length = self.facts.limits, len(ballot)
        if not _is_within(length, length, limits.min_length, limits.max_length):
            return False
        if limits.min_sum_cost is not None or limits.max_sum_cost is not None:
            cost = Fraction(sum([self.costs[project] for project in ballot]), self.scale)
            if not _is_within(cost, cost, limits.min_sum_cost, limits.max_sum_cost):
                return False
        if self.facts.vote_type not in WITH_POINTS:
            return True
        total = sum(given)
        return _is_within(min(given), max(given), limits.min_points, limits.max_points) and _is_within(
            total, total, limits.min_sum_points, limits.max_sum_points
        )

    def _all_keep_limits(self, offsets: Ints, entries: Indices, points: Ints | None) -> bool:
        limits = self.facts.limits
        checked: list[tuple[Ints, Limit, Limit, int]] = []
        if limits.min_length is not None or limits.max_length is not None:
            checked.append((np.diff(offsets), limits.min_length, limits.max_length, 1))
        if limits.min_sum_cost is not None or limits.max_sum_cost is not None:
            sums = np.add.reduceat(np.array(self.costs, dtype=np.int64)[entries], offsets[:-1])
            checked.append((sums, limits.min_sum_cost, limits.max_sum_cost, self.scale))
        if points is not None:
            sums = np.add.reduceat(points, offsets[:-1])
            checked.append((points, limits.min_points, limits.max_points, 1))
            checked.append((sums, limits.min_sum_points, limits.max_sum_points, 1))
        return all(
            _is_within(
                int(values.min()),
                int(values.max()),
                None if low is None else low * unit,
                None if high is None else high * unit,
            )
            for values, low, high, unit in checked
        )

    def _tell_limits(self, read: NamedBallots, offsets: Ints, entries: Indices, points: Ints | None) -> None:
        """Refuse, or tell, what breaks the limits, in the words of any other file."""
        votes = VoteRows(Gatherer({}, with_points=points is not None), jumps=[(0, read.line)])
        admission = Admission(self.file, self.facts, self.section, votes, strict=self.strict)
        admission.check_limits(entries, points, offsets, _rows(read), self.costs, self.scale)
        self.warnings = admission.warnings


def _sums(entries: Indices, weights: npt.NDArray[np.float64], projects: int) -> list[int]:
    sums: list[int] = np.bincount(entries, weights=weights, minlength=projects).astype(np.int64).tolist()
    return sums


def _rows(read: NamedBallots) -> Indices:
    """Return the ballot of each row."""
    place_of = {key: place for place, key in enumerate(dict.fromkeys(read.keys))}
    return np.array(list(map(place_of.__getitem__, read.keys)), dtype=np.int32)


def _ballots(
    read: NamedBallots, offsets: Ints, entries: Indices, points: Ints | None, merged: Indices | None = None
) -> Ballots:
    weights = np.array(read.weights, dtype=np.int64)
    rows = _rows(read) if read.territory_field else None
    if merged is not None:
        weights = np.bincount(merged, weights=weights).astype(np.int64)
        rows = None if rows is None else merged[rows]
    return Ballots(
        offsets,
        entries,
        points,
        weights,
        row_groups=rows,
        row_territories=None if rows is None else np.array(read.places, dtype=np.int32),
        territories=read.territories,
        territory_field=read.territory_field,
    )


def _is_within(least: int | Fraction, most: int | Fraction, low: Limit, high: Limit) -> bool:
    return (low is None or least >= low) and (high is None or most <= high)
