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
from toparquia.engines.budgeting.rules.shares.flows import Flows, money_flows
from toparquia.engines.budgeting.rules.shares.parts import flows_of_parts
from toparquia.engines.budgeting.rules.support import Support

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
    return [
        _supporters(result, project, flows, places, least) for project in range(len(result.election.projects))
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
        spent=_told(flow.spent, flow.payers, least),
        territories=tuple(territories),
    )


def _sum(amounts: Sequence[Mapping[int, Fraction] | None], project: int) -> Fraction | None:
    known = [each[project] for each in amounts if each is not None and project in each]
    return sum(known, Fraction(0)) if known else None


def _told(spent: Mapping[int, Fraction], payers: Mapping[int, int], least: int) -> dict[int, Fraction]:
    """Return what was spent on which winner; sums of too few payers go together.

    When only one sum would be hidden, it would be known from the rest: the next smallest joins it.
    """
    hidden = [winner for winner in spent if payers.get(winner, 0) < least]
    shown = sorted(
        (winner for winner in spent if winner not in hidden),
        key=lambda winner: (payers[winner], winner),
        reverse=True,
    )
    # Payers of several winners are counted at each, so the largest of them stands for all.
    while hidden and shown and max(payers.get(winner, 0) for winner in hidden) < least:
        hidden.append(shown.pop())
    told = {winner: paid for winner, paid in spent.items() if winner not in hidden}
    if hidden:
        told[OTHERS] = sum((spent[winner] for winner in hidden), Fraction(0))
    return told


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
    weights = [np.sum([by_code[code] for code in members], axis=0) for members in classes]
    names = [tuple(ballots.territories[code] if code >= 0 else "" for code in members) for members in classes]
    support = result.contest.support
    counts = [_sums_by_project(support, each) for each in weights]
    if isinstance(result.trace, Loads):
        paid = [_paid_by_load(result, result.trace, each) for each in weights]
        return [Place(*each, None) for each in zip(names, counts, paid, strict=True)]
    parts = flows_of_parts(result, np.array(weights, dtype=np.float64))
    if parts is None:
        return [Place(*each, None, None) for each in zip(names, counts, strict=True)]
    return [
        Place(name, each, part.paid, part.left) for name, each, part in zip(names, counts, parts, strict=True)
    ]


def _sums_by_project(support: Support, weights: Ints) -> list[int]:
    """Return how many of the voters in `weights` support each project."""
    sums = np.zeros(len(support.groups) + 1, dtype=np.int64)
    np.cumsum(weights[support.groups], out=sums[1:])
    return [int(each) for each in sums[support.starts[1:]] - sums[support.starts[:-1]]]


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
