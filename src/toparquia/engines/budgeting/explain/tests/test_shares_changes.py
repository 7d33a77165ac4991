"""What would have made a project win under Equal Shares: more voters, all kinds of worth."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import CUMULATIVE, ORDINAL
from toparquia.engines.budgeting.explain import explain
from toparquia.engines.budgeting.explain.replayed import Replay
from toparquia.engines.budgeting.explain.tests.test_changes import check, with_cost
from toparquia.engines.budgeting.rules.contest import open_contest
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.rules.shares.run import Run, open_market
from toparquia.engines.budgeting.tests.elections import an_election, elections

SATISFACTIONS = {
    "approval": ["cost", "cardinality"],
    CUMULATIVE: ["points", "points-cost", "cost", "cardinality"],
    ORDINAL: ["rank", "rank-cost", "cost"],
}
# Less than it takes to count all runs of Add1 again, and enough to count one.
LITTLE = 250_000


def any_worth(most_projects, most_voters):
    """An election of any type with one of the satisfactions it allows."""
    return st.sampled_from(sorted(SATISFACTIONS)).flatmap(
        lambda kind: st.tuples(
            elections(vote_type=kind, most_projects=most_projects, most_voters=most_voters),
            st.sampled_from(SATISFACTIONS[kind]),
        )
    )


@given(
    given_=any_worth(6, 14),
    completion=st.sampled_from(["none", "greedy", "add1", "add1-greedy"]),
    ties=st.sampled_from(["id", "cheaper-then-votes", "lot:x"]),
    start=st.sampled_from(["exact", "floor"]),
)
@settings(max_examples=40, deadline=None)
def test_changes_whatever_a_project_is_worth(given_, completion, ties, start):
    election, satisfaction = given_

    check(
        election,
        CountingRule("mes", satisfaction=satisfaction, completion=completion, ties=ties, start=start),
    )


@given(
    election=elections(most_projects=5, most_voters=9), threshold=st.sampled_from([Fraction(2), Fraction(4)])
)
@settings(max_examples=20, deadline=None)
def test_changes_with_a_threshold(election, threshold):
    check(election, CountingRule("mes", completion="greedy", threshold=threshold))


def bought(election, rule, share):
    """What one run with `share` buys, from the election alone."""
    contest = open_contest(election, rule)
    candidates = [p for p in contest.in_play if contest.costs[p] > 0]
    market = open_market(contest.support, contest.costs, contest.ranks, candidates, {})
    return contest, Run(market, share).buy_all().projects


@given(given_=any_worth(6, 14))
@settings(max_examples=40, deadline=None)
def test_with_the_same_share_a_project_wins_in_the_run_that_stands(given_):
    election, satisfaction = given_
    result = count(election, CountingRule("mes", satisfaction=satisfaction, completion="add1"))

    told = explain(result, compare=False, effort=LITTLE, least_class=1)

    for each in told.projects:
        for change in each.changes:
            if change.supposing != "same_share" or change.status != "found":
                continue
            assert "misma parte" in each.changes_say[1].es
            contest, projects = bought(
                with_cost(election, each.project, change.amount), result.rule, result.trace.final.share
            )
            won = each.project in projects or each.project in contest.funded
            assert won, (each, change)
            assert sum(contest.costs[p] for p in projects) <= election.budget - contest.spent_before


def test_the_highest_cost_of_a_run_is_the_edge_of_what_it_buys():
    election = an_election(
        [60, 45, 40, 30], [[0], [0], [0, 1], [0, 1, 2], [1, 2], [2, 3], [3], [0, 3], [1]], 90
    )
    result = count(election, CountingRule("mes", satisfaction="cost"))
    losers = [p for p in range(4) if not result.has_won(p)]
    replay = Replay(result.trace.market, result.contest.support, losers, times_cost=True)

    highest = replay.highest_costs(result.trace.final.share, result.trace.final.projects)

    assert losers
    for project, cost in zip(losers, (floor(each * (1 + 1e-9)) for each in highest), strict=True):
        share = result.trace.final.share
        _, below = bought(with_cost(election, project, cost), result.rule, share)
        _, above = bought(with_cost(election, project, cost + 1), result.rule, share)
        assert project in below
        assert project not in above


@pytest.mark.parametrize("completion", ["none", "greedy", "add1", "add1-greedy"])
def test_every_loser_has_an_answer(completion):
    ballots = [[p, (p * 3 + v) % 12] for p in range(12) for v in range(12 - p)]
    election = an_election([100 + 7 * p for p in range(12)], ballots, 400)

    told = explain(count(election, CountingRule("mes", completion=completion)), compare=False)

    losers = [each for each in told.projects if not each.has_won]
    assert losers
    assert all(any(change.status == "found" for change in each.changes) for each in losers)
