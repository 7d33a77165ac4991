"""How much work an audit would be, by either way, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from toparquia.engines.auditing.assertions import Assertion, reported_assertions, winners_of
from toparquia.engines.auditing.comparing import Comparison
from toparquia.engines.auditing.contest import Reported
from toparquia.engines.auditing.errors import RiskLimitOutOfBounds
from toparquia.engines.auditing.polling import null_of, reported_mean, sheets_expected

WHOLE_BP: Final = 10_000
LIMIT_MOST_BP: Final = 5_000
# Looking at more than this part of the sheets one by one is more work than counting all of them in piles.
PILES_FROM: Final = Fraction(1, 5)


@dataclass(frozen=True)
class Pair:
    """An assertion with its margin over all votes, and how many drawn sheets should confirm it."""

    assertion: Assertion
    margin: int
    sheets: int | None


@dataclass(frozen=True)
class Plan:
    """What either way is expected to take, if the reported result is right.

    `sheets` and `draws` are None where only a full hand count can confirm: a tie, or next to one.
    """

    winners: tuple[int, ...]
    pairs: tuple[Pair, ...]
    sheets: int | None
    draws: int | None
    is_decided_online: bool

    @property
    def needs_full_count(self) -> bool:
        """Return whether all paper must be counted by hand at once."""
        return self.draws is None


def risk_limit(basis_points: int) -> Fraction:
    """Return the risk limit as a fraction. :raises RiskLimitOutOfBounds:"""
    if not 1 <= basis_points <= LIMIT_MOST_BP:
        raise RiskLimitOutOfBounds(asked=basis_points)
    return Fraction(basis_points, WHOLE_BP)


def plan_of(reported: Reported, limit: Fraction) -> Plan:
    """Return what an audit of this result at this risk limit is expected to take."""
    pairs = tuple(_pair(reported, assertion, limit) for assertion in reported_assertions(reported))
    winners = winners_of(reported.contest, reported.votes)
    if any(pair.margin <= 0 for pair in pairs):
        return Plan(winners, pairs, None, None, is_decided_online=False)
    comparison = Comparison(reported, [pair.assertion for pair in pairs])
    draws = comparison.draws_needed(limit)
    # Drawing as often as there are tables means counting most of them: then count all.
    all_draws = None if draws >= len(reported.tables) and draws else draws
    expected = [pair.sheets for pair in pairs]
    sheets = None if None in expected else max(each for each in expected if each is not None)
    if sheets is not None and sheets > reported.sheets * PILES_FROM and reported.sheets > 100:
        sheets = None
    decided = all(null_of(reported, pair.assertion).is_refuted_already for pair in pairs)
    return Plan(winners, pairs, sheets, all_draws, decided)


def _pair(reported: Reported, assertion: Assertion, limit: Fraction) -> Pair:
    margin = assertion.of(reported.votes)
    null = null_of(reported, assertion)
    if margin <= 0:
        return Pair(assertion, margin, None)
    mean = reported_mean(reported, assertion)
    return Pair(assertion, margin, sheets_expected(null, mean, limit, _by_score(reported, assertion)))


def _by_score(reported: Reported, assertion: Assertion) -> dict[int, int]:
    """Return how many sheets have each raised score, as reported."""
    raised = -assertion.worst
    paper = reported.paper
    # With several marks a ballot, what stands together on a sheet is unknown: each mark counts as a sheet.
    others = max(0, reported.sheets - sum(paper))
    counts: dict[int, int] = {}
    for score, count in [*zip(assertion.scores, paper, strict=True), (0, others)]:
        if count:
            counts[score + raised] = counts.get(score + raised, 0) + count
    return counts
