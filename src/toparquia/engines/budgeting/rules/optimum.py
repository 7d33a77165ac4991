"""The set of projects with the most total satisfaction that the budget allows, with its proof.

The knapsack is solved exactly in whole numbers by dynamic programming over the sets that no other set
beats in both cost and value, pruned by the exact bound of the fractional knapsack. HiGHS gives a first
solution to prune with, and decides when projects exclude each other; it never has the last word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.errors import Notice, Said
from toparquia.engines.budgeting.rules.contest import Contest

# States kept at once, and branches looked at, before the search settles for a bound.
MAX_STATES: Final = 400_000
MAX_BRANCHES: Final = 400_000

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


@dataclass(frozen=True)
class Item:
    """A project as the search sees it: `value` holds satisfaction, then low cost, then tie order.

    The three are packed into one whole number, so that the maximum is unique.
    """

    project: int
    cost: int
    value: int
    satisfaction: int


def count_optimum(contest: Contest) -> Optimum:
    """Return the optimum of the projects in play; written to `contest.reasons`."""
    budget = contest.election.budget - contest.spent_before
    items = _items(contest)
    if contest.rivals:
        found = _branch(items, budget, contest.rivals)
    else:
        found = _frontier(items, budget)
    for project in contest.in_play:
        contest.reasons[project] = reasons.NOT_IN_OPTIMUM
    for project in found.projects:
        contest.reasons[project] = reasons.CHOSEN
    if not found.is_proven:
        facts: dict[str, object] = {"gap": f"{float(found.gap) * 100:.4f}"}
        contest.notices.append(Notice("count.not_proven", NOT_PROVEN, facts))
    return found


def _items(contest: Contest) -> list[Item]:
    """Return the projects worth having, by value per cost, best first."""
    support = contest.support
    in_play = [p for p in contest.in_play if support.totals[p] > 0]
    weight = sum(contest.costs[p] for p in in_play) + 1
    places = sorted(in_play, key=lambda p: contest.ranks[p])
    bit = {project: 1 << (len(places) - 1 - place) for place, project in enumerate(places)}
    items = []
    for project in in_play:
        satisfaction = support.totals[project] * support.multipliers[project]
        cost = contest.costs[project]
        value = (satisfaction * weight - cost << len(places)) + bit[project]
        if value > 0:
            items.append(Item(project, cost, value, satisfaction))
    return sorted(items, key=lambda item: (Fraction(-item.value, item.cost) if item.cost else -item.value * 10**30))


class Bound:
    """The exact fractional bound: how much value the items from `start` on can add to `room`."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.costs = [0, *accumulate(item.cost for item in items)]
        self.values = [0, *accumulate(item.value for item in items)]

    def reaches(self, start: int, room: int, missing: int) -> bool:
        """Whether items from `start` on could add more than `missing` within `room`."""
        end = bisect_right(self.costs, self.costs[start] + room) - 1
        whole = self.values[end] - self.values[start]
        if whole > missing or end >= len(self.items):
            return whole > missing
        rest = room - (self.costs[end] - self.costs[start])
        item = self.items[end]
        return item.value * rest > (missing - whole) * item.cost

    def at(self, start: int, room: int) -> int:
        """Return the bound itself, rounded down."""
        end = bisect_right(self.costs, self.costs[start] + room) - 1
        whole = self.values[end] - self.values[start]
        if end >= len(self.items):
            return whole
        rest = room - (self.costs[end] - self.costs[start])
        return whole + self.items[end].value * rest // self.items[end].cost


