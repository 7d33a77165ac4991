"""Equal Shares where no voter backs two candidates: every run in closed form.

Then nobody's money is asked for twice: a project is bought when its supporters together have its cost,
all pay the same, and its rate never changes from run to run. Ballots that name one project are so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from math import ceil

from toparquia.engines.budgeting.rules.shares.prices import Backing
from toparquia.engines.budgeting.rules.shares.run import Market
from toparquia.engines.budgeting.rules.shares.sweep import SweptRun


class Apart:
    """The runs of one market, by share; what depends only on the market is worked out once."""

    def __init__(self, market: Market) -> None:
        assert market.apart, "only where no voter backs two candidates"
        backings = list(market.backings.values())
        needs = _keys([(backing.cost, backing.all_voters) for backing in backings])
        rates = _keys([(b.cost, b.all_stakes * b.multiplier) for b in backings])
        # What each supporter has to have, the least first.
        self._by_need = [backings[at] for at in sorted(range(len(backings)), key=needs.__getitem__)]
        place = {backing.project: at for at, backing in enumerate(self._by_need)}
        ranked = zip(rates, [market.ranks[b.project] for b in backings], backings, strict=True)
        order = sorted(ranked, key=lambda entry: entry[:2])
        self._order = [(rate, place[backing.project], backing) for rate, _, backing in order]
        self._runs: dict[int, SweptRun] = {}

    def run(self, share: Fraction) -> SweptRun:
        """Return the run with `share`, exactly."""
        number = self._number(share)
        if number not in self._runs:
            self._runs[number] = _run([(rate, b) for rate, place, b in self._order if place < number])
        return self._runs[number]

    def repeats(self, share: Fraction, step: Fraction) -> int:
        """Return how many runs after the one with `share`, each a `step` higher, buy the same."""
        number = self._number(share)
        if number == len(self._by_need):
            return 0
        following = self._by_need[number]
        return ceil((Fraction(following.cost, following.all_voters) - share) / step) - 1

    def _number(self, share: Fraction) -> int:
        """Return how many can be bought, which tells which: those with the smallest needs."""
        top, bottom = share.numerator, share.denominator
        return bisect_left(self._by_need, True, key=lambda b: b.cost * bottom > top * b.all_voters)


def _keys(ratios: Sequence[tuple[int, int]]) -> list[int]:
    """Return whole numbers that are ordered, and equal, as the ratios are.

    Two different ones are further apart than 2^-bits, where 2^bits exceeds the square of every denominator.
    """
    bits = 2 * max((bottom for _, bottom in ratios), default=1).bit_length()
    return [(top << bits) // bottom for top, bottom in ratios]


def _run(bought: list[tuple[int, Backing]]) -> SweptRun:
    run = SweptRun([backing.project for _, backing in bought])
    if len({rate for rate, _ in bought}) == len(bought):
        return run
    place = 0
    for _, equals in groupby(bought, key=lambda entry: entry[0]):
        tied = [backing for _, backing in equals]
        projects = tuple(backing.project for backing in tied)
        rate = Fraction(tied[0].cost, tied[0].all_stakes * tied[0].multiplier)
        for at in range(len(tied) - 1):
            run.ties.append((place + at + 1, projects[at:], rate))
        place += len(tied)
    return run
