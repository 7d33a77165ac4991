"""What would have made a project win under Equal Shares: looked for where the recorded runs point.

The runs of the count tell at which cost a project would first have been bought, and in which run. From that
run on the count is done again, as the rule does it; the runs before it are the real ones. With one run the
answer is the highest cost; with Add1, where a lower cost may harm, it is the smallest change found.

Large elections have hundreds of runs. Where counting them again for every project would take too long, only
the run that stands is counted again, with the share it had: the project wins in it, and it stays within the
budget. Such an answer says so (`supposing`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import ceil, floor
from typing import Final

import numpy as np

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.explain.recounted import WITH_FILL, SharesRecounts
from toparquia.engines.budgeting.explain.replayed import NEAR
from toparquia.engines.budgeting.explain.shape import (
    BY_FORMULA,
    BY_SCAN,
    BY_SEARCH,
    EXTRA_VOTES,
    FOUND,
    IMPOSSIBLE,
    LOWER_COST,
    NOT_FOUND,
    NOT_SEARCHED,
    SAME_SHARE,
    Change,
)
from toparquia.engines.budgeting.explain.supposed import (
    Exhausted,
    Recounts,
    worth_of_vote,
)
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules.shares.completion import (
    SharesCount,
    first_share,
)
from toparquia.engines.budgeting.rules.shares.prices import Floats
from toparquia.engines.budgeting.rules.shares.run import Run

# Costs between one that does not win and nothing that are tried before halving.
STOPS: Final = 8
# Votes that are tried one by one where jumping could pass over a smaller change.
SCANNED: Final = 8
TIMES_VOTERS: Final = 16
# Recounts that the search for votes takes.
FEW_PROBES: Final = 12
# Votes, as parts of all voters, for which it is worked out how many each project would need.
GRID: Final = (0.0, *(2.0**power / 256 for power in range(13)))


class SharesChanges(SharesRecounts):
    """The changes of the losers of one count by Equal Shares."""

    def __init__(self, result: Result, recounts: Recounts, losers: Sequence[int]) -> None:
        super().__init__(result, recounts, losers)
        self.needs: dict[int, Floats] = {}

    def costs(self) -> dict[int, Change]:
        """Return, for each loser with supporters, the highest cost at which it wins."""
        if not self.has_runs:
            return {project: self._told(self._cost(project)) for project in self.losers}
        # What the last look at all runs takes is kept for it.
        if not self.recounts.may_use(self.run_effort * self.last):
            return {project: Change(LOWER_COST, NOT_SEARCHED) for project in self.losers}
        self.recounts.use(self.run_effort * self.last)
        return self._without_earlier({project: self._cost(project) for project in self.losers})

    def votes(self, project: int) -> Change:
        """Return the fewest more votes with which a loser wins."""
        if not self.same_share:
            return self._votes(project)
        # With the same share for each, new voters would bring money that the budget does not have: here all
        # runs are counted again, as long as that is allowed.
        if not self.recounts.may_use(self.run_effort * self.runs * FEW_PROBES):
            return Change(EXTRA_VOTES, NOT_SEARCHED)
        self.same_share, self.has_runs = False, True
        change = self._votes(project)
        self.same_share, self.has_runs = True, False
        return change

    def _told(self, change: Change) -> Change:
        return replace(change, supposing=SAME_SHARE) if self.same_share else change

    def _votes(self, project: int) -> Change:
        none = Change(EXTRA_VOTES, NOT_FOUND)
        most = TIMES_VOTERS * (self.result.election.ballots.count + 4)
        tried: dict[int, bool] = {}

        def wins(votes: int) -> bool:
            if votes not in tried:
                tried[votes] = self.wins_with_votes(project, votes)
            return tried[votes]

        try:
            guess = max(1, min(self._guessed_votes(project), most))
            low, high = _straddled(wins, guess, most)
            if high > most:
                return replace(none, how=BY_SEARCH, searched_to=most)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if wins(middle) else (middle, high)
            found = replace(none, status=FOUND, amount=high, how=BY_SEARCH, is_recounted=True)
            for votes in range(1, min(SCANNED, high)) if high <= 4 * SCANNED else ():
                if wins(votes):
                    return replace(found, amount=votes, how=BY_SCAN, is_least_change=True)
        except Exhausted:
            return replace(none, status=NOT_SEARCHED)
        return replace(found, how=BY_SCAN, is_least_change=True) if high <= SCANNED else found

    def _cost(self, project: int) -> Change:
        none = Change(LOWER_COST, IMPOSSIBLE)
        election = self.result.election
        own = election.costs[project]
        if own <= 1 or self.result.reasons[project] in (reasons.BELOW_THRESHOLD, reasons.WITHDRAWN):
            return none
        tried: dict[int, bool] = {}

        def wins(cost: int) -> bool:
            if cost not in tried:
                tried[cost] = self.wins_with_cost(project, cost)
            return tried[cost]

        try:
            likely, most = self._likely_costs(project, own), min(own, election.budget + 1)
            low = _edge(wins, likely, most, lambda: self.over)
        except Exhausted:
            return replace(none, status=NOT_SEARCHED)
        if not low:
            # Within one run a lower cost never harms, so that nothing less than 1 would do.
            if self.has_runs or self.compares:
                return replace(none, status=NOT_FOUND, how=BY_SEARCH, searched_to=1)
            return replace(none, how=BY_FORMULA, is_least_change=True, is_recounted=True)
        return replace(
            none,
            status=FOUND,
            amount=low,
            how=BY_SEARCH if self.has_runs else BY_FORMULA,
            is_least_change=self._is_least(project, low),
            is_recounted=True,
        )

    def _is_least(self, project: int, cost: int) -> bool:
        """Whether no higher cost wins, as one run tells; Add1 and the comparison may differ."""
        if self.has_runs or self.compares:
            return False
        return not self.same_share or self._is_edge(project, cost)

    def _is_edge(self, project: int, cost: int) -> bool:
        """Whether the run that stands surely does not buy the project at any higher cost."""
        has_fill = self.result.rule.completion in WITH_FILL
        highest = float(self.highest(0)[self.place[project]])
        return not has_fill and cost + 1 > highest * (1.0 + NEAR)

    def _likely_costs(self, project: int, own: int) -> list[int]:
        """Return costs at which the project may just win, to begin with."""
        place = self.place[project]
        runs = {self.last, max(self.last - 1, 0)} if self.has_runs else {0}
        likely = {floor(self.highest(run)[place] * (1.0 + NEAR)) for run in runs}
        likely |= {floor(self.highest(run)[place] * (1.0 - NEAR)) for run in runs}
        likely.add(self.trace.left + sum(self._filled()))
        if self.trace.fill is not None:
            likely |= {step.left for step in self.trace.fill.steps if step.project == project}
        return sorted({cost for cost in (own - 1, *likely) if 1 <= cost < own}, reverse=True)

    def _filled(self) -> list[int]:
        costs = self.result.election.costs
        steps = [] if self.trace.fill is None else self.trace.fill.steps
        return [costs[step.project] for step in steps if step.outcome in reasons.WON]

    def _without_earlier(self, found: dict[int, Change]) -> dict[int, Change]:
        """Return the changes, looked for again where an earlier run buys the project after all."""
        while earlier := self._bought_earlier(found):
            for project, run in earlier.items():
                self.earliest[project] = run
                found[project] = self._cost(project)
        return found

    def _bought_earlier(self, found: Mapping[int, Change]) -> dict[int, int]:
        """Return the projects that a run before the one they were counted from buys, and that run."""
        floors = np.full(len(self.losers), np.inf)
        firsts = np.zeros(len(self.losers), dtype=np.int64)
        for project, change in found.items():
            if change.amount is not None:
                floors[self.place[project]] = change.amount * (1.0 - NEAR)
                firsts[self.place[project]] = self.first_run(project, change.amount)
        earlier: dict[int, int] = {}
        for run in range(int(firsts.max(initial=0))):
            waiting = np.where(firsts > run, floors, np.inf)
            if run in self.table:
                reached = self.table[run]
            else:
                note = self.trace.runs[run]
                reached = self.replay.highest_costs(note.share, note.projects, waiting)
            for place in np.flatnonzero(reached > waiting).tolist():
                earlier.setdefault(self.losers[place], run)
        return earlier

    def _guessed_votes(self, project: int) -> int:
        """Return about how many more votes would do."""
        place, voters = self.place[project], self.result.contest.voters
        low = float(self._votes_needed(0)[place])
        guess = max(low, 0.0)
        if not self.has_runs:
            # More voters have smaller shares, so that more are needed: up to where need and votes meet.
            for step in range(1, len(GRID)):
                high = float(self._votes_needed(step)[place])
                before, votes = GRID[step - 1] * voters, GRID[step] * voters
                if high <= votes:
                    slope = (high - low) / (votes - before)
                    guess = max(0.0, (low - slope * before) / (1.0 - slope)) if slope < 1.0 else votes
                    break
                low = high
        fewest = min(ceil(guess * (1.0 - NEAR)), TIMES_VOTERS * (voters + 4))
        if self.trace.fill is None:
            return fewest
        cost, score = self.result.election.costs[project], self.result.contest.scores[project]
        worth = max(worth_of_vote(self.result, project).score, 1)
        steps = [step for step in self.trace.fill.steps if step.left >= cost]
        return min([fewest, *(ceil((step.key - score) / worth) for step in steps)])

    def _votes_needed(self, step: int) -> Floats:
        """Return how many more votes each loser needs when the share is that of `GRID[step]` more voters."""
        if step not in self.needs:
            self.recounts.use(self.run_effort)
            contest, note = self.result.contest, self.standing
            costs = np.array([float(contest.costs[loser]) for loser in self.losers])
            worths = np.array([float(worth_of_vote(self.result, loser).total) for loser in self.losers])
            share, order = note.share, note.projects
            if step:
                share = first_share(replace(contest, voters=ceil(contest.voters * (1.0 + GRID[step]))))
                order = tuple(Run(self.trace.market, share).buy_all().projects)
            times = costs if self.times_cost else np.ones(len(costs))
            self.needs[step] = self.replay.fewest_votes(share, order, costs, worths, times)
        return self.needs[step]


def shares_changes(result: Result, recounts: Recounts, losers: Sequence[int]) -> SharesChanges | None:
    """Return what finds changes under Equal Shares; None where the recorded runs do not tell."""
    trace, rule = result.trace, result.rule
    if not isinstance(trace, SharesCount) or trace.final is None or rule.is_pabutools:
        return None
    # With rivals a project may be barred by a purchase.
    if rule.conflicts:
        return None
    found = SharesChanges(result, recounts, losers)
    return found if found.losers else None


def _edge(wins: Callable[[int], bool], likely: Sequence[int], high: int, nearer: Callable[[], int]) -> int:
    """Return a cost that wins where one unit more does not; 0 when none was found.

    nearer: after a cost that does not win, by how much a lower one may.
    """
    low, waiting = 0, set(likely)
    while not low and (cost := max((each for each in waiting if each < high), default=0)):
        waiting.discard(cost)
        if wins(cost):
            low = cost
        else:
            high = cost
            waiting |= {cost - nearer()} - {cost}
    stops = [high * stop // STOPS for stop in range(STOPS - 1, 0, -1)]
    for cost in [] if low else sorted({max(1, stop) for stop in (*stops, 1) if stop < high}, reverse=True):
        if wins(cost):
            low = cost
            break
        high = cost
    if low and low + 1 < high and wins(low + 1):
        low += 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if wins(middle) else (low, middle)
    return low


def _straddled(wins: Callable[[int], bool], guess: int, most: int) -> tuple[int, int]:
    """Return numbers of votes of which the lower does not win and the higher does, near `guess`."""
    step = 1
    if wins(guess):
        while guess > step and wins(guess - step):
            guess, step = guess - step, 2 * step
        return max(guess - step, 0), guess
    while guess < most:
        low, guess, step = guess, min(guess + step, most), 2 * step
        if wins(guess):
            return low, guess
    return most, most + 1
