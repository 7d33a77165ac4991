"""Equal Shares where no voter backs two candidates: every run in closed form.

Then nobody's money is asked for twice: a project is bought when its supporters together have its cost,
all pay the same, and its rate never changes from run to run. Ballots that name one project are so.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import groupby
from math import ceil

from toparquia.engines.budgeting.rules.shares.run import Market
from toparquia.engines.budgeting.rules.shares.sweep import SweptRun


class Apart:
    """The runs of one market, by share; what depends only on the market is worked out once."""

    def __init__(self, market: Market) -> None:
        assert market.apart, "only where no voter backs two candidates"
        entries = []
        for project, backing in market.backings.items():
            rate = Fraction(backing.cost, backing.all_stakes * backing.multiplier)
            need = Fraction(backing.cost, backing.all_voters)
            entries.append((rate, market.ranks[project], project, need))
        self._order = sorted(entries)
        self._needs = sorted(need for *_, need in entries)
        self._runs: dict[int, SweptRun] = {}

    def run(self, share: Fraction) -> SweptRun:
        """Return the run with `share`, exactly."""
        # How many can be bought tells which: those with the smallest needs.
        number = bisect_right(self._needs, share)
        if number not in self._runs:
            self._runs[number] = _run([(rate, p) for rate, _, p, need in self._order if need <= share])
        return self._runs[number]

    def repeats(self, share: Fraction, step: Fraction) -> int:
        """Return how many runs after the one with `share`, each a `step` higher, buy the same."""
        number = bisect_right(self._needs, share)
        if number == len(self._needs):
            return 0
        return ceil((self._needs[number] - share) / step) - 1


def _run(bought: list[tuple[Fraction, int]]) -> SweptRun:
    run = SweptRun([project for _, project in bought])
    place = 0
    for rate, equals in groupby(bought, key=lambda entry: entry[0]):
        tied = tuple(project for _, project in equals)
        for at in range(len(tied) - 1):
            run.ties.append((place + at + 1, tied[at:], rate))
        place += len(tied)
    return run
