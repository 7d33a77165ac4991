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
from toparquia.engines.budgeting.explain.searching import changes_of
from toparquia.engines.budgeting.explain.shape import (
    FOUND,
    LOWER_COST,
    WITHHELD,
    Change,
    Explanation,
    Explanations,
    Supporters,
)
from toparquia.engines.budgeting.explain.supporting import LEAST_CLASS, supporters_of_all
from toparquia.engines.budgeting.explain.supposed import Recounts
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule

# What all recounts of one explanation may take together, in entries of ballots looked at: some
# seconds. The measure is the same on every machine, so that the explanations are too.
EFFORT: Final = 100_000_000


def explain(
    result: Result,
    *,
    confirm: bool = True,
    compare: bool = True,
    effort: int | None = EFFORT,
    search_for: Collection[str] | None = None,
    least_class: int = LEAST_CLASS,
) -> Explanations:
    """Return the explanation of every project of a finished count.

    confirm: also check by two recounts what was read off the walk of plurality and greedy. Without it
    these rules need no recount at all. compare: count by the other rules too. effort: what all recounts
    together may take (None: as much as it takes). search_for: ids of the losers for whom a change is
    looked for (None: all, those with most support first).
    """
    told = told_by(result)
    recounts = Recounts(result, effort)
    supporters = supporters_of_all(result, least_class)
    elsewhere = other_rules(result) if compare else {}
    contest = result.contest
    others = [p for p in range(len(result.election.projects)) if not result.has_won(p)]
    others.sort(key=lambda p: (-contest.scores[p], contest.ranks[p]))
    explained = []
    wanted = [p for p in others if search_for is None or result.election.projects[p].id in search_for]
    found = changes_of(result, wanted, recounts, confirm=confirm)
    for project in (*result.order, *others):
        changes = found.get(project, ())
        wins = {label: project in winners for label, winners in elsewhere.items()}
        explained.append(_explanation(told, project, changes, supporters[project], wins, least_class))
    return Explanations(result, tuple(explained), least_class, extra_vote_said(result), recounts.done)


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
    if supporters.withheld:
        changes = [_without_their_money(change) for change in changes]
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


def _without_their_money(change: Change) -> Change:
    """Return a change of a project with too few supporters: the cost that wins is what they had left."""
    if change.kind != LOWER_COST or change.status != FOUND:
        return change
    return Change(LOWER_COST, WITHHELD)
