"""One run of Equal Shares: equal to the definition, whatever the numbers."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.election import CUMULATIVE
from toparquia.engines.budgeting.rules.shares import completion
from toparquia.engines.budgeting.rules.shares.apart import Apart
from toparquia.engines.budgeting.rules.shares.halves import can_sweep
from toparquia.engines.budgeting.rules.shares.quick import QuickRuns
from toparquia.engines.budgeting.rules.shares.run import Run, Standing, open_market
from toparquia.engines.budgeting.rules.shares.small import SmallRuns
from toparquia.engines.budgeting.rules.shares.sweep import Sweep
from toparquia.engines.budgeting.rules.support import gather_support
from toparquia.engines.budgeting.tests.elections import an_election, elections, naive_shares, voters_of

SHARES = st.fractions(min_value=Fraction(1, 50), max_value=20, max_denominator=60)


def market_of(election, satisfaction):
    support = gather_support(election, satisfaction)
    candidates = [p for p in range(len(election.projects)) if election.costs[p] > 0 and support.totals[p] > 0]
    return open_market(support, election.costs, range(len(election.projects)), candidates, {}), support


def bought(outcome):
    return [(purchase.project, purchase.rate) for purchase in outcome.purchases]


@given(election=elections(most_projects=7, most_voters=12), share=SHARES)
def test_a_run_buys_what_the_definition_says(election, share):
    market, support = market_of(election, "cost")

    outcome = Run(market, share).buy_all()

    assert bought(outcome) == naive_shares(election.costs, voters_of(election), support.multipliers, share)


@given(election=elections(most_projects=6, most_voters=9, vote_type=CUMULATIVE), share=SHARES)
def test_a_run_with_points_buys_what_the_definition_says(election, share):
    for satisfaction in ("points", "points-cost"):
        market, support = market_of(election, satisfaction)

        outcome = Run(market, share).buy_all()

        assert bought(outcome) == naive_shares(
            election.costs, voters_of(election), support.multipliers, share
        )


@given(
    election=elections(most_projects=7, most_voters=12), share=SHARES, step=SHARES, runs=st.integers(2, 12)
)
def test_runs_side_by_side_are_the_runs_one_by_one(election, share, step, runs):
    market, _ = market_of(election, "cost")
    shares = [share + step * ahead for ahead in range(runs)]
    if not market.backings or not can_sweep(market, shares[-1]):
        return

    for swept, money in zip(Sweep(market, shares).run(), shares, strict=True):
        exact = Run(market, money).buy_all()

        if swept.is_sure:
            assert swept.projects == exact.projects
            ties = [(number, set(p.tied), p.rate) for number, p in enumerate(exact.purchases, 1) if p.tied]
            assert [(number, set(tied), rate) for number, tied, rate in swept.ties] == ties


@given(
    election=elections(most_projects=6, most_voters=9, vote_type=CUMULATIVE),
    share=SHARES,
    runs=st.integers(2, 6),
)
def test_runs_side_by_side_with_points_are_the_runs_one_by_one(election, share, runs):
    market, _ = market_of(election, "points-cost")
    shares = [share + ahead for ahead in range(runs)]
    if not market.backings:
        return

    for swept, money in zip(Sweep(market, shares).run(), shares, strict=True):
        assert not swept.is_sure or swept.projects == Run(market, money).buy_all().projects


@pytest.mark.parametrize("seed", range(6))
def test_larger_runs_side_by_side_are_the_runs_one_by_one(seed):
    # Hypothesis draws small elections; money and partial payers get more tangled in larger ones.
    draw = random.Random(seed)
    sure = runs = 0
    for _ in range(12):
        projects, voters = draw.randint(2, 12), draw.randint(20, 60)
        costs = [draw.randint(1, 10**5) for _ in range(projects)]
        dense = draw.random()
        rows = [[p for p in range(projects) if draw.random() < dense] for _ in range(voters)]
        market, _ = market_of(an_election(costs, rows, sum(costs)), draw.choice(["cost", "cardinality"]))
        if not market.backings:
            continue
        first = Fraction(draw.randint(1, sum(costs)), voters)
        shares = [first + Fraction(sum(costs), 20 * voters) * ahead for ahead in range(16)]
        quick = QuickRuns(market)
        for swept, money in zip(Sweep(market, shares).run(), shares, strict=True):
            runs += 2
            exact = Run(market, money).buy_all().projects
            for run in (swept, quick.run(money)):
                sure += run.is_sure
                assert not run.is_sure or run.projects == exact
    assert sure > 0.9 * runs


@given(
    costs=st.lists(st.integers(1, 12), min_size=1, max_size=6),
    chosen=st.lists(st.integers(0, 5), max_size=15),
    share=SHARES,
    runs=st.integers(1, 12),
)
def test_runs_of_ballots_with_one_project_are_the_runs_one_by_one(costs, chosen, share, runs):
    election = an_election(costs, [[place % len(costs)] for place in chosen], 12)
    market, _ = market_of(election, "cost")
    shares = [share + Fraction(ahead, 2) for ahead in range(runs)]

    assert market.apart
    apart = Apart(market)
    for found, money in ((apart.run(share), share) for share in shares):
        exact = Run(market, money).buy_all()

        assert found.projects == exact.projects
        ties = [(number, set(p.tied), p.rate) for number, p in enumerate(exact.purchases, 1) if p.tied]
        assert [(number, set(tied), rate) for number, tied, rate in found.ties] == ties


def test_a_project_that_cannot_be_paid_never_hides_another():
    # Found once in a batch of thousands: the price of a project nobody could pay limited the others.
    rows = [[0, 1, 2, 5], [0, 1, 2, 4], [2, 5], [1, 2, 3, 4, 5], [1, 2, 3, 5], [2, 4], [1, 2], [0, 3, 5]]
    market, _ = market_of(an_election([39, 10, 27, 4, 18, 31], rows, 129), "cost")
    shares = [Fraction(77, 8) + Fraction(129, 160) * ahead for ahead in range(12)]

    swept = Sweep(market, shares).run()

    assert all(run.is_sure for run in swept)
    assert [run.projects for run in swept] == [Run(market, share).buy_all().projects for share in shares]


def test_most_runs_side_by_side_need_no_second_look():
    # A sweep that gives everything up would pass the comparison above.
    election = an_election([60, 45, 30, 24, 50], [[0, 1], [1, 2], [0, 3], [2, 3, 4], [4], [0, 4]] * 7, 120)
    market, _ = market_of(election, "cost")

    swept = Sweep(market, [Fraction(120, 42) + Fraction(ahead, 7) for ahead in range(40)]).run()

    assert sum(run.is_sure for run in swept) >= 35


@given(
    election=st.sampled_from(["approval", CUMULATIVE]).flatmap(
        lambda kind: elections(vote_type=kind, most_projects=7, most_voters=12)
    ),
    share=SHARES,
)
def test_quick_runs_are_the_exact_runs(election, share):
    market, _ = market_of(election, "points-cost" if election.vote_type == CUMULATIVE else "cost")
    if not market.backings:
        return

    quick, exact = QuickRuns(market).run(share), Run(market, share).buy_all()

    if quick.is_sure:
        assert quick.projects == exact.projects
        ties = [(number, set(p.tied), p.rate) for number, p in enumerate(exact.purchases, 1) if p.tied]
        assert [(number, set(tied), rate) for number, tied, rate in quick.ties] == ties


@given(
    election=st.sampled_from(["approval", CUMULATIVE]).flatmap(
        lambda kind: elections(vote_type=kind, most_projects=7, most_voters=12)
    ),
    share=SHARES,
)
def test_small_runs_are_the_exact_runs(election, share):
    market, _ = market_of(election, "points-cost" if election.vote_type == CUMULATIVE else "cost")
    if not market.backings:
        return

    small, exact = SmallRuns(market).run(share), Run(market, share).buy_all()

    if small.is_sure:
        assert small.projects == exact.projects
        ties = [(number, set(p.tied), p.rate) for number, p in enumerate(exact.purchases, 1) if p.tied]
        assert [(number, set(tied), rate) for number, tied, rate in small.ties] == ties
        assert Standing(market, share, small.projects).purchases == exact.purchases


def test_most_small_runs_need_no_second_look():
    # Small runs that give everything up would pass the comparison above.
    election = an_election([60, 45, 30, 24, 50], [[0, 1], [1, 2], [0, 3], [2, 3, 4], [4], [0, 4]] * 7, 120)
    runs = SmallRuns(market_of(election, "cost")[0])

    sure = [runs.run(Fraction(120, 42) + Fraction(ahead, 7)).is_sure for ahead in range(40)]

    assert sum(sure) >= 35


@given(election=elections(most_projects=7, most_voters=12), share=SHARES)
def test_the_rate_never_falls_and_every_cost_is_paid(election, share):
    market, _ = market_of(election, "cost")

    rates = [purchase.rate for purchase in Run(market, share).buy_all().purchases]

    assert rates == sorted(rates)


def test_thirds_that_floats_cannot_hold_still_tie():
    # Three voters share 1; a and b both need exactly what their two supporters have.
    election = an_election([2, 2], [[0], [0, 1], [1]], 3)
    market, _ = market_of(election, "cost")

    outcome = Run(market, Fraction(1)).buy_all()

    assert outcome.purchases[0].tied == (0, 1)
    assert outcome.projects == [0]


def test_equality_counts_as_affordable():
    election = an_election([100, 100, 101], [[0], [1], [2]], 300)
    market, _ = market_of(election, "cost")

    assert Run(market, Fraction(100)).buy_all().projects == [0, 1]


def test_partial_payers_pay_what_they_have():
    # b takes 5/3 from each of its three; then voter 0 has 4/3 left for a, and voter 1 pays the rest, 8/3.
    election = an_election([4, 5], [[0, 1], [0], [1], [1]], 12)
    market, _ = market_of(election, "cost")

    outcome = Run(market, Fraction(3)).buy_all()

    assert bought(outcome) == [(1, Fraction(1, 3)), (0, Fraction(2, 3))]
    assert outcome.purchases[1].price == Fraction(8, 3)


def test_ballots_with_too_many_points_are_run_exactly():
    # A sweep that was allowed here would round; the count must not come to use it.
    points = [[1 << 17, 3], [5, 1 << 17], [2, 7], [1 << 17]]
    election = an_election([7, 5, 9], [[0, 1], [1, 2], [0, 2], [2]], 12, points=points, vote_type=CUMULATIVE)
    market, _ = market_of(election, "points")
    shares = [Fraction(3), Fraction(4), Fraction(5)]

    swept = completion._sweep(market, shares)

    assert not can_sweep(market, shares[-1])
    assert not any(run.is_sure for run in swept)
