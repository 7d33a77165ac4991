"""Runs of Add1 that are passed over buy what they would have bought, run one by one."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import CUMULATIVE
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.rules.shares.apart import Apart
from toparquia.engines.budgeting.rules.shares.leaps import Leaps
from toparquia.engines.budgeting.rules.shares.quick import QuickRuns
from toparquia.engines.budgeting.rules.shares.run import Run, open_market
from toparquia.engines.budgeting.rules.shares.run_log import RunLog, RunNote
from toparquia.engines.budgeting.rules.shares.small import SmallRuns
from toparquia.engines.budgeting.rules.support import gather_support
from toparquia.engines.budgeting.tests.elections import an_election, elections

SHARES = st.fractions(min_value=Fraction(1, 50), max_value=20, max_denominator=60)
RUNS = 40


def market_of(election, satisfaction):
    support = gather_support(election, satisfaction)
    candidates = [p for p in range(len(election.projects)) if election.costs[p] > 0 and support.totals[p] > 0]
    return open_market(support, election.costs, range(len(election.projects)), candidates, {})


def bought(market, share):
    exact = Run(market, share).buy_all()
    return exact.projects, [(n, set(p.tied), p.rate) for n, p in enumerate(exact.purchases, 1) if p.tied]


def check_leaps(market, runs, share, step):
    """Compare every run passed over with the exact one; return how many were passed over."""
    leaps, place = Leaps(runs.run, share, step), 0
    while place < RUNS:
        here = leaps.at(place)
        again = leaps.repeats(place, RUNS)
        if again:
            told = here.projects, [(n, set(tied), rate) for n, tied, rate in here.ties]
            for ahead in range(again + 1):
                assert bought(market, leaps.share(place + ahead)) == told
        place += again + 1
    return leaps.passed


@given(
    election=elections(most_projects=6, most_voters=10),
    satisfaction=st.sampled_from(["cost", "cardinality"]),
    share=SHARES,
    step=st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 97)]),
    kind=st.sampled_from([SmallRuns, QuickRuns]),
)
def test_runs_passed_over_buy_the_same(election, satisfaction, share, step, kind):
    market = market_of(election, satisfaction)
    if market.backings:
        check_leaps(market, kind(market), share, step)


@given(
    election=elections(most_projects=5, most_voters=8, vote_type=CUMULATIVE),
    share=SHARES,
    kind=st.sampled_from([SmallRuns, QuickRuns]),
)
def test_runs_passed_over_with_points_buy_the_same(election, share, kind):
    market = market_of(election, "points-cost")
    if market.backings:
        check_leaps(market, kind(market), share, Fraction(1, 20))


@pytest.mark.parametrize("kind", [SmallRuns, QuickRuns])
def test_larger_runs_passed_over_buy_the_same(kind):
    # Partial payers get more tangled in larger elections than hypothesis draws.
    draw, passed = random.Random(5), 0
    for _ in range(8):
        projects, voters = draw.randint(4, 9), draw.randint(15, 40)
        costs = [draw.randint(100, 10**5) for _ in range(projects)]
        rows = [[p for p in range(projects) if draw.random() < 0.4] for _ in range(voters)]
        market = market_of(an_election(costs, rows, sum(costs)), draw.choice(["cost", "cardinality"]))
        share = Fraction(draw.randint(sum(costs) // 4, sum(costs)), voters)
        passed += check_leaps(market, kind(market), share, Fraction(3))

    assert passed > 150


@given(costs=st.lists(st.integers(1, 12), min_size=1, max_size=6), share=SHARES, step=SHARES)
def test_runs_passed_over_where_nobody_backs_two_buy_the_same(costs, share, step):
    rows = [[p] for p in range(len(costs)) for _ in range(p + 1)]
    market = market_of(an_election(costs, rows, sum(costs)), "cost")
    apart = Apart(market)

    again = apart.repeats(share, step)

    here = apart.run(share).projects
    assert all(apart.run(share + ahead * step).projects == here for ahead in range(again + 1))
    assert len(here) == len(costs) or apart.run(share + (again + 1) * step).projects != here


def test_a_count_of_many_runs_notes_every_one():
    # A project needs 40 of each of its three supporters: from 32.5 on it takes 750 steps of 1/100.
    election = an_election([120, 100], [[0], [0], [0], [1]], 130)

    result = count(election, CountingRule("mes", completion="add1", step=Fraction(1, 100), ties="id"))

    runs = result.trace.runs
    assert len(runs) == 751
    assert [note.share for note in runs] == [Fraction(65, 2) + Fraction(n, 100) for n in range(751)]
    assert runs[-1].share == runs[len(runs) - 1].share
    assert runs[2:4] == [runs[2], runs[3]]


def test_a_log_tells_runs_by_their_place():
    log = RunLog()
    log.append(RunNote(Fraction(5), (1,), 10))
    log.repeat(3, Fraction(1, 2))
    log.append(RunNote(Fraction(7), (2,), 20))

    assert [note.share for note in log] == [5, Fraction(11, 2), 6, Fraction(13, 2), 7]
    assert [(place, times) for place, times, _ in log.spans()] == [(0, 4), (4, 1)]
    assert log[-2].share == Fraction(13, 2)
    with pytest.raises(IndexError):
        log[5]
