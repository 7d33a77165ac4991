"""Elections that differ from the real one in one thing, and the recount of them.

What the one thing leaves as it is, is not worked out again: who supports what, and what the ballots add
up to. The count itself is the rule's own, from its first step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.count import COUNTS
from toparquia.engines.budgeting.election import ORDINAL, WITH_POINTS, Ballots, Election
from toparquia.engines.budgeting.errors import CountingError, RuleNotApplicable
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.contest import Contest, contest_scores, settle_before_the_count
from toparquia.engines.budgeting.rules.optimum import Optimum
from toparquia.engines.budgeting.rules.shares.completion import SharesCount
from toparquia.engines.budgeting.rules.support import (
    MAX_EXACT,
    TOO_MANY_POINTS,
    Support,
    gather_support,
)
from toparquia.engines.budgeting.rules.ties import tie_ranks

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


@dataclass(frozen=True)
class Worth:
    """What one extra vote adds: to the score, and to the units of satisfaction (1 for approvals)."""

    score: int
    total: int


def worth_of_vote(result: Result, project: int) -> Worth:
    """Return what one extra vote for `project` adds."""
    election = result.election
    if election.vote_type not in WITH_POINTS and election.vote_type != ORDINAL:
        return Worth(1, 1)
    alone = replace(election, ballots=extra_ballots(election, project, 1))
    support = gather_support(alone, result.rule.satisfaction, named_is_support=result.rule.is_pabutools)
    return Worth(contest_scores(alone, result.rule, support)[project], support.totals[project])


def contest_with_cost(result: Result, project: int, cost: int) -> Contest:
    """Return the contest in which `project` costs `cost`, settled as any contest is before the count."""
    contest = result.contest
    election = with_cost(result.election, project, cost)
    support = contest.support
    if result.rule.satisfaction in options.TIMES_COST:
        multipliers = list(support.multipliers)
        multipliers[project] = cost
        support = _with_sums(replace(support, multipliers=multipliers), support.votes, support.totals)
    return _settled(contest, election, support, contest.scores, contest.voters)


def contest_with_votes(result: Result, project: int, votes: int) -> Contest:
    """Return the contest with `votes` new ballots that name only `project`.

    :raises RuleNotApplicable: when points would add up to more than can be added exactly.
    """
    contest, base = result.contest, result.contest.support
    worth = worth_of_vote(result, project)
    election = with_extra_votes(result.election, project, votes)
    scores = list(contest.scores)
    scores[project] += votes * worth.score
    weights = np.append(base.weights, votes)
    starts, groups, units = base.starts, base.groups, base.units
    many, totals = list(base.votes), list(base.totals)
    if worth.total > 0 and votes:
        place = int(starts[project + 1])
        starts = starts.copy()
        starts[project + 1 :] += 1
        groups = np.insert(groups, place, len(base.weights))
        units = None if units is None else np.insert(units, place, worth.total)
        many[project] += votes
        totals[project] += votes * worth.total
        if units is not None and sum(totals) >= MAX_EXACT:
            raise RuleNotApplicable("count.too_many_points", TOO_MANY_POINTS)
    support = _with_sums(Support(starts, groups, units, weights, base.multipliers), many, totals)
    return _settled(contest, election, support, scores, contest.voters + votes)


def _with_sums(support: Support, votes: list[int], totals: list[int]) -> Support:
    # Known from the real count: adding all ballots up again would take longer than most recounts.
    support.__dict__["votes"], support.__dict__["totals"] = votes, totals
    return support


def _settled(
    contest: Contest, election: Election, support: Support, scores: list[int], voters: int
) -> Contest:
    ranks = tie_ranks(election, contest.rule.ties, scores)
    everybody = list(range(len(election.projects)))
    supposed = Contest(
        election, contest.rule, support, scores, ranks, voters, everybody, rivals=contest.rivals
    )
    settle_before_the_count(supposed)
    return supposed


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
        self.usual = effort_of(result.election, result.trace)
        self.done = 0

    def may(self, counts: int) -> bool:
        """Whether so many counts like the real one are still allowed."""
        return self.left is None or self.left >= counts * self.usual

    def may_use(self, effort: int) -> bool:
        """Whether so much effort is still allowed."""
        return self.left is None or self.left >= effort

    def wins_with_votes(self, project: int, votes: int) -> bool:
        """Whether `project` wins with so many extra votes. :raises Exhausted:"""
        return self._wins(contest_with_votes, project, votes)

    def wins_with_cost(self, project: int, cost: int) -> bool:
        """Whether `project` wins at that cost. :raises Exhausted:"""
        return self._wins(contest_with_cost, project, cost)

    def keep(self, most: int) -> None:
        """Allow `most` effort from now on, or less when less was left."""
        if self.left is not None:
            self.left = min(self.left, most)

    def use(self, effort: int) -> None:
        """Take `effort` from what is allowed. :raises Exhausted: when nothing was left."""
        if self.left is not None:
            if self.left <= 0:
                raise Exhausted
            self.left -= effort

    def _wins(self, supposed: Callable[[Result, int, int], Contest], project: int, amount: int) -> bool:
        if self.left is not None and self.left <= 0:
            raise Exhausted
        self.done += 1
        used, has_won = self.usual, False
        try:
            contest = supposed(self.result, project, amount)
            trace = COUNTS[contest.rule.name](contest)
        except CountingError:
            pass
        else:
            used = effort_of(self.result.election, trace)
            has_won = contest.reasons.get(project) in reasons.WON
        if self.left is not None:
            self.left -= used
        return has_won


def effort_of(election: Election, trace: object) -> int:
    """Return what a count takes, in entries of ballots looked at: the same on every machine.

    A further run of Add1 takes about a quarter of looking at the ballots once.
    """
    if isinstance(trace, Optimum):
        # The ballots are added up already: what takes time is the knapsack, which has only projects.
        return FIXED_EFFORT + len(election.ballots.entries) // 64
    runs = len(trace.runs) if isinstance(trace, SharesCount) else 0
    return (len(election.ballots.entries) + FIXED_EFFORT) * (4 + runs) // 4
