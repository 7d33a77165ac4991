"""Small elections for the tests: built by hand, or drawn by hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from toparquia.engines.budgeting.election import (
    APPROVAL,
    CUMULATIVE,
    ORDINAL,
    Election,
    Project,
    build_ballots,
)

Named = Sequence[Sequence[int]]

GOOD = """META
key;value
description;Two projects
country;Nowhere
unit;Test
instance;1
num_projects;2
num_votes;3
budget;1000
vote_type;approval
rule;greedy
date_begin;2026
date_end;31.12.2026
PROJECTS
project_id;cost;votes;name;selected
p/1;600;2;Path;1
g-2;400.50;2;"The ""Green"" yard; stage II";0
VOTES
voter_id;vote;age;district
1;p/1;30;North
2;g-2;41;
3;p/1,g-2;52;South
"""


def changed(old: str, new: str, text: str = GOOD) -> str:
    """The good file with one thing changed."""
    assert old in text
    return text.replace(old, new, 1)


def with_points(vote_type: str = "cumulative") -> str:
    """The good file with points on its ballots."""
    text = changed("vote_type;approval", f"vote_type;{vote_type}\nmax_sum_points;10")
    text = changed("voter_id;vote;age;district", "voter_id;vote;points", text)
    text = changed("1;p/1;30;North", "1;p/1;10", text)
    text = changed("2;g-2;41;", "2;g-2;2.5", text)
    return changed("3;p/1,g-2;52;South", "3;p/1,g-2;4,6", text)


def an_election(
    costs: Sequence[int],
    ballots: Named,
    budget: int,
    *,
    points: Named | None = None,
    vote_type: str = APPROVAL,
    ids: Sequence[str] | None = None,
    fields: Sequence[dict[str, str]] | None = None,
    rule: str = "unknown",
    scale: int = 1,
) -> Election:
    """Return an election of projects "a", "b", ... with the given costs."""
    names = ids if ids is not None else [chr(ord("a") + place) for place in range(len(costs))]
    projects = tuple(
        Project(name, cost, fields[place] if fields else {})
        for place, (name, cost) in enumerate(zip(names, costs, strict=True))
    )
    built = build_ballots(ballots, points=points, ordered=vote_type == ORDINAL)
    meta = {
        "description": "A test",
        "country": "Nowhere",
        "unit": "Test",
        "instance": "1",
        "vote_type": vote_type,
        "rule": rule,
        "date_begin": "2026",
        "date_end": "2026",
    }
    if vote_type == CUMULATIVE:
        meta["max_sum_points"] = "1000"
    return Election(meta, projects, budget, built, vote_type=vote_type, scale=scale)


@st.composite
def elections(
    draw: st.DrawFn,
    *,
    vote_type: str = APPROVAL,
    most_projects: int = 6,
    most_voters: int = 9,
    unit_cost: bool = False,
    zero_cost: bool = False,
) -> Election:
    """Draw a small election; costs are few and small, so that ties are common."""
    projects = draw(st.integers(1, most_projects))
    cost = st.just(1) if unit_cost else st.integers(0 if zero_cost else 1, 12)
    costs = draw(st.lists(cost, min_size=projects, max_size=projects))
    voters = draw(st.integers(1, most_voters))
    place = st.integers(0, projects - 1)
    ballot = st.lists(place, unique=True, max_size=projects)
    ballots = draw(st.lists(ballot, min_size=voters, max_size=voters))
    points = None
    if vote_type == CUMULATIVE:
        points = [[draw(st.integers(0, 5)) for _ in named] for named in ballots]
    budget = draw(st.integers(1, max(1, sum(costs) + 2)))
    return an_election(costs, ballots, budget, points=points, vote_type=vote_type)


def naive_shares(
    costs: Sequence[int], units: Sequence[dict[int, int]], scales: Sequence[int], share: Fraction
) -> list[tuple[int, Fraction]]:
    """Return (project, rate) of a run of Equal Shares, straight from the definition, by lowest index.

    units[i][p]: what voter i gives project p. Everything is a Fraction; nothing is clever.
    """
    money = [share] * len(units)
    bought: list[tuple[int, Fraction]] = []
    waiting = {p for p in range(len(costs)) if costs[p] > 0 and any(given.get(p, 0) > 0 for given in units)}
    while True:
        rates: dict[int, Fraction] = {}
        for project in waiting:
            payers = [i for i, given in enumerate(units) if given.get(project, 0) > 0]
            if sum(money[i] for i in payers) >= costs[project]:
                rates[project] = naive_price(costs[project], [(money[i], units[i][project]) for i in payers])
        if not rates:
            return bought
        winner = min(rates, key=lambda p: (rates[p] / scales[p], p))
        price = rates[winner]
        for i, given in enumerate(units):
            if given.get(winner, 0) > 0:
                money[i] -= min(money[i], price * given[winner])
        bought.append((winner, price / scales[winner]))
        waiting.remove(winner)


def naive_price(cost: int, payers: list[tuple[Fraction, int]]) -> Fraction:
    """Return the least price per unit at which the payers reach the cost."""
    rest, stakes = Fraction(cost), sum(units for _, units in payers)
    for money, units in sorted(payers, key=lambda payer: payer[0] / payer[1]):
        if money >= rest / stakes * units:
            break
        rest -= money
        stakes -= units
    return rest / stakes


def voters_of(election: Election) -> list[dict[int, int]]:
    """Return every voter's ballot on its own: project → points, or 1."""
    ballots = election.ballots
    voters = []
    for group, weight in enumerate(ballots.weights.tolist()):
        start, end = int(ballots.offsets[group]), int(ballots.offsets[group + 1])
        named = ballots.entries[start:end].tolist()
        given = [1] * len(named) if ballots.points is None else ballots.points[start:end].tolist()
        voters += [dict(zip(named, given, strict=True))] * weight
    return voters
