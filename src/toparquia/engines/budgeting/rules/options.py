"""What a count can be told: the rule, and every parameter that may change winners."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Final

PLURALITY: Final = "plurality"
GREEDY: Final = "greedy"
GREEDY_NO_SKIP: Final = "greedy-no-skip"
GREEDY_THRESHOLD: Final = "greedy-threshold"
GREEDY_EXCLUSIVE: Final = "greedy-exclusive"
GREEDY_CUSTOM: Final = "greedy-custom"
GREEDY_DENSITY: Final = "greedy-density"
EQUAL_SHARES: Final = "mes"
PHRAGMEN: Final = "phragmen"
OPTIMUM: Final = "optimum"
OFFICIAL: Final = "official"
BY_SCORE: Final = (GREEDY, GREEDY_NO_SKIP, GREEDY_THRESHOLD, GREEDY_EXCLUSIVE, GREEDY_CUSTOM)
RULES: Final = (PLURALITY, *BY_SCORE, GREEDY_DENSITY, EQUAL_SHARES, PHRAGMEN, OPTIMUM)

COST: Final = "cost"
CARDINALITY: Final = "cardinality"
POINTS: Final = "points"
POINTS_COST: Final = "points-cost"
RANK: Final = "rank"
RANK_COST: Final = "rank-cost"
BORDA: Final = "borda"
SATISFACTIONS: Final = (COST, CARDINALITY, POINTS, POINTS_COST, RANK, RANK_COST, BORDA)
TIMES_COST: Final = (COST, POINTS_COST, RANK_COST)

NO_COMPLETION: Final = "none"
FILL: Final = "greedy"
ADD1: Final = "add1"
ADD1_FILL: Final = "add1-greedy"
COMPLETIONS: Final = (NO_COMPLETION, FILL, ADD1, ADD1_FILL)

BY_ID: Final = "id"
CHEAPER_THEN_VOTES: Final = "cheaper-then-votes"
BY_FILE: Final = "file"
LOT: Final = "lot:"

OWN_READING: Final = "own"
PABUTOOLS: Final = "pabutools"


@dataclass(frozen=True)
class Pot:
    """A part of the budget kept for the projects of one territory or theme.

    `share` is a part of the whole budget, exact. A project is in the pot when `field` ("territory",
    "theme", or a column of the file) equals `value`.
    """

    name: str
    share: Fraction
    field: str
    value: str


@dataclass(frozen=True)
class CountingRule:
    """One rule with all its parameters; two equal ones count alike, now and in ten years.

    satisfaction: "" takes the one that fits the rule and the ballots.
    ties: "" takes the usual rule: cheaper, then more votes, then id; the peer's is by id.
    seats: winners of a plurality. threshold: least score, in the ballots' own unit.
    conflicts: sets of project ids of which at most one may win. pots: parts of the budget reserved.
    start: first share of Equal Shares, "exact" (budget / voters) or "floor" (whole currency units).
    step: money added to each share per run of Add1, in currency units; None: by the published rule.
    exhaustive_stop: Add1 also ends at the first run after which nothing more fits.
    comparison: "none", "satisfaction" or "coverage" against the greedy result.
    stop: Phragmén ends at the first project that does not fit ("first-unaffordable"), or goes on ("skip").
    reading: "own", or "pabutools" for that program's reading of ties, blank ballots, zero-cost and
    too-dear projects.
    """

    name: str = GREEDY
    satisfaction: str = ""
    completion: str = NO_COMPLETION
    ties: str = ""
    seats: int = 1
    threshold: Fraction | None = None
    conflicts: tuple[frozenset[str], ...] = ()
    pots: tuple[Pot, ...] = ()
    start: str = "exact"
    step: Fraction | None = None
    exhaustive_stop: bool = True
    comparison: str = "none"
    stop: str = "first-unaffordable"
    reading: str = field(default=OWN_READING)

    def with_usual_ties(self, usual: str = CHEAPER_THEN_VOTES) -> CountingRule:
        """Return the rule with its tie rule settled."""
        if self.ties:
            return self
        return replace(self, ties=BY_ID if self.is_pabutools else usual)

    @property
    def is_pabutools(self) -> bool:
        """Whether the peer's reading was asked for."""
        return self.reading == PABUTOOLS

    def parameters(self) -> dict[str, object]:
        """Return the parameters that matter for this rule, as plain values."""
        shown: dict[str, object] = {}
        for item in fields(self):
            if item.name == "name" or item.name not in RELEVANT[self.name]:
                continue
            shown[item.name] = _plain(getattr(self, item.name))
        return shown


_ALWAYS: Final = ("satisfaction", "ties", "threshold", "conflicts", "pots", "reading")
_SHARES: Final = ("completion", "start", "step", "exhaustive_stop", "comparison")
RELEVANT: Final[dict[str, tuple[str, ...]]] = {
    PLURALITY: (*_ALWAYS, "seats"),
    **dict.fromkeys((*BY_SCORE, GREEDY_DENSITY, OPTIMUM), _ALWAYS),
    EQUAL_SHARES: (*_ALWAYS, *_SHARES),
    PHRAGMEN: (*_ALWAYS, "stop"),
}


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Pot):
        return {"name": value.name, "share": str(value.share), "field": value.field, "value": value.value}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
