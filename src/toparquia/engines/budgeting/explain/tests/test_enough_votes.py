"""Votes that are proven to be enough are enough: a recount with them has the project win."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import APPROVAL, CUMULATIVE, ORDINAL
from toparquia.engines.budgeting.explain import explain
from toparquia.engines.budgeting.explain.bounding import votes_for_sure
from toparquia.engines.budgeting.explain.shape import BY_PROOF, EXTRA_VOTES, FOUND
from toparquia.engines.budgeting.explain.supposed import with_extra_votes
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.tests.elections import an_election, elections

KINDS = st.sampled_from((APPROVAL, CUMULATIVE, ORDINAL))


@given(data=st.data(), kind=KINDS)
def test_with_so_many_votes_it_wins(data, kind):
    election = data.draw(elections(vote_type=kind))
    rule = CountingRule(
        options.EQUAL_SHARES,
        completion=data.draw(st.sampled_from(options.COMPLETIONS)),
        comparison=data.draw(st.sampled_from(("none", "satisfaction", "coverage"))),
        start=data.draw(st.sampled_from(("exact", "floor"))),
    )
    result = count(election, rule)

    for project in range(len(election.projects)):
        enough = None if result.has_won(project) else votes_for_sure(result, project)
        if enough is not None:
            assert count(with_extra_votes(election, project, enough), rule).has_won(project)


@given(data=st.data())
def test_no_loser_is_left_without_an_answer_when_nothing_may_be_searched(data):
    election = data.draw(elections(vote_type=APPROVAL))
    result = count(election, CountingRule(options.EQUAL_SHARES, completion=options.ADD1))

    told = explain(result, effort=0, compare=False)

    for each in told.projects:
        for change in each.changes:
            if change.kind == EXTRA_VOTES and change.how == BY_PROOF:
                assert change.status == FOUND
                assert "whether fewer would do was not tried" in str([said.en for said in each.changes_say])


@pytest.mark.parametrize("rule", [options.GREEDY, options.PHRAGMEN, options.OPTIMUM])
def test_other_rules_are_searched_and_need_no_such_proof(rule):
    result = count(an_election([6, 5, 4], [[0], [0], [1], [2]], 8), CountingRule(rule))

    assert [votes_for_sure(result, project) for project in range(3)] == [None, None, None]
