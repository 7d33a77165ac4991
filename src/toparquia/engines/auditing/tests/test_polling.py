"""The measured risk of single sheets: the paper's formula, its bound, and its known sample sizes."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.auditing.assertions import reported_assertions
from toparquia.engines.auditing.planning import plan_of
from toparquia.engines.auditing.polling import (
    SHRINKAGE,
    Evidence,
    Null,
    null_of,
    risk_of,
)

from .elections import a_result, a_yes_no


def by_the_paper(null: Null, mean: Fraction, scores: list[int]) -> Fraction:
    """ALPHA as the paper writes it, in exact fractions: an independent reading."""
    u, size, t = null.most, null.size, Fraction(null.total, null.size)
    evidence = most = Fraction(1)
    for j in range(1, len(scores) + 1):
        before = sum(scores[: j - 1])
        m = (size * t - before) / (size - j + 1)
        if m < 0:
            return Fraction(0)
        if m == 0:
            if scores[j - 1]:
                return Fraction(0)
            continue
        if m >= u:
            evidence = Fraction(0)
            continue
        c = (mean - t) / 2 / (math.isqrt(SHRINKAGE + j - 2) + 1)
        eta = (SHRINKAGE * mean + before) / (SHRINKAGE + j - 1)
        eta = min(max(eta, m + max(c, (u - m) / 10_000)), u - (u - m) / 100)
        evidence *= (Fraction(scores[j - 1]) / m * (eta - m) + (u - eta)) / (u - m)
        most = max(most, evidence)
    return Fraction(0) if sum(scores) > null.total else min(Fraction(1), 1 / most)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_risk_is_that_of_the_paper_and_never_less(data):
    most = data.draw(st.integers(1, 4))
    scores = data.draw(st.lists(st.integers(0, most), min_size=1, max_size=40))
    size = data.draw(st.integers(len(scores), 80))
    total = data.draw(st.integers(0, size * most - 1))
    null = Null(size, most, total)
    mean = min(Fraction(most), Fraction(total, size) + Fraction(data.draw(st.integers(1, 100)), 200))

    ours, exact = risk_of(null, mean, scores), by_the_paper(null, mean, scores)

    assert exact <= ours <= exact * (1 + Fraction(1, 2**200))


def test_the_last_sheet_decides_as_in_shangrlas_tests():
    null, mean = Null(7, 1, 3), Fraction(1, 2)

    assert risk_of(null, mean, [1, 0, 1, 1, 0, 0, 1]) == 0
    assert risk_of(null, mean, [1, 0, 1, 1, 0, 0]) > Fraction(1, 10)
    assert risk_of(null, mean, [1, 0, 1, 1, 0, 0, 0]) > Fraction(1, 10)


@pytest.mark.parametrize(
    "scores", [(1, 1, 1, 0, 0, 0), (2, 2, 1, 1, 0, 0), (2, 1, 1, 1, 1, 0), (2, 2, 2, 0, 0, 0)]
)
def test_a_wrong_result_passes_no_more_often_than_the_limit(scores):
    # All orders of all sheets but the last, of a result that is a tie: the null is just true.
    null, mean = Null(len(scores), max(scores), sum(scores)), Fraction(sum(scores) + 2, len(scores))
    risks = [risk_of(null, mean, order) for order in itertools.permutations(scores)]

    for limit in (Fraction(1, 20), Fraction(1, 5), Fraction(1, 2), Fraction(9, 10)):
        assert Fraction(sum(risk <= limit for risk in risks), len(risks)) <= limit


def test_a_wrong_result_seldom_passes_in_larger_boxes():
    dice = random.Random(5)
    sheets = [0] * 150 + [2] * 150
    null, mean = Null(300, 2, 300), Fraction(6, 5)
    passed = 0
    for _ in range(200):
        dice.shuffle(sheets)
        passed += risk_of(null, mean, sheets) <= Fraction(1, 10)

    assert passed <= 30, "10 % are 20; three standard deviations more are 33"


@pytest.mark.parametrize(
    ("winner", "published"),
    # BRAVO (Lindeman, Stark and Yates, 2012), table 1: the mean number of sheets at a limit of 10 %.
    [(70, 30), (60, 119), (55, 469)],
)
def test_as_many_sheets_are_expected_as_bravo_says(winner, published):
    reported = a_result((winner * 10_000, (100 - winner) * 10_000))

    found = plan_of(reported, Fraction(1, 10)).pairs[0].sheets

    assert published * Fraction(3, 4) <= found <= published * Fraction(5, 4)


def test_what_is_proven_online_counts():
    behind_on_paper = a_yes_no(400, 600, online=(500, 100))
    (assertion,) = reported_assertions(behind_on_paper)

    # Yes won by 900 to 700, though no won on paper: the null is moved, not forgotten.
    assert null_of(behind_on_paper, assertion) == Null(1000, 2, -400 + 1000)
    assert null_of(a_yes_no(10, 20, online=(500, 100)), assertion).is_refuted_already


def test_a_share_other_than_half():
    (assertion,) = reported_assertions(a_yes_no(700, 300, share=Fraction(2, 3)))
    assert (assertion.winner, assertion.scores, assertion.of((700, 300))) == (0, (1, -2), 100)
    (refused,) = reported_assertions(a_yes_no(600, 400, share=Fraction(2, 3)))
    assert (refused.winner, refused.scores) == (1, (-1, 2))


def test_evidence_is_rounded_down_only():
    evidence, exact = Evidence(), Fraction(1)
    dice = random.Random(3)
    for _ in range(500):
        top, bottom = dice.randint(1, 10**6), dice.randint(1, 10**6)
        evidence.times(top, bottom)
        exact *= Fraction(top, bottom)
        assert exact * (1 - Fraction(1, 2**230)) <= evidence.value <= exact
