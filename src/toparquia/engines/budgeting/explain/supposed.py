"""Elections that differ from the real one in one thing, and the recount of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import Ballots, Election
from toparquia.engines.budgeting.errors import CountingError
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules.shares.completion import SharesCount

# What any count takes besides its ballots, told in entries.
FIXED_EFFORT: Final = 5_000


def points_of_extra_vote(election: Election) -> int:
    """Return the points an extra vote gives: the most that any ballot gives one project."""
    points = election.ballots.points
    most = 0 if points is None or not len(points) else int(points.max())
    return most if most > 0 else election.points_scale


def extra_ballots(election: Election, project: int, votes: int) -> Ballots:
    """Return `votes` ballots that name only `project`."""
    return Ballots(
        np.array([0, 1], dtype=np.int64),
        np.array([project], dtype=np.int32),
        None
        if election.ballots.points is None
        else np.array([points_of_extra_vote(election)], dtype=np.int64),
        np.array([votes], dtype=np.int64),
    )


def with_extra_votes(election: Election, project: int, votes: int) -> Election:
    """Return the election with `votes` new ballots that name only `project`."""
    if not votes:
        return election
    cast, extra = election.ballots, extra_ballots(election, project, votes)
    points = None
    if cast.points is not None and extra.points is not None:
        points = np.concatenate([cast.points, extra.points])
    ballots = Ballots(
        np.append(cast.offsets, cast.offsets[-1] + 1),
        np.concatenate([cast.entries, extra.entries]),
        points,
        np.concatenate([cast.weights, extra.weights]),
        repeats=cast.repeats,
    )
    return replace(election, ballots=ballots)


def with_cost(election: Election, project: int, cost: int) -> Election:
    """Return the election in which `project` costs `cost`, in the election's smallest unit."""
    projects = list(election.projects)
    projects[project] = replace(projects[project], cost=cost)
    return replace(election, projects=tuple(projects))


class Exhausted(Exception):
    """The effort allowed for recounts is used up; the search that asked stays without an answer."""


class Recounts:
    """Counts again, with the parameters of `result`, and tells whether a project wins then.

    left: effort still allowed, so that explanations end in bounded time; None: as much as it takes.
    done: counts made. A supposition that the rule refuses to count is one in which the project does
    not win.
    """

    def __init__(self, result: Result, effort: int | None) -> None:
        self.result = result
        self.left = effort
        self.usual = effort_of(result)
        self.done = 0

    def may(self, counts: int) -> bool:
        """Whether so many counts like the real one are still allowed."""
        return self.left is None or self.left >= counts * self.usual

    def wins_with_votes(self, project: int, votes: int) -> bool:
        """Whether `project` wins with so many extra votes. :raises Exhausted:"""
        return self._wins(with_extra_votes(self.result.election, project, votes), project)

    def wins_with_cost(self, project: int, cost: int) -> bool:
        """Whether `project` wins at that cost. :raises Exhausted:"""
        return self._wins(with_cost(self.result.election, project, cost), project)

    def _wins(self, election: Election, project: int) -> bool:
        if self.left is not None and self.left <= 0:
            raise Exhausted
        self.done += 1
        used, has_won = self.usual, False
        try:
            result = count(election, self.result.rule)
        except CountingError:
            pass
        else:
            used, has_won = effort_of(result), result.has_won(project)
        if self.left is not None:
            self.left -= used
        return has_won


def effort_of(result: Result) -> int:
    """Return what a count takes, in entries of ballots looked at: the same on every machine.

    A further run of Add1 takes about a quarter of reading the ballots once.
    """
    runs = len(result.trace.runs) if isinstance(result.trace, SharesCount) else 0
    return (len(result.election.ballots.entries) + FIXED_EFFORT) * (4 + runs) // 4
