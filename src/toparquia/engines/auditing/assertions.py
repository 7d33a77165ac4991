"""What must be true for the announced result to be right: one assertion for each pair winner-loser.

An assertion gives each option a whole score and says: over all ballots the scores add up to more than
nothing. If all assertions hold, the winners won. Source: P. Stark, "Sets of Half-Average Nulls Generate
Risk-Limiting Audits: SHANGRLA" (2020); the online part enters as a known sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from toparquia.engines.auditing.contest import NO, YES, Contest, Kind, Reported


@dataclass(frozen=True)
class Assertion:
    """`winner` beats `loser`: the scores of all ballots add up to more than nothing."""

    winner: int
    loser: int
    scores: tuple[int, ...]
    most: int

    def of(self, votes: Iterable[int]) -> int:
        """Return what counts of each option add up to."""
        return sum(score * count for score, count in zip(self.scores, votes, strict=True))

    def of_marks(self, marks: Iterable[int]) -> int:
        """Return what one ballot that marks these options adds."""
        return sum(self.scores[option] for option in marks)

    @cached_property
    def best(self) -> int:
        """Return the most that one ballot can add."""
        return sum(sorted((score for score in self.scores if score > 0), reverse=True)[: self.most])

    @cached_property
    def worst(self) -> int:
        """Return the least that one ballot can add: what a missing sheet is taken for."""
        return sum(sorted(score for score in self.scores if score < 0)[: self.most])


def winners_of(contest: Contest, votes: tuple[int, ...]) -> tuple[int, ...]:
    """Return who wins, by the order of the options at a tie (where no audit can confirm anything)."""
    if contest.kind is Kind.YES_NO:
        needed, whole = contest.share.numerator, contest.share.denominator
        carries = votes[YES] * whole > needed * (votes[YES] + votes[NO])
        return (YES,) if carries else (NO,)
    ranked = sorted(range(len(votes)), key=lambda option: (-votes[option], option))
    return tuple(sorted(ranked[: contest.seats]))


def assertions_of(contest: Contest, winners: tuple[int, ...]) -> list[Assertion]:
    """Return all that must hold for these winners to be right."""
    if contest.kind is Kind.YES_NO:
        needed, whole = contest.share.numerator, contest.share.denominator
        # Yes carries when yes * (whole - needed) > no * needed.
        scores = (whole - needed, -needed)
        if winners == (YES,):
            return [Assertion(YES, NO, scores, 1)]
        return [Assertion(NO, YES, (-scores[YES], -scores[NO]), 1)]
    losers = [option for option in range(len(contest.options)) if option not in winners]
    return [
        Assertion(
            winner,
            loser,
            tuple(
                1 if option == winner else -1 if option == loser else 0
                for option in range(len(contest.options))
            ),
            contest.most,
        )
        for winner in winners
        for loser in losers
    ]


def reported_assertions(reported: Reported) -> list[Assertion]:
    """Return the assertions of the announced result."""
    return assertions_of(reported.contest, winners_of(reported.contest, reported.votes))
