"""Who supports which project, and how much: what every rule adds up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from toparquia.engines.budgeting.election import ORDINAL, WITH_POINTS, Ballots, Election, Indices, Ints
from toparquia.engines.budgeting.errors import RuleNotApplicable, Said
from toparquia.engines.budgeting.rules import options

# Sums of weights times points must be exact in 64-bit floats.
MAX_EXACT: Final = 1 << 53

NO_POINTS: Final = Said(
    es="la satisfacción «{satisfaction}» necesita boletas con puntos, y estas son «{vote_type}»; elige otra",
    en=(
        "the satisfaction “{satisfaction}” needs ballots with points, and these are "
        "“{vote_type}”; choose another"
    ),
)
NO_RANKS: Final = Said(
    es="la satisfacción «{satisfaction}» necesita boletas ordenadas, y estas son «{vote_type}»; elige otra",
    en="the satisfaction “{satisfaction}” needs ranked ballots, and these are “{vote_type}”; choose another",
)
TOO_MANY_POINTS: Final = Said(
    es="la suma de puntos pasa de 2^53; quita decimales a los puntos",
    en="the sum of points is beyond 2^53; give points with fewer decimals",
)


@dataclass(frozen=True, eq=False)
class Support:
    """Supporters by project: those of p are `groups[starts[p]:starts[p + 1]]`.

    A supporter of p in group g has utility `units * multipliers[p]`, where `units` are the points or
    rank points (1 for approvals; `units` is then None). weights: voters in each ballot group.
    """

    starts: Ints
    groups: Indices
    units: Ints | None
    weights: Ints
    multipliers: list[int]

    @cached_property
    def votes(self) -> list[int]:
        """Voters who support each project."""
        return _sums(self.weights[self.groups], self.starts)

    @cached_property
    def totals(self) -> list[int]:
        """Units each project received: votes, points or rank points."""
        if self.units is None:
            return self.votes
        return _sums(self.weights[self.groups] * self.units, self.starts)

    def of(self, project: int) -> slice:
        """Return where the supporters of `project` stand."""
        return slice(int(self.starts[project]), int(self.starts[project + 1]))


def default_satisfaction(rule: str, vote_type: str) -> str:
    """Return the satisfaction a rule takes when none is named.

    Cost satisfaction, in points or ranks where the ballots have them, except for the order by score
    per cost, which takes the score alone. Source: the practice of cities that publish scores.
    """
    plain = rule in (options.GREEDY_DENSITY, options.PLURALITY)
    if vote_type in WITH_POINTS:
        return options.POINTS if plain else options.POINTS_COST
    if vote_type == ORDINAL:
        return options.RANK if plain else options.RANK_COST
    return options.CARDINALITY if plain else options.COST


def gather_support(election: Election, satisfaction: str, *, named_is_support: bool = False) -> Support:
    """Return who supports what under `satisfaction`.

    A supporter is who gives a project more than 0 units. `named_is_support` counts being named on a
    ballot with points as support whatever the points (the peer's reading of cost and cardinality).

    :raises RuleNotApplicable: when the ballots do not carry what the satisfaction needs.
    """
    ballots = election.ballots
    units = ballot_units(election, satisfaction)
    entries, groups = ballots.entries, ballots.groups_of_entries
    kept = units
    if kept is None and ballots.points is not None and not named_is_support:
        kept = ballots.points
    if kept is not None and (kept <= 0).any():
        positive = kept > 0
        entries, groups = entries[positive], groups[positive]
        units = units[positive] if units is not None else None
    order = np.argsort(entries, kind="stable")
    starts = np.zeros(len(election.projects) + 1, dtype=np.int64)
    np.cumsum(np.bincount(entries, minlength=len(election.projects)), out=starts[1:])
    if units is not None:
        units = units[order]
        if float(np.dot(ballots.weights[groups[order]].astype(float), units.astype(float))) >= MAX_EXACT:
            raise RuleNotApplicable("count.too_many_points", TOO_MANY_POINTS)
    multipliers = election.costs if satisfaction in options.TIMES_COST else [1] * len(election.projects)
    return Support(starts, groups[order], units, ballots.weights, multipliers)


def ballot_units(election: Election, satisfaction: str) -> Ints | None:
    """Return the units of each ballot entry under `satisfaction`; None when each is 1."""
    facts = {"satisfaction": satisfaction, "vote_type": election.vote_type}
    if satisfaction in (options.COST, options.CARDINALITY):
        return None
    if satisfaction in (options.POINTS, options.POINTS_COST):
        if election.ballots.points is None:
            raise RuleNotApplicable("count.no_points", NO_POINTS, **facts)
        return election.ballots.points
    assert satisfaction in (options.RANK, options.RANK_COST, options.BORDA), "a known satisfaction"
    if election.vote_type != ORDINAL:
        raise RuleNotApplicable("count.no_ranks", NO_RANKS, **facts)
    return rank_points(election.ballots) - (1 if satisfaction == options.BORDA else 0)


def rank_points(ballots: Ballots) -> Ints:
    """Return the rank points of each entry: the last place on a ballot gets 1, the one above it 2."""
    lengths = np.repeat(ballots.lengths, ballots.lengths)
    places = np.arange(len(ballots.entries)) - np.repeat(ballots.offsets[:-1], ballots.lengths)
    return lengths - places


def published_scores(election: Election) -> list[int]:
    """Return the scores as the authority adds them up: points, rank points or votes.

    In as-counted mode every mention on a ballot of approvals counts, a repeated one too.
    """
    ballots = election.ballots
    units: Ints | None = None
    if election.vote_type in WITH_POINTS:
        units = ballots.points
    elif election.vote_type == ORDINAL:
        units = rank_points(ballots)
    of_entry = ballots.weights[ballots.groups_of_entries]
    scores = np.zeros(len(election.projects), dtype=np.int64)
    np.add.at(scores, ballots.entries, of_entry if units is None else of_entry * units)
    if units is None and election.mode != "strict":
        for project, again in ballots.repeats.items():
            scores[project] += again
    return [int(score) for score in scores]


def _sums(values: Ints, starts: Ints) -> list[int]:
    sums = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(values, out=sums[1:])
    return [int(total) for total in sums[starts[1:]] - sums[starts[:-1]]]
