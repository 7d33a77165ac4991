"""Where the supporters' money went: exact sums, computed only when somebody asks.

Nothing here tells about one voter: all figures are sums over the supporters of a project.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from toparquia.engines.budgeting.election import Ints
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules.shares.completion import SharesCount
from toparquia.engines.budgeting.rules.shares.prices import Floats
from toparquia.engines.budgeting.rules.shares.run import Run, RunOutcome


@dataclass(frozen=True)
class RoundFlow:
    """One purchase: who paid for it.

    price: exact, per unit (per supporter for approvals), in the election's smallest unit of money.
    effective_votes: cost / price; a full payer of an approval counts 1, a partial payer paid / price.
    full, part, nothing: supporters who paid the price, less than it, nothing at all.
    left: money all voters together have after the round.
    """

    project: int
    price: Fraction
    effective_votes: Fraction
    full: int
    part: int
    nothing: int
    paid_in_full: Fraction
    paid_in_part: Fraction
    left: Fraction


@dataclass(frozen=True)
class ProjectFlow:
    """The money of one project's supporters in the run that stands.

    start: what they had; spent: winner → what they paid for it, in order, and payers: how many of them
    did; left: what remained when the
    run ended; shortfall: cost - left (negative: they could have paid, so it won or was never looked at).
    first_effective_votes: its effective votes at full purses, the best it ever had (None: not payable
    even then).
    """

    project: int
    supporters: int
    start: Fraction
    spent: dict[int, Fraction]
    left: Fraction
    shortfall: Fraction
    first_effective_votes: Fraction | None
    out_in_round: int | None
    payers: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Flows:
    """All rounds of the run that stands, and all projects that took part, by index."""

    share: Fraction
    rounds: tuple[RoundFlow, ...]
    projects: dict[int, ProjectFlow]


def money_flows(result: Result, *, weights: Ints | None = None) -> Flows | None:
    """Return the flows of a count by Equal Shares; None when no run stands (nothing to share, or the
    greedy result stood in the comparison).

    `weights` counts only part of the voters of each ballot group, say those of one territory: the
    prices stay those of the count, the sums are those voters' own.
    """
    trace = result.trace
    if not isinstance(trace, SharesCount) or trace.final is None:
        return None
    outcome = Run(trace.market, trace.final.share, record=True).buy_all()
    sums = _Sums(result, outcome, weights)
    rounds = tuple(_round_flow(result, outcome, sums, number) for number in range(len(outcome.purchases)))
    start = Run(trace.market, outcome.share)
    projects = {
        project: _project_flow(result, start, outcome, sums, project) for project in trace.market.backings
    }
    return Flows(outcome.share, rounds, projects)


class _Sums:
    """Per project and round, sums over its supporters: units paid in full, and money of the emptied."""

    def __init__(self, result: Result, outcome: RunOutcome, weights: Ints | None) -> None:
        support = self.support = result.contest.support
        self.weights = support.weights if weights is None else weights
        self.voters: Floats = self.weights.astype(np.float64)
        count = len(support.starts) - 1
        self.of_entry = np.repeat(np.arange(count), np.diff(support.starts))
        self.supporters = self._by_project(np.ones(len(support.groups), dtype=bool))
        self.has_money = np.ones(len(self.voters), dtype=bool)
        self.units = np.zeros((len(self.voters), len(outcome.purchases)))
        self.full: list[Ints] = []
        self.full_voters: list[Ints] = []
        self.part_voters: list[Ints] = []
        self.part_money: list[dict[int, Fraction]] = []
        self.all_left: list[Fraction] = []
        # Blank ballots have no share in our reading.
        sharing = result.contest.rule.is_pabutools | (result.election.ballots.lengths > 0)
        self.left = outcome.share * int(self.weights[sharing].sum())
        for number in range(len(outcome.purchases)):
            self._add_round(outcome, number)

    def _add_round(self, outcome: RunOutcome, number: int) -> None:
        payment, price = outcome.payments[number], outcome.purchases[number].price
        units = np.zeros(len(self.voters))
        units[payment.payers] = 1.0 if payment.units is None else payment.units
        part = np.zeros(len(self.voters), dtype=bool)
        part[payment.emptied] = True
        part &= self.has_money & (units == 0.0)
        self.full.append(self._by_project(slice(None), units))
        self.full_voters.append(self._by_project(units[self.support.groups] > 0))
        self.part_voters.append(self._by_project(part[self.support.groups]))
        self.part_money.append(self._money_of(part, outcome, number))
        groups = np.flatnonzero(part)
        self.left -= price * int(self.voters @ units) + self._total(groups, outcome, number)
        self.all_left.append(self.left)
        self.units[:, number] = units
        self.has_money[payment.emptied] = False

    def _by_project(self, chosen: slice | np.ndarray, units: Floats | None = None) -> Ints:
        groups = self.support.groups[chosen]
        values = self.voters[groups] if units is None else self.voters[groups] * units[groups]
        counted = np.bincount(self.of_entry[chosen], weights=values, minlength=len(self.support.starts) - 1)
        return counted.astype(np.int64)

    def _money_of(self, part: np.ndarray, outcome: RunOutcome, number: int) -> dict[int, Fraction]:
        """Return, per project, the money its supporters among `part` had before round `number`."""
        chosen = np.flatnonzero(part[self.support.groups])
        if not len(chosen):
            return {}
        groups, of_entry = self.support.groups[chosen], self.of_entry[chosen]
        starts = np.flatnonzero(np.r_[True, of_entry[1:] != of_entry[:-1]])
        table = self.units[groups, :number] * self.voters[groups][:, None]
        paid = np.add.reduceat(table, starts, axis=0) if number else np.zeros((len(starts), 0))
        voters = np.add.reduceat(self.voters[groups], starts)
        money = {}
        for at, project in enumerate(of_entry[starts].tolist()):
            money[project] = self._combine(int(voters[at]), paid[at].tolist(), outcome)
        return money

    def _total(self, groups: Ints, outcome: RunOutcome, number: int) -> Fraction:
        voters = self.voters[groups]
        return self._combine(int(voters.sum()), (voters @ self.units[groups, :number]).tolist(), outcome)

    def _combine(self, voters: int, paid: list[float], outcome: RunOutcome) -> Fraction:
        money = outcome.share * voters
        for units, purchase in zip(paid, outcome.purchases, strict=False):
            if units:
                money -= int(units) * purchase.price
        return money


def _round_flow(result: Result, outcome: RunOutcome, sums: _Sums, number: int) -> RoundFlow:
    purchase = outcome.purchases[number]
    project = purchase.project
    full, part = int(sums.full_voters[number][project]), int(sums.part_voters[number][project])
    return RoundFlow(
        project,
        purchase.price,
        Fraction(result.election.costs[project]) / purchase.price,
        full,
        part,
        int(sums.supporters[project]) - full - part,
        purchase.price * int(sums.full[number][project]),
        sums.part_money[number].get(project, Fraction(0)),
        sums.all_left[number],
    )


def _project_flow(
    result: Result, at_start: Run, outcome: RunOutcome, sums: _Sums, project: int
) -> ProjectFlow:
    start = outcome.share * int(sums.supporters[project])
    spent: dict[int, Fraction] = {}
    payers: dict[int, int] = {}
    for number, purchase in enumerate(outcome.purchases):
        paid = purchase.price * int(sums.full[number][project])
        paid += sums.part_money[number].get(project, Fraction(0))
        if paid:
            spent[purchase.project] = paid
            payers[purchase.project] = int(
                sums.full_voters[number][project] + sums.part_voters[number][project]
            )
    left = start - sum(spent.values())
    return ProjectFlow(
        project,
        int(sums.supporters[project]),
        start,
        spent,
        left,
        result.election.costs[project] - left,
        _first_effective_votes(at_start, project),
        outcome.left_out[project] + 1 if project in outcome.left_out else None,
        payers,
    )


def candidates_by_round(result: Result) -> list[dict[int, float]]:
    """Return, for every round of the run that stands, the effective votes of each project that could
    still be paid, the winner among them; what is left after the last round comes last.

    Effective votes are cost / price: the highest wins by cost satisfaction. As floats, for show: the
    count itself compares exactly, and `RoundFlow` has the winner's exact value.
    """
    trace = result.trace
    if not isinstance(trace, SharesCount) or trace.final is None:
        return []
    run = Run(trace.market, trace.final.share)
    waiting = set(trace.market.backings)
    rounds = []
    while waiting:
        prices = {project: run.price_nearly(project) for project in sorted(waiting)}
        waiting = {project for project, price in prices.items() if price is not None}
        costs = result.election.costs
        rounds.append({project: costs[project] / price for project, price in prices.items() if price})
        if not run.buy_next():
            break
        winner = run.outcome.purchases[-1].project
        waiting -= {winner, *trace.market.rivals.get(winner, ())}
    return rounds


def _first_effective_votes(start: Run, project: int) -> Fraction | None:
    """Return cost / price at full purses, exactly: nobody has spent anything yet."""
    backing = start.market.backings[project]
    price = start.price_now(project)
    return None if price is None else backing.cost / price.value
