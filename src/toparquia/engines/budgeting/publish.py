"""A finished count as an election to publish: totals and winners in the file, for others to re-check."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from toparquia.engines.budgeting.amounts import show_amount
from toparquia.engines.budgeting.election import ORDINAL, WITH_POINTS, Ballots, Election
from toparquia.engines.budgeting.pabulib.gather import sort_sets
from toparquia.engines.budgeting.result import TOPPED_UP, Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.official import BY_RULE
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.rules.support import published_scores

LOST: Final = "0"
WON: Final = "1"
BY_SPECIAL_CLAUSE: Final = "2"


def with_outcome(result: Result) -> Election:
    """Return the election with `votes`, `score` (points and ranks) and `selected` of every project.

    Projects stand by score, equal ones in the tie order of the count: who counts the file again in its
    own order meets the same ties with the same answers. META names the rule as far as the format has
    a word for it: one with other parameters is "unknown" there, and has to be published beside it.
    """
    election = result.election
    votes = _mentions(election)
    scores = published_scores(election)
    projects = []
    for place, project in enumerate(election.projects):
        fields = {**project.fields, "votes": str(votes[place])}
        if election.vote_type in WITH_POINTS or election.vote_type == ORDINAL:
            scale = election.points_scale if election.vote_type in WITH_POINTS else 1
            fields["score"] = show_amount(scores[place], scale)
        reason = result.reasons[place]
        fields["selected"] = (
            BY_SPECIAL_CLAUSE if reason == TOPPED_UP else WON if result.has_won(place) else LOST
        )
        projects.append(replace(project, fields=fields))
    meta = {**election.meta, "rule": published_rule(result.rule)}
    if result.rule.threshold is not None:
        meta["min_project_score_threshold"] = str(result.rule.threshold)
    contest = result.contest
    order = sorted(range(len(projects)), key=lambda p: (-contest.scores[p], contest.ranks[p]))
    return replace(
        election,
        projects=tuple(projects[place] for place in order),
        meta=meta,
        ballots=_renumbered(election, order),
    )


def published_rule(rule: CountingRule) -> str:
    """Return the format's word for `rule`, or "unknown"."""
    if rule.pots or rule.is_pabutools:
        return "unknown"
    if rule.name in options.BY_SCORE:
        return rule.name
    for word, facts in BY_RULE.items():
        if rule.satisfaction in ("", options.COST) and all(
            getattr(rule, key) == value for key, value in {"comparison": "none", **facts}.items()
        ):
            return word
    return "unknown"


def _renumbered(election: Election, order: list[int]) -> Ballots:
    """Return the ballots when the project at `order[n]` becomes the n-th."""
    ballots = election.ballots
    new = np.empty(len(order), dtype=np.int32)
    new[order] = np.arange(len(order), dtype=np.int32)
    entries, points = new[ballots.entries], ballots.points
    if election.vote_type != ORDINAL:
        entries, points = sort_sets(entries, points, ballots.offsets, len(order))
    repeats = {int(new[project]): again for project, again in ballots.repeats.items()}
    return replace(ballots, entries=entries, points=points, repeats=repeats)


def _mentions(election: Election) -> list[int]:
    """Return how many ballots name each project, every mention counted."""
    ballots = election.ballots
    named = np.zeros(len(election.projects), dtype=np.int64)
    np.add.at(named, ballots.entries, ballots.weights[ballots.groups_of_entries])
    for project, again in ballots.repeats.items():
        named[project] += again
    return [int(count) for count in named]
