"""Batch comparison: whole tables counted again by hand and compared with their tally sheets.

Source: P. Stark, "A Sharper Discrepancy Measure for Post-Election Audits" (2008) for the maximum relative
overstatement of pairs, and "Risk-Limiting Postelection Audits: Conservative P-Values from Common Probability
Inequalities" (2009) for the Kaplan-Markov measure of risk, with tables drawn in proportion to their bound.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction

from toparquia.engines.auditing.assertions import Assertion
from toparquia.engines.auditing.contest import Reported, Table


class Comparison:
    """What each table could hide, and what a draw of tables shows. All assertions must have a margin."""

    def __init__(self, reported: Reported, assertions: Iterable[Assertion]) -> None:
        self._margins = [(assertion, assertion.of(reported.votes)) for assertion in assertions]
        assert all(margin > 0 for _, margin in self._margins), "a tie cannot be audited"
        self._tables = {table.name: table for table in reported.tables}
        self._bounds = {table.name: self._bound(table) for table in reported.tables}

    @property
    def bounds(self) -> Mapping[str, Fraction]:
        """Return for each table the most that it could overstate, as a part of a margin."""
        return self._bounds

    @property
    def total(self) -> Fraction:
        """Return the sum of all bounds: 1 or less means that no error could change the result."""
        return sum(self._bounds.values(), Fraction(0))

    def weights(self) -> dict[str, int]:
        """Return the bounds as whole numbers in the same proportion, for the draw."""
        whole = math.lcm(*(margin for _, margin in self._margins))
        return {name: int(bound * whole) for name, bound in self._bounds.items()}

    def _bound(self, table: Table) -> Fraction:
        return max(
            Fraction(assertion.of(table.votes) - assertion.worst * table.sheets, margin)
            for assertion, margin in self._margins
        )

    def overstatement(self, found: Table) -> Fraction:
        """Return how much the table overstated, at most over the pairs; understating counts as nothing.

        A sheet that was not found is taken for the worst that it could be.
        """
        reported = self._tables[found.name]
        missing = reported.sheets - found.sheets
        return max(
            Fraction(0),
            *(
                Fraction(
                    assertion.of(reported.votes) - assertion.of(found.votes) - assertion.worst * missing,
                    margin,
                )
                for assertion, margin in self._margins
            ),
        )

    def risk(self, draws: Iterable[str], found: Mapping[str, Table]) -> Fraction:
        """Return the measured risk after these draws, at most 1; a table drawn twice counts twice."""
        total, risk = self.total, Fraction(1)
        if total <= 1:
            return Fraction(0)
        for name in draws:
            taint = self.overstatement(found[name]) / self._bounds[name]
            if taint >= 1:
                return Fraction(1)
            risk *= (1 - 1 / total) / (1 - taint)
        return min(Fraction(1), risk)

    def draws_needed(self, limit: Fraction, so_far: Fraction = Fraction(1)) -> int:
        """Return how many further draws without any error bring the risk to the limit."""
        if so_far <= limit or self.total <= 1:
            return 0
        step = 1 - 1 / self.total
        return math.ceil((math.log(limit) - math.log(so_far)) / math.log(step) - 1e-9)
