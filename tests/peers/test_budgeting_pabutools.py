"""Random elections, counted by pabutools and by us in the same run, with ties made the same.

pabutools is a peer in the tests only; nothing of it is used by the engine.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import APPROVAL, CUMULATIVE, ORDINAL
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.tests.elections import elections, voters_of

pytest.importorskip("pabutools", reason="pabutools is not installed: install the developers' lock")

import pabutools.fractions
from pabutools.election import (
    ApprovalBallot,
    ApprovalProfile,
    Cardinality_Sat,
    Cost_Sat,
    CumulativeBallot,
    CumulativeProfile,
    Instance,
    OrdinalBallot,
    OrdinalProfile,
    Project,
)
from pabutools.election.satisfaction import (
    Additive_Borda_Sat,
    Additive_Cardinal_Sat,
)
from pabutools.rules import (
    greedy_utilitarian_welfare,
    max_additive_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)

SATISFACTIONS = {
    "cost": Cost_Sat,
    "cardinality": Cardinality_Sat,
    "points": Additive_Cardinal_Sat,
    "borda": Additive_Borda_Sat,
}
ANY_APPROVAL = elections(most_projects=7, most_voters=12, zero_cost=True)


@pytest.fixture(autouse=True)
def exact_numbers():
    """pabutools with fractions, not floats."""
    before = pabutools.fractions.FRACTION
    pabutools.fractions.FRACTION = "gmpy2"
    yield
    pabutools.fractions.FRACTION = before


def for_the_peer(election):
    """The same election as the peer's objects."""
    projects = [Project(project.id, project.cost) for project in election.projects]
    instance = Instance(projects, budget_limit=election.budget)
    ballots = voters_of(election)
    if election.vote_type == APPROVAL:
        return instance, ApprovalProfile([ApprovalBallot(projects[p] for p in ballot) for ballot in ballots])
    if election.vote_type == ORDINAL:
        return instance, OrdinalProfile([OrdinalBallot(projects[p] for p in ballot) for ballot in ballots])
    scored = [CumulativeBallot({projects[p]: given for p, given in ballot.items()}) for ballot in ballots]
    return instance, CumulativeProfile(scored)


def winners(election, name, **options):
    return count(election, CountingRule(name, reading="pabutools", **options)).winners


def names(allocation):
    return sorted(project.name for project in allocation)


@given(election=ANY_APPROVAL, satisfaction=st.sampled_from(["cost", "cardinality"]))
def test_greedy(election, satisfaction):
    instance, profile = for_the_peer(election)

    peer = greedy_utilitarian_welfare(instance, profile, SATISFACTIONS[satisfaction])

    assert winners(election, "greedy-density", satisfaction=satisfaction) == names(peer)


@given(election=ANY_APPROVAL)
def test_greedy_by_votes_is_the_peers_greedy_by_cost(election):
    instance, profile = for_the_peer(election)

    assert winners(election, "greedy") == names(greedy_utilitarian_welfare(instance, profile, Cost_Sat))


@given(election=ANY_APPROVAL, satisfaction=st.sampled_from(["cost", "cardinality"]))
def test_equal_shares(election, satisfaction):
    instance, profile = for_the_peer(election)

    peer = method_of_equal_shares(instance, profile, SATISFACTIONS[satisfaction])

    assert winners(election, "mes", satisfaction=satisfaction) == names(peer)


@given(
    election=ANY_APPROVAL,
    satisfaction=st.sampled_from(["cost", "cardinality"]),
    step=st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 3)]),
)
def test_equal_shares_with_add1(election, satisfaction, step):
    instance, profile = for_the_peer(election)

    peer = method_of_equal_shares(
        instance,
        profile,
        SATISFACTIONS[satisfaction],
        voter_budget_increment=pabutools.fractions.frac(step.numerator, step.denominator),
    )

    assert winners(election, "mes", satisfaction=satisfaction, completion="add1", step=step) == names(peer)


@given(election=ANY_APPROVAL, satisfaction=st.sampled_from(["cost", "cardinality"]))
def test_equal_shares_filled_greedily(election, satisfaction):
    instance, profile = for_the_peer(election)
    chosen = method_of_equal_shares(instance, profile, SATISFACTIONS[satisfaction])

    peer = greedy_utilitarian_welfare(
        instance, profile, SATISFACTIONS[satisfaction], initial_budget_allocation=chosen
    )

    assert winners(election, "mes", satisfaction=satisfaction, completion="greedy") == names(peer)


@given(election=ANY_APPROVAL)
def test_phragmen(election):
    instance, profile = for_the_peer(election)

    assert winners(election, "phragmen") == names(sequential_phragmen(instance, profile))


@given(election=elections(vote_type=CUMULATIVE, most_projects=6, most_voters=9))
def test_points(election):
    instance, profile = for_the_peer(election)

    greedy = greedy_utilitarian_welfare(instance, profile, Additive_Cardinal_Sat)
    shares = method_of_equal_shares(instance, profile, Additive_Cardinal_Sat)

    assert winners(election, "greedy-density", satisfaction="points") == names(greedy)
    assert winners(election, "mes", satisfaction="points") == names(shares)


@given(election=elections(vote_type=ORDINAL, most_projects=6, most_voters=9))
def test_ranks(election):
    instance, profile = for_the_peer(election)

    greedy = greedy_utilitarian_welfare(instance, profile, Additive_Borda_Sat, is_sat_additive=True)
    shares = method_of_equal_shares(instance, profile, Additive_Borda_Sat)

    assert winners(election, "greedy-density", satisfaction="borda") == names(greedy)
    assert winners(election, "mes", satisfaction="borda") == names(shares)


@given(election=elections(most_projects=7, most_voters=10))
@settings(max_examples=25)
def test_the_optimum_is_as_good(election):
    # The peer may return another of several best sets, so values are compared.
    instance, profile = for_the_peer(election)

    peer = max_additive_utilitarian_welfare(instance, profile, Cost_Sat)
    ours = count(election, CountingRule("optimum", reading="pabutools"))

    votes = {p.name: profile.approval_score(p) for p in instance}
    assert ours.trace.satisfaction == sum(votes[p.name] * int(p.cost) for p in peer)
