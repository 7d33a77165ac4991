"""What supporters paid, as sums over classes that are never smaller than a least number of voters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from toparquia.engines.budgeting.election import Ints
from toparquia.engines.budgeting.explain.shape import Supporters, TerritoryClass
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules.phragmen import Loads
from toparquia.engines.budgeting.rules.shares.completion import SharesCount
from toparquia.engines.budgeting.rules.shares.flows import Flows, money_flows
from toparquia.engines.budgeting.rules.shares.run import Run

LEAST_CLASS: Final = 10
# Territories told apart; the smallest beyond these are one class.
MOST_TERRITORIES: Final = 40
# Under which the sums of too few payers are put together.
OTHERS: Final = -1


@dataclass(frozen=True, eq=False)
class Place:
    """The voters of one territory, or of several merged: per ballot group, and what they paid and kept.

    supporters, paid, left: by project index.
    """

    names: tuple[str, ...]
    supporters: Sequence[int]
    paid: Mapping[int, Fraction] | None
    left: Mapping[int, Fraction] | None


def supporters_of_all(result: Result, least: int = LEAST_CLASS) -> list[Supporters]:
    """Return the supporters of every project, by index."""
    flows = money_flows(result)
    places = _places(result)
    payers = {} if flows is None else _payers(result)
    return [
        _supporters(result, project, flows, payers, places, least)
        for project in range(len(result.election.projects))
    ]


def merged_places(voters: Sequence[int], least: int) -> list[list[int]]:
    """Return which places form a class: each class has `least` voters or more, or there is none.

    Small places are put together, and with the smallest of the others when that is not enough: one
    place left out would be known by subtracting the rest from the whole.
    """
    there = sorted((p for p in range(len(voters)) if voters[p]), key=lambda p: (-voters[p], p))
    apart = [p for p in there if voters[p] >= least]
    together = [p for p in there if voters[p] < least]
    while together and sum(voters[p] for p in together) < least:
        if not apart:
            return []
        together.insert(0, apart.pop())
    return [[p] for p in apart] + ([together] if together else [])


def _supporters(
    result: Result,
    project: int,
    flows: Flows | None,
    payers: Mapping[tuple[int, int], int],
    places: Sequence[Place],
    least: int,
) -> Supporters:
    voters = result.contest.support.votes[project]
    if voters < least:
        moves_money = flows is not None or isinstance(result.trace, Loads)
        return Supporters(voters, withheld=moves_money and voters > 0)
    territories = []
    for members in merged_places([place.supporters[project] for place in places], least):
        chosen = [places[member] for member in members]
        territories.append(
            TerritoryClass(
                tuple(sorted({name for place in chosen for name in place.names})),
                sum(place.supporters[project] for place in chosen),
                _sum([place.paid for place in chosen], project),
                _sum([place.left for place in chosen], project),
            )
        )
    if flows is None or project not in flows.projects:
        return Supporters(voters, territories=tuple(territories))
    flow = flows.projects[project]
    bought = next((each for each in flows.rounds if each.project == project), None)
    # With the price, the number of a few who paid in part would tell what each of them had.
    if bought is not None and any(0 < each < least for each in (bought.full, bought.part, bought.nothing)):
        bought = None
    return Supporters(
        voters,
        start=flow.start,
        left=flow.left,
        full=bought.full if bought else None,
        part=bought.part if bought else None,
        nothing=bought.nothing if bought else None,
        spent=_told(project, flow.spent, payers, least),
        territories=tuple(territories),
    )


def _sum(amounts: Sequence[Mapping[int, Fraction] | None], project: int) -> Fraction | None:
    known = [each[project] for each in amounts if each is not None and project in each]
    return sum(known, Fraction(0)) if known else None


def _told(
    project: int, spent: Mapping[int, Fraction], payers: Mapping[tuple[int, int], int], least: int
) -> dict[int, Fraction]:
    """Return what was spent on which winner; sums of too few payers go together.

    When only one sum would be hidden, it would be known from the rest: the next smallest joins it.
    """
    hidden = [winner for winner in spent if payers.get((project, winner), 0) < least]
    shown = sorted(
        (winner for winner in spent if winner not in hidden),
        key=lambda winner: (payers[project, winner], winner),
        reverse=True,
    )
    # Payers of several winners are counted at each, so the largest of them stands for all.
    while hidden and shown and max(payers.get((project, winner), 0) for winner in hidden) < least:
        hidden.append(shown.pop())
    told = {winner: paid for winner, paid in spent.items() if winner not in hidden}
    if hidden:
        told[OTHERS] = sum((spent[winner] for winner in hidden), Fraction(0))
    return told


def _payers(result: Result) -> dict[tuple[int, int], int]:
    """Return how many supporters of each project paid something for each winner: (project, winner)."""
    trace = result.trace
    assert isinstance(trace, SharesCount), "there are flows"
    assert trace.final is not None, "there are flows"
    support = result.contest.support
    outcome = Run(trace.market, trace.final.share, record=True).buy_all()
    of_entry = np.repeat(np.arange(len(support.starts) - 1), np.diff(support.starts))
    weights = support.weights[support.groups].astype(np.float64)
    has_money = np.ones(len(support.weights), dtype=bool)
    found: dict[tuple[int, int], int] = {}
    for purchase, payment in zip(outcome.purchases, outcome.payments, strict=True):
        paid = np.zeros(len(support.weights), dtype=bool)
        paid[payment.emptied] = True
        paid &= has_money
        paid[payment.payers] = True
        chosen = weights * paid[support.groups]
        counts = np.bincount(of_entry, weights=chosen, minlength=len(support.starts) - 1)
        for project in np.flatnonzero(counts).tolist():
            found[project, purchase.project] = int(counts[project])
        has_money[payment.emptied] = False
    return found


def _places(result: Result) -> list[Place]:
    """Return the territories of the ballots, the largest apart, the rest as one."""
    ballots = result.election.ballots
    by_code = ballots.territories_of_groups()
    if not by_code:
        return []
    codes = sorted(by_code, key=lambda code: (-int(by_code[code].sum()), code))
    classes = [[code] for code in codes[:MOST_TERRITORIES]]
    if codes[MOST_TERRITORIES:]:
        classes.append(codes[MOST_TERRITORIES:])
    places = []
    for members in classes:
        weights = np.sum([by_code[code] for code in members], axis=0)
        names = tuple(ballots.territories[code] if code >= 0 else "" for code in members)
        places.append(_place(result, names, weights))
    return places


def _place(result: Result, names: tuple[str, ...], weights: Ints) -> Place:
    support = result.contest.support
    entries = weights[support.groups]
    supporters = [int(entries[support.of(project)].sum()) for project in range(len(support.starts) - 1)]
    if isinstance(result.trace, Loads):
        return Place(names, supporters, _paid_by_load(result, result.trace, weights), None)
    flows = money_flows(result, weights=weights)
    if flows is None:
        return Place(names, supporters, None, None)
    paid = {each.project: each.paid_in_full + each.paid_in_part for each in flows.rounds}
    left = {project: each.left for project, each in flows.projects.items()}
    return Place(names, supporters, paid, left)


def _paid_by_load(result: Result, loads: Loads, weights: Ints) -> dict[int, Fraction]:
    """Return what the voters in `weights` paid for each winner of Phragmén's rule.

    A supporter pays what was earned since the last purchase: the moment less the moment before.
    """
    support = result.contest.support
    last = np.zeros(len(weights), dtype=np.int64)
    times = [Fraction(0)]
    paid: dict[int, Fraction] = {}
    for moment in loads.moments:
        groups = support.groups[support.of(moment.project)]
        if not len(groups):
            continue
        voters = np.bincount(last[groups], weights=weights[groups].astype(np.float64), minlength=len(times))
        paid[moment.project] = sum(
            (int(each) * (moment.time - time) for each, time in zip(voters, times, strict=True) if each),
            Fraction(0),
        )
        last[groups] = len(times)
        times.append(moment.time)
    return paid
