"""From a contest to the knapsack, and back to a result.

The knapsack is solved exactly in whole numbers. HiGHS helps only where projects exclude each other in
ways that are too tangled to list; its answer is checked and bounded in whole numbers, so that it never
has the last word.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.errors import Notice, Said
from toparquia.engines.budgeting.rules.contest import Contest
from toparquia.engines.budgeting.rules.optimum.branching import branch
from toparquia.engines.budgeting.rules.optimum.knapsack import Best, Item, alternatives, frontier

NOT_PROVEN: Final = Said(
    es="no se demostró que sea el máximo: falta como mucho {gap} por ciento hasta la cota",
    en="it was not proven to be the maximum: at most {gap} per cent is missing to the bound",
)


@dataclass(frozen=True)
class Optimum:
    """The best set found, its total satisfaction, and a bound no set can exceed.

    Proven optimal when `satisfaction == bound`. Among equal satisfactions the set of lower cost is
    taken, and among those the one that is first in the tie order.
    """

    projects: tuple[int, ...]
    satisfaction: int
    bound: int
    left: int
    method: str

    @property
    def is_proven(self) -> bool:
        """Whether no other set can do better."""
        return self.satisfaction == self.bound

    @property
    def gap(self) -> Fraction:
        """What is missing to the bound, as a part of it."""
        return Fraction(self.bound - self.satisfaction, self.bound) if self.bound else Fraction(0)


def count_optimum(contest: Contest) -> Optimum:
    """Return the optimum of the projects in play; written to `contest.reasons`."""
    budget = contest.election.budget - contest.spent_before
    unit, items = _items(contest)
    groups = alternatives(items, contest.rivals)
    best = branch(items, budget, contest.rivals) if groups is None else frontier(items, budget, groups)
    found = _optimum(items, budget, unit, best)
    for project in contest.in_play:
        contest.reasons[project] = reasons.NOT_IN_OPTIMUM
    for project in found.projects:
        contest.reasons[project] = reasons.CHOSEN
    if not found.is_proven:
        facts: dict[str, object] = {"gap": f"{float(found.gap) * 100:.4f}"}
        contest.notices.append(Notice("count.not_proven", NOT_PROVEN, facts))
    return found


def _items(contest: Contest) -> tuple[int, list[Item]]:
    """Return what one unit of satisfaction weighs in a value, and the projects by value per cost."""
    support = contest.support
    in_play = [p for p in contest.in_play if support.totals[p] > 0]
    weight = sum(contest.costs[p] for p in in_play) + 1
    places = sorted(in_play, key=lambda p: contest.ranks[p])
    unit = weight << len(places)
    bit = {project: 1 << (len(places) - 1 - place) for place, project in enumerate(places)}
    items = []
    for project in in_play:
        satisfaction = support.totals[project] * support.multipliers[project]
        cost = contest.costs[project]
        value = satisfaction * unit - (cost << len(places)) + bit[project]
        if value > 0:
            items.append(Item(project, cost, value, satisfaction))
    items.sort(
        key=lambda item: Fraction(-item.value, item.cost) if item.cost else Fraction(-item.value * unit)
    )
    return unit, items


def _optimum(items: list[Item], budget: int, unit: int, found: Best) -> Optimum:
    chosen = [item for at, item in enumerate(items) if found.mask >> at & 1]
    satisfaction = sum(item.satisfaction for item in chosen)
    # Low cost and tie order take less than one unit off a value.
    proven = found.bound <= sum(item.value for item in chosen)
    return Optimum(
        tuple(sorted(item.project for item in chosen)),
        satisfaction,
        satisfaction if proven else max(satisfaction, -(-found.bound // unit)),
        budget - sum(item.cost for item in chosen),
        found.method,
    )
