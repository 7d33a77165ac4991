"""The counting of consultations for all numbers, not for the three we thought of."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.consultations.errors import RunOffNeedsPlurality
from toparquia.consultations.rules import BudgetRule, Question, Terms, election_from, terms_of
from toparquia.engines.budgeting.election import APPROVAL, CHOOSE_ONE, ORDINAL
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.foundation.rulesets import built_in
from toparquia.foundation.shares import Share
from toparquia.voting.errors import TieNotDrawn
from toparquia.voting.rules import GroupedBallot, Stored, Totals

MARKS = st.lists(st.integers(0, 6), min_size=2, max_size=6)
RULES = (options.PLURALITY, options.GREEDY, options.GREEDY_NO_SKIP, options.EQUAL_SHARES, options.PHRAGMEN)


def question(marks, *, budget=None, most=1, kind=CHOOSE_ONE, costs=None):
    """Return a question with an option for each of `marks`."""
    codes = tuple(f"p{number}" for number in range(len(marks)))
    costs = tuple(costs) if costs else tuple(100 + 10 * number for number in range(len(marks)))
    return Question(codes, costs, "VES", kind, budget, max_choices=most)


def on_paper(marks, *, seed="4 2 6 1 5 3", roll=1_000, blank=0):
    """Return what tally sheets of these marks store."""
    ballots = sum(marks) + blank
    totals = Totals(tuple(marks), (0,) * len(marks), ballots, blank, 0, ballots)
    return Stored(tuple(f"p{n}" for n in range(len(marks))), totals, roll, seed)


def rule_of(asked, name=options.PLURALITY, *, seats=1, tie_rule="public_draw", turnout=None):
    """Return a counting rule."""
    return BudgetRule(asked, Terms(CountingRule(name, seats=seats), tie_rule, turnout))


@given(marks=MARKS, seats=st.integers(1, 3))
def test_plurality_takes_the_most_voted(marks, seats):
    decided = rule_of(question(marks), seats=seats).decide(on_paper(marks))

    won = {int(code[1:]) for code in decided["winners"]}
    assert len(won) == min(seats, sum(mark > 0 for mark in marks))
    assert all(marks[one] >= marks[other] for one in won for other in set(range(len(marks))) - won)


@given(marks=MARKS, data=st.data())
def test_winners_never_depend_on_the_order_of_options(marks, data):
    budget, name = data.draw(st.integers(100, 400)), data.draw(st.sampled_from(RULES))
    asked, stored = question(marks, budget=budget), on_paper(marks)
    first = rule_of(asked, name, seats=2).decide(stored)
    order = data.draw(st.permutations(range(len(marks))))
    turned = replace(
        asked, codes=tuple(asked.codes[n] for n in order), costs=tuple(asked.costs[n] for n in order)
    )
    totals = replace(stored.totals, marks=tuple(marks[n] for n in order))
    other = Stored(turned.codes, totals, stored.roll, stored.seed)

    assert rule_of(turned, name, seats=2).decide(other)["winners"] == first["winners"]


@given(marks=MARKS, data=st.data())
def test_a_count_without_a_seed_is_one_that_no_seed_would_change(marks, data):
    budget, name = data.draw(st.integers(100, 500)), data.draw(st.sampled_from(RULES))
    rule = rule_of(question(marks, budget=budget), name, seats=2)
    try:
        plain = rule.decide(on_paper(marks, seed=None))
    except TieNotDrawn:
        return
    for seed in data.draw(st.lists(st.text("123456", min_size=8, max_size=8), min_size=1, max_size=4)):
        assert set(rule.decide(on_paper(marks, seed=seed))["winners"]) == set(plain["winners"])


@given(marks=MARKS, blank=st.integers(0, 3), most=st.integers(2, 4))
def test_dealt_out_marks_keep_the_sums_and_the_number_of_ballots(marks, blank, most):
    valid = max([*marks, -(-sum(marks) // most)])
    totals = Totals(tuple(marks), (0,) * len(marks), valid + blank, blank, 0, valid + blank)
    stored = Stored(tuple(f"p{n}" for n in range(len(marks))), totals, 1_000)
    election = election_from(question(marks, most=most, kind=APPROVAL), stored)

    ballots = election.ballots
    named = [0] * len(marks)
    for group, weight in enumerate(ballots.weights.tolist()):
        for project in ballots.group(group).tolist():
            named[project] += weight
    assert named == list(marks)
    assert (ballots.count, ballots.blank) == (valid + blank, blank)
    assert max(ballots.lengths, default=0) <= most


def test_too_few_voters_decide_nothing():
    asked = question([5, 1])
    rule = rule_of(asked, turnout=Share(3_000))

    assert rule.decide(on_paper([5, 1], roll=21))["winners"] == []
    assert not rule.decide(on_paper([5, 1], roll=21))["is_valid"]
    assert rule.decide(on_paper([5, 1], roll=20))["winners"] == ["p0"]


def test_a_tie_is_settled_by_the_rule_of_the_rule_set():
    asked, stored = question([4, 4, 1]), on_paper([4, 4, 1], seed=None)

    with pytest.raises(TieNotDrawn):
        rule_of(asked).decide(stored)
    left_open = rule_of(asked, tie_rule="run_off").decide(stored)
    assert (left_open["winners"], left_open["run_off"]) == ([], ["p0", "p1"])
    drawn = {rule_of(asked).decide(on_paper([4, 4, 1], seed=seed))["winners"][0] for seed in "abcdefgh"}
    assert drawn == {"p0", "p1"}


@given(marks=MARKS, seats=st.integers(1, 3))
def test_a_run_off_is_left_between_those_who_tied_and_no_others(marks, seats):
    decided = rule_of(question(marks), seats=seats, tie_rule="run_off").decide(on_paper(marks, seed=None))

    won, tied = ({int(code[1:]) for code in decided[key]} for key in ("winners", "run_off"))
    assert not won & tied
    assert len({marks[one] for one in tied}) <= 1
    if tied:
        assert len(won) < seats < len(won) + len(tied)


def test_a_run_off_goes_with_plurality_alone():
    terms = Terms(CountingRule(options.GREEDY), "run_off")

    with pytest.raises(RunOffNeedsPlurality):
        terms.check_ties()


def test_ranked_ballots_are_counted_by_rank_in_any_order_of_rows():
    rows = [GroupedBallot((0, 1), None, 2), GroupedBallot((1, 2), None, 2), GroupedBallot((2, 0), None, 1)]
    found = set()
    for order in permutations(rows):
        totals = Totals((3, 4, 3), (0, 0, 0), 5, 0, 0, 5)
        stored = Stored(("p0", "p1", "p2"), totals, 9, "a seed of it", lambda order=order: iter(order))
        asked = question([1, 1, 1], budget=230, most=2, kind=ORDINAL)
        found.add(tuple(rule_of(asked, options.GREEDY).decide(stored)["winners"]))
    assert len(found) == 1


@pytest.mark.parametrize("code", ["venezuela-communes", "city-participatory-budget"])
@pytest.mark.parametrize("ballot", ["choose-1", "approval", "cumulative", "ordinal"])
def test_what_a_call_publishes_reads_back_as_the_same_rule(code, ballot):
    terms = terms_of(built_in(code), ballot_type=ballot)

    assert Terms.from_document(terms.document()) == terms
