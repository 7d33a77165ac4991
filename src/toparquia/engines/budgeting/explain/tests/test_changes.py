"""What would have made a project win, checked by counting elections that were built anew."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import CUMULATIVE, ORDINAL
from toparquia.engines.budgeting.explain import explain
from toparquia.engines.budgeting.explain.searching import never_harms
from toparquia.engines.budgeting.explain.supposed import Recounts
from toparquia.engines.budgeting.rules.options import BY_SCORE, CountingRule, Pot
from toparquia.engines.budgeting.tests.elections import an_election, elections, voters_of

ANY_TYPE = st.sampled_from(["approval", CUMULATIVE, ORDINAL]).flatmap(
    lambda kind: elections(vote_type=kind, most_projects=5, most_voters=7)
)
TIES = st.sampled_from(["id", "cheaper-then-votes", "file", "lot:x"])
THRESHOLDS = st.sampled_from([None, None, Fraction(2)])
# Looked through one by one when a change is said to be the least one, or impossible.
LOOKED_AT = 12


def with_votes(election, project, votes):
    """The election with that many new ballots that name only `project`, built from its voters."""
    if not votes:
        return election
    voters = voters_of(election)
    named = [list(voter) for voter in voters] + [[project]] * votes
    points = None
    if election.ballots.points is not None:
        most = max((given for voter in voters for given in voter.values()), default=0) or 1
        points = [list(voter.values()) for voter in voters] + [[most]] * votes
    built = an_election(election.costs, named, election.budget, points=points, vote_type=election.vote_type)
    return replace(election, ballots=built.ballots)


def with_cost(election, project, cost):
    """The election with another cost for one project, built anew."""
    projects = [replace(p, cost=cost) if at == project else p for at, p in enumerate(election.projects)]
    return replace(election, projects=tuple(projects))


def check(election, rule):
    """Check every claim on what would have made a loser win."""
    result = count(election, rule)
    rule = result.rule
    for each in explain(result, compare=False, least_class=1).projects:
        assert bool(each.changes) == (not each.has_won)
        for change in each.changes:
            supposed = with_votes if change.kind == "extra_votes" else with_cost
            further = 1 if change.kind == "extra_votes" else -1

            def wins(amount, supposed=supposed, project=each.project):
                return count(supposed(election, project, amount), rule).has_won(project)

            own = 0 if change.kind == "extra_votes" else election.costs[each.project]
            assert change.status in ("found", "impossible", "not_found"), "small elections are all searched"
            if change.status == "found":
                assert wins(change.amount), (each, change)
                assert not wins(change.amount - further), (each, change)
                if change.is_least_change:
                    between = range(own + further, change.amount, further)
                    assert not any(wins(amount) for amount in list(between)[:LOOKED_AT]), (each, change)
            elif change.status == "impossible":
                tried = range(1, LOOKED_AT) if change.kind == "extra_votes" else range(1, own)
                assert not any(wins(amount) for amount in tried), (each, change)


@given(election=ANY_TYPE, name=st.sampled_from(["plurality", *BY_SCORE]), ties=TIES, threshold=THRESHOLDS)
@settings(max_examples=120, deadline=None)
def test_changes_of_plurality_and_greedy(election, name, ties, threshold):
    check(election, CountingRule(name, ties=ties, threshold=threshold, seats=2))


@given(
    election=ANY_TYPE,
    satisfaction=st.sampled_from(["", "cost", "cardinality"]),
    ties=TIES,
    threshold=THRESHOLDS,
)
@settings(max_examples=80, deadline=None)
def test_changes_of_greedy_by_density(election, satisfaction, ties, threshold):
    check(election, CountingRule("greedy-density", satisfaction=satisfaction, ties=ties, threshold=threshold))


@given(election=elections(most_projects=4, most_voters=5), name=st.sampled_from(["greedy", "greedy-density"]))
@settings(max_examples=40, deadline=None)
def test_changes_with_pots_and_conflicts(election, name):
    fields = [{"district": "South" if place % 2 else "North"} for place in range(len(election.projects))]
    election = replace(
        election,
        projects=tuple(
            replace(project, fields=each) for project, each in zip(election.projects, fields, strict=True)
        ),
    )
    conflicts = (frozenset({"a", "b"}),) if len(election.projects) > 1 else ()
    pot = Pot("territory North", Fraction(1, 2), "territory", "North")

    check(election, CountingRule(name, pots=(pot,)))
    check(election, CountingRule(name, conflicts=conflicts))


@given(
    election=elections(most_projects=4, most_voters=6),
    completion=st.sampled_from(["none", "greedy", "add1", "add1-greedy"]),
)
@settings(max_examples=25, deadline=None)
def test_changes_of_equal_shares(election, completion):
    check(election, CountingRule("mes", completion=completion))


@given(
    election=elections(most_projects=4, most_voters=6), stop=st.sampled_from(["first-unaffordable", "skip"])
)
@settings(max_examples=40, deadline=None)
def test_changes_of_phragmen(election, stop):
    check(election, CountingRule("phragmen", stop=stop))


@given(
    election=elections(most_projects=4, most_voters=6), satisfaction=st.sampled_from(["cost", "cardinality"])
)
@settings(max_examples=40, deadline=None)
def test_changes_of_the_optimum(election, satisfaction):
    check(election, CountingRule("optimum", satisfaction=satisfaction))


@given(
    election=elections(most_projects=4, most_voters=6),
    rule=st.sampled_from(
        [
            *[CountingRule(name) for name in ("plurality", *BY_SCORE, "greedy-density", "phragmen")],
            CountingRule("optimum", satisfaction="cardinality"),
        ]
    ),
)
@settings(max_examples=60, deadline=None)
def test_more_of_a_change_never_harms_where_halving_is_used(election, rule):
    result = count(election, rule)
    recounts = Recounts(result, None)

    for project, cost in enumerate(election.costs):
        assert never_harms(result, "extra_votes")
        assert never_harms(result, "lower_cost")
        by_votes = [recounts.wins_with_votes(project, votes) for votes in range(6)]
        by_cost = [recounts.wins_with_cost(project, each) for each in range(cost, 0, -1)]
        assert by_votes == sorted(by_votes)
        assert by_cost == sorted(by_cost)


@given(election=ANY_TYPE, name=st.sampled_from(["plurality", *BY_SCORE, "greedy-density"]), ties=TIES)
@settings(max_examples=80, deadline=None)
def test_without_recounts_the_walk_gives_the_same_figures(election, name, ties):
    result = count(election, CountingRule(name, ties=ties))

    confirmed = explain(result, compare=False)
    read_off = explain(result, compare=False, confirm=False)

    for sure, quick in zip(confirmed.projects, read_off.projects, strict=True):
        for one, other in zip(sure.changes, quick.changes, strict=True):
            assert (one.kind, one.status, one.amount) == (other.kind, other.status, other.amount)
            assert other.how != "formula" or not other.is_recounted
            # The figure read off the walk was right, so that no search had to stand in for it.
            assert one.how == other.how or one.status == "impossible"


@pytest.mark.parametrize("effort", [0, 1, 5_000])
def test_what_was_not_searched_says_so(effort):
    election = an_election([5, 5, 5], [[0], [0], [1], [1], [2]], 10)

    told = explain(count(election, CountingRule("mes")), effort=effort, compare=False)

    losers = [each for each in told.projects if not each.has_won]
    assert losers
    statuses = {(change.kind, change.status, change.how) for each in losers for change in each.changes}
    # A number of votes that surely is enough needs no search.
    assert statuses == {("lower_cost", "not_searched", ""), ("extra_votes", "found", "proof")}
    says = [each.changes_say for each in losers]
    assert all("no se probó" in votes.es and "No se buscó" in cost.es for votes, cost in says)
    assert told.recounts == 0


def test_a_search_that_runs_out_of_effort_says_so_and_ends():
    election = an_election([7, 7, 7, 7], [[0], [0], [1], [1], [2], [3], [2, 3]], 10)
    result = count(election, CountingRule("mes"))
    usual = Recounts(result, None).usual

    told = explain(result, effort=3 * usual, compare=False)

    statuses = {change.status for each in told.projects for change in each.changes}
    assert "not_searched" in statuses
    assert told.recounts > 0
    assert explain(result, effort=None, compare=False).recounts > told.recounts


def test_only_the_asked_projects_are_searched_for():
    election = an_election([5, 5, 5], [[0], [0], [1], [1], [2]], 5)

    told = explain(count(election, CountingRule("greedy")), search_for=["c"], compare=False)

    assert [each.id for each in told.projects if each.changes] == ["c"]
