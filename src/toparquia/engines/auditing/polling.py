"""Ballot polling: sheets drawn one by one, until they speak for the result or all are counted.

The test is ALPHA: P. Stark, "ALPHA: Audit that Learns from Previously Hand-Audited Ballots" (2023), without
replacement and with its truncated shrinkage estimate; with a constant estimate and replacement it is BRAVO.
Whole numbers throughout, rounded against the result, so that anyone gets the same and never less risk
than there is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from toparquia.engines.auditing.assertions import Assertion
from toparquia.engines.auditing.contest import Reported

# How much the reported result weighs against the sheets seen, in sheets.
SHRINKAGE: Final = 100
_BITS: Final = 256


@dataclass(frozen=True)
class Null:
    """What a test tries to refute: `size` numbers from 0 to `most` add up to no more than `total`.

    Numbers are the scores of sheets, raised so that the worst sheet is 0.
    """

    size: int
    most: int
    total: int

    @property
    def is_refuted_already(self) -> bool:
        """Return whether no paper at all could make it true: the proven part decides alone."""
        return self.total < 0


def null_of(reported: Reported, assertion: Assertion) -> Null:
    """Return what the sheets would have to be for the assertion to be false, given the proven part."""
    raised = -assertion.worst
    return Null(
        reported.sheets,
        assertion.best + raised,
        -assertion.of(reported.proven) + raised * reported.sheets,
    )


def reported_mean(reported: Reported, assertion: Assertion) -> Fraction:
    """Return the mean of the raised scores of the sheets as they were reported."""
    raised = -assertion.worst
    return Fraction(assertion.of(reported.paper), reported.sheets) + raised


class Evidence:
    """A positive number that only grows by factors, kept to 256 bits and rounded down."""

    def __init__(self) -> None:
        self._digits, self._shift = 1, 0

    def times(self, top: int, bottom: int) -> None:
        """Multiply by `top / bottom`."""
        self._digits = (self._digits * top << _BITS) // bottom
        self._shift -= _BITS
        over = self._digits.bit_length() - _BITS
        if over > 0:
            self._digits >>= over
            self._shift += over

    @property
    def value(self) -> Fraction:
        """Return the number."""
        return Fraction(self._digits) * Fraction(2) ** self._shift

    def exceeds(self, other: Evidence) -> bool:
        """Test if this is more than another."""
        own, theirs = self._digits, other._digits
        if not own:
            return False
        # Compared by length first: shifting by a thousand bits for each sheet would be slow.
        lengths = own.bit_length() + self._shift, theirs.bit_length() + other._shift
        if lengths[0] != lengths[1]:
            return not theirs or lengths[0] > lengths[1]
        lowest = min(self._shift, other._shift)
        return own << (self._shift - lowest) > theirs << (other._shift - lowest)

    def copy(self) -> Evidence:
        """Return the same number, apart."""
        same = Evidence()
        same._digits, same._shift = self._digits, self._shift
        return same


def risk_of(null: Null, mean: Fraction, raised: Iterable[int]) -> Fraction:
    """Return the measured risk after the sheets `raised`, in the order of their draw: at most 1.

    `mean` is what they were reported to be. If the null is true, the chance that this is ever at or below a
    limit is no more than the limit, however often one looks.
    """
    if null.is_refuted_already:
        return Fraction(0)
    most = Evidence()
    for evidence in _martingale(null, mean, raised):
        if evidence is None:
            return Fraction(0)
        if evidence.exceeds(most):
            most = evidence.copy()
    return min(Fraction(1), 1 / most.value)


def _martingale(null: Null, mean: Fraction, raised: Iterable[int]) -> Iterator[Evidence | None]:
    """Yield the evidence after each sheet; None once the null cannot be true any more."""
    evidence, seen, left = Evidence(), 0, null.size
    for number, score in enumerate(raised, 1):
        assert 0 <= score <= null.most, "a score is within its bounds"
        assert left > 0, "no more sheets than there are"
        # If the null is true, what is left has a mean of `rest / left` at most.
        rest = null.total - seen
        if rest < 0:
            yield None
            return
        if rest == 0:
            # Then all that is left is 0: a higher sheet refutes the null.
            if score:
                yield None
                return
        elif rest >= null.most * left:
            # Even the best of what is left could not refute it: this path has failed.
            evidence.times(0, 1)
        else:
            evidence.times(*_factor(null, mean, number, score, seen, Fraction(rest, left)))
        seen += score
        left -= 1
        yield evidence
    if seen > null.total:
        yield None


def _factor(
    null: Null, mean: Fraction, number: int, score: int, seen: int, at_most: Fraction
) -> tuple[int, int]:
    """Return the factor of one sheet: (x/m)*(e-m)/(u-m) + (u-e)/(u-m), with the estimate e before it."""
    upper = null.most
    estimate = _estimate(null, mean, number, seen, at_most)
    factor = (score * (estimate - at_most) / at_most + (upper - estimate)) / (upper - at_most)
    return factor.numerator, factor.denominator


def _estimate(null: Null, mean: Fraction, number: int, seen: int, at_most: Fraction) -> Fraction:
    """Return what the mean is thought to be, above the null's and below the bound."""
    weight = SHRINKAGE + number - 1
    shrunk = (SHRINKAGE * mean + seen) / weight
    # The root is rounded up to a whole number, so that the estimate stays a fraction.
    away = (mean - Fraction(null.total, null.size)) / 2 / (math.isqrt(weight - 1) + 1)
    room = null.most - at_most
    # Never quite at the bound, where a single sheet could end all evidence.
    return min(max(shrunk, at_most + max(away, room / 10_000)), null.most - room / 100)


def sheets_expected(null: Null, mean: Fraction, limit: Fraction, counts: Mapping[int, int]) -> int | None:
    """Return after how many sheets the limit is reached if they are as reported, or None if it never is.

    `counts` says how many sheets have each raised score. It is advice, not evidence: floating point is
    good enough, and what is expected of each sheet is added up.
    """
    if null.is_refuted_already:
        return 0
    if null.total >= mean * null.size:
        return None
    goal, grown, upper, average = math.log(1 / limit), 0.0, float(null.most), float(mean)
    whole = sum(counts.values())
    lead = average - null.total / null.size
    for number in range(1, null.size + 1):
        rest, left = null.total - average * (number - 1), null.size - number + 1
        if rest <= 0:
            return number
        at_most = rest / left
        room = upper - at_most
        away = lead / 2 / (math.isqrt(SHRINKAGE + number - 2) + 1)
        estimate = min(max(average, at_most + max(away, room / 10_000)), upper - room / 100)
        for score, count in counts.items():
            factor = (score * (estimate - at_most) / at_most + (upper - estimate)) / room
            grown += math.log(factor) * count / whole
        if grown >= goal:
            return number
    return null.size
