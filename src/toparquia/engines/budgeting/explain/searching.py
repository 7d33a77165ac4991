"""What would have made a project win, found by counting again; every figure is confirmed by a recount.

More votes for a project, or a lower cost, never harm it under plurality, the greedy rules and Phragmén,
so halving the range finds the smallest change. Under the optimum a lower cost may harm it when its worth
is its cost, and under Equal Shares both may harm: there the search tries few votes one by one and then
jumps, and what it finds is the smallest found. Source for the questions: Boehmer, Faliszewski, Janeczko,
Peters, Pierczyński, Schierreich, Skowron, Szufa, "Evaluation of Project Performance in Participatory
Budgeting" (IJCAI 2024, arXiv 2312.14723).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.explain.shape import (
    BY_BISECTION,
    BY_FORMULA,
    BY_SCAN,
    BY_SEARCH,
    EXTRA_VOTES,
    FOUND,
    IMPOSSIBLE,
    LOWER_COST,
    NOT_FOUND,
    NOT_SEARCHED,
    Change,
)
from toparquia.engines.budgeting.explain.supposed import Recounts
from toparquia.engines.budgeting.explain.walked import cost_by_formula, has_formula, votes_by_formula
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.optimum import Optimum
from toparquia.engines.budgeting.rules.options import PABUTOOLS

# Votes and costs that are tried one by one where jumping could pass over a smaller change.
SCANNED: Final = 12
# Costs between a project's own and nothing that are tried before halving.
STOPS: Final = 16
# Beyond so many extra votes for each real one nothing is looked for.
TIMES_VOTERS: Final = 16
# No search makes more recounts than this.
MOST_A_SEARCH: Final = 90


def votes_to_win(result: Result, project: int, recounts: Recounts, *, confirm: bool) -> Change:
    """Return the fewest extra votes with which a loser wins.

    `confirm`: also a figure read off the walk is checked by two recounts.
    """
    none = Change(EXTRA_VOTES, NOT_FOUND)
    reason = result.reasons[project]
    if _is_out_for_good(result, project, reason):
        return replace(none, status=IMPOSSIBLE)
    most = TIMES_VOTERS * (result.election.ballots.count + 4)
    if has_formula(result, project):
        amount = votes_by_formula(result, project)
        found = replace(none, status=FOUND, amount=amount, how=BY_FORMULA, is_least_change=True)
        if amount is not None and not confirm:
            return found
        if amount is not None and recounts.left >= 2:
            is_true = recounts.wins_with_votes(project, amount)
            if is_true and not (amount > 1 and recounts.wins_with_votes(project, amount - 1)):
                return replace(found, is_recounted=True)
    if recounts.left < MOST_A_SEARCH:
        return replace(none, status=NOT_SEARCHED)

    def wins(votes: int) -> bool:
        return recounts.wins_with_votes(project, votes)

    if never_harms(result, EXTRA_VOTES):
        return _fewest_by_halving(none, wins, most)
    return _fewest_by_search(none, wins, most)


def cost_to_win(result: Result, project: int, recounts: Recounts, *, confirm: bool) -> Change:
    """Return the highest cost, below its own and above nothing, at which a loser wins."""
    none = Change(LOWER_COST, IMPOSSIBLE)
    reason = result.reasons[project]
    own = result.election.costs[project]
    needs_votes = reason in (reasons.NO_SUPPORT, reasons.BELOW_THRESHOLD)
    if needs_votes or reason == reasons.WITHDRAWN or own <= 1:
        return none
    if has_formula(result, project) and (reason != reasons.DEARER_THAN_BUDGET or _may_join(result, project)):
        amount = cost_by_formula(result, project)
        if amount is None and not confirm:
            return replace(none, how=BY_FORMULA, is_least_change=True)
        found = replace(none, status=FOUND, amount=amount, how=BY_FORMULA, is_least_change=True)
        if amount is not None and not confirm:
            return found
        if amount is not None and recounts.left >= 2:
            is_true = recounts.wins_with_cost(project, amount)
            if is_true and not (amount + 1 < own and recounts.wins_with_cost(project, amount + 1)):
                return replace(found, is_recounted=True)
    if recounts.left < MOST_A_SEARCH:
        return replace(none, status=NOT_SEARCHED)

    def wins(cost: int) -> bool:
        return recounts.wins_with_cost(project, cost)

    if never_harms(result, LOWER_COST):
        return _highest_by_halving(none, wins, own)
    return _highest_by_search(none, wins, own)


def never_harms(result: Result, kind: str) -> bool:
    """Whether more of the change never makes a project lose that would have won with less of it."""
    rule = result.rule
    if rule.reading == PABUTOOLS or rule.name == options.EQUAL_SHARES:
        return False
    if rule.name != options.OPTIMUM:
        return True
    assert isinstance(result.trace, Optimum), "the optimum leaves its own trace"
    by_cost = rule.satisfaction in options.TIMES_COST
    return result.trace.is_proven and not (kind == LOWER_COST and by_cost)


def _is_out_for_good(result: Result, project: int, reason: str) -> bool:
    """Whether no number of votes brings `project` into the count."""
    if reason == reasons.WITHDRAWN:
        return True
    dear = result.election.costs[project] > result.election.budget
    return dear and result.rule.name != options.GREEDY_CUSTOM


def _may_join(result: Result, project: int) -> bool:
    """Whether a too dear project reached the threshold, so that only its cost kept it out."""
    threshold = result.rule.threshold
    return threshold is None and result.contest.support.votes[project] > 0


def _fewest_by_halving(none: Change, wins: Callable[[int], bool], most: int) -> Change:
    low, high = 0, 1
    while not wins(high):
        if high >= most:
            return replace(none, how=BY_BISECTION, searched_to=high)
        low, high = high, min(2 * high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if wins(middle) else (middle, high)
    return replace(none, status=FOUND, amount=high, how=BY_BISECTION, is_least_change=True, is_recounted=True)


def _fewest_by_search(none: Change, wins: Callable[[int], bool], most: int) -> Change:
    for votes in range(1, SCANNED + 1):
        if wins(votes):
            return replace(
                none, status=FOUND, amount=votes, how=BY_SCAN, is_least_change=True, is_recounted=True
            )
    low, high = SCANNED, 2 * SCANNED
    while not wins(high):
        if high >= most:
            return replace(none, how=BY_SEARCH, searched_to=high)
        low, high = high, min(2 * high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if wins(middle) else (middle, high)
    return replace(none, status=FOUND, amount=high, how=BY_SEARCH, is_recounted=True)


def _highest_by_halving(none: Change, wins: Callable[[int], bool], own: int) -> Change:
    if not wins(1):
        return replace(none, how=BY_BISECTION, is_least_change=True, is_recounted=True)
    low, high = 1, own
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if wins(middle) else (low, middle)
    return replace(none, status=FOUND, amount=low, how=BY_BISECTION, is_least_change=True, is_recounted=True)


def _highest_by_search(none: Change, wins: Callable[[int], bool], own: int) -> Change:
    last = max(1, own - SCANNED)
    for cost in range(own - 1, last - 1, -1):
        if wins(cost):
            return replace(
                none, status=FOUND, amount=cost, how=BY_SCAN, is_least_change=True, is_recounted=True
            )
    if last == 1:
        return replace(none, how=BY_SCAN, is_least_change=True, is_recounted=True)
    high = last
    stops = sorted({max(1, own * stop // STOPS) for stop in range(STOPS)}, reverse=True)
    for cost in (stop for stop in stops if stop < last):
        if wins(cost):
            low = cost
            break
        high = cost
    else:
        return replace(none, status=NOT_FOUND, how=BY_SEARCH, searched_to=1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if wins(middle) else (low, middle)
    return replace(none, status=FOUND, amount=low, how=BY_SEARCH, is_recounted=True)
