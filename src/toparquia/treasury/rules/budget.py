"""What a body of the State has to hand over, and how a sum is split among communes: pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from toparquia.foundation.money import Money
from toparquia.foundation.shares import Share

EQUAL: Final = "equal"
POPULATION: Final = "population"
NEED: Final = "need"
FORMULAS: Final = (EQUAL, POPULATION, NEED)


@dataclass(frozen=True)
class CommuneFacts:
    """What a formula may look at: families by the census, and homes that some need affects, never more."""

    families: int
    homes_in_need: int


def due_of(base: Money, share: Share) -> Money:
    """Return the share of a base, a fraction of a minor unit whole: a doubt is decided for the people.

    Source: `budget.ministry_share`, `budget.popular_power_share`.
    """
    return Money(share.ceil_of(base.minor), base.currency)


def weight_of(formula: str, facts: CommuneFacts) -> int:
    """Return how much a commune weighs under a formula of `budget.formula`."""
    return {
        EQUAL: 1,
        POPULATION: facts.families,
        NEED: min(facts.homes_in_need, facts.families),
    }[formula]


def homes_in_need(councils: Sequence[tuple[int, int]]) -> int:
    """Return how many homes of a commune lack something, from (families, homes of the widest need) a council.

    Needs of one council touch the same homes, so they are not added up; the widest one counts.
    """
    return sum(min(families, widest) for families, widest in councils)
