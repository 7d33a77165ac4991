"""So many more votes that a project surely wins by Equal Shares, where looking for fewer takes too long.

Who is bought first, with the smallest share, is bought first in every run. A project is bought first when
nobody's share is too small for its price and its price per unit of satisfaction is below what any other
could have, which is what it costs when all its supporters pay. That needs no count to prove.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from toparquia.engines.budgeting.election import WITH_POINTS
from toparquia.engines.budgeting.explain.supposed import worth_of_vote
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options

# Beyond so many extra votes for each real one nothing is looked for.
TIMES_VOTERS = 1_024


def votes_for_sure(result: Result, project: int) -> int | None:
    """Return a number of extra votes with which `project` surely wins; None where none is proven.

    Fewer may do. Only for Equal Shares in our own reading, where no other project excludes this one.
    """
    rule, contest = result.rule, result.contest
    if rule.name != options.EQUAL_SHARES or rule.is_pabutools or project in contest.rivals:
        return None
    if not 0 < result.election.costs[project] <= result.election.budget:
        return None
    sure = _Sure.of(result, project)
    most = TIMES_VOTERS * (contest.voters + 4)
    if sure.worth <= 0:
        return None
    high = 1
    while not sure.wins_with(high):
        if high >= most:
            return None
        high = min(2 * high, most)
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if sure.wins_with(middle) else (middle, high)
    return high


@dataclass(frozen=True)
class _Sure:
    """The numbers of one project that the proof needs, all of the real count.

    worth, score_worth: what an extra vote adds to its units and its score. dearest: the most units of one
    supporter. rate: the lowest price per unit of satisfaction that another project could have; None without
    others. best_score: the highest score of the others.
    """

    result: Result
    project: int
    units: int
    worth: int
    score: int
    score_worth: int
    dearest: int
    rate: Fraction | None
    best_score: int

    @classmethod
    def of(cls, result: Result, project: int) -> _Sure:
        contest, support = result.contest, result.contest.support
        worth = worth_of_vote(result, project)
        others = [p for p in contest.in_play if p != project and support.totals[p] > 0 and contest.costs[p]]
        rates = [Fraction(contest.costs[p], support.totals[p] * support.multipliers[p]) for p in others]
        own = support.units[support.of(project)] if support.units is not None else ()
        return cls(
            result,
            project,
            support.totals[project],
            worth.total,
            contest.scores[project],
            worth.score,
            max([worth.total, *(int(units) for units in own)]),
            min(rates, default=None),
            max((contest.scores[p] for p in contest.in_play if p != project), default=0),
        )

    def wins_with(self, votes: int) -> bool:
        """Whether it surely is bought first in every run; by the order of votes too where that may stand."""
        contest, election = self.result.contest, self.result.election
        score, units = self.score + votes * self.score_worth, self.units + votes * self.worth
        if units <= 0 or not self._reaches_the_threshold(score):
            return False
        if self.result.rule.comparison != "none" and score <= self.best_score:
            return False
        cost = contest.costs[self.project]
        rate = Fraction(cost, units * contest.support.multipliers[self.project])
        if self.rate is not None and rate >= self.rate:
            return False
        share = Fraction(election.budget - contest.spent_before, contest.voters + votes)
        if self.result.rule.start == "floor":
            share = Fraction(share // election.scale * election.scale)
        return Fraction(cost, units) * self.dearest <= share

    def _reaches_the_threshold(self, score: int) -> bool:
        threshold = self.result.rule.threshold
        unit = self.result.election.points_scale if self.result.election.vote_type in WITH_POINTS else 1
        return threshold is None or Fraction(score, unit) >= threshold
