"""Runs of Add1 that surely repeat one another: found by running the first and the last of them only.

In a run all decisions are about numbers that are linear in the share while the decisions before are the
same: what is left to each voter (a price is what poorer supporters lack, shared among the others), the
price of a project when it is known who pays it in full, the lower bound by which another was passed over,
the money that supporters have together. A linear inequality that holds at two shares holds between them.
So two runs that are proven by the same decisions, one after the other, prove all runs between them.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from toparquia.engines.budgeting.rules.shares.sweep import SweptRun


class Leaps:
    """The runs at `start`, `start + step`, `start + 2 step`, ..., made when they are asked for.

    made: how many were really made; passed: how many were proven without being made.
    """

    def __init__(self, run: Callable[[Fraction], SweptRun], start: Fraction, step: Fraction) -> None:
        self._run = run
        self.start = start
        self.step = step
        self._made: dict[int, SweptRun] = {}
        self.made = 0
        self.passed = 0

    def at(self, place: int) -> SweptRun:
        """Return the run `place` steps above the start."""
        if place not in self._made:
            self._made[place] = self._run(self.share(place))
            self.made += 1
        return self._made[place]

    def share(self, place: int) -> Fraction:
        """Return the share `place` steps above the start."""
        return self.start + place * self.step

    def repeats(self, place: int, most: int) -> int:
        """Return how many of the runs after `place`, at most `most`, surely buy what it buys."""
        here = self.at(place)
        sure, stride = 0, 1
        while sure + stride <= most and self.at(place + sure + stride).decides_as(here):
            sure += stride
            stride *= 2
        beyond = min(sure + stride, most + 1)
        while beyond - sure > 1:
            middle = (sure + beyond) // 2
            if self.at(place + middle).decides_as(here):
                sure = middle
            else:
                beyond = middle
        self.passed += sure
        # Those behind are never asked for again.
        self._made = {at: run for at, run in self._made.items() if at > place + sure}
        return sure
