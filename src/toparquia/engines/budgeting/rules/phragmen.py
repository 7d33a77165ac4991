"""Phragmén's sequential rule for budgets.

Source: Los, Christoff, Grossi, "Proportional Budget Allocations" (IJCAI 2022, arXiv 2203.12324).
Everybody earns money at the same speed; a project is bought at the moment its supporters can pay for
it together, and they start again from nothing.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd
from typing import Final

import numpy as np

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.rules.contest import Contest

SKIP: Final = "skip"
# A sum of up to 2^24 positive floats is nearer to the truth than this, relative to itself.
FILTER: Final = 2.0**-28
# With more ballot groups a project than this, arrays are faster.
FEW_GROUPS: Final = 48


@dataclass(frozen=True)
class Moment:
    """A purchase: the project, the exact moment it was paid, and those that came at the same moment."""

    project: int
    time: Fraction
    tied: tuple[int, ...] = ()


@dataclass(eq=False)
class Loads:
    """Every purchase in order; the moment and projects at which the rule stopped; the money left."""

    moments: list[Moment] = field(default_factory=list)
    stopped_at: tuple[Fraction, tuple[int, ...]] | None = None
    left: int = 0


class Clock:
    """Exact loads of all ballot groups: a group's load is the moment of its last purchase.

    moments: numerators over one `denominator`; last: per group, 1 + index of its last moment, or 0.
    """

    def __init__(self, contest: Contest) -> None:
        support = contest.support
        self.costs = contest.costs
        self.votes = support.votes
        self.groups = {p: support.groups[support.of(p)] for p in contest.in_play if support.votes[p]}
        self.weights = support.weights.astype(np.float64)
        self.last = np.zeros(len(support.weights), dtype=np.int32)
        self.loads = np.zeros(len(support.weights))
        self.denominator = 1
        self.moments = [0]

    def nearly(self, project: int) -> float:
        """Return the moment at which `project` can be paid, as a float."""
        groups = self.groups[project]
        load = float(self.weights[groups] @ self.loads[groups])
        return (load + self.costs[project]) / self.votes[project]

    def exactly(self, project: int) -> tuple[int, int]:
        """Return that moment exactly, as a numerator and a denominator in lowest terms."""
        groups = self.groups[project]
        voters = np.bincount(self.last[groups], weights=self.weights[groups])
        total = self.costs[project] * self.denominator
        for at in np.flatnonzero(voters).tolist():
            total += int(voters[at]) * self.moments[at]
        # Only the number of supporters is new in the denominator, so little has to be reduced.
        common = gcd(total, self.votes[project])
        return total // common, self.votes[project] // common * self.denominator

    def pay(self, project: int, numerator: int, denominator: int) -> None:
        """Set the load of every supporter of `project` to the moment `numerator / denominator`."""
        factor = denominator // self.denominator
        if factor != 1:
            self.moments = [moment * factor for moment in self.moments]
            self.denominator = denominator
        groups = self.groups[project]
        self.last[groups] = len(self.moments)
        self.loads[groups] = numerator / denominator
        self.moments.append(numerator)


class FewClock(Clock):
    """The same by lists: for some dozens of ballot groups a project, arrays cost more than they save."""

    def __init__(self, contest: Contest) -> None:
        super().__init__(contest)
        self.backers: dict[int, list[int]] = {p: groups.tolist() for p, groups in self.groups.items()}
        self.voters: list[int] = contest.support.weights.tolist()
        self.places = [0] * len(self.voters)
        self.nears = [0.0] * len(self.voters)

    def nearly(self, project: int) -> float:
        """Return the moment at which `project` can be paid, as a float."""
        voters, nears = self.voters, self.nears
        load = sum([voters[group] * nears[group] for group in self.backers[project]])
        return (load + self.costs[project]) / self.votes[project]

    def exactly(self, project: int) -> tuple[int, int]:
        """Return that moment exactly, as a numerator and a denominator in lowest terms."""
        voters, places, moments = self.voters, self.places, self.moments
        total = self.costs[project] * self.denominator
        total += sum([voters[group] * moments[places[group]] for group in self.backers[project]])
        common = gcd(total, self.votes[project])
        return total // common, self.votes[project] // common * self.denominator

    def pay(self, project: int, numerator: int, denominator: int) -> None:
        """Set the load of every supporter of `project` to the moment `numerator / denominator`."""
        factor = denominator // self.denominator
        if factor != 1:
            self.moments = [moment * factor for moment in self.moments]
            self.denominator = denominator
        now, near = len(self.moments), numerator / denominator
        for group in self.backers[project]:
            self.places[group], self.nears[group] = now, near
        self.moments.append(numerator)


def count_phragmen(contest: Contest) -> Loads:
    """Buy projects in the order in which their supporters can pay for them.

    Stops at the first moment at which any of the projects that come first does not fit into the money
    left, or, with `stop` "skip", passes such projects over. Written to `contest.reasons`.
    """
    few = len(contest.support.groups) <= FEW_GROUPS * len(contest.in_play)
    clock = FewClock(contest) if few else Clock(contest)
    counted = Loads(left=contest.election.budget - contest.spent_before)
    budget = contest.election.budget
    # Nobody has a load yet.
    costs, votes = contest.costs, clock.votes
    queue = [(costs[p] / votes[p] * (1 - FILTER), p) for p in clock.groups if costs[p] <= budget]
    heapq.heapify(queue)
    fresh: dict[int, int] = {}
    while queue:
        best = _first_to_pay(clock, queue, fresh, len(counted.moments))
        time, tied = best[0][1], [project for project, _ in best]
        exact = Fraction(*time)
        too_dear = [project for project in tied if contest.costs[project] > counted.left]
        if too_dear and contest.rule.stop != SKIP:
            counted.stopped_at = (exact, tuple(tied))
            for project in tied:
                fits = contest.costs[project] <= counted.left
                contest.reasons[project] = reasons.COUNT_ENDED if fits else reasons.DOES_NOT_FIT
            break
        for project in too_dear:
            contest.reasons[project] = reasons.DOES_NOT_FIT
        fitting = sorted((p for p in tied if p not in too_dear), key=lambda p: contest.ranks[p])
        if fitting:
            _buy(contest, clock, counted, fitting, time)
            for project in fitting[1:]:
                heapq.heappush(queue, (clock.nearly(project) * (1 - FILTER), project))
            queue = _without_rivals(contest, queue, fitting[0])
    for project in contest.in_play:
        contest.reasons.setdefault(project, reasons.COUNT_ENDED)
    if contest.rule.is_pabutools and counted.stopped_at is None:
        _buy_unsupported(contest, counted)
    return counted


def _first_to_pay(
    clock: Clock, queue: list[tuple[float, int]], fresh: dict[int, int], now: int
) -> list[tuple[int, tuple[int, int]]]:
    """Take from the queue the projects with the smallest exact moment, and return them with it.

    Moments never come earlier, so a bound from an earlier round is still one.
    """
    best: list[tuple[int, tuple[int, int]]] = []
    others: list[tuple[float, int]] = []
    limit = float("inf")
    while queue and queue[0][0] <= limit:
        bound, project = heapq.heappop(queue)
        if fresh.get(project) != now:
            fresh[project] = now
            heapq.heappush(queue, (clock.nearly(project) * (1 - FILTER), project))
            continue
        time = clock.exactly(project)
        if best:
            new, old = time[0] * best[0][1][1], best[0][1][0] * time[1]
            if new > old:
                others.append((bound, project))
                continue
            if new < old:
                others.extend((_bound(earlier), tied) for tied, earlier in best)
                best = []
        best.append((project, time))
        limit = time[0] / time[1] * (1 + FILTER)
    for entry in others:
        heapq.heappush(queue, entry)
    return best


def _bound(time: tuple[int, int]) -> float:
    return time[0] / time[1] * (1 - FILTER)


def _buy(contest: Contest, clock: Clock, counted: Loads, fitting: list[int], time: tuple[int, int]) -> None:
    winner = fitting[0]
    clock.pay(winner, *time)
    counted.left -= contest.costs[winner]
    contest.reasons[winner] = reasons.CHOSEN
    counted.moments.append(Moment(winner, Fraction(*time), tuple(fitting) if len(fitting) > 1 else ()))


def _without_rivals(contest: Contest, queue: list[tuple[float, int]], winner: int) -> list[tuple[float, int]]:
    barred = set(contest.bar_rivals(winner))
    if not barred:
        return queue
    for project in barred:
        if contest.reasons.get(project) not in reasons.WON:
            contest.reasons[project] = reasons.CONFLICT
    kept = [entry for entry in queue if entry[1] not in barred]
    heapq.heapify(kept)
    return kept


def _buy_unsupported(contest: Contest, counted: Loads) -> None:
    """The peer buys projects without support at the end, until the first round one does not fit."""
    waiting = [p for p in contest.in_play if not contest.support.votes[p]]
    waiting = [p for p in waiting if contest.costs[p] <= contest.election.budget]
    waiting.sort(key=lambda p: contest.ranks[p])
    while waiting and all(contest.costs[p] <= counted.left for p in waiting):
        project = waiting.pop(0)
        counted.left -= contest.costs[project]
        contest.reasons[project] = reasons.FILLED
        counted.moments.append(Moment(project, Fraction(-1)))
