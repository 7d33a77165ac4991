"""What would have made a project win under the greatest satisfaction, from the best sets without it.

A loser wins when the best set of the others, in what its cost leaves of the budget, and its own worth
together exceed the real optimum. How much worth it lacks is one knapsack. The highest cost it could have
is another: the cheapest set of the others that reaches the optimum less its worth; looked for from the
other side, as the dearest set that can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from toparquia.engines.budgeting.explain.supposed import worth_of_vote
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.contest import Contest
from toparquia.engines.budgeting.rules.optimum import Optimum
from toparquia.engines.budgeting.rules.optimum.knapsack import Item, alternatives, frontier


def has_best_sets(result: Result) -> bool:
    """Whether best sets tell what would have made a loser win."""
    trace = result.trace
    return (
        isinstance(trace, Optimum)
        and trace.is_proven
        and not (result.rule.is_pabutools or result.rule.conflicts)
    )


def fewest_votes(result: Result, project: int) -> int | None:
    """Return the fewest more votes with which `project` may win; None when the search was too large."""
    contest = result.contest
    room = result.election.budget - contest.spent_before - contest.costs[project]
    others = best_of(_others(contest, project), room)
    worth = worth_of_vote(result, project).total * contest.support.multipliers[project]
    if others is None or worth <= 0:
        return None
    own = contest.support.totals[project] * contest.support.multipliers[project]
    return max(1, -((others + own - _optimum(result)) // worth))


def highest_cost(result: Result, project: int) -> int | None:
    """Return the highest cost at which `project` may win, when its worth does not depend on it."""
    contest = result.contest
    if result.rule.satisfaction in options.TIMES_COST:
        return None
    others = list(_others(contest, project))
    missing = _optimum(result) - contest.support.totals[project]
    everything = sum(worth for worth, _ in others)
    # Worth and cost change places: the dearest projects that may be left out.
    left_out = best_of([(cost, worth) for worth, cost in others], everything - missing)
    if left_out is None:
        return None
    return result.election.budget - contest.spent_before - sum(cost for _, cost in others) + left_out


def best_of(choices: Iterable[tuple[int, int]], room: int) -> int | None:
    """Return the most worth of (worth, cost) choices that cost `room` at most; None when not proven."""
    choices = [(worth, cost) for worth, cost in choices if cost > 0]
    items = [Item(at, cost, worth, worth) for at, (worth, cost) in enumerate(choices)]
    items.sort(key=lambda item: Fraction(-item.value, item.cost))
    best = frontier(items, room, alternatives(items, {}) or [])
    value = sum(item.value for at, item in enumerate(items) if best.mask >> at & 1)
    return value if best.bound <= value else None


def _others(contest: Contest, project: int) -> Iterable[tuple[int, int]]:
    support = contest.support
    return (
        (support.totals[p] * support.multipliers[p], contest.costs[p])
        for p in contest.in_play
        if p != project and support.totals[p] > 0
    )


def _optimum(result: Result) -> int:
    assert isinstance(result.trace, Optimum), "the optimum leaves its own trace"
    return result.trace.satisfaction
