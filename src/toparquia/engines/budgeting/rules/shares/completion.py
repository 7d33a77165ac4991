"""Equal Shares as cities use it: the first share, more money by steps, greedy fill, comparison.

Source: equalshares.net (completion and comparison steps); Add1 adds the same money to every share and
runs again from scratch, until a run would cost more than the budget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, lcm
from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.errors import RuleNotApplicable, Said
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.contest import Contest
from toparquia.engines.budgeting.rules.greedy import (
    Walk,
    barred_by_winners,
    keys_by_density,
    keys_by_score,
    walk_down,
)
from toparquia.engines.budgeting.rules.shares.apart import Apart
from toparquia.engines.budgeting.rules.shares.comparison import Comparison, compare_with_greedy
from toparquia.engines.budgeting.rules.shares.halves import can_sweep
from toparquia.engines.budgeting.rules.shares.leaps import Leaps
from toparquia.engines.budgeting.rules.shares.quick import QuickRuns
from toparquia.engines.budgeting.rules.shares.run import Market, Run, RunOutcome, Standing, open_market
from toparquia.engines.budgeting.rules.shares.run_log import RunLog, RunNote, Ties
from toparquia.engines.budgeting.rules.shares.small import SmallRuns, is_small
from toparquia.engines.budgeting.rules.shares.sweep import Sweep, SweptRun

# Far beyond any real count; a count that needs more has a step that is too small for its money.
MAX_RUNS: Final = 2_000_000
SMALL_SHARE: Final = 1_000
OVER_BUDGET: Final = "over_budget"
# The first runs go one by one, as many counts end soon; then they go side by side, more and more. A run
# one by one costs several side by side, so it has to prove many others; a few try now and then.
FIRST_ALONE: Final = 10
LATER_ALONE: Final = 3
WORTH_LEAPING: Final = 8
FIRST_WIDTH: Final = 80
MAX_WIDTH: Final = 256
MAX_CELLS: Final = 1 << 20
# Side by side pays while arithmetic costs less than the steps around it: with few ballot groups a
# project. Above that the runs drift apart before they have saved anything.
SIDE_BY_SIDE: Final = 75
CELLS: Final = 1 << 13

BAD_STEP: Final = Said(
    es="el paso de Add1 tiene que ser mayor que 0, no {step}",
    en="the step of Add1 must be above 0, not {step}",
)
TOO_MANY_RUNS: Final = Said(
    es="con el paso {step} harían falta más de {most} vueltas; elige un paso mayor",
    en="with the step {step} more than {most} runs would be needed; choose a larger step",
)


@dataclass(eq=False)
class SharesCount:
    """All of a count by Equal Shares: every run, the one that stands, why the runs ended, the rest.

    ended: "single" (no Add1), "over_budget", "exhaustive" or "everything_bought".
    """

    market: Market
    step: Fraction
    runs: RunLog = field(default_factory=RunLog)
    final: RunOutcome | None = None
    ended: str = "single"
    fill: Walk | None = None
    comparison: Comparison | None = None
    exact_comparisons: int = 0
    exact_runs: int = 0
    left: int = 0


def count_shares(contest: Contest) -> SharesCount:
    """Count by Equal Shares with the completion the rule names; written to `contest.reasons`."""
    if contest.rule.is_pabutools:
        _settle_peer_reading(contest)
    candidates = [p for p in contest.in_play if contest.costs[p] > 0 and contest.support.totals[p] > 0]
    market = open_market(contest.support, contest.costs, contest.ranks, candidates, contest.rivals)
    step = published_step(contest)
    counted = SharesCount(market, step, left=contest.election.budget - contest.spent_before)
    if candidates and contest.voters:
        _run(contest, counted)
    won = [] if counted.final is None else counted.final.projects
    for project in won:
        contest.reasons[project] = reasons.CHOSEN
    counted.left -= sum(contest.costs[project] for project in won)
    _mark_losers(contest)
    if contest.rule.completion in (options.FILL, options.ADD1_FILL):
        counted.fill = fill_up(contest, counted)
    if contest.rule.comparison != "none":
        counted.comparison, walk = compare_with_greedy(contest)
        if walk is not None:
            counted.fill, counted.left, counted.final = walk, walk.left, None
    return counted


def first_share(contest: Contest) -> Fraction:
    """Return the money of each voter in the first run: the budget shared out, exactly or rounded down."""
    share = Fraction(contest.election.budget - contest.spent_before, contest.voters)
    if contest.rule.start == "floor":
        return Fraction(share // contest.election.scale * contest.election.scale)
    return share


def published_step(contest: Contest) -> Fraction:
    """Return the money that Add1 adds to each share, in the election's unit.

    One currency unit while the first share is below 1,000 of them; above that a thousandth of the
    share, rounded up, so that currencies with large numbers need no more runs than others.
    """
    rule, scale = contest.rule, contest.election.scale
    if rule.step is not None:
        if rule.step <= 0:
            raise RuleNotApplicable("count.bad_step", BAD_STEP, step=rule.step)
        return rule.step * scale
    if rule.is_pabutools or not contest.voters:
        return Fraction(scale)
    units = Fraction(contest.election.budget, scale * contest.voters)
    return Fraction(scale if units < SMALL_SHARE else ceil(units / SMALL_SHARE) * scale)


def _run(contest: Contest, counted: SharesCount) -> None:
    """Run once, or with Add1 until a run ends it; `final` is the exact run that stands."""
    adds = contest.rule.completion in (options.ADD1, options.ADD1_FILL)
    market, share = counted.market, first_share(contest)
    small = SmallRuns(market) if is_small(market) and not market.apart else None
    found = small.run(share) if small else SweptRun(is_sure=False)
    first: RunOutcome
    if found.is_sure:
        first, ties = Standing(market, share, found.projects), tuple(found.ties)
    else:
        first = Run(market, share).buy_all()
        counted.exact_comparisons, ties = first.exact_comparisons, _ties(first)
    counted.final = first
    if not _note_run(contest, counted, share, first.projects, ties):
        return
    if not adds:
        counted.ended = "single"
        return
    add_runs(contest, counted, small)
    stands = standing_run(counted)
    if stands.share != share:
        counted.final = Standing(market, stands.share, stands.projects)


def add_runs(contest: Contest, counted: SharesCount, small: SmallRuns | None = None) -> None:
    """Go on from the last run in `counted.runs`, a step more a run, until one ends Add1.

    small: the market's runs in plain whole numbers, where the caller has them already.
    """
    market = counted.market
    counted.ended = ""
    if market.apart:
        _add_apart(contest, counted)
        return
    if small is None and is_small(market):
        small = SmallRuns(market)
    runs = small or QuickRuns(market)
    width, alone = FIRST_WIDTH // 2, FIRST_ALONE
    while counted.ended == "":
        _add_by_leaps(contest, counted, runs, alone)
        if counted.ended == "":
            # The runs no longer repeat one another: side by side they cost less.
            width, alone = min(2 * width, most_columns(market)), LATER_ALONE
            shares = _next_shares(counted, width)
            for swept, share in zip(_sweep(market, shares), shares, strict=True):
                if not note_swept(contest, counted, swept, share):
                    break
            _check_number(counted)


def _add_by_leaps(contest: Contest, counted: SharesCount, runs: SmallRuns | QuickRuns, alone: int) -> None:
    """Add `alone` runs one by one, passing over those that surely repeat one; more while that is worth it."""
    leaps = Leaps(runs.run, counted.runs[-1].share + counted.step, counted.step)
    place, side_by_side = 0, most_columns(counted.market) > 1
    while leaps.made < alone or not side_by_side or leaps.passed >= WORTH_LEAPING * leaps.made:
        if not note_swept(contest, counted, leaps.at(place), leaps.share(place)):
            return
        again = leaps.repeats(place, MAX_RUNS - len(counted.runs))
        if again:
            counted.runs.repeat(again, counted.step)
        place += again + 1
        _check_number(counted)


def _add_apart(contest: Contest, counted: SharesCount) -> None:
    apart, step = Apart(counted.market), counted.step
    while counted.ended == "":
        share = counted.runs[-1].share + step
        if note_swept(contest, counted, apart.run(share), share):
            counted.runs.repeat(min(apart.repeats(share, step), MAX_RUNS), step)
            _check_number(counted)


def _check_number(counted: SharesCount) -> None:
    if len(counted.runs) >= MAX_RUNS:
        raise RuleNotApplicable("count.too_many_runs", TOO_MANY_RUNS, step=counted.step, most=MAX_RUNS)


def standing_run(counted: SharesCount) -> RunNote:
    """Return the run whose purchases stand: the last one that the budget pays for."""
    is_over = counted.ended == OVER_BUDGET and len(counted.runs) > 1
    return counted.runs[-2] if is_over else counted.runs[-1]


def _sweep(market: Market, shares: list[Fraction]) -> list[SweptRun]:
    if len(shares) > 1 and can_sweep(market, shares[-1]):
        return Sweep(market, shares).run()
    return [SweptRun(is_sure=False) for _ in shares]


def _next_shares(counted: SharesCount, number: int) -> list[Fraction]:
    """Return the next shares, each a step above the one before."""
    start, step = counted.runs[-1].share, counted.step
    denominator = lcm(start.denominator, step.denominator)
    first = start.numerator * (denominator // start.denominator)
    more = step.numerator * (denominator // step.denominator)
    return [Fraction(first + more * ahead, denominator) for ahead in range(1, number + 1)]


def note_swept(contest: Contest, counted: SharesCount, swept: SweptRun, share: Fraction) -> bool:
    """Write down what a run bought; a run that floats could not prove is done again exactly."""
    if swept.is_sure:
        return _note_run(contest, counted, share, swept.projects, tuple(swept.ties))
    outcome = Run(counted.market, share).buy_all()
    counted.exact_runs += 1
    counted.exact_comparisons += outcome.exact_comparisons
    return _note_run(contest, counted, share, outcome.projects, _ties(outcome))


def _note_run(
    contest: Contest, counted: SharesCount, share: Fraction, projects: Sequence[int], ties: Ties
) -> bool:
    """Write a run down; False when it ends Add1, with the reason in `counted.ended`."""
    bought = tuple(projects)
    if counted.runs and counted.runs[-1].projects == bought:
        # The same projects end Add1 no more than they did a step before.
        counted.runs.append(RunNote(share, bought, counted.runs[-1].cost, ties))
        return True
    budget = contest.election.budget - contest.spent_before
    costs = contest.costs
    cost = sum(costs[project] for project in bought)
    counted.runs.append(RunNote(share, bought, cost, ties))
    counted.ended = ""
    taken = set(bought)
    waiting = [p for p in counted.market.backings if p not in taken]
    if contest.rivals:
        waiting = [p for p in waiting if taken.isdisjoint(contest.rivals.get(p, ()))]
    if cost > budget:
        counted.ended = OVER_BUDGET
    elif not waiting:
        counted.ended = "everything_bought"
    elif contest.rule.exhaustive_stop and all(costs[p] > budget - cost for p in waiting):
        counted.ended = "exhaustive"
    return counted.ended == ""


def most_columns(market: Market) -> int:
    """Return how many runs go side by side: as many as keep the matrices of money small; 1 is none."""
    usual = sum(len(backing.groups) for backing in market.backings.values()) // len(market.backings) + 1
    if usual > SIDE_BY_SIDE:
        return 1
    return max(1, min(MAX_WIDTH, CELLS // usual, MAX_CELLS // market.groups))


def _ties(outcome: RunOutcome) -> Ties:
    return tuple(
        (number, purchase.tied, purchase.rate)
        for number, purchase in enumerate(outcome.purchases, start=1)
        if purchase.tied
    )


def _settle_peer_reading(contest: Contest) -> None:
    """The peer buys supported projects without cost first when their utility is not their cost."""
    for project in sorted(contest.in_play, key=lambda p: contest.ranks[p]):
        total = contest.support.totals[project] * contest.support.multipliers[project]
        if contest.costs[project] == 0 and total > 0:
            contest.reasons[project] = reasons.FREE
            contest.funded.append(project)
    contest.in_play = [project for project in contest.in_play if project not in set(contest.funded)]


def _mark_losers(contest: Contest) -> None:
    barred = barred_by_winners(contest)
    for project in contest.in_play:
        if project in barred:
            contest.reasons.setdefault(project, reasons.CONFLICT)
        elif contest.support.totals[project] <= 0:
            contest.reasons.setdefault(project, reasons.NO_SUPPORT)
        else:
            contest.reasons.setdefault(project, reasons.MONEY_SPENT)


def fill_up(contest: Contest, counted: SharesCount) -> Walk | None:
    """Spend what is left down the list by score (the peer: by utility per cost)."""
    undecided = [p for p in contest.in_play if contest.reasons.get(p) not in reasons.WON]
    if not undecided:
        return None
    keys = (keys_by_density if contest.rule.is_pabutools else keys_by_score)(contest)
    walk = Walk(left=counted.left)
    walk_down(contest, {project: keys[project] for project in undecided}, walk, won_as=reasons.FILLED)
    counted.left = walk.left
    return walk
