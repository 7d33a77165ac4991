"""The ties a count met, with their exact value and what broke them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toparquia.engines.budgeting.result import WON, Tie
from toparquia.engines.budgeting.rules.contest import Contest
from toparquia.engines.budgeting.rules.greedy import Walk, tied_groups
from toparquia.engines.budgeting.rules.optimum import Optimum
from toparquia.engines.budgeting.rules.phragmen import Loads
from toparquia.engines.budgeting.rules.shares.completion import SharesCount


def ties_met(contest: Contest, trace: Walk | SharesCount | Loads | Optimum) -> Iterator[Tie]:
    """Yield every tie, in the order it was met.

    The value is the exact quantity that was equal: the score or the utility per cost of a walk, the
    price per unit of utility (rho) of Equal Shares, the moment of Phragmén.
    """
    if isinstance(trace, Walk):
        yield from _of_walk(contest, trace, "order")
    elif isinstance(trace, Loads):
        for number, moment in enumerate(trace.moments, start=1):
            if moment.tied:
                yield _tie(contest, f"round {number}", moment.tied, str(moment.time), moment.project)
        if trace.stopped_at is not None and len(trace.stopped_at[1]) > 1:
            time, tied = trace.stopped_at
            first = min(tied, key=lambda p: contest.ranks[p])
            yield _tie(contest, f"round {len(trace.moments) + 1}", tied, str(time), first)
    elif isinstance(trace, SharesCount):
        for before, times, run in trace.runs.spans():
            for number in range(before + 1, before + 1 + times) if run.ties else ():
                for place, tied, rate in run.ties:
                    first = run.projects[place - 1]
                    yield _tie(contest, f"run {number} round {place}", tied, str(rate), first)
        if trace.fill is not None:
            yield from _of_walk(contest, trace.fill, "completion")


def _of_walk(contest: Contest, walk: Walk, stage: str) -> Iterator[Tie]:
    for pot, equals, key in walk.pot_ties:
        met = _tie(contest, f"pot {pot}", equals, str(key), equals[0])
        # Those it did not pay may win with other money, but who went first changed what that was.
        yield replace(met, decisive=True)
    for group in tied_groups(walk.steps):
        yield _tie(contest, stage, [step.project for step in group], str(group[0].key), group[0].project)


def _tie(contest: Contest, stage: str, projects: Sequence[int], value: str, first: int) -> Tie:
    won = [contest.reasons.get(project) in WON for project in projects]
    return Tie(
        stage=stage,
        projects=tuple(contest.election.projects[project].id for project in projects),
        value=value,
        first=contest.election.projects[first].id,
        broken_by=contest.rule.ties,
        decisive=any(won) and not all(won),
    )
