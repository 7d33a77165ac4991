"""A national day of voting: how large its votes are, which of them are played, and what all would take.

Each commune has a vote of its own, so a day is as many archives as communes. Some are played and verified;
from what they took, a fixed part for each vote and a part for each ballot, follows what all would take.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .errors import InputMalformed

MAX_COMMUNES: Final = 100_000
MAX_DAY_VOTERS: Final = 100_000_000
# How differently large communes are: the spread of the logarithm of their sizes.
SPREAD: Final = 0.6
SMALLEST: Final = 20
# Where on the list of sizes, from small to large, the played votes stand.
PLAYED_AT: Final = (0.1, 0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Played:
    """A vote that was played: its size, the processor's seconds of its verification, and those on the clock.

    On the clock by one worker, and by all; what one takes of a processor is the cost.
    """

    voters: int
    ballots: int
    core: float
    alone: float
    together: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What verification takes of one core: for each vote, and for each ballot in it; seconds."""

    per_vote: float
    per_ballot: float

    def of(self, votes: int, ballots: int) -> float:
        """Return the seconds of one core for so many votes with so many ballots in all."""
        return votes * self.per_vote + ballots * self.per_ballot


def commune_sizes(communes: int, voters: int, dice: random.Random) -> list[int]:
    """Return how many people vote in each commune, from small to large; together `voters`.

    :raises InputMalformed: too few or too many.
    """
    if not 1 <= communes <= MAX_COMMUNES:
        raise InputMalformed(path="--communes", reason=f"1 - {MAX_COMMUNES}")
    if not communes * SMALLEST <= voters <= MAX_DAY_VOTERS:
        raise InputMalformed(path="--voters", reason=f"{communes * SMALLEST} - {MAX_DAY_VOTERS}")
    shares = [dice.lognormvariate(0, SPREAD) for _ in range(communes)]
    to_share = voters - communes * SMALLEST
    whole = sum(shares)
    sizes = [SMALLEST + int(to_share * share / whole) for share in shares]
    sizes.sort()
    # What rounding left over goes to the largest.
    sizes[-1] += voters - sum(sizes)
    return sizes


def played_sizes(sizes: Sequence[int], most: int) -> list[int]:
    """Return the sizes of the votes to play: some of each kind, all made smaller if they pass `most` voters.

    :raises InputMalformed: `most` is too little for votes of different sizes.
    """
    if most < SMALLEST * len(PLAYED_AT):
        raise InputMalformed(path="--play", reason=f">= {SMALLEST * len(PLAYED_AT)}")
    chosen = [sizes[int(place * (len(sizes) - 1))] for place in PLAYED_AT]
    total = sum(chosen)
    if total <= most:
        return chosen
    return [max(SMALLEST, size * most // total) for size in chosen]


def cost_of(played: Sequence[Played]) -> Cost:
    """Return the line of least squares through ballots and processor seconds, neither part below zero."""
    count = len(played)
    x = [one.ballots for one in played]
    y = [one.core for one in played]
    mean_x, mean_y = sum(x) / count, sum(y) / count
    spread = sum((one - mean_x) ** 2 for one in x)
    slope = (
        sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / spread
        if spread
        else mean_y / mean_x
    )
    fixed = mean_y - slope * mean_x
    if slope <= 0 or fixed < 0:
        # Votes too alike, or a noisy machine: then all is put on the ballots.
        return Cost(0.0, sum(y) / sum(x))
    return Cost(fixed, slope)


def speedup(played: Sequence[Played]) -> float:
    """Return how many times faster all workers were than one, over all votes played."""
    return sum(one.alone for one in played) / sum(one.together for one in played)
