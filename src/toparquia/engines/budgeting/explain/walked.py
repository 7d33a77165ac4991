"""What would have made a project win, read off the walk of plurality and greedy without counting again.

A project that lost took no money, so the walk up to any place in the list is the same without it. With
more votes, or at a lower cost, it is looked at earlier: it wins when, at its new place, the money left is
enough, no rival has won, and the walk has not ended. The earlier the place, the more money is left; so
the lowest place at which it would fit gives the smallest change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.election import WITH_POINTS
from toparquia.engines.budgeting.explain.supposed import Worth, worth_of_vote
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.contest import ENDING_RULES, Contest
from toparquia.engines.budgeting.rules.greedy import TOP_UP_SHARE, Step, Walk


@dataclass(frozen=True)
class Slot:
    """A place in the list: just before `step` (None: at the end), with `left` money to spend."""

    step: Step | None
    left: int


def has_formula(result: Result, project: int) -> bool:
    """Whether the walk alone tells what would have made `project` win."""
    contest, rule, trace = result.contest, result.rule, result.trace
    if not isinstance(trace, Walk) or rule.pots or rule.is_pabutools:
        return False
    # A project that joins may undo that all fit, which changes the walk itself; one without cost is
    # funded before the walk.
    if reasons.ALL_FIT in result.reasons or not contest.costs[project]:
        return False
    return contest.scores[project] >= 0


def votes_by_formula(result: Result, project: int) -> int | None:
    """Return the fewest extra votes with which `project` wins; None when no number of them does.

    `has_formula` must hold. The project must have lost, and not for its cost or its withdrawal.
    """
    contest = result.contest
    worth = worth_of_vote(result, project)
    if worth.score <= 0 or worth.total <= 0:
        return None
    least = max(1, _votes_to_threshold(contest, worth, project))
    found = [
        least if slot.step is None else max(least, _votes_to_precede(contest, worth, project, slot.step))
        for slot in _open_slots(result, project)
        if most_cost(contest, slot.left) >= contest.costs[project]
    ]
    return min(found, default=None)


def cost_by_formula(result: Result, project: int) -> int | None:
    """Return the highest cost, below its own, at which `project` wins; None when there is none.

    `has_formula` must hold, and the project must have support and have reached the threshold.
    """
    contest = result.contest
    own = contest.costs[project] - 1
    found = []
    for slot in _open_slots(result, project):
        cost = min(own, most_cost(contest, slot.left))
        if slot.step is not None:
            cost = min(cost, _cost_to_precede(contest, project, slot.step, cost))
        if cost >= 1:
            found.append(cost)
    return max(found, default=None)


def most_cost(contest: Contest, left: int) -> int:
    """Return the highest cost that `left` money pays for under the rule."""
    if contest.rule.name == options.GREEDY_CUSTOM:
        return floor(left / TOP_UP_SHARE)
    return left


def _open_slots(result: Result, project: int) -> Iterator[Slot]:
    """Yield the places where `project` could still win, from the top of the list on."""
    contest, walk = result.contest, result.trace
    assert isinstance(walk, Walk), "only walks have places"
    rivals = contest.rivals.get(project, set())
    seats = contest.rule.seats if contest.rule.name == options.PLURALITY else -1
    for step in walk.steps:
        yield Slot(step, step.left)
        if step.project == project:
            # Below its own place it would not have come with more votes or a lower cost.
            return
        if step.outcome in reasons.WON:
            seats -= 1
            if step.project in rivals or seats == 0:
                return
        ends = step.outcome in (reasons.DOES_NOT_FIT, reasons.DEARER_THAN_BUDGET, reasons.TOPPED_UP)
        if ends and contest.rule.name in ENDING_RULES:
            return
    yield Slot(None, walk.left)


def _votes_to_threshold(contest: Contest, worth: Worth, project: int) -> int:
    threshold = contest.rule.threshold
    if threshold is None:
        return 0
    election = contest.election
    unit = election.points_scale if election.vote_type in WITH_POINTS else 1
    return ceil((threshold * unit - contest.scores[project]) / worth.score)


def _votes_to_precede(contest: Contest, worth: Worth, project: int, step: Step) -> int:
    if step.project == project:
        return 0
    if contest.rule.name == options.GREEDY_DENSITY:
        factor = Fraction(contest.support.multipliers[project], contest.costs[project])
        key, gain = contest.support.totals[project] * factor, worth.total * factor
    else:
        key, gain = Fraction(contest.scores[project]), Fraction(worth.score)
    votes = max(0, ceil((step.key - key) / gain))
    if key + votes * gain > step.key:
        return votes
    score = contest.scores[project] + votes * worth.score
    return votes if _wins_tie(contest, project, contest.costs[project], score, step.project) else votes + 1


def _cost_to_precede(contest: Contest, project: int, step: Step, most: int) -> int:
    """Return the highest cost up to `most` at which `project` comes before `step`, or 0."""
    if step.project == project:
        return most
    times_cost = contest.rule.satisfaction in options.TIMES_COST
    if contest.rule.name == options.GREEDY_DENSITY and not times_cost:
        if step.key <= 0:
            return most
        most = min(most, floor(contest.support.totals[project] / step.key))
        if most < 1 or Fraction(contest.support.totals[project], most) > step.key:
            return most
        score = contest.scores[project]
        return most if _wins_tie(contest, project, most, score, step.project) else most - 1
    is_density = contest.rule.name == options.GREEDY_DENSITY
    key = contest.support.totals[project] if is_density else contest.scores[project]
    if key != step.key:
        return most if key > step.key else 0
    if contest.rule.ties != options.CHEAPER_THEN_VOTES:
        return most if contest.ranks[project] < contest.ranks[step.project] else 0
    most = min(most, contest.costs[step.project])
    wins = _wins_tie(contest, project, most, contest.scores[project], step.project)
    return most if wins or most < contest.costs[step.project] else most - 1


def _wins_tie(contest: Contest, project: int, cost: int, score: int, other: int) -> bool:
    """Whether `project`, at that cost and score, comes before its equal `other`."""
    if contest.rule.ties != options.CHEAPER_THEN_VOTES:
        return contest.ranks[project] < contest.ranks[other]
    projects = contest.election.projects
    mine = (cost, -score, projects[project].id)
    return mine < (contest.costs[other], -contest.scores[other], projects[other].id)
