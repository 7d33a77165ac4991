"""Where the supporters' money went: every sum is exact and nothing is lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import CUMULATIVE
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.rules.shares.flows import money_flows
from toparquia.engines.budgeting.rules.shares.parts import flows_of_parts
from toparquia.engines.budgeting.tests.elections import an_election, elections

ELECTIONS = st.sampled_from(["approval", CUMULATIVE]).flatmap(lambda kind: elections(vote_type=kind))
RULES = st.sampled_from([CountingRule("mes"), CountingRule("mes", completion="add1")])


@given(election=ELECTIONS, rule=RULES)
def test_what_supporters_paid_is_the_cost_and_the_rest_is_left(election, rule):
    result = count(election, rule)
    flows = money_flows(result)
    if flows is None:
        assert not result.trace.market.backings
        return

    left = flows.share * result.contest.voters
    for flow in flows.rounds:
        assert flow.paid_in_full + flow.paid_in_part == election.costs[flow.project]
        assert flow.full + flow.part + flow.nothing == result.contest.support.votes[flow.project]
        left -= election.costs[flow.project]
        assert flow.left == left


@given(election=ELECTIONS, rule=RULES)
def test_losers_lack_money_and_nobody_owes_any(election, rule):
    result = count(election, rule)
    flows = money_flows(result)

    for project, flow in (flows.projects if flows else {}).items():
        assert flow.left >= 0
        assert flow.start == flow.left + sum(flow.spent.values())
        assert set(flow.spent) <= set(result.order)
        if result.reasons[project] == "supporters_money_spent":
            assert flow.shortfall > 0


@given(election=elections(), rule=RULES, data=st.data())
def test_the_flows_of_two_halves_add_up_to_those_of_all(election, rule, data):
    result = count(election, rule)
    flows = money_flows(result)
    if flows is None:
        return
    weights = result.contest.support.weights
    some = weights.copy()
    for group in range(len(some)):
        some[group] = data.draw(st.integers(0, int(weights[group])))

    here, there = money_flows(result, weights=some), money_flows(result, weights=weights - some)

    for project, flow in flows.projects.items():
        assert here.projects[project].left + there.projects[project].left == flow.left
        assert here.projects[project].supporters + there.projects[project].supporters == flow.supporters


@given(election=ELECTIONS, rule=RULES, data=st.data())
def test_parts_looked_at_together_are_the_parts_one_by_one(election, rule, data):
    result = count(election, rule)
    whole = result.contest.support.weights
    some = np.array([data.draw(st.integers(0, int(weight))) for weight in whole])

    parts = flows_of_parts(result, np.array([some, whole - some], dtype=np.float64))

    for part, weights in zip(parts or (), (some, whole - some), strict=False):
        alone = money_flows(result, weights=weights)
        assert part.paid == {each.project: each.paid_in_full + each.paid_in_part for each in alone.rounds}
        assert part.left == {project: each.left for project, each in alone.projects.items()}


def test_effective_votes_count_full_payers_as_one_and_others_as_their_part():
    # b takes 5/3 from three; a then 4/3 from the one who paid for b, and 8/3 from the other.
    election = an_election([4, 5, 12], [[0, 1], [0], [1], [1, 2]], 12)

    flows = money_flows(count(election, CountingRule("mes")))

    second = flows.rounds[1]
    assert (second.project, second.full, second.part, second.nothing) == (0, 1, 1, 0)
    assert second.effective_votes == 1 + (second.paid_in_part / second.price)
    assert flows.projects[0].first_effective_votes == 2
