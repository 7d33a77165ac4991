"""Changes at which the record of the count points, confirmed by counting again.

Phragmén's moments and the best sets without a project give the smallest change, or one beside it where a tie
decides; counting with it and with one unit less tells. Where that does not hold, nothing is said here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.explain import loaded, optimal
from toparquia.engines.budgeting.explain.shape import (
    BY_FORMULA,
    EXTRA_VOTES,
    FOUND,
    IMPOSSIBLE,
    LOWER_COST,
    Change,
)
from toparquia.engines.budgeting.explain.supposed import Exhausted, Recounts
from toparquia.engines.budgeting.result import Result

# Losers whose change the record tells; the others are too dear, withdrawn or were never in the count.
TOLD: tuple[str, ...] = (reasons.DOES_NOT_FIT, reasons.COUNT_ENDED, reasons.NOT_IN_OPTIMUM)


class Pointers:
    """What the record of one count tells about its losers; None where it tells nothing."""

    def __init__(self, result: Result, losers: Sequence[int], recounts: Recounts) -> None:
        self.result = result
        self.recounts = recounts
        self.states = loaded.loaded_states(result, losers)
        self.has_best_sets = optimal.has_best_sets(result)

    def votes(self, project: int) -> Change | None:
        """Return the fewest more votes with which a loser wins."""
        amount = self._amount(project, loaded.likely_votes, optimal.fewest_votes)
        if amount is None:
            return None
        return self._confirmed(
            Change(EXTRA_VOTES, FOUND, amount),
            lambda votes: votes > 0 and self.recounts.wins_with_votes(project, votes),
            1,
        )

    def cost(self, project: int) -> Change | None:
        """Return the highest cost, below its own, at which a loser wins."""
        own = self.result.election.costs[project]
        amount = self._amount(project, loaded.likely_cost, optimal.highest_cost)
        if amount is None:
            return None
        return self._confirmed(
            Change(LOWER_COST, FOUND, max(min(amount, own - 1), 1)),
            lambda cost: 0 < cost < own and self.recounts.wins_with_cost(project, cost),
            -1,
        )

    def _amount(
        self,
        project: int,
        by_loads: Callable[[Result, Sequence[loaded.State], int], int | None],
        by_sets: Callable[[Result, int], int | None],
    ) -> int | None:
        if self.result.reasons[project] not in TOLD or not self.recounts.may(4):
            return None
        if self.states is not None:
            return by_loads(self.result, self.states, project)
        return by_sets(self.result, project) if self.has_best_sets else None

    def _confirmed(self, change: Change, wins: Callable[[int], bool], more: int) -> Change | None:
        """Return the change with the first amount that wins, when one unit less of it does not.

        more: what one unit more of the change adds to the amount.
        """
        assert change.amount is not None, "the record points at an amount"
        try:
            for amount in (change.amount, change.amount + more):
                if wins(amount):
                    if wins(amount - more):
                        return None
                    return replace(
                        change, amount=amount, how=BY_FORMULA, is_least_change=True, is_recounted=True
                    )
            if change.kind == LOWER_COST and change.amount == 1:
                return replace(
                    change,
                    status=IMPOSSIBLE,
                    amount=None,
                    how=BY_FORMULA,
                    is_least_change=True,
                    is_recounted=True,
                )
        except Exhausted:
            pass
        return None
