"""Counting: one election, one rule, one result. The same input always gives the same result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.election import Election
from toparquia.engines.budgeting.errors import Notice
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.contest import Contest, open_contest
from toparquia.engines.budgeting.rules.greedy import Walk, count_greedy
from toparquia.engines.budgeting.rules.official import official_rule
from toparquia.engines.budgeting.rules.optimum import Optimum, count_optimum
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.rules.phragmen import Loads, count_phragmen
from toparquia.engines.budgeting.rules.plurality import count_plurality
from toparquia.engines.budgeting.rules.shares.completion import SharesCount, count_shares
from toparquia.engines.budgeting.ties_met import ties_met

Trace = Walk | SharesCount | Loads | Optimum

COUNTS: Final[dict[str, Callable[[Contest], Trace]]] = {
    options.PLURALITY: count_plurality,
    **dict.fromkeys((*options.BY_SCORE, options.GREEDY_DENSITY), count_greedy),
    options.EQUAL_SHARES: count_shares,
    options.PHRAGMEN: count_phragmen,
    options.OPTIMUM: count_optimum,
}


def count(election: Election, rule: CountingRule) -> Result:
    """Return the result of `rule` on `election`. A rule named "official" is the one META names.

    :raises RuleNotApplicable: when the rule, or an option of it, does not fit the election.
    """
    notices: list[Notice] = []
    if rule.name == options.OFFICIAL:
        rule, notices = official_rule(election, rule)
    contest = open_contest(election, rule)
    contest.notices.extend(notices)
    trace = COUNTS[contest.rule.name](contest)
    order = _order(contest, trace)
    parameters: dict[str, object] = {"ballots": election.mode}
    rule = contest.rule
    if isinstance(trace, SharesCount):
        rule = replace(rule, step=trace.step / election.scale)
        if trace.final is not None:
            parameters["runs"] = len(trace.runs)
            parameters["share"] = str(trace.final.share / election.scale)
    elif isinstance(trace, Optimum):
        parameters["satisfaction_reached"] = trace.satisfaction
        parameters["bound"] = trace.bound
    return Result(
        election=election,
        rule=rule,
        order=tuple(order),
        spent=sum(election.costs[project] for project in order),
        reasons=tuple(contest.reasons.get(p, reasons.NO_SUPPORT) for p in range(len(election.projects))),
        rounds={project: place for place, project in enumerate(order, start=1)},
        ties=tuple(ties_met(contest, trace)),
        notices=tuple(contest.notices),
        contest=contest,
        trace=trace,
        parameters=parameters,
    )


def _order(contest: Contest, trace: Trace) -> list[int]:
    """Return the winners in the order they were chosen."""
    chosen: list[int] = list(contest.funded)
    if isinstance(trace, Walk):
        chosen += [step.project for step in trace.steps if step.outcome in reasons.WON]
    elif isinstance(trace, Loads):
        chosen += [moment.project for moment in trace.moments]
    elif isinstance(trace, Optimum):
        chosen += sorted(trace.projects, key=lambda p: (-contest.scores[p], contest.ranks[p]))
    else:
        if trace.final is not None:
            chosen += trace.final.projects
        if trace.fill is not None:
            chosen += [step.project for step in trace.fill.steps if step.outcome in reasons.WON]
    return chosen
