"""Shares and thresholds: exact, whatever the numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.shares import Share, ShareMalformed, Threshold, ThresholdMalformed

SHARES = st.builds(Share, st.integers(0, 10_000))
COUNTS = st.integers(0, 10**12)


@given(SHARES, COUNTS, COUNTS)
def test_a_share_is_reached_exactly_from_its_ceiling_on(share, part, whole):
    exact = Fraction(share.basis_points, 10_000) * whole

    assert share.is_reached_by(part, whole) == (whole > 0 and part >= exact)
    assert share.is_exceeded_by(part, whole) == (whole > 0 and part > exact)
    assert share.floor_of(whole) <= exact <= share.ceil_of(whole)
    assert share.ceil_of(whole) - share.floor_of(whole) == (0 if exact.denominator == 1 else 1)


@given(st.builds(Threshold, SHARES, st.booleans()), st.integers(1, 10**9))
def test_what_is_needed_is_enough_and_one_less_is_not(threshold, whole):
    needed = threshold.needed_of(whole)

    assert threshold.is_met_by(needed, whole)
    assert not threshold.is_met_by(needed - 1, whole)


@given(SHARES, st.booleans())
def test_what_is_written_is_read_back(share, strict):
    assert Share.parse(share.decimal_text()) == share
    assert Threshold.parse(str(Threshold(share, strict))) == Threshold(share, strict)


def test_thirty_per_cent_of_ten_is_three():
    assert Share.parse("0.30").is_reached_by(3, 10)
    assert not Share.parse("0.3").is_reached_by(2, 10)
    assert Share.parse("0.1250").in_language("es") == "12,5\u00a0%"
    assert Share.parse("0.3").in_language("en") == "30%"


def test_half_is_no_majority_of_more_than_half():
    assert not Threshold.parse("> 0.50").is_met_by(5, 10)
    assert Threshold.parse(">= 0.50").is_met_by(5, 10)
    assert Threshold.parse("> 0.50").in_language("es") == "más del 50\u00a0%"


@pytest.mark.parametrize(
    "text", ["", "30", "1.5", "0,3", "-0.1", "0.00001", "1.0001", "0.3 ", "3e-1", "٠.٣", "1."]
)
def test_what_is_no_share_is_refused(text):
    with pytest.raises(ShareMalformed):
        Share.parse(text)


@pytest.mark.parametrize("text", ["0.50", "> 50 %", "< 0.50", ">0.50", ">  0.5", "=> 0.5", "> 1.5"])
def test_what_is_no_threshold_is_refused(text):
    with pytest.raises(ThresholdMalformed):
        Threshold.parse(text)


def test_nothing_reaches_a_share_of_nobody():
    assert not Share(0).is_reached_by(0, 0)
