"""Branch and bound, where projects exclude each other in too many ways to list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from toparquia.engines.budgeting.rules.optimum.knapsack import Best, Bound, Item

MAX_BRANCHES: Final = 400_000
SOLVER_SECONDS: Final = 10.0


def branch(items: Sequence[Item], budget: int, rivals: Mapping[int, set[int]]) -> Best:
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
            stack.append(
                (at + 1, value + item.value, mask | 1 << at, barred | excludes[at], room - item.cost)
            )
    open_bound = max((value + bound.at(at, room) for at, value, _, _, room in stack), default=0)
    return Best(best_mask, max(open_bound, best_value), "branch and bound")


def _solved_by_highs(items: Sequence[Item], budget: int, excludes: list[int]) -> tuple[int, int]:
    """Return value and set of HiGHS' solution, checked in whole numbers; nothing when it breaks a rule."""
    import highspy  # Only this rule needs the solver, and loading it takes a fifth of a second.

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", SOLVER_SECONDS)
    solver.setOptionValue("threads", 1)
    top = float(max((item.satisfaction for item in items), default=1))
    chosen = [solver.addBinary(obj=item.satisfaction / top) for item in items]
    if items:
        solver.addConstr(sum(x * (item.cost / budget) for x, item in zip(chosen, items, strict=True)) <= 1.0)
    for at, excluded in enumerate(excludes):
        for other in range(at + 1, len(items)):
            if excluded >> other & 1:
                solver.addConstr(chosen[at] + chosen[other] <= 1)
    solver.setMaximize()
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