def _frontier(items: list[Item], budget: int) -> Optimum:
    """Dynamic programming over undominated (cost, value) pairs. Source: Nemhauser, Ullmann (1969)."""
    bound = Bound(items)
    best_value, best_mask = _first_solution(items, budget)
    states = [(0, 0, 0)]
    open_bound = 0
    for at, item in enumerate(items):
        taken = [(c + item.cost, v + item.value, m | 1 << at) for c, v, m in states if c + item.cost <= budget]
        states = _undominated(states, taken)
        for _, value, mask in reversed(states):
            if value > best_value:
                best_value, best_mask = value, mask
        states = [s for s in states if bound.reaches(at + 1, budget - s[0], best_value - s[1])]
        if len(states) > MAX_STATES:
            # Dropped states can hide nothing better than their own bound.
            states.sort(key=lambda s: -(s[1] + bound.at(at + 1, budget - s[0])))
            dropped = states[MAX_STATES // 2 :]
            open_bound = max(open_bound, *(s[1] + bound.at(at + 1, budget - s[0]) for s in dropped))
            states = sorted(states[: MAX_STATES // 2])
    return _optimum(items, best_mask, budget, max(open_bound, best_value), "dynamic programming")


def _undominated(kept: list[tuple[int, int, int]], taken: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Merge two lists sorted by cost; a state stays only if it beats every cheaper one in value."""
    merged: list[tuple[int, int, int]] = []
    best = -1
    for state in sorted(kept + taken, key=lambda s: (s[0], -s[1])):
        if state[1] > best:
            merged.append(state)
            best = state[1]
    return merged


def _first_solution(items: list[Item], budget: int) -> tuple[int, int]:
    """Return value and set of a good solution: down the list by value per cost."""
    value = mask = 0
    room = budget
    for at, item in enumerate(items):
        if item.cost <= room:
            room -= item.cost
            value += item.value
            mask |= 1 << at
    return value, mask


def _branch(items: list[Item], budget: int, rivals: dict[int, set[int]]) -> Optimum:
    """Depth-first search with the exact fractional bound, for projects that exclude each other."""
    bound = Bound(items)
    place = {item.project: at for at, item in enumerate(items)}
    excludes = [
        sum(1 << place[other] for other in rivals.get(item.project, ()) if other in place) for item in items
    ]
    best_value, best_mask = _solved_by_highs(items, budget, excludes)
    stack = [(0, 0, 0, 0, budget)]
    branches = 0
    while stack and branches < MAX_BRANCHES:
        at, value, mask, barred, room = stack.pop()
        branches += 1
        if value > best_value:
            best_value, best_mask = value, mask
        if at == len(items) or not bound.reaches(at, room, best_value - value):
            continue
        stack.append((at + 1, value, mask, barred, room))
        item = items[at]
        if item.cost <= room and not barred >> at & 1:
            stack.append((at + 1, value + item.value, mask | 1 << at, barred | excludes[at], room - item.cost))
    open_bound = max((value + bound.at(at, room) for at, value, _, _, room in stack), default=0)
    return _optimum(items, best_mask, budget, max(open_bound, best_value), "branch and bound")


def _solved_by_highs(items: list[Item], budget: int, excludes: list[int]) -> tuple[int, int]:
    """Return value and set of HiGHS' solution, checked in whole numbers; nothing when it breaks a rule."""
    import highspy  # Only this rule needs the solver, and loading it takes a fifth of a second.

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", 10.0)
    solver.setOptionValue("threads", 1)
    top = float(max((item.satisfaction for item in items), default=1))
    chosen = [solver.addBinary(obj=item.satisfaction / top) for item in items]
    if items:
        solver.addConstr(sum(x * (item.cost / budget) for x, item in zip(chosen, items, strict=True)) <= 1.0)
    for at, excluded in enumerate(excludes):
        for other in range(at + 1, len(items)):
            if excluded >> other & 1:
                solver.addConstr(chosen[at] + chosen[other] <= 1)
    solver.setMaximize() if hasattr(solver, "setMaximize") else solver.changeObjectiveSense(
        highspy.ObjSense.kMaximize
    )
    solver.run()
    values = list(solver.getSolution().col_value)
    value = mask = barred = 0
    room = budget
    for at, item in enumerate(items):
        if at < len(values) and values[at] > 0.5 and item.cost <= room and not barred >> at & 1:
            room -= item.cost
            value += item.value
            mask |= 1 << at
            barred |= excludes[at]
    return value, mask


def _optimum(items: list[Item], mask: int, budget: int, bound: int, method: str) -> Optimum:
    chosen = [item for at, item in enumerate(items) if mask >> at & 1]
    best = sum(item.value for item in chosen)
    satisfaction = sum(item.satisfaction for item in chosen)
    # The packed bound is above the satisfaction part by less than one unit when nothing was dropped.
    unit = items[0].value // items[0].satisfaction if items else 1
    limit = satisfaction if bound <= best else max(satisfaction, -(-bound // unit))
    return Optimum(
        tuple(sorted(item.project for item in chosen)),
        satisfaction,
        limit,
        budget - sum(item.cost for item in chosen),
        method,
    )
