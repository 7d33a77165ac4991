"""Ballots of a small file, put into their final form by lists: arrays cost more to set up than they save.

Only where nothing has to be told: every voter once, no ballot names a project twice, no two groups are
equal, all published totals and limits hold. Anything else is left to the way by arrays, which also says
what it tolerates; so both give the same ballots.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from toparquia.engines.budgeting.election import CUMULATIVE, ORDINAL, WITH_POINTS, Ballots
from toparquia.engines.budgeting.pabulib.facts import Facts
from toparquia.engines.budgeting.pabulib.sections import ProjectSection
from toparquia.engines.budgeting.pabulib.votes import VoteRows

# Above so many mentions arrays are faster.
SMALL: Final = 1_500
Pairs = tuple[tuple[int, int], ...]


def plain_ballots(
    facts: Facts, section: ProjectSection, votes: VoteRows, costs: Sequence[int], scale: int, small: int
) -> Ballots | None:
    """Return the ballots of a file of at most `small` mentions without anything to tell, else None."""
    gathered = votes.gathered
    if not 0 < len(gathered.entries) <= small or len(set(votes.voters)) != len(votes.voters):
        return None
    weights = [0] * len(gathered.lengths)
    for group in gathered.row_groups:
        weights[group] += 1
    groups = _groups(facts, votes)
    if groups is None or len(set(groups)) != len(groups) or not all(weights):
        return None
    units = 10**gathered.decimals
    if not _has_totals(section, groups, weights, units if gathered.with_points else None):
        return None
    if not all(_keeps_limits(facts, group, costs, scale, units) for group in groups if group):
        return None
    offsets = [0]
    for ballot in groups:
        offsets.append(offsets[-1] + len(ballot))
    has_places = bool(votes.places)
    return Ballots(
        np.array(offsets, dtype=np.int64),
        np.array([project for group in groups for project, _ in group], dtype=np.int32),
        np.array([given for group in groups for _, given in group], dtype=np.int64)
        if gathered.with_points
        else None,
        np.array(weights, dtype=np.int64),
        row_groups=np.array(gathered.row_groups, dtype=np.int32) if has_places else None,
        row_territories=np.array(votes.places, dtype=np.int32) if has_places else None,
        territories=tuple(votes.territories),
        territory_field=votes.territory_field,
    )


def _groups(facts: Facts, votes: VoteRows) -> list[Pairs] | None:
    """Return each group as (project, points) pairs, sets in order; None when one names a project twice."""
    gathered, groups, start = votes.gathered, [], 0
    is_set = facts.vote_type != ORDINAL
    entries = gathered.entries.tolist()
    points = gathered.points.tolist() if gathered.with_points else [1] * len(entries)
    for length in gathered.lengths:
        named = entries[start : start + length]
        if len(set(named)) != length:
            return None
        pairs = list(zip(named, points[start : start + length], strict=True))
        if is_set:
            pairs.sort()
        groups.append(tuple(pairs))
        start += length
    return groups


def _has_totals(
    section: ProjectSection, groups: Sequence[Pairs], weights: Sequence[int], units: int | None
) -> bool:
    """Whether the ballots add up to what the file publishes, written as whole numbers are."""
    votes, scores = [0] * len(section.costs), [0] * len(section.costs)
    for group, weight in zip(groups, weights, strict=True):
        for project, given in group:
            votes[project] += weight
            scores[project] += weight * given
    for place, cells in enumerate(section.cells.values()):
        if (stated := cells.get("votes", "")) and stated != str(votes[place]):
            return False
        stated = cells.get("score", "") if units is not None else ""
        if stated and (units != 1 or stated != str(scores[place])):
            return False
    return True


def _keeps_limits(facts: Facts, group: Pairs, costs: Sequence[int], scale: int, units: int) -> bool:
    limits = facts.limits
    if not _is_within(len(group), limits.min_length, limits.max_length):
        return False
    if limits.min_sum_cost is not None or limits.max_sum_cost is not None:
        cost = sum(costs[project] for project, _ in group)
        if not _is_within(Fraction(cost, scale), limits.min_sum_cost, limits.max_sum_cost):
            return False
    if facts.vote_type not in WITH_POINTS:
        return True
    given = (
        [Fraction(points, units) for _, points in group] if units != 1 else [points for _, points in group]
    )
    if facts.vote_type == CUMULATIVE and min(given) < 0:
        return False
    return (
        _is_within(min(given), limits.min_points, None)
        and _is_within(max(given), None, limits.max_points)
        and _is_within(sum(given), limits.min_sum_points, limits.max_sum_points)
    )


def _is_within(value: int | Fraction, low: int | Fraction | None, high: int | Fraction | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
