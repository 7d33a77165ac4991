"""Where those who marked each option live, as sums of no fewer people than may be published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from toparquia.engines.budgeting.election import Election
from toparquia.engines.budgeting.explain.supporting import merged_places

# Places told apart; the smallest beyond these are one.
MOST: Final = 40


@dataclass(frozen=True)
class There:
    """People who marked one option and live in some places; an empty name is \"not known\"."""

    places: tuple[str, ...]
    voters: int


def living(election: Election, least: int) -> list[list[There]]:
    """Return, for each option, how many of its voters live where; nothing where the file does not say.

    A class has `least` people or more: smaller ones are merged, and one alone never stays to be had by
    subtraction from the option's votes. Source: the rule set's consultation.min_ballots_published.
    """
    ballots = election.ballots
    by_code = ballots.territories_of_groups()
    codes = sorted(by_code, key=lambda code: (-int(by_code[code].sum()), code))
    if len(codes) < 2:
        return [[] for _ in election.projects]
    groups = [[code] for code in codes[:MOST]] + ([codes[MOST:]] if codes[MOST:] else [])
    names = [tuple(ballots.territories[code] if code >= 0 else "" for code in group) for group in groups]
    counts = [_marks(election, np.sum([by_code[code] for code in group], axis=0)) for group in groups]
    return [
        [
            There(
                tuple(sorted(name for place in merged for name in names[place])), _sum(counts, merged, option)
            )
            for merged in merged_places([each[option] for each in counts], least)
        ]
        for option in range(len(election.projects))
    ]


def _marks(election: Election, weights: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[int]:
    marks = np.zeros(len(election.projects), dtype=np.int64)
    np.add.at(marks, election.ballots.entries, weights[election.ballots.groups_of_entries])
    return [int(mark) for mark in marks]


def _sum(counts: Sequence[Sequence[int]], places: Sequence[int], option: int) -> int:
    return sum(counts[place][option] for place in places)
