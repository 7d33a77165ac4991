"""The optimum: the best of all sets by brute force, however it was found, and honest about its proof."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.rules.optimum import branching, knapsack
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.tests.elections import an_election, elections

CONFLICTS = st.lists(st.frozensets(st.integers(0, 5), min_size=2, max_size=3), max_size=4)


def best_of_all(election, conflicts, votes):
    """The highest total of votes times cost over all sets that fit and keep to the conflicts."""
    places = range(len(election.projects))
    sets = chain.from_iterable(combinations(places, size) for size in range(len(places) + 1))
    ids = [project.id for project in election.projects]
    return max(
        sum(votes[p] * election.costs[p] for p in chosen)
        for chosen in sets
        if sum(election.costs[p] for p in chosen) <= election.budget
        and all(len(conflict & {ids[p] for p in chosen}) <= 1 for conflict in conflicts)
    )


def named(conflicts, election):
    ids = [project.id for project in election.projects]
    return tuple(
        frozenset(ids[p] for p in conflict)
        for conflict in conflicts
        if max(conflict) < len(election.projects)
    )


@pytest.mark.parametrize("most_ways", [knapsack.MAX_WAYS, 1])
@given(election=elections(), conflicts=CONFLICTS)
def test_the_optimum_is_the_best_of_all_sets(most_ways, election, conflicts):
    rivals = named(conflicts, election)
    with pytest.MonkeyPatch.context() as patch:
        # With one way allowed, every conflict is settled by branch and bound, with HiGHS' first solution.
        patch.setattr(knapsack, "MAX_WAYS", most_ways)

        result = count(election, CountingRule("optimum", conflicts=rivals))

    votes = result.contest.support.votes
    assert result.trace.is_proven
    assert sum(votes[p] * election.costs[p] for p in result.order) == best_of_all(election, rivals, votes)
    assert all(len(rival & set(result.winners)) <= 1 for rival in rivals)


def test_of_equal_optima_the_cheaper_wins_and_then_the_tie_order():
    # a for 6 with 1 vote, or b for 2 with 3: both are worth 6.
    cheaper = an_election([6, 2, 9], [[0], [1], [1], [1]], 6)
    same = an_election([6, 6], [[0], [1]], 6, ids=["z", "b"])

    assert count(cheaper, CountingRule("optimum")).winners == ["b"]
    assert count(same, CountingRule("optimum", ties="id")).winners == ["b"]
    assert count(same, CountingRule("optimum", ties="file")).winners == ["z"]


def test_a_search_that_is_cut_short_says_what_may_be_missing(monkeypatch):
    election = an_election(
        [7, 8, 9, 10, 11, 12, 13, 14], [[p, (p * 3 + 1) % 8, (p * 5 + 2) % 8] for p in range(8)] * 3, 40
    )
    whole = count(election, CountingRule("optimum", satisfaction="cardinality"))
    monkeypatch.setattr(knapsack, "MAX_STATES", 2)

    cut = count(election, CountingRule("optimum", satisfaction="cardinality"))

    assert whole.trace.is_proven
    assert cut.trace.satisfaction <= whole.trace.satisfaction <= cut.trace.bound
    assert cut.trace.is_proven or "count.not_proven" in [notice.code for notice in cut.notices]


def test_branching_that_is_cut_short_gives_a_bound(monkeypatch):
    election = an_election([7, 8, 9, 10, 11, 12], [[p, (p + 1) % 6] for p in range(6)] * 3, 25)
    conflict = (frozenset("ab"), frozenset("bc"))
    rule = CountingRule("optimum", satisfaction="cardinality", conflicts=conflict)
    whole = count(election, rule)
    monkeypatch.setattr(knapsack, "MAX_WAYS", 1)
    monkeypatch.setattr(branching, "MAX_BRANCHES", 1)

    cut = count(election, rule)

    assert cut.trace.satisfaction <= whole.trace.satisfaction <= cut.trace.bound
    assert not cut.trace.is_proven
    assert cut.trace.gap > 0


def test_many_equal_projects_do_not_make_the_search_explode():
    election = an_election(
        [50] * 120,
        [[p % 120, (p + 7) % 120] for p in range(360)],
        50 * 40 + 7,
        ids=[f"{p:03}" for p in range(120)],
    )

    result = count(election, CountingRule("optimum", ties="id"))

    assert result.trace.is_proven
    assert len(result.order) == 40
