"""Counting again by Equal Shares with one thing changed, from the first run that the change can touch.

A run in which the project is not bought is the real run, whatever the project costs. The recorded runs tell
in which it is first bought (`replayed`), and only from that run on are there runs to count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.errors import CountingError
from toparquia.engines.budgeting.explain.replayed import NEAR, Replay
from toparquia.engines.budgeting.explain.supposed import (
    FIXED_EFFORT,
    Recounts,
    contest_with_cost,
    contest_with_votes,
)
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.contest import Contest
from toparquia.engines.budgeting.rules.shares.apart import Apart
from toparquia.engines.budgeting.rules.shares.comparison import compare_with_greedy
from toparquia.engines.budgeting.rules.shares.completion import (
    OVER_BUDGET,
    SharesCount,
    add_runs,
    fill_up,
    first_share,
    note_swept,
    standing_run,
)
from toparquia.engines.budgeting.rules.shares.prices import Floats
from toparquia.engines.budgeting.rules.shares.quick import QuickRuns
from toparquia.engines.budgeting.rules.shares.run import Market, open_market
from toparquia.engines.budgeting.rules.shares.run_log import RunLog

WITH_ADD1: Final = (options.ADD1, options.ADD1_FILL)
WITH_FILL: Final = (options.FILL, options.ADD1_FILL)
# What a round takes besides its ballots, in entries; and how often a project may be counted again.
A_ROUND: Final = 2_500
PROBES: Final = 40


class SharesRecounts:
    """Recounts of one count by Equal Shares, each with one project changed.

    has_runs: all runs of Add1 are counted. same_share: only the run that stands, with the share it had, and
    within the budget. table: per recorded run, the highest cost at which it would have bought each loser.
    earliest: the first run to count, where it is not the one that the table tells. over: by how much the last
    run that was counted exceeded the budget.
    """

    def __init__(self, result: Result, recounts: Recounts, losers: Sequence[int]) -> None:
        assert isinstance(result.trace, SharesCount), "a count by Equal Shares"
        self.result = result
        self.trace = result.trace
        self.recounts = recounts
        self.losers = [p for p in losers if result.contest.support.votes[p] > 0]
        self.times_cost = result.rule.satisfaction in options.TIMES_COST
        self.has_runs = result.rule.completion in WITH_ADD1
        self.compares = result.rule.comparison != "none"
        self.standing = standing_run(self.trace)
        rounds = len(self.standing.projects)
        self.run_effort = (len(result.election.ballots.entries) + A_ROUND * rounds) // 4
        self.runs = len(self.trace.runs)
        everything = self.run_effort * self.runs * PROBES * len(losers)
        # One way for all projects of a count, so that they can be compared.
        self.same_share = self.has_runs and not recounts.may_use(everything)
        if self.same_share:
            alone = RunLog()
            alone.append(self.standing)
            self.trace = replace(self.trace, runs=alone)
            self.has_runs = False
        self.last = len(self.trace.runs) - 1
        self.replay = Replay(
            self.trace.market, result.contest.support, self.losers, times_cost=self.times_cost
        )
        self.place = {project: at for at, project in enumerate(self.losers)}
        self.table: dict[int, Floats] = {}
        self.over = 0
        self.earliest: dict[int, int] = {}

    def wins_with_votes(self, project: int, votes: int) -> bool:
        """Whether `project` wins with so many more votes, counted from the first run on."""
        self.recounts.done += 1
        try:
            contest = contest_with_votes(self.result, project, votes)
            return self._wins(contest, project, 0)
        except CountingError:
            return False

    def wins_with_cost(self, project: int, cost: int) -> bool:
        """Whether `project` wins at that cost, counted from the run on in which it is first bought."""
        self.recounts.done += 1
        try:
            contest = contest_with_cost(self.result, project, cost)
            return self._wins(contest, project, self.first_run(project, cost))
        except CountingError:
            return False

    def first_run(self, project: int, cost: int) -> int:
        """Return the run in which the project is first bought at that cost, or the last one.

        More money nearly always buys what less money bought; where it did not, `SharesChanges` sees it.
        """
        place = self.place[project]
        low, high = -1, self.last
        while high - low > 1:
            middle = (low + high) // 2
            is_bought = self.highest(middle)[place] >= cost * (1.0 - NEAR)
            low, high = (low, middle) if is_bought else (middle, high)
        return min(high, self.earliest.get(project, high))

    def highest(self, run: int) -> Floats:
        """Return the highest cost of each loser at which it would have been bought in a recorded run."""
        if run not in self.table:
            self.recounts.use(self.run_effort)
            note = self.trace.runs[run]
            self.table[run] = self.replay.highest_costs(note.share, note.projects)
        return self.table[run]

    def _wins(self, contest: Contest, project: int, first: int) -> bool:
        """Whether `project` wins in `contest`, in which the runs before `first` are the real ones."""
        self.recounts.use(FIXED_EFFORT // 2)
        if project not in contest.in_play:
            return project in contest.funded
        counted = SharesCount(self._market(contest, project), self.trace.step)
        known = 0
        if first:
            known = 1
            counted.runs.append(self.trace.runs[first - 1])
            add_runs(contest, counted)
        else:
            share = self.standing.share if self.same_share else first_share(contest)
            runs = Apart(counted.market) if counted.market.apart else QuickRuns(counted.market)
            if note_swept(contest, counted, runs.run(share), share) and self.has_runs:
                add_runs(contest, counted)
        self.recounts.use(self.run_effort * (len(counted.runs) - known))
        bought = standing_run(counted) if self.has_runs else counted.runs[0]
        self.over = 0
        if self.same_share and counted.ended == OVER_BUDGET:
            self.over = bought.cost - (contest.election.budget - contest.spent_before)
            return False
        has_fill = self.result.rule.completion in WITH_FILL
        if not self.compares and (project in bought.projects or not has_fill):
            return project in bought.projects
        contest.reasons.update(dict.fromkeys(bought.projects, reasons.CHOSEN))
        counted.left = contest.election.budget - contest.spent_before - bought.cost
        if has_fill:
            fill_up(contest, counted)
        if self.compares:
            compare_with_greedy(contest)
        return contest.reasons.get(project) in reasons.WON

    def _market(self, contest: Contest, project: int) -> Market:
        """Return the market of the count with only `project` changed."""
        own = open_market(contest.support, contest.costs, contest.ranks, [project], {})
        real = self.trace.market
        return replace(
            real,
            backings=real.backings | own.backings,
            groups=own.groups,
            ranks=contest.ranks,
            most_units=max(real.most_units, own.most_units),
            apart=real.apart and project in real.backings,
        )
