"""Quorum and majority, for all numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.assemblies import rules
from toparquia.assemblies.rules import Votes
from toparquia.foundation.rulesets import built_in
from toparquia.foundation.rulesets.schema import SCHEMA
from toparquia.foundation.shares import Share, Threshold

ELECTORS = st.integers(0, 100_000)
SHARES = st.builds(Share, st.integers(0, 10_000))
HALF = Threshold.parse("> 0.50")


@given(share=SHARES, electors=ELECTORS)
def test_the_quorum_is_the_smallest_count_that_reaches_the_share(share, electors):
    needed = rules.needed_for_quorum(share, electors)

    assert needed >= 1
    assert needed * 10_000 >= share.basis_points * electors
    assert needed == 1 or (needed - 1) * 10_000 < share.basis_points * electors


@given(electors=ELECTORS, shares=st.tuples(SHARES, SHARES))
def test_a_larger_share_never_needs_fewer(electors, shares):
    low, high = sorted(shares)

    assert rules.needed_for_quorum(low, electors) <= rules.needed_for_quorum(high, electors)


@given(electors=ELECTORS)
def test_whoever_is_present_is_at_least_one(electors):
    assert rules.needed_for_quorum(None, electors) == 1


@given(present=st.integers(1, 10_000), ballots=st.tuples(*[st.integers(0, 10_000)] * 3))
def test_what_carries_has_more_than_half_of_those_present(present, ballots):
    votes = Votes(*(min(count, present // 3) for count in ballots[1:]), 0)
    votes = Votes(min(ballots[0], present - votes.total), votes.in_favour, votes.against)

    is_carried = rules.is_carried(votes, needed=rules.votes_needed(HALF, present), present=present)

    assert is_carried == (2 * votes.in_favour > present)
    assert not (is_carried and votes.against >= votes.in_favour)


@given(present=st.integers(0, 10_000), share=SHARES, strict=st.booleans())
def test_nothing_carries_without_a_vote_in_favour(present, share, strict):
    needed = rules.votes_needed(Threshold(share, strict), present)

    assert not rules.is_carried(Votes(0, 0, 0), needed=needed, present=present)


@given(called=st.dates(date(2000, 1, 1), date(2100, 1, 1)), days=st.integers(0, 365))
def test_the_notice_is_whole_days(called, days):
    assert (rules.earliest_day(called, days) - called).days == days


@given(gap=st.integers(0, 10_000))
def test_each_call_waits_for_the_one_before(gap):
    hour = datetime(2026, 3, 8, 16, tzinfo=UTC)
    late = hour + timedelta(minutes=7)

    assert rules.earliest_call(1, hour, None, timedelta(minutes=gap)) == hour
    assert rules.earliest_call(2, hour, late, timedelta(minutes=gap)) == late + timedelta(minutes=gap)


@pytest.mark.parametrize("code", ["venezuela-communes", "city-participatory-budget"])
def test_no_call_needs_more_than_the_one_before(code):
    in_force = built_in(code)
    shares = [rules.quorum_share(in_force, number) for number in (1, 2, 3)]

    needed = [rules.needed_for_quorum(share, 1_000) for share in shares]

    assert needed == sorted(needed, reverse=True)
    assert shares[2] is None


def test_every_matter_has_its_majority_in_the_rules():
    in_force = built_in("venezuela-communes")

    assert all(key in SCHEMA for key in rules.MATTERS.values())
    assert {str(in_force.threshold(key)) for key in rules.MATTERS.values()} == {"> 0.50"}
