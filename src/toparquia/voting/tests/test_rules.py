"""The pure decisions, on named cases and over spaces of numbers."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.shares import Share, Threshold
from toparquia.voting.errors import MoreBallotsThanCheckIns, SheetDoesNotAddUp
from toparquia.voting.rules import (
    Choices,
    MostVotes,
    Outcome,
    Referendum,
    SheetCounts,
    Stored,
    Tables,
    Totals,
    check_sheet,
    draw_order,
    merge_small,
    total,
)

COUNT = st.integers(0, 60)
HALF = Threshold.parse("> 0.50")
CODES = st.lists(st.text("abcdefgh0123456789", min_size=1, max_size=6), min_size=2, max_size=8, unique=True)


@pytest.mark.parametrize(
    ("yes", "no", "ballots", "outcome"),
    [
        (8, 6, 14, Outcome.TURNOUT_TOO_LOW),
        (8, 6, 15, Outcome.APPROVED),
        (8, 7, 15, Outcome.APPROVED),
        (7, 7, 15, Outcome.REJECTED),
        (0, 0, 15, Outcome.REJECTED),
        (1, 0, 15, Outcome.APPROVED),
    ],
)
def test_a_referendum_needs_turnout_of_the_roll_and_a_majority_of_valid_votes(yes, no, ballots, outcome):
    rule = Referendum(HALF, Share.parse("0.15"))

    assert rule.outcome(yes=yes, no=no, ballots=ballots, roll=100) == outcome


@given(yes=COUNT, no=COUNT, other=COUNT, absent=COUNT, turnout=st.integers(0, 10_000))
def test_a_referendum_decides_as_fractions_do(yes, no, other, absent, turnout):
    ballots = yes + no + other
    roll = ballots + absent + 1

    outcome = Referendum(HALF, Share(turnout)).outcome(yes=yes, no=no, ballots=ballots, roll=roll)

    if Fraction(ballots, roll) < Fraction(turnout, 10_000):
        assert outcome is Outcome.TURNOUT_TOO_LOW
    else:
        assert (outcome is Outcome.APPROVED) == (yes > no)


@given(st.lists(st.tuples(COUNT, COUNT, COUNT), max_size=6))
def test_totals_are_the_sum_of_their_parts_in_any_order(parts):
    counts = [Totals((a, b), (0, 0), a + b + c, c, 0, a + b + c) for a, b, c in parts]

    together = total(counts, options=2)

    assert together == total(reversed(counts), options=2)
    assert together.marks == (sum(p[0] for p in parts), sum(p[1] for p in parts))
    assert together.valid == sum(together.marks)


@given(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 30))
def test_merging_loses_no_table_and_shows_none_too_small(sizes, minimum):
    tables = [Tables((n,), Totals((size,), (0,), size)) for n, size in enumerate(sizes, start=1)]

    groups = merge_small(tables, minimum=minimum)

    assert sorted(number for group in groups for number in group.numbers) == list(range(1, len(sizes) + 1))
    assert sum(group.totals.ballots for group in groups) == sum(sizes)
    # The whole is published anyway; nothing smaller than it may fall short.
    assert len(groups) == min(1, len(sizes)) or all(group.totals.ballots >= minimum for group in groups)
    assert groups == merge_small(tables[::-1], minimum=minimum)


@given(st.lists(st.integers(10, 40), max_size=12))
def test_large_tables_stand_alone(sizes):
    tables = [Tables((n,), Totals((size,), (0,), size)) for n, size in enumerate(sizes)]

    assert merge_small(tables, minimum=10) == tables


@given(st.lists(st.sets(st.integers(0, 3), max_size=3), max_size=40), st.integers(0, 5), st.integers(0, 5))
def test_every_sheet_of_real_ballots_adds_up_and_one_mark_too_many_does_not(box, null, absent):
    marks = tuple(sum(option in ballot for ballot in box) for option in range(4))
    blank = sum(not ballot for ballot in box)
    ballots = len(box) + null
    choices = Choices(options=4, least=1, most=3)

    check_sheet(SheetCounts(marks, blank, null, ballots, ballots + absent), choices)

    with pytest.raises(SheetDoesNotAddUp):
        check_sheet(SheetCounts((ballots + 1, *marks[1:]), blank, null, ballots, ballots + 1), choices)
    with pytest.raises(MoreBallotsThanCheckIns):
        check_sheet(SheetCounts(marks, blank, null + 1, ballots + 1, ballots), choices)


@given(st.tuples(COUNT, COUNT), COUNT, COUNT, st.integers(-3, 3).filter(bool))
def test_with_one_choice_marks_blank_and_null_are_exactly_the_ballots(marks, blank, null, error):
    ballots = max(0, sum(marks) + blank + null + error)
    if ballots == sum(marks) + blank + null:
        return
    with pytest.raises(SheetDoesNotAddUp):
        check_sheet(SheetCounts(marks, blank, null, ballots, 1_000), Choices(2, 1, 1))


@given(CODES, st.text(min_size=8, max_size=20))
def test_a_draw_is_an_order_of_all_and_does_not_depend_on_how_they_were_handed_in(codes, seed):
    order = draw_order(seed, codes)

    assert sorted(order) == sorted(codes)
    assert order == draw_order(seed, reversed(codes))


def test_the_draw_is_the_documented_formula():
    lots = {code: hashlib.sha256(b"4 2 6 1 5 3 3 2\n" + code.encode()).hexdigest() for code in ("yes", "no")}

    assert draw_order("4 2 6 1 5 3 3 2", ["yes", "no"]) == sorted(lots, key=lots.__getitem__)


@given(CODES, st.data(), st.integers(1, 8))
def test_nobody_wins_with_fewer_votes_than_who_loses(codes, data, winners):
    marks = tuple(data.draw(st.integers(0, 3)) for _ in codes)
    votes = dict(zip(codes, marks, strict=True))
    stored = Stored(tuple(codes), Totals(marks, (0,) * len(codes)), roll=100, seed="a public seed")

    decided = MostVotes(winners).decide(stored)

    won = decided["winners"]
    lost = set(codes) - set(won)
    assert len(won) == min(winners, len(codes))
    assert all(votes[one] >= votes[other] for one in won for other in lost)
    # A tie is told exactly when equal votes were parted.
    assert bool(decided["tied"]) == bool({votes[c] for c in won} & {votes[c] for c in lost})
