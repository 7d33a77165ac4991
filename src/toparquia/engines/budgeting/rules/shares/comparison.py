"""The comparison step: Equal Shares against the order by votes, decided by the voters who fare better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.errors import Notice, Said
from toparquia.engines.budgeting.rules.contest import Contest
from toparquia.engines.budgeting.rules.greedy import Walk, keys_by_score, walk_down

GREEDY_STANDS: Final = Said(
    es=(
        "comparación: {greedy} votantes salen ganando con el orden por votos y {shares} con "
        "Partes Iguales: vale el orden por votos"
    ),
    en=(
        "comparison: {greedy} voters are better off by the order of votes and {shares} by "
        "Equal Shares: the order of votes stands"
    ),
)
SHARES_STAND: Final = Said(
    es=(
        "comparación: {shares} votantes salen ganando con Partes Iguales y {greedy} con el "
        "orden por votos: valen las Partes Iguales"
    ),
    en=(
        "comparison: {shares} voters are better off by Equal Shares and {greedy} by the "
        "order of votes: Equal Shares stand"
    ),
)


@dataclass(frozen=True)
class Comparison:
    """How many voters fare better by each result, and which stands."""

    measure: str
    better_by_shares: int
    better_by_greedy: int
    greedy_stands: bool


def compare_with_greedy(contest: Contest) -> tuple[Comparison, Walk | None]:
    """Let the order by votes stand when strictly more voters fare better by it.

    Returns the comparison, and the greedy walk when it stands, which is then written to
    `contest.reasons`. satisfaction: voters compare how many projects they supported won; coverage:
    whether any did.
    Source: the comparison step of Wieliczka's Green Budget 2023.
    """
    by_shares = [p for p, reason in contest.reasons.items() if reason in reasons.WON]
    before = dict(contest.reasons)
    undecided = list(contest.in_play)
    for project in undecided:
        contest.reasons.pop(project, None)
    walk = Walk(left=contest.election.budget - contest.spent_before)
    keys = keys_by_score(contest)
    walk_down(contest, {project: keys[project] for project in undecided}, walk)
    by_greedy = [p for p, reason in contest.reasons.items() if reason in reasons.WON]
    shares, greedy = (_winners_each(contest, won) for won in (by_shares, by_greedy))
    if contest.rule.comparison == "coverage":
        shares, greedy = np.minimum(shares, 1), np.minimum(greedy, 1)
    weights = contest.support.weights
    better = Comparison(
        contest.rule.comparison,
        int(weights[shares > greedy].sum()),
        int(weights[greedy > shares].sum()),
        bool(weights[greedy > shares].sum() > weights[shares > greedy].sum()),
    )
    facts: dict[str, object] = {"shares": better.better_by_shares, "greedy": better.better_by_greedy}
    if better.greedy_stands:
        contest.notices.append(Notice("count.greedy_stands", GREEDY_STANDS, facts))
        return better, walk
    contest.reasons.clear()
    contest.reasons.update(before)
    contest.notices.append(Notice("count.shares_stand", SHARES_STAND, facts))
    return better, None


def _winners_each(contest: Contest, won: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return, for each ballot group, how many of `won` it supports."""
    counts = np.zeros(len(contest.support.weights), dtype=np.int64)
    for project in won:
        counts[contest.support.groups[contest.support.of(project)]] += 1
    return counts
