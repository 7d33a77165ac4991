"""The log of a count, as plain values: what every page is drawn from, and a second program can re-check.

Amounts are text in the currency, exact ("12.50", or a fraction "1/3"); rates and moments are fractions.
Nothing in it is about one voter. It is worked out only when asked for.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from toparquia import __version__
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules.greedy import Walk
from toparquia.engines.budgeting.rules.optimum import Optimum
from toparquia.engines.budgeting.rules.phragmen import Loads
from toparquia.engines.budgeting.rules.shares.completion import SharesCount
from toparquia.engines.budgeting.rules.shares.flows import (
    ProjectFlow,
    RoundFlow,
    candidates_by_round,
    money_flows,
)

Log = dict[str, object]

# Sums of fewer voters' money would tell how somebody voted.
LEAST_CLASS: Final = 10
TOGETHER: Final = "*"


def event_log(result: Result, *, least_class: int = LEAST_CLASS) -> Log:
    """Return the whole log of `result`: the rule and its parameters, the input, projects, and rounds.

    Sums of the money of fewer than `least_class` voters are withheld, or told together under "*".
    """
    election, contest = result.election, result.contest
    ids = [project.id for project in election.projects]
    log: Log = {
        "program": f"toparquia {__version__}",
        "input_sha256": election.digest,
        "rule": result.rule.name,
        "parameters": {**result.rule.parameters(), **result.parameters},
        "voters_sharing": contest.voters,
        "blank_ballots": election.ballots.blank,
        "tie_order": [ids[p] for p in sorted(range(len(ids)), key=lambda p: contest.ranks[p])],
        "notices": [{"code": n.code, **n.facts} for n in (*election.warnings, *result.notices)],
        "projects": [_project(result, place) for place in range(len(ids))],
    }
    trace = result.trace
    if isinstance(trace, Walk):
        log["walk"] = _walk(result, trace)
        log["pots"] = {name: result.money(money) for name, money in trace.pots.items()}
    elif isinstance(trace, Loads):
        log["moments"] = [
            {"project": ids[m.project], "time": str(m.time), "tied": [ids[p] for p in m.tied]}
            for m in trace.moments
        ]
        if trace.stopped_at is not None:
            time, tied = trace.stopped_at
            log["stopped_at"] = {"time": str(time), "projects": [ids[p] for p in tied]}
    elif isinstance(trace, Optimum):
        log["optimum"] = {
            "satisfaction": trace.satisfaction,
            "bound": trace.bound,
            "proven": trace.is_proven,
            "method": trace.method,
        }
    else:
        _add_shares(log, result, trace, least_class)
    return log


def _project(result: Result, place: int) -> Log:
    election, contest = result.election, result.contest
    project = election.projects[place]
    votes, cost = contest.support.votes[place], project.cost
    return {
        "id": project.id,
        "name": project.name,
        "cost": result.money(cost),
        "votes": votes,
        "score": contest.scores[place],
        "share_of_ballots": str(Fraction(votes, max(election.ballots.count, 1))),
        "votes_per_money": str(Fraction(votes * election.scale, cost)) if cost else None,
        "won": result.has_won(place),
        "reason": result.reasons[place],
        "round": result.rounds.get(place),
    }


def _walk(result: Result, walk: Walk) -> list[Log]:
    election = result.election
    steps: list[Log] = []
    total = election.budget - result.contest.spent_before
    for step in walk.steps:
        cost = election.costs[step.project]
        steps.append(
            {
                "project": election.projects[step.project].id,
                "key": str(step.key),
                "left_before": result.money(step.left),
                "needs": result.money(cost),
                "short_by": result.money(max(cost - step.left, 0)),
                "spent_before": result.money(total - step.left) if not step.pot else None,
                "outcome": step.outcome,
                "pot": step.pot,
            }
        )
    return steps


def _add_shares(log: Log, result: Result, trace: SharesCount, least: int) -> None:
    ids = [project.id for project in result.election.projects]
    log["runs"] = _runs(result, trace)
    log["runs_ended"] = trace.ended
    log["decided_exactly"] = {"comparisons": trace.exact_comparisons, "runs": trace.exact_runs}
    if trace.comparison is not None:
        log["comparison"] = {
            "measure": trace.comparison.measure,
            "better_by_shares": trace.comparison.better_by_shares,
            "better_by_greedy": trace.comparison.better_by_greedy,
            "greedy_stands": trace.comparison.greedy_stands,
        }
    if trace.fill is not None:
        log["fill"] = _walk(result, trace.fill)
    flows = money_flows(result)
    if flows is None:
        return
    candidates = candidates_by_round(result)
    log["share"] = result.money(flows.share)
    log["rounds"] = [
        {
            **_round(result, flow, least),
            "candidates": {ids[p]: round(votes, 4) for p, votes in looked_at.items()},
        }
        for flow, looked_at in zip(flows.rounds, candidates, strict=False)
    ]
    log["supporters"] = {ids[p]: _supporters(result, flow, least) for p, flow in flows.projects.items()}


def _runs(result: Result, trace: SharesCount) -> list[Log]:
    """Return the runs of Add1; runs that buy the same as the one before are told as one, with a count."""
    ids = [project.id for project in result.election.projects]
    told: list[Log] = []
    before: tuple[int, ...] = ()
    for _, times, note in trace.runs.spans():
        if told and note.projects == before:
            told[-1]["same_runs"] = int(str(told[-1]["same_runs"])) + times
            continue
        told.append(
            {
                "share": result.money(note.share),
                "cost": result.money(note.cost),
                "added": sorted(ids[p] for p in set(note.projects) - set(before)),
                "dropped": sorted(ids[p] for p in set(before) - set(note.projects)),
                "same_runs": times,
            }
        )
        before = note.projects
    return told


def _round(result: Result, flow: RoundFlow, least: int) -> Log:
    told: Log = {
        "project": result.election.projects[flow.project].id,
        "price": result.money(flow.price),
        "effective_votes": str(flow.effective_votes),
        "money_left": result.money(flow.left),
        "withheld": any(0 < voters < least for voters in (flow.full, flow.part, flow.nothing)),
    }
    if told["withheld"]:
        return told
    return told | {
        "paid_in_full_by": flow.full,
        "paid_in_part_by": flow.part,
        "paid_nothing": flow.nothing,
        "paid_in_full": result.money(flow.paid_in_full),
        "paid_in_part": result.money(flow.paid_in_part),
    }


def _supporters(result: Result, flow: ProjectFlow, least: int) -> Log:
    best = flow.first_effective_votes
    told: Log = {
        "voters": flow.supporters,
        "best_effective_votes": None if best is None else str(best),
        "out_in_round": flow.out_in_round,
        "withheld": flow.supporters < least,
    }
    if flow.supporters < least:
        return told
    return told | {
        "money_at_start": result.money(flow.start),
        "spent_on": _spent(result, flow, least),
        "money_left": result.money(flow.left),
        "shortfall": result.money(flow.shortfall) if flow.shortfall > 0 else None,
    }


def _spent(result: Result, flow: ProjectFlow, least: int) -> Log:
    """Return what the supporters paid for each winner; what few of them paid is told together."""
    ids = [project.id for project in result.election.projects]
    few = [winner for winner in flow.spent if flow.payers[winner] < least]
    told: Log = {ids[winner]: result.money(paid) for winner, paid in flow.spent.items() if winner not in few}
    if few:
        told[TOGETHER] = result.money(sum((flow.spent[winner] for winner in few), Fraction(0)))
    return told
