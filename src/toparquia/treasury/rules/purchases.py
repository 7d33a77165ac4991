"""How many are asked, how many sign, what petty cash may do: by the amount, as the rule set says."""

from __future__ import annotations

from dataclasses import dataclass

from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import RuleSet


@dataclass(frozen=True)
class PettyLimits:
    """The most that is in the petty cash, and the most that one expense takes."""

    fund: Money
    per_expense: Money


def quotations_for(amount: Money, owed: Money, in_force: RuleSet) -> int:
    """Return how many suppliers are asked before so much is bought.

    Source: `purchase.many_from`, `purchase.few_from` and the numbers beside them.
    """
    for step in ("many", "few"):
        if in_force.share(f"purchase.{step}_from").is_reached_by(amount.minor, owed.minor):
            return in_force.count(f"purchase.{step}_quotations")
    return 1


def releases_for(amount: Money, owed: Money, in_force: RuleSet) -> int:
    """Return how many signatures let so much go out.

    Source: `finance.releases_required`, `finance.large_from`, `finance.releases_large`.
    """
    usual = in_force.count("finance.releases_required")
    if in_force.share("finance.large_from").is_reached_by(amount.minor, owed.minor):
        return max(usual, in_force.count("finance.releases_large"))
    return usual


def petty_limits(owed: Money, in_force: RuleSet) -> PettyLimits:
    """Return what petty cash may hold and pay at once; a fraction of a minor unit is not there.

    Source: `petty_cash.fund`, `petty_cash.per_expense`.
    """

    def part(key: str) -> Money:
        return Money(owed.minor * in_force.share(key).basis_points // 10_000, owed.currency)

    return PettyLimits(part("petty_cash.fund"), part("petty_cash.per_expense"))
