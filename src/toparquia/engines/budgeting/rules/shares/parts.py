"""What parts of the voters paid and kept, say those of each territory: exact sums for all parts at once.

The prices are those of the count; only sums over the voters of a part are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules.shares.completion import SharesCount
from toparquia.engines.budgeting.rules.shares.prices import Flags, Floats
from toparquia.engines.budgeting.rules.shares.run import Run


@dataclass(frozen=True, eq=False)
class PartFlow:
    """What the voters of one part paid for each winner, and what the supporters of each project kept."""

    paid: dict[int, Fraction]
    left: dict[int, Fraction]


def flows_of_parts(result: Result, weights: Floats) -> list[PartFlow] | None:
    """Return the flows of every part, in order; None when no run of Equal Shares stands.

    weights: (parts, ballot groups), how many voters of each group are in the part.
    """
    trace = result.trace
    if not isinstance(trace, SharesCount) or trace.final is None:
        return None
    run = Run(trace.market, trace.final.share, record=True)
    run.buy_all()
    flows = [PartFlow({}, {}) for _ in weights]
    has_money: Flags = np.ones(trace.market.groups, dtype=bool)
    for number in range(len(run.outcome.purchases)):
        _add_paid(run, weights, flows, number, has_money)
        has_money[run.outcome.payments[number].emptied] = False
    for project, backing in trace.market.backings.items():
        kept = backing.groups[has_money[backing.groups]]
        for flow, money in zip(
            flows, _money(run, weights[:, kept], kept, len(run.accounts.prices)), strict=True
        ):
            flow.left[project] = money
    return flows


def _add_paid(run: Run, weights: Floats, flows: list[PartFlow], number: int, has_money: Flags) -> None:
    """Write down what each part paid for one purchase: the price, or all that those had who had less."""
    purchase, payment = run.outcome.purchases[number], run.outcome.payments[number]
    units = np.ones(len(payment.payers)) if payment.units is None else payment.units
    full = weights[:, payment.payers] @ units
    poor = np.setdiff1d(payment.emptied[has_money[payment.emptied]], payment.payers)
    rest = _money(run, weights[:, poor], poor, number)
    for flow, paid, less in zip(flows, full.tolist(), rest, strict=True):
        flow.paid[purchase.project] = int(paid) * purchase.price + less


def _money(run: Run, weights: Floats, groups: np.ndarray, rounds: int) -> list[Fraction]:
    """Return the money that each part of `groups`, none of them empty, had after `rounds` purchases."""
    accounts = run.accounts
    voters = weights.sum(axis=1).tolist()
    units = (weights @ accounts.units_paid(groups)[:, :rounds]).tolist()
    money = []
    for many, paid in zip(voters, units, strict=True):
        total = int(many) * accounts.share
        for each, price in zip(paid, accounts.prices, strict=False):
            if each:
                total -= int(each) * price
        money.append(Fraction(total, accounts.denominator))
    return money
