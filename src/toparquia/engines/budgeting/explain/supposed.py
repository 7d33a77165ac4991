"""Elections that differ from the real one in one thing, and the recount of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import Ballots, Election
from toparquia.engines.budgeting.errors import CountingError
from toparquia.engines.budgeting.result import Result


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


class Recounts:
    """Counts again, with the parameters of `result`, and tells whether a project wins then.

    left: how many more counts are allowed, so that explanations end in bounded time; done: how many
    were made. A supposition that the rule refuses to count is one in which the project does not win.
    """

    def __init__(self, result: Result, most: int) -> None:
        self.result = result
        self.left = most
        self.done = 0

    def wins_with_votes(self, project: int, votes: int) -> bool:
        """Whether `project` wins with so many extra votes."""
        return self._wins(with_extra_votes(self.result.election, project, votes), project)

    def wins_with_cost(self, project: int, cost: int) -> bool:
        """Whether `project` wins at that cost."""
        return self._wins(with_cost(self.result.election, project, cost), project)

    def _wins(self, election: Election, project: int) -> bool:
        self.left -= 1
        self.done += 1
        try:
            return count(election, self.result.rule).has_won(project)
        except CountingError:
            return False
