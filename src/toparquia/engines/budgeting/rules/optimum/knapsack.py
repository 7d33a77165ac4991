"""The exact knapsack, in whole numbers, with projects that exclude each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

# States kept at once before the search settles for a bound, and ways to choose among projects that
# exclude each other before it branches instead.
MAX_STATES: Final = 400_000
MAX_WAYS: Final = 1_024

# What to add to a set: cost, value, and the items as a bit mask.
Way = tuple[int, int, int]


@dataclass(frozen=True)
class Item:
    """A project as the search sees it: `value` holds satisfaction, then low cost, then tie order.

    The three are packed into one whole number, so that the maximum is unique.
    """

    project: int
    cost: int
    value: int
    satisfaction: int


@dataclass(frozen=True)
class Best:
    """What a search found: the set as a bit mask, and a packed value that no set exceeds."""

    mask: int
    bound: int
    method: str


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


def alternatives(items: Sequence[Item], rivals: Mapping[int, set[int]]) -> list[list[Way]] | None:
    """Return the groups of items that exclude each other, as the ways to choose from each group.

    An item without rivals is a group of one, with one way. Tangled groups come first, the others by
    value per cost. None when a group has too many ways to list them.
    """
    place = {item.project: at for at, item in enumerate(items)}
    against = [{place[r] for r in rivals.get(item.project, ()) if r in place} for item in items]
    tangled, single = [], []
    seen: set[int] = set()
    for at, item in enumerate(items):
        if not against[at]:
            single.append([(item.cost, item.value, 1 << at)])
        elif at not in seen:
            group = _reachable(at, against)
            seen |= group
            ways = _ways(items, sorted(group), against)
            if ways is None:
                return None
            tangled.append(ways)
    return tangled + single


def _reachable(start: int, against: Sequence[set[int]]) -> set[int]:
    group, waiting = {start}, [start]
    while waiting:
        for other in against[waiting.pop()] - group:
            group.add(other)
            waiting.append(other)
    return group


def _ways(items: Sequence[Item], group: Sequence[int], against: Sequence[set[int]]) -> list[Way] | None:
    """Return every set of the group's items of which no two exclude each other, but the empty one."""
    ways: list[Way] = [(0, 0, 0)]
    for at in group:
        barred = sum(1 << other for other in against[at])
        item = items[at]
        ways += [(c + item.cost, v + item.value, m | 1 << at) for c, v, m in ways if not m & barred]
        if len(ways) > MAX_WAYS:
            return None
    return ways[1:]


def frontier(items: list[Item], budget: int, groups: Sequence[Sequence[Way]]) -> Best:
    """Dynamic programming over undominated (cost, value) pairs. Source: Nemhauser, Ullmann (1969).

    States that cannot beat the best set, even with the fractional knapsack of all later items, go.
    """
    best_value, best_mask = first_solution(items, budget, groups)
    states: list[Way] = [(0, 0, 0)]
    open_bound = 0
    bounds = _bounds_after(items, groups)
    for ways, (bound, start) in zip(groups, bounds, strict=True):
        taken = [
            (c + cost, v + value, m | mask)
            for c, v, m in states
            for cost, value, mask in ways
            if c + cost <= budget
        ]
        states = _undominated(states, taken)
        for _, value, mask in reversed(states):
            if value > best_value:
                best_value, best_mask = value, mask
        states = [s for s in states if bound.reaches(start, budget - s[0], best_value - s[1])]
        if len(states) > MAX_STATES:
            # Dropped states can hide nothing better than their own bound.
            states.sort(key=lambda s: -(s[1] + bound.at(start, budget - s[0])))
            dropped = states[MAX_STATES // 2 :]
            open_bound = max(open_bound, *(s[1] + bound.at(start, budget - s[0]) for s in dropped))
            states = sorted(states[: MAX_STATES // 2])
    return Best(best_mask, max(open_bound, best_value), "dynamic programming")


def _bounds_after(items: Sequence[Item], groups: Sequence[Sequence[Way]]) -> list[tuple[Bound, int]]:
    """Return, after each group, the bound over all later items, and where these start in it."""
    singles = [ways[0][2].bit_length() - 1 for ways in groups if len(ways) == 1]
    shared = Bound([items[at] for at in singles])
    left = set(range(len(items)))
    bounds = []
    taken = 0
    for ways in groups:
        for _, _, mask in ways:
            left.difference_update(_bits(mask))
        if len(ways) == 1:
            taken += 1
            bounds.append((shared, taken))
        else:
            bounds.append((Bound([items[at] for at in sorted(left)]), 0))
    return bounds


def first_solution(items: Sequence[Item], budget: int, groups: Sequence[Sequence[Way]]) -> tuple[int, int]:
    """Return value and set of a good solution: down the list by value per cost, at most one a group."""
    group_of = {at: number for number, ways in enumerate(groups) for *_, m in ways for at in _bits(m)}
    used: set[int] = set()
    value = mask = 0
    room = budget
    for at, item in enumerate(items):
        if item.cost <= room and group_of[at] not in used:
            used.add(group_of[at])
            room -= item.cost
            value += item.value
            mask |= 1 << at
    return value, mask


def _bits(mask: int) -> list[int]:
    return [at for at in range(mask.bit_length()) if mask >> at & 1]


def _undominated(kept: list[Way], taken: list[Way]) -> list[Way]:
    """Merge two lists sorted by cost; a state stays only if it beats every cheaper one in value."""
    merged: list[Way] = []
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
