"""The same ballots under several rules, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import APPROVAL, CHOOSE_ONE, Election
from toparquia.engines.budgeting.errors import Said
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule

# What people call the rules set side by side, and what each does, by label.
NAMES: Final[dict[str, Said]] = {
    "greedy": Said("más votos", "most votes"),
    "greedy-density": Said("más votos por dinero", "most votes per money"),
    "mes": Said("Partes Iguales", "Equal Shares"),
    "mes add1-greedy": Said("Partes Iguales hasta gastar", "Equal Shares to the end"),
    "phragmen": Said("Phragmén", "Phragmén"),
    "optimum": Said("más satisfacción", "most satisfaction"),
}
DOES: Final[dict[str, Said]] = {
    "greedy": Said(
        "Primero los más votados, mientras alcance el dinero.", "The most voted first, while the money lasts."
    ),
    "greedy-density": Said(
        "Primero los que tienen más votos por lo que cuestan.", "Those with most votes for their cost first."
    ),
    "mes": Said(
        "El dinero se reparte entre quienes votan; a cada proyecto lo pagan los suyos.",
        "The money is shared out among the voters; each project is paid for by its own.",
    ),
    "mes add1-greedy": Said(
        "Lo mismo con más dinero en cada vuelta; con lo que sobra, los más votados.",
        "The same with more money in each run; what is left goes to the most voted.",
    ),
    "phragmen": Said(
        "Todos reciben dinero al mismo ritmo; gana lo que los suyos ya pueden pagar.",
        "All get money at the same speed; what its own can pay for wins.",
    ),
    "optimum": Said(
        "El grupo de proyectos que da más satisfacción por el dinero.",
        "The group of projects that gives most satisfaction for the money.",
    ),
}


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
