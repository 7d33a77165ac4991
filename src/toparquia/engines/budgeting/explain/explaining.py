"""The explanation of a whole count: each project, its sentence, its numbers, what would have changed it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from toparquia.engines.budgeting.compare import compare_rules, rules_to_compare
from toparquia.engines.budgeting.errors import CountingError
from toparquia.engines.budgeting.explain.saying import (
    Told,
    change_said,
    extra_vote_said,
    numbers,
    sentence,
    supporters_said,
    told_by,
)
from toparquia.engines.budgeting.explain.searching import MOST_A_SEARCH, cost_to_win, votes_to_win
from toparquia.engines.budgeting.explain.shape import Change, Explanation, Explanations, Supporters
from toparquia.engines.budgeting.explain.supporting import LEAST_CLASS, supporters_of_all
from toparquia.engines.budgeting.explain.supposed import Recounts
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.rules.shares.completion import SharesCount

# Entries of ballots that all recounts together may look at, when nothing else is said. The measure
# is the same on every machine, so that the explanations are too.
EFFORT: Final = 200_000_000
MOST_RECOUNTS: Final = 20_000
# What a recount costs besides its ballots, counted in entries.
FIXED_EFFORT: Final = 5_000


def explain(
    result: Result,
    *,
    confirm: bool = True,
    compare: bool = True,
    recounts: int | None = None,
    search_for: Collection[str] | None = None,
    least_class: int = LEAST_CLASS,
) -> Explanations:
    """Return the explanation of every project of a finished count.

    confirm: also check by two recounts what was read off the walk of plurality and greedy. Without it
    these rules need no recount at all. compare: count by the other rules too. recounts: how many counts
    may be made again, for all projects together (None: by the size of the election). search_for: ids
    of the losers for whom a change is looked for (None: all, those with most support first).
    """
    told = told_by(result)
    allowed = default_recounts(result) if recounts is None else recounts
    counting = Recounts(result, allowed)
    supporters = supporters_of_all(result, least_class)
    elsewhere = other_rules(result) if compare else {}
    contest = result.contest
    others = [p for p in range(len(result.election.projects)) if not result.has_won(p)]
    others.sort(key=lambda p: (-contest.scores[p], contest.ranks[p]))
    explained = []
    for project in (*result.order, *others):
        changes: list[Change] = []
        is_wanted = search_for is None or result.election.projects[project].id in search_for
        if is_wanted and not result.has_won(project):
            changes.append(votes_to_win(result, project, counting, confirm=confirm))
            changes.append(cost_to_win(result, project, counting, confirm=confirm))
        wins = {label: project in winners for label, winners in elsewhere.items()}
        explained.append(_explanation(told, project, changes, supporters[project], wins, least_class))
    return Explanations(result, tuple(explained), least_class, extra_vote_said(result), counting.done)


def default_recounts(result: Result) -> int:
    """Return how many recounts are allowed: as many as keep the ballots looked at within bounds."""
    runs = len(result.trace.runs) if isinstance(result.trace, SharesCount) else 1
    each = (len(result.election.ballots.entries) + FIXED_EFFORT) * max(runs, 1)
    return max(MOST_A_SEARCH, min(MOST_RECOUNTS, EFFORT // each))


def other_rules(result: Result) -> dict[str, set[int]]:
    """Return the winners under the rules worth setting side by side, by label; {} when one is refused."""
    base = replace(
        CountingRule(options.GREEDY),
        ties=result.rule.ties,
        conflicts=result.rule.conflicts,
        pots=result.rule.pots,
        threshold=result.rule.threshold,
        reading=result.rule.reading,
    )
    try:
        compared = compare_rules(result.election, rules_to_compare(result.election, base))
    except CountingError:
        return {}
    return {column.label: set(column.result.order) for column in compared.columns}


def _explanation(
    told: Told,
    project: int,
    changes: Sequence[Change],
    supporters: Supporters,
    wins: dict[str, bool],
    least: int,
) -> Explanation:
    result = told.result
    chosen = result.election.projects[project]
    return Explanation(
        project,
        chosen.id,
        chosen.name,
        result.has_won(project),
        result.reasons[project],
        result.rounds.get(project),
        sentence(told, project, supporters),
        numbers(told, project, supporters),
        tuple(changes),
        tuple(change_said(result, change) for change in changes),
        supporters,
        supporters_said(result, project, supporters, least),
        wins,
    )
