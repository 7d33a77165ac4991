"""What the State owes of a project's cost, and the parts it is paid in."""

from __future__ import annotations

from collections.abc import Sequence

from toparquia.foundation.money import Money
from toparquia.foundation.shares import Share


def obliged(cost: Money, *, share: Share, ceiling: Money | None) -> Money:
    """Return what the State owes: its share of the cost, up to the ceiling.

    A fraction of a minor unit is owed whole, and a ceiling in another currency binds nothing: there is no
    rate in the rules, and a doubt is decided for those who voted.
    Source: `obligation.state_share`, `obligation.ceiling`.
    """
    assert cost.minor > 0, "what won costs something"
    owed = Money(share.ceil_of(cost.minor), cost.currency)
    if ceiling is not None and ceiling.currency == cost.currency and Money(0, cost.currency) < ceiling:
        return min(owed, ceiling)
    return owed


def tranche_amounts(amount: Money, parts: Sequence[Share]) -> list[Money]:
    """Return the tranches of an amount, to the last minor unit; a part too small to be money is none.

    Source: `obligation.tranches`.
    """
    shares = amount.split([part.basis_points for part in parts])
    return [share for share in shares if not share.is_zero]
