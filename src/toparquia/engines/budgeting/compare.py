"""The same ballots under several rules, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import APPROVAL, CHOOSE_ONE, Election
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule


@dataclass(frozen=True)
class Column:
    """One rule's result. without_winner: voters none of whose projects won."""

    label: str
    result: Result
    without_winner: int


@dataclass(frozen=True)
class Comparison:
    """Results in the order asked for; projects by support, most first."""

    columns: tuple[Column, ...]
    by_support: tuple[int, ...]


def rules_to_compare(election: Election, base: CountingRule) -> list[tuple[str, CountingRule]]:
    """Return the rules worth setting side by side, by label; `base` lends ties, conflicts and the like.

    Reserved pots stay with the rules that know them. Phragmén is for ballots without points or ranks.
    """
    plain = replace(base, pots=())
    rules = [
        ("greedy", replace(base, name=options.GREEDY)),
        ("greedy-density", replace(base, name=options.GREEDY_DENSITY)),
        ("mes", replace(plain, name=options.EQUAL_SHARES)),
        ("mes add1-greedy", replace(plain, name=options.EQUAL_SHARES, completion=options.ADD1_FILL)),
        ("optimum", replace(plain, name=options.OPTIMUM)),
    ]
    if election.vote_type in (APPROVAL, CHOOSE_ONE):
        rules.insert(-1, ("phragmen", replace(plain, name=options.PHRAGMEN)))
    return rules


def compare_rules(election: Election, rules: Sequence[tuple[str, CountingRule]]) -> Comparison:
    """Return the results of all `rules` on one election."""
    columns = []
    for label, rule in rules:
        result = count(election, rule)
        columns.append(Column(label, result, voters_without_winner(result)))
    scores = columns[0].result.contest.scores
    order = sorted(range(len(scores)), key=lambda p: (-scores[p], election.projects[p].id))
    return Comparison(tuple(columns), tuple(order))


def voters_without_winner(result: Result) -> int:
    """Return how many voters who named something support none of the winners."""
    support = result.contest.support
    lucky = np.zeros(len(support.weights), dtype=bool)
    for project in result.order:
        lucky[support.groups[support.of(project)]] = True
    voted = result.election.ballots.lengths > 0
    return int(support.weights[voted & ~lucky].sum())
