"""Rules that walk down a list and fund what fits: by score, and by score per cost.

Source: the practice of cities (Pabulib rule values greedy, greedy-no-skip, greedy-threshold,
greedy-exclusive, greedy-custom); by score per cost: Rey, Schmidt, Maly (arXiv 2303.00621), section 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.contest import ENDING_RULES, Contest
from toparquia.engines.budgeting.rules.options import Pot

# Poznań tops up the first project that does not fit when this much of its cost is left.
TOP_UP_SHARE: Final = Fraction(80, 100)
INFINITE: Final = Fraction(10**40)


@dataclass(frozen=True)
class Step:
    """One step of a walk: the project, the money left when it was looked at, and what came of it.

    pot: the reserved pot that was walked, "" for the general money.
    """

    project: int
    key: Fraction
    left: int
    outcome: str
    pot: str = ""


@dataclass(eq=False)
class Walk:
    """A walk down the list: every step in order, and the money left at the end.

    pot_ties: equal projects of which a pot paid some only: the pot, the projects in order, their key.
    """

    steps: list[Step] = field(default_factory=list)
    left: int = 0
    pots: dict[str, int] = field(default_factory=dict)
    pot_ties: list[tuple[str, tuple[int, ...], Fraction]] = field(default_factory=list)


def keys_by_score(contest: Contest) -> dict[int, Fraction]:
    """Return what each project in play is ordered by: its score."""
    # The peer's order by utility per cost gives a project without cost no utility, so it comes last.
    zero_last = contest.rule.is_pabutools
    return {
        project: Fraction(0 if zero_last and contest.costs[project] == 0 else max(contest.scores[project], 0))
        for project in contest.in_play
    }


def keys_by_density(contest: Contest) -> dict[int, Fraction]:
    """Return total utility per cost of each project in play; free projects with support come first."""
    keys = {}
    for project in contest.in_play:
        cost = contest.costs[project]
        total = contest.support.totals[project] * contest.support.multipliers[project]
        keys[project] = (Fraction(total, cost) if cost else INFINITE) if total > 0 else Fraction(0)
    return keys


def count_greedy(contest: Contest) -> Walk:
    """Walk down the projects in play and fund what fits; reserved pots first.

    Ties are settled by the tie order. The walk is written to `contest.reasons`.
    """
    keys = keys_by_density(contest) if contest.rule.name == options.GREEDY_DENSITY else keys_by_score(contest)
    walk = Walk(left=contest.election.budget - contest.spent_before)
    walk_pots(contest, keys, walk)
    walk_down(contest, keys, walk)
    return walk


def walk_down(
    contest: Contest,
    keys: dict[int, Fraction],
    walk: Walk,
    *,
    won_as: str = reasons.CHOSEN,
    seats: int | None = None,
) -> None:
    """Walk down what is still undecided, with the money left in `walk`."""
    ending = contest.rule.name in ENDING_RULES
    order = in_order(contest, keys)
    barred = barred_by_winners(contest)
    ended = ""
    for project in order:
        if contest.reasons.get(project) in reasons.WON:
            continue
        cost, left = contest.costs[project], walk.left
        if project in barred:
            outcome = reasons.CONFLICT
        elif ended:
            outcome = ended
        elif cost <= left:
            outcome = won_as
            walk.left -= cost
            barred.update(contest.bar_rivals(project))
            seats = None if seats is None else seats - 1
            ended = reasons.SEATS_FILLED if seats == 0 else ""
        else:
            outcome = reasons.DEARER_THAN_BUDGET if cost > contest.election.budget else reasons.DOES_NOT_FIT
            if contest.rule.name == options.GREEDY_CUSTOM and left >= TOP_UP_SHARE * cost:
                outcome = reasons.TOPPED_UP
                walk.left -= cost
            ended = reasons.COUNT_ENDED if ending else ""
        contest.reasons[project] = outcome
        walk.steps.append(Step(project, keys[project], left, outcome))
    mark_lost_ties(contest, walk)


def walk_pots(contest: Contest, keys: dict[int, Fraction], walk: Walk) -> None:
    """Spend each reserved pot on its own projects, in the order of the pots.

    A pot holds its share of the whole budget, rounded down to the smallest unit. What it does not
    spend joins the general money, which is walked over all projects afterwards.
    """
    barred: set[int] = set()
    for pot in contest.rule.pots:
        money = min(int(contest.election.budget * pot.share), walk.left)
        walk.pots[pot.name] = money
        members = [project for project in keys if is_in_pot(contest, project, pot)]
        for project in in_order(contest, {member: keys[member] for member in members}):
            if contest.reasons.get(project) in reasons.WON or project in barred:
                continue
            if contest.costs[project] <= money:
                walk.steps.append(Step(project, keys[project], money, reasons.FROM_POT, pot.name))
                contest.reasons[project] = reasons.FROM_POT
                money -= contest.costs[project]
                walk.left -= contest.costs[project]
                barred.update(contest.bar_rivals(project))
        _note_pot_ties(walk, pot.name, in_order(contest, {member: keys[member] for member in members}), keys)


def _note_pot_ties(walk: Walk, pot: str, order: Sequence[int], keys: dict[int, Fraction]) -> None:
    paid = {step.project for step in walk.steps if step.pot == pot}
    for key, equal in groupby(order, key=keys.__getitem__):
        group = tuple(equal)
        if 0 < len(paid.intersection(group)) < len(group):
            walk.pot_ties.append((pot, group, key))


def is_in_pot(contest: Contest, project: int, pot: Pot) -> bool:
    """Whether a project may be paid from `pot`."""
    chosen = contest.election.projects[project]
    if pot.field == "territory":
        return chosen.territory == pot.value
    if pot.field == "theme":
        return pot.value in chosen.themes
    return chosen.fields.get(pot.field, "") == pot.value


def barred_by_winners(contest: Contest) -> set[int]:
    """Return the projects that conflict with one that has already won."""
    barred: set[int] = set()
    for project, reason in contest.reasons.items():
        if reason in reasons.WON:
            barred.update(contest.bar_rivals(project))
    return barred


def mark_lost_ties(contest: Contest, walk: Walk) -> None:
    """Give the reason `lost_tie` to projects that would have fitted before their equals were funded."""
    for group in tied_groups(walk.steps):
        if not any(step.outcome in reasons.WON for step in group):
            continue
        for step in group:
            lost = step.outcome in (reasons.DOES_NOT_FIT, reasons.SEATS_FILLED)
            if lost and contest.costs[step.project] <= group[0].left:
                contest.reasons[step.project] = reasons.LOST_TIE


def tied_groups(steps: Sequence[Step]) -> list[list[Step]]:
    """Return the runs of steps with equal keys, longer than one, of the general walk."""
    general = [step for step in steps if not step.pot]
    ratios = [step.key.as_integer_ratio() for step in general]
    if len(set(ratios)) == len(ratios):
        return []
    groups = [list(equal) for _, equal in groupby(zip(ratios, general, strict=True), key=itemgetter(0))]
    return [[step for _, step in group] for group in groups if len(group) > 1]


def in_order(contest: Contest, keys: dict[int, Fraction]) -> list[int]:
    """Return the projects of `keys`, highest key first, and of equal ones the first in the tie order.

    Whole numbers order them as the fractions do, and are compared much sooner: two different fractions
    are further apart than 2^-bits, where 2^bits exceeds the square of every denominator.
    """
    bits = 2 * max((key.denominator for key in keys.values()), default=1).bit_length()
    whole = {project: -((key.numerator << bits) // key.denominator) for project, key in keys.items()}
    ranks = contest.ranks
    return sorted(keys, key=lambda project: (whole[project], ranks[project]))
