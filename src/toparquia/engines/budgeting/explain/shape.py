"""What an explanation holds: plain values that any page, terminal or program can use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from toparquia.engines.budgeting.errors import Said
from toparquia.engines.budgeting.result import Result

EXTRA_VOTES: Final = "extra_votes"
LOWER_COST: Final = "lower_cost"

# How a change was looked for.
BY_FORMULA: Final = "formula"
BY_BISECTION: Final = "bisection"
BY_SCAN: Final = "scan"
BY_SEARCH: Final = "bounded_search"
BY_PROOF: Final = "proof"

# What came of looking for it.
FOUND: Final = "found"
IMPOSSIBLE: Final = "impossible"
NOT_FOUND: Final = "not_found"
NOT_SEARCHED: Final = "not_searched"
# Looked for, but not told: the cost would tell what a few supporters had left.
WITHHELD: Final = "withheld"

# What else a change supposes.
SAME_SHARE: Final = "same_share"


@dataclass(frozen=True)
class Change:
    """What would have made a project win: so many extra votes, or a cost of at most `amount`.

    kind: "extra_votes" or "lower_cost". amount: votes, or money in the election's smallest unit; None
    unless `status` is "found". how: "formula", "bisection", "scan" (one by one), "bounded_search",
    or "proof": so much surely does, and less was not tried.
    is_least_change: proven that nothing smaller would do; otherwise it is the smallest that was found.
    is_recounted: the count was done again with it (the project wins) and with one unit less of it (it
    does not). searched_to: how far was looked when nothing was found. supposing: "" when the whole count
    was done again; "same_share" when it was the run of Equal Shares that stands, with the same share for
    every voter and within the budget, because counting all runs of Add1 again would take too long.
    """

    kind: str
    status: str
    amount: int | None = None
    how: str = ""
    is_least_change: bool = False
    is_recounted: bool = False
    searched_to: int | None = None
    supposing: str = ""


@dataclass(frozen=True)
class TerritoryClass:
    """Supporters who live in some places, as sums only; no class has fewer voters than the least allowed.

    places: names of the territories merged in the class; "" is "not known". paid: what they paid for
    the project; left: the money they had left at the end. Exact, None where the rule moves no money.
    """

    places: tuple[str, ...]
    voters: int
    paid: Fraction | None = None
    left: Fraction | None = None


@dataclass(frozen=True)
class Supporters:
    """The supporters of one project, as sums.

    full, part, nothing: how many paid their whole price, less, or nothing (Equal Shares); None when one
    of these is a class of too few. spent: what
    they paid for the winners; sums of fewer payers than allowed are together under -1. withheld: they
    are too few to tell sums of their money.
    """

    voters: int
    withheld: bool = False
    start: Fraction | None = None
    left: Fraction | None = None
    full: int | None = None
    part: int | None = None
    nothing: int | None = None
    spent: Mapping[int, Fraction] = field(default_factory=dict)
    territories: tuple[TerritoryClass, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """One project: why it won or lost (`says`), what would have changed that, and the numbers.

    project: its index. numbers: facts of its reason code, amounts as text. elsewhere: whether it wins
    under the other rules, by label.
    """

    project: int
    id: str
    name: str
    has_won: bool
    reason: str
    place: int | None
    says: Said
    numbers: Mapping[str, object]
    changes: tuple[Change, ...] = ()
    changes_say: tuple[Said, ...] = ()
    supporters: Supporters | None = None
    supporters_say: tuple[Said, ...] = ()
    elsewhere: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Explanations:
    """All projects of one count: winners in order, then the others by support.

    least_class: the smallest number of voters of whom sums are told. recounts: how many counts were
    made again for the claims.
    """

    result: Result
    projects: tuple[Explanation, ...]
    least_class: int
    extra_vote: Said
    recounts: int

    def of(self, project_id: str) -> Explanation:
        """Return the explanation of one project. :raises KeyError: when it is not in the election."""
        for explanation in self.projects:
            if explanation.id == project_id:
                return explanation
        raise KeyError(project_id)

    def document(self) -> dict[str, object]:
        """Return everything as plain JSON values; sentences in both languages, money in the currency."""
        return {
            "rule": self.result.rule.name,
            "extra_vote": _both(self.extra_vote),
            "least_class": self.least_class,
            "recounts": self.recounts,
            "projects": [_project(self.result, explanation) for explanation in self.projects],
        }


def _both(said: Said) -> dict[str, str]:
    return {"es": said.es, "en": said.en}


def _project(result: Result, of: Explanation) -> dict[str, object]:
    shown: dict[str, object] = {
        "id": of.id,
        "name": of.name,
        "won": of.has_won,
        "reason": of.reason,
        "place": of.place,
        "says": _both(of.says),
        "numbers": dict(of.numbers),
        "changes": [
            {**_change(result, change), "says": _both(said)}
            for change, said in zip(of.changes, of.changes_say, strict=True)
        ],
    }
    if of.supporters is not None:
        shown["supporters"] = {
            **_supporters(result, of.supporters),
            "says": [_both(said) for said in of.supporters_say],
        }
    if of.elsewhere:
        shown["other_rules"] = dict(of.elsewhere)
    return shown


def _change(result: Result, change: Change) -> dict[str, object]:
    def amount(value: int | None) -> object:
        return value if value is None or change.kind == EXTRA_VOTES else result.money(value)

    return {
        "kind": change.kind,
        "status": change.status,
        "amount": amount(change.amount),
        "how": change.how,
        "is_least_change": change.is_least_change,
        "is_recounted": change.is_recounted,
        "searched_to": amount(change.searched_to),
        "supposing": change.supposing,
    }


def _supporters(result: Result, of: Supporters) -> dict[str, object]:
    def money(value: Fraction | None) -> str | None:
        return None if value is None else result.money(value)

    projects = result.election.projects
    return {
        "voters": of.voters,
        "withheld": of.withheld,
        "start": money(of.start),
        "left": money(of.left),
        "paid_in_full_by": of.full,
        "paid_in_part_by": of.part,
        "paid_nothing": of.nothing,
        "spent_on": {projects[p].id if p >= 0 else "": money(paid) for p, paid in of.spent.items()},
        "territories": [
            {
                "places": list(each.places),
                "voters": each.voters,
                "paid": money(each.paid),
                "left": money(each.left),
            }
            for each in of.territories
        ],
    }
