"""What a count returns: winners in order, why each project won or lost, and the ties that were met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from toparquia.engines.budgeting.amounts import show_amount
from toparquia.engines.budgeting.election import Election
from toparquia.engines.budgeting.errors import Notice
from toparquia.engines.budgeting.rules.options import CountingRule

if TYPE_CHECKING:
    from toparquia.engines.budgeting.rules.contest import Contest
    from toparquia.engines.budgeting.rules.greedy import Walk
    from toparquia.engines.budgeting.rules.optimum import Optimum
    from toparquia.engines.budgeting.rules.phragmen import Loads
    from toparquia.engines.budgeting.rules.shares.completion import SharesCount

# Why a project won.
CHOSEN: Final = "chosen"
FREE: Final = "free"
ALL_FIT: Final = "all_fit"
FILLED: Final = "filled_by_completion"
TOPPED_UP: Final = "topped_up"
FROM_POT: Final = "from_pot"
WON: Final = (CHOSEN, FREE, ALL_FIT, FILLED, TOPPED_UP, FROM_POT)

# Why a project lost.
BELOW_THRESHOLD: Final = "below_threshold"
DEARER_THAN_BUDGET: Final = "dearer_than_budget"
NO_SUPPORT: Final = "no_support"
MONEY_SPENT: Final = "supporters_money_spent"
DOES_NOT_FIT: Final = "does_not_fit"
CONFLICT: Final = "conflict"
WITHDRAWN: Final = "withdrawn"
LOST_TIE: Final = "lost_tie"
COUNT_ENDED: Final = "count_ended"
SEATS_FILLED: Final = "seats_filled"
NOT_IN_OPTIMUM: Final = "not_in_optimum"
LOST: Final = (
    *(BELOW_THRESHOLD, DEARER_THAN_BUDGET, NO_SUPPORT, MONEY_SPENT, DOES_NOT_FIT, CONFLICT, WITHDRAWN),
    *(LOST_TIE, COUNT_ENDED, SEATS_FILLED, NOT_IN_OPTIMUM),
)


@dataclass(frozen=True)
class Tie:
    """Projects with exactly the same `value`, the one that went first, and the rule that said so.

    stage: "order" (greedy), "round 3", "run 12 round 3", ...; decisive: some of them won and some lost.
    """

    stage: str
    projects: tuple[str, ...]
    value: str
    first: str
    broken_by: str
    decisive: bool


@dataclass(frozen=True, eq=False)
class Result:
    """One finished count. Amounts are in units of 1/`election.scale` of the currency.

    order: indices of the winners in the order they were chosen. reasons: a reason code for every
    project. rounds: the round, or place in the order, in which it was decided (0: before the count).
    trace: what the rule wrote down, for the explanations; see the README of this package.
    """

    election: Election
    rule: CountingRule
    order: tuple[int, ...]
    spent: int
    reasons: tuple[str, ...]
    rounds: Mapping[int, int]
    ties: tuple[Tie, ...]
    notices: tuple[Notice, ...]
    contest: Contest
    trace: Walk | SharesCount | Loads | Optimum
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def winners(self) -> list[str]:
        """Ids of the winners, sorted as text."""
        return sorted(self.election.projects[project].id for project in self.order)

    @property
    def ordered_ids(self) -> list[str]:
        """Ids of the winners, in the order they were chosen."""
        return [self.election.projects[project].id for project in self.order]

    def has_won(self, project: int) -> bool:
        """Whether the project with this index won."""
        return self.reasons[project] in WON

    def money(self, amount: int | Fraction) -> str:
        """Return an amount of this election's unit as text in its currency."""
        return show_amount(amount, self.election.scale)

    def document(self, language: str = "en") -> dict[str, object]:
        """Return the result as plain values, in the order of the command's JSON document."""
        return {
            "file": self.election.source,
            "rule": self.rule.name,
            "parameters": {**self.rule.parameters(), **self.parameters},
            "winners": self.winners,
            "order": self.ordered_ids,
            "cost": self.money(self.spent),
            "budget": self.money(self.election.budget),
            "ballots": self.election.ballots.count,
            "ties": [
                {
                    "stage": tie.stage,
                    "projects": list(tie.projects),
                    "value": tie.value,
                    "first": tie.first,
                    "broken_by": tie.broken_by,
                    "decisive": tie.decisive,
                }
                for tie in self.ties
            ],
            "warnings": [notice.message(language) for notice in (*self.election.warnings, *self.notices)],
        }
