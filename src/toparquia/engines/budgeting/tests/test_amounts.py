"""Exact decimals, in and out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.amounts import parse_amount, show_amount


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("0", (0, 0)),
        ("12", (12, 0)),
        ("12.50", (125, 1)),
        ("12,05", (1205, 2)),
        ("400000.0", (400000, 0)),
        ("-3", (-3, 0)),
        ("7.", (7, 0)),
    ],
)
def test_decimals_are_read_exactly(text, parsed):
    assert parse_amount(text) == parsed


@pytest.mark.parametrize(
    "text", ["", "x", "1e5", "1 000", "1.2.3", "٣", "inf", "1" * 13, "0.1234567", ".5", "--1"]
)
def test_what_is_no_plain_decimal_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the text is the whole message
        parse_amount(text)


@given(amount=st.integers(-(10**12) + 1, 10**12 - 1), decimals=st.integers(0, 6))
def test_what_is_shown_reads_back_the_same(amount, decimals):
    digits, places = parse_amount(show_amount(amount, 10**decimals))

    assert Fraction(digits, 10**places) == Fraction(amount, 10**decimals)


def test_what_is_no_whole_unit_is_shown_as_a_fraction():
    assert show_amount(Fraction(1, 3), 100) == "1/300"
    assert show_amount(1250, 100) == "12.50"
    assert show_amount(-5, 10) == "-0.50"
