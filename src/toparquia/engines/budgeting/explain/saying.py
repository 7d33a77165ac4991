"""From a finished count to the words and numbers of each project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.election import WITH_POINTS
from toparquia.engines.budgeting.errors import Said
from toparquia.engines.budgeting.explain import sentences, words
from toparquia.engines.budgeting.explain.shape import (
    BY_PROOF,
    EXTRA_VOTES,
    FOUND,
    IMPOSSIBLE,
    LOWER_COST,
    NOT_SEARCHED,
    SAME_SHARE,
    WITHHELD,
    Change,
    Supporters,
)
from toparquia.engines.budgeting.explain.supporting import OTHERS
from toparquia.engines.budgeting.explain.supposed import points_of_extra_vote
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.greedy import Step, Walk
from toparquia.engines.budgeting.rules.phragmen import Loads
from toparquia.engines.budgeting.rules.shares.completion import SharesCount
from toparquia.engines.budgeting.rules.shares.run import Purchase
from toparquia.engines.budgeting.rules.support import ballot_units

# Winners named among those on which a loser's supporters spent most.
NAMED_AT_MOST = 3
TERRITORIES_AT_MOST = 6


@dataclass(eq=False)
class Told:
    """What the trace of one count says about its projects, looked up once.

    walk: the list that was walked, if any; steps: the last step of each project in it; positions: its
    place in that list, from 1; purchases: the round of Equal Shares that bought it.
    """

    result: Result
    walk: Walk | None
    steps: dict[int, Step]
    positions: dict[int, int]
    purchases: dict[int, tuple[int, Purchase]]
    turns: dict[int, int]
    has_points: bool


def told_by(result: Result) -> Told:
    """Return what the trace of `result` says about each project."""
    trace = result.trace
    walk = trace if isinstance(trace, Walk) else trace.fill if isinstance(trace, SharesCount) else None
    bought: list[Purchase] = []
    if isinstance(trace, SharesCount) and trace.final is not None:
        bought = trace.final.purchases
    moments = trace.moments if isinstance(trace, Loads) else []
    general = [] if walk is None else [step for step in walk.steps if not step.pot]
    return Told(
        result,
        walk,
        {} if walk is None else {step.project: step for step in walk.steps},
        {step.project: place for place, step in enumerate(general, start=1)},
        {purchase.project: (number, purchase) for number, purchase in enumerate(bought, start=1)},
        {moment.project: turn for turn, moment in enumerate(moments, start=1)},
        isinstance(trace, SharesCount)
        and ballot_units(result.election, result.rule.satisfaction) is not None,
    )


def sentence(told: Told, project: int, supporters: Supporters | None) -> Said:
    """Return why `project` won or lost."""
    result = told.result
    reason, family = result.reasons[project], sentences.FAMILIES[result.rule.name]
    if isinstance(result.trace, SharesCount) and reason == reasons.CHOSEN and project not in told.purchases:
        # The comparison let the order by votes stand.
        family = sentences.LIST
    template = sentences.OWN.get((family, reason)) or sentences.COMMON[reason]
    facts = _facts(told, project)
    if reason == reasons.MONEY_SPENT:
        if supporters is None or supporters.left is None or supporters.start is None:
            template = sentences.SPENT_UNTOLD
        else:
            short = result.election.costs[project] - supporters.left
            facts["left"] = words.money(result, supporters.left)
            facts["start"] = words.money(result, supporters.start)
            facts["short"] = words.money(result, short, up=True)
            template = template if short > 0 else sentences.SPENT_UNTOLD
    if reason == reasons.SEATS_FILLED and len(result.order) == 1:
        template = sentences.BEATEN
    if family == options.PHRAGMEN and reason == reasons.COUNT_ENDED and _came_at_the_end(result, project):
        template = sentences.ONLY_TIED
    return words.filled(template, **facts)


def numbers(told: Told, project: int, supporters: Supporters | None) -> dict[str, object]:
    """Return the figures behind the sentence: counts as integers, amounts and exact ratios as text."""
    result = told.result
    contest, election = result.contest, result.election
    votes, cost = contest.support.votes[project], election.costs[project]
    shown: dict[str, object] = {
        "votes": votes,
        "score": str(_score_value(result, contest.scores[project])),
        "cost": result.money(cost),
        "budget": result.money(election.budget),
        "share_of_ballots": str(Fraction(votes, max(election.ballots.count, 1))),
    }
    if project in told.steps:
        step = told.steps[project]
        shown["position"] = told.positions.get(project)
        shown["left_before"] = result.money(step.left)
        shown["short_by"] = result.money(max(cost - step.left, 0))
        if step.pot:
            shown["pot"] = step.pot
    if project in told.purchases:
        number, purchase = told.purchases[project]
        shown["round"] = number
        shown["price"] = result.money(purchase.price)
        shown["effective_votes"] = str(Fraction(cost) / purchase.price)
    if result.rule.name == options.OPTIMUM:
        # In the unit of the count's `satisfaction_reached`.
        shown["satisfaction"] = contest.support.totals[project] * contest.support.multipliers[project]
    if project in told.turns:
        assert isinstance(result.trace, Loads), "only Phragmén's rule has turns"
        shown["turn"] = told.turns[project]
        shown["moment"] = str(result.trace.moments[told.turns[project] - 1].time)
    if result.reasons[project] == reasons.BELOW_THRESHOLD:
        shown["threshold"] = str(result.rule.threshold)
    rivals = _winning_rivals(result, project)
    if rivals and not result.has_won(project):
        shown["rivals"] = [election.projects[rival].id for rival in rivals]
    if supporters is not None and supporters.left is not None and not result.has_won(project):
        shown["supporters_short_by"] = result.money(max(cost - supporters.left, Fraction(0)))
    return shown


def change_said(result: Result, change: Change) -> Said:
    """Return what would have made the project win, or that nothing would, or was not looked for."""
    is_votes = change.kind == EXTRA_VOTES
    if change.status == NOT_SEARCHED:
        return sentences.VOTES_NOT_SEARCHED if is_votes else sentences.COST_NOT_SEARCHED
    if change.status == WITHHELD:
        return sentences.COST_WITHHELD
    if change.status == IMPOSSIBLE:
        return sentences.VOTES_IMPOSSIBLE if is_votes else sentences.COST_IMPOSSIBLE
    if change.status != FOUND or change.amount is None:
        if change.kind == LOWER_COST or not change.searched_to:
            return sentences.COST_NOT_FOUND if not is_votes else sentences.VOTES_IMPOSSIBLE
        upto = words.counted(change.searched_to, words.EXTRA)
        return words.filled(sentences.VOTES_NOT_FOUND, searched_to=upto)
    if change.supposing == SAME_SHARE:
        assert isinstance(result.trace, SharesCount), "only Equal Shares has shares"
        assert result.trace.final is not None, "its last run stands"
        template = sentences.VOTES_SAME_SHARE if is_votes else sentences.COST_SAME_SHARE
        amount = words.counted(change.amount, words.EXTRA) if is_votes else words.money(result, change.amount)
        share = words.money(result, result.trace.final.share)
        said = words.filled(template, share=share, **{"votes" if is_votes else "cost": amount})
    elif is_votes:
        said = words.filled(sentences.VOTES_FOUND, votes=words.counted(change.amount, words.EXTRA))
    else:
        # Where a lower cost may harm, only this very cost was tried.
        template = sentences.COST_FOUND if _holds_below(result) else sentences.COST_ONE
        said = words.filled(template, cost=words.money(result, change.amount))
    if change.how == BY_PROOF:
        return words.joined([said, sentences.ENOUGH_FOR_SURE])
    return said if change.is_least_change else words.joined([said, sentences.SMALLEST_FOUND])


def extra_vote_said(result: Result) -> Said:
    """Return what one more vote is in this election."""
    election = result.election
    said = sentences.EXTRA_VOTE
    if election.vote_type in WITH_POINTS:
        points = Fraction(points_of_extra_vote(election), election.points_scale)
        text = words.decimal(points)
        shown = Said(f"{text.es} puntos", f"{text.en} points")
        said = words.filled(sentences.EXTRA_VOTE_POINTS, points=shown)
    if isinstance(result.trace, SharesCount):
        said = words.joined([said, sentences.EXTRA_VOTE_MONEY])
    return said


def supporters_said(result: Result, project: int, of: Supporters, least: int) -> tuple[Said, ...]:
    """Return what the supporters paid and kept, and where they live."""
    if of.withheld:
        return (words.filled(sentences.WITHHELD, least=least),)
    said = []
    if of.full is not None and of.part is not None and of.nothing is not None:
        counts = {"full": of.full, "part": of.part, "nothing": of.nothing}
        facts = {name: words.number(value) for name, value in counts.items()}
        said.append(words.filled(sentences.WHO_PAID, voters=words.counted(of.voters, words.VOTER), **facts))
    if not result.has_won(project):
        named = sorted((p for p in of.spent if p != OTHERS), key=lambda p: (-of.spent[p], p))
        for winner in named[:NAMED_AT_MOST]:
            name = words.quoted(result.election.projects[winner].name)
            paid = words.money(result, of.spent[winner])
            said.append(words.filled(sentences.SPENT_ON, paid=paid, project=name))
    return (*said, *_there_said(result, project, of))


def _there_said(result: Result, project: int, of: Supporters) -> Sequence[Said]:
    said = []
    for each in sorted(of.territories, key=lambda each: (-each.voters, each.places))[:TERRITORIES_AT_MOST]:
        facts: dict[str, object] = {
            "places": words.places_said(each.places),
            "voters": words.counted(each.voters, words.VOTER),
        }
        template = sentences.SUPPORT_THERE
        if result.has_won(project) and each.paid is not None:
            template, facts["paid"] = sentences.PAID_THERE, words.money(result, each.paid)
        elif each.left is not None:
            template, facts["left"] = sentences.LEFT_THERE, words.money(result, each.left)
        said.append(words.filled(template, **facts))
    return said


def _facts(told: Told, project: int) -> dict[str, object]:
    """Return what any sentence about `project` may name."""
    result = told.result
    election, contest = result.election, result.contest
    cost, reason = election.costs[project], result.reasons[project]
    facts: dict[str, object] = {
        "score": words.score(result, contest.scores[project]),
        "voters": words.counted(contest.support.votes[project], words.VOTER),
        "cost": words.money(result, cost),
        "budget": words.money(result, election.budget),
        "position": told.positions.get(project, told.turns.get(project, 0)),
    }
    if project in told.steps:
        left = told.steps[project].left
        facts["left"] = words.money(result, left)
        facts["short"] = words.money(result, max(cost - left, 0), up=True)
        facts["pot"] = words.one_line(told.steps[project].pot)
    elif isinstance(result.trace, Loads):
        facts["left"] = words.money(result, result.trace.left)
    facts |= _named(told, project, reason)
    if project in told.purchases and reason == reasons.CHOSEN:
        assert isinstance(result.trace, SharesCount), "only Equal Shares has purchases"
        assert result.trace.final is not None, "there are purchases"
        number, purchase = told.purchases[project]
        facts["round"] = number
        facts["share"] = words.money(result, result.trace.final.share)
        facts["price"] = words.money(result, purchase.price)
        facts["per_point"] = sentences.PER_POINT if told.has_points else sentences.NOTHING
    return facts


def _named(told: Told, project: int, reason: str) -> Mapping[str, object]:
    """Return the other projects that a reason names."""
    result = told.result
    if reason == reasons.CONFLICT:
        rival = _winning_rivals(result, project)[0]
        return {"rival": words.quoted(result.election.projects[rival].name)}
    if reason == reasons.BELOW_THRESHOLD:
        return {"threshold": words.score(result, _threshold(result))}
    if reason == reasons.LOST_TIE:
        key = told.steps[project].key
        equals = [step.project for step in told.steps.values() if step.key == key and not step.pot]
        other = next(each for each in equals if result.has_won(each))
        name = words.quoted(result.election.projects[other].name)
        return {"other": name, "tie_rule": words.tie_rule(result.rule.ties)}
    if reason == reasons.SEATS_FILLED:
        last = result.order[-1]
        seats = words.counted(len(result.order), words.WINNER)
        return {"seats": seats, "last_score": words.score(result, result.contest.scores[last])}
    if reason == reasons.COUNT_ENDED and told.walk is not None:
        ends = (reasons.DOES_NOT_FIT, reasons.DEARER_THAN_BUDGET, reasons.TOPPED_UP)
        ender = next(step.project for step in told.walk.steps if step.outcome in ends)
        return {"ender": words.quoted(result.election.projects[ender].name)}
    return {}


def _winning_rivals(result: Result, project: int) -> list[int]:
    return sorted(rival for rival in result.contest.rivals.get(project, ()) if result.has_won(rival))


def _came_at_the_end(result: Result, project: int) -> bool:
    trace = result.trace
    return isinstance(trace, Loads) and trace.stopped_at is not None and project in trace.stopped_at[1]


def _threshold(result: Result) -> Fraction:
    with_points = result.election.vote_type in WITH_POINTS
    threshold = result.rule.threshold
    assert threshold is not None, "there is a threshold"
    return threshold * result.election.points_scale if with_points else threshold


def _score_value(result: Result, score: int) -> int | Fraction:
    """Return a score in the ballots' own unit."""
    plain = result.rule.satisfaction in (options.COST, options.CARDINALITY)
    if result.election.vote_type in WITH_POINTS and not plain:
        return Fraction(score, result.election.points_scale)
    return score


def _holds_below(result: Result) -> bool:
    """Whether every cost below the one found wins too."""
    if result.rule.name == options.EQUAL_SHARES or result.rule.is_pabutools:
        return False
    by_cost = result.rule.satisfaction in options.TIMES_COST
    return not (result.rule.name == options.OPTIMUM and by_cost)
