"""What would have made a project win under Phragmén's rule, read off the recorded moments.

A project that is not bought changes no load. Before each purchase the supporters of a loser carry known
loads; it is bought there when its moment, (cost + loads) / supporters, comes no later than that of the
purchase and the money left is enough. A lower cost brings the moment forward, and so does one more vote,
as a new voter carries nothing yet. So the best of all moments gives the smallest change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

import numpy as np

from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules.phragmen import Clock, Loads


@dataclass(frozen=True)
class State:
    """What stands before a purchase: its moment (None: nothing came after), and the money left.

    loads: of the supporters of each loser together.
    """

    time: Fraction | None
    left: int
    loads: dict[int, Fraction]


def loaded_states(result: Result, losers: Sequence[int]) -> list[State] | None:
    """Return the states of a count by Phragmén's rule; None where they do not tell about other elections."""
    if not isinstance(result.trace, Loads) or result.rule.is_pabutools or result.rule.conflicts:
        return None
    return list(_states(result, losers))


def likely_cost(result: Result, states: Sequence[State], project: int) -> int | None:
    """Return the highest cost below its own at which `project` wins; None when there is none."""
    voters = result.contest.support.votes[project]
    found = [
        state.left
        if state.time is None
        else min(state.left, floor(voters * state.time - state.loads[project]))
        for state in states
    ]
    # When all fit together, none is left out.
    costs = result.contest.costs
    found.append(result.election.budget - sum(costs[p] for p in {*result.contest.in_play} - {project}))
    best = min(max(found), costs[project] - 1)
    return best if best >= 1 else None


def likely_votes(result: Result, states: Sequence[State], project: int) -> int | None:
    """Return the fewest more votes with which `project` wins; None when no number of them does."""
    voters, cost = result.contest.support.votes[project], result.contest.costs[project]
    found = [
        1 if state.time is None else max(1, ceil((cost + state.loads[project]) / state.time - voters))
        for state in states
        if state.left >= cost and state.time != 0
    ]
    return min(found, default=None)


def _states(result: Result, losers: Sequence[int]) -> Iterator[State]:
    contest, loads = result.contest, result.trace
    assert isinstance(loads, Loads), "Phragmén's rule leaves loads"
    supported = [p for p in losers if contest.support.votes[p]]
    bought = [moment.project for moment in loads.moments]
    clock = Clock(replace(contest, in_play=[*bought, *supported]))
    left = result.election.budget - contest.spent_before
    for moment in loads.moments:
        yield State(moment.time, left, _loads(clock, losers))
        clock.pay(moment.project, *clock.exactly(moment.project))
        left -= contest.costs[moment.project]
    if loads.stopped_at is not None:
        yield State(loads.stopped_at[0], left, _loads(clock, losers))
    else:
        yield State(None, left, _loads(clock, losers))


def _loads(clock: Clock, losers: Sequence[int]) -> dict[int, Fraction]:
    loads = {}
    for project in losers:
        total = 0
        if (groups := clock.groups.get(project)) is not None:
            voters = np.bincount(clock.last[groups], weights=clock.weights[groups])
            for at in np.flatnonzero(voters).tolist():
                total += int(voters[at]) * clock.moments[at]
        loads[project] = Fraction(total, clock.denominator)
    return loads
