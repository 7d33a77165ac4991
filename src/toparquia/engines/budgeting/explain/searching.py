"""What would have made a project win, found by counting again; every figure is confirmed by a recount.

More votes for a project, or a lower cost, never harm it under plurality, the greedy rules and Phragmén,
so halving the range finds the smallest change. Under the optimum a lower cost may harm it when its worth
is its cost, and under Equal Shares both may harm: there the search jumps, then tries few votes one by one,
and what it finds is the smallest found. Source for the questions: Boehmer, Faliszewski, Janeczko,
Peters, Pierczyński, Schierreich, Skowron, Szufa, "Evaluation of Project Performance in Participatory
Budgeting" (IJCAI 2024, arXiv 2312.14723).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.explain.bounding import votes_for_sure
from toparquia.engines.budgeting.explain.pointing import Pointers
from toparquia.engines.budgeting.explain.shape import (
    BY_BISECTION,
    BY_FORMULA,
    BY_PROOF,
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
from toparquia.engines.budgeting.explain.shared import shares_changes
from toparquia.engines.budgeting.explain.supposed import FIXED_EFFORT, Exhausted, Recounts
from toparquia.engines.budgeting.explain.walked import cost_by_formula, has_formula, votes_by_formula
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.optimum import Optimum
from toparquia.engines.budgeting.rules.options import PABUTOOLS

# Votes and costs that are tried one by one where jumping could pass over a smaller change.
SCANNED: Final = 8
# Costs between a project's own and nothing that are tried before halving.
STOPS: Final = 8
# Beyond so many extra votes for each real one nothing is looked for.
TIMES_VOTERS: Final = 16
# Costs come first; what is left for votes then is at most this.
EFFORT_FOR_VOTES: Final = 40_000_000
# A search is only begun when so many counts like the real one are allowed.
MOST_A_SEARCH: Final = 48


def changes_of(
    result: Result, losers: Sequence[int], recounts: Recounts, *, confirm: bool
) -> dict[int, tuple[Change, ...]]:
    """Return what would have made each of `losers` win: votes, then cost.

    `confirm`: also a figure read off the walk is checked by two recounts, while they are allowed. What the
    count itself points at comes first, then costs, and those with most support: where not everything can be
    looked for, each project has one answer before any has two.
    """
    may_look = recounts.may_use(2 * FIXED_EFFORT)
    points = Pointers(result, losers, recounts) if may_look else None
    shares = shares_changes(result, recounts, losers) if may_look else None
    costs = {} if shares is None else shares.costs()
    votes: dict[int, Change] = {}
    for project in [] if points is None else losers:
        assert points is not None, "asked only where there is a record"
        for found, change in ((votes, points.votes(project)), (costs, points.cost(project))):
            if change is not None:
                found[project] = change
    for project in losers:
        if project not in costs:
            costs[project] = cost_to_win(result, project, recounts, confirm=confirm)
    recounts.keep(EFFORT_FOR_VOTES)
    for project in losers:
        if project in votes:
            continue
        if shares is not None and project in shares.place and not is_out_for_good(result, project):
            votes[project] = shares.votes(project)
        else:
            votes[project] = votes_to_win(result, project, recounts, confirm=confirm)
        if votes[project].status in (NOT_SEARCHED, NOT_FOUND):
            votes[project] = _surely(result, project, votes[project])
    return {project: (votes[project], costs[project]) for project in losers}


def _surely(result: Result, project: int, unanswered: Change) -> Change:
    """Return a number of votes that is proven to be enough, where the search found none."""
    enough = votes_for_sure(result, project)
    return unanswered if enough is None else Change(EXTRA_VOTES, FOUND, enough, how=BY_PROOF)


def votes_to_win(result: Result, project: int, recounts: Recounts, *, confirm: bool) -> Change:
    """Return the fewest extra votes with which a loser wins.

    `confirm`: also a figure read off the walk is checked by two recounts, while they are allowed.
    """
    none = Change(EXTRA_VOTES, NOT_FOUND)
    if is_out_for_good(result, project):
        return replace(none, status=IMPOSSIBLE)

    def wins(votes: int) -> bool:
        return recounts.wins_with_votes(project, votes)

    if has_formula(result, project):
        amount = votes_by_formula(result, project)
        if amount is not None:
            return _read_off(none, amount, wins, amount - 1, recounts if confirm else None)
    most = TIMES_VOTERS * (result.election.ballots.count + 4)
    search = _fewest_by_halving if never_harms(result, EXTRA_VOTES) else _fewest_by_search
    return _searched(none, recounts, lambda: search(none, wins, most))


def cost_to_win(result: Result, project: int, recounts: Recounts, *, confirm: bool, guess: int = 0) -> Change:
    """Return the highest cost, below its own and above nothing, at which a loser wins.

    guess: a cost at which it may just win, to begin with; 0 when there is none.
    """
    none = Change(LOWER_COST, IMPOSSIBLE)
    reason = result.reasons[project]
    own = result.election.costs[project]
    if own <= 1 or reason in (reasons.NO_SUPPORT, reasons.BELOW_THRESHOLD, reasons.WITHDRAWN):
        return none

    def wins(cost: int) -> bool:
        return recounts.wins_with_cost(project, cost)

    if has_formula(result, project) and (reason != reasons.DEARER_THAN_BUDGET or _may_join(result, project)):
        amount = cost_by_formula(result, project)
        if amount is not None:
            return _read_off(none, amount, wins, (amount + 1) % own, recounts if confirm else None)
        # A lower cost never harms here: where the lowest does not win, none does.
        if not confirm or not recounts.may(2):
            return replace(none, how=BY_FORMULA, is_least_change=True)
        if not wins(1):
            return replace(none, how=BY_FORMULA, is_least_change=True, is_recounted=True)
    if never_harms(result, LOWER_COST):
        return _searched(none, recounts, lambda: _highest_by_halving(none, wins, own))
    return _searched(none, recounts, lambda: _highest_by_search(none, wins, own, guess))


def _read_off(
    none: Change, amount: int, wins: Callable[[int], bool], short: int, recounts: Recounts | None
) -> Change:
    """Return a figure read off the walk, confirmed by counting with it and with one unit less of it.

    short: the change with one unit less; 0 when that is no change at all.
    """
    found = replace(none, status=FOUND, amount=amount, how=BY_FORMULA, is_least_change=True)
    if recounts is None or not recounts.may(2):
        return found
    is_true = wins(amount) and not (short and wins(short))
    assert is_true, "what is read off the walk is what a recount finds"
    return replace(found, is_recounted=True)


def _searched(none: Change, recounts: Recounts, search: Callable[[], Change]) -> Change:
    """Return what `search` finds, or that it was not searched when that would take too long."""
    if not recounts.may(MOST_A_SEARCH):
        return replace(none, status=NOT_SEARCHED)
    try:
        return search()
    except Exhausted:
        return replace(none, status=NOT_SEARCHED)


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


def is_out_for_good(result: Result, project: int) -> bool:
    """Whether no number of votes brings `project` into the count."""
    if result.reasons[project] == reasons.WITHDRAWN:
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
    low, high = 0, 1
    while not wins(high):
        if high >= most:
            return replace(none, how=BY_SEARCH, searched_to=high)
        low, high = high, min(2 * high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if wins(middle) else (middle, high)
    # Few votes are tried one by one: below one number that does not win, a smaller one might.
    found = replace(none, status=FOUND, amount=high, how=BY_SEARCH, is_recounted=True)
    for votes in range(1, min(SCANNED, high)):
        if wins(votes):
            return replace(found, amount=votes, how=BY_SCAN, is_least_change=True)
    return replace(found, how=BY_SCAN, is_least_change=True) if high <= SCANNED else found


def _highest_by_halving(none: Change, wins: Callable[[int], bool], own: int) -> Change:
    if not wins(1):
        return replace(none, how=BY_BISECTION, is_least_change=True, is_recounted=True)
    low, high = 1, own
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if wins(middle) else (low, middle)
    return replace(none, status=FOUND, amount=low, how=BY_BISECTION, is_least_change=True, is_recounted=True)


def _highest_by_search(none: Change, wins: Callable[[int], bool], own: int, guess: int) -> Change:
    if own <= SCANNED:
        for cost in range(own - 1, 0, -1):
            if wins(cost):
                return replace(
                    none, status=FOUND, amount=cost, how=BY_SCAN, is_least_change=True, is_recounted=True
                )
        return replace(none, how=BY_SCAN, is_least_change=True, is_recounted=True)
    stops = {max(1, own * stop // STOPS) for stop in range(STOPS)}
    # What the supporters had left is often the very edge: one more and it would not have won.
    stops |= {cost for cost in (guess, guess + 1) if 0 < cost < own}
    high = own
    for cost in sorted(stops, reverse=True):
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
