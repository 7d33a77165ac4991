"""Instalments: published examples of others, and what holds for every loan."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.lending import (
    Amortization,
    InterestMethod,
    InterestPeriod,
    LendingError,
    Period,
    Terms,
    Yearly,
    cost_of,
    declining_equivalent,
    schedule,
)

NEW_YEAR = date(2024, 1, 1)
BY_THE_DAY = {"interest_period": InterestPeriod.DAILY, "days_in_year": None}


def loan(principal=100_000, rate="24", instalments=12, disbursed_on=NEW_YEAR, **more):
    """Return the terms of 1,000.00 over a year at 24 %, unless told otherwise."""
    return Terms(
        principal=principal,
        rate=Yearly.percent(rate),
        instalments=instalments,
        disbursed_on=disbursed_on,
        **more,
    )


# Figures of Apache Fineract's own tests of repayment schedules (EMICalculation: C3152, C3153, C3164,
# C3154, C3155): principal and interest of each instalment, in minor units.
PUBLISHED = {
    "actual/actual over two years": (
        loan(1_000_000, "12", 6, date(2023, 12, 12), **BY_THE_DAY),
        [(162_375, 10_181), (164_042, 8_514), (166_151, 6_405), (167_398, 5_158), (169_211, 3_345)],
        (170_823, 1_736),
    ),
    "a rate with four decimals": (
        loan(1_000_000, "9.4822", 6, date(2023, 12, 12), **BY_THE_DAY),
        [(163_267, 8_045), (164_592, 6_720), (166_262, 5_050), (167_249, 4_063), (168_680, 2_632)],
        (169_950, 1_365),
    ),
    "rounding shared out over all": (
        loan(33_177, "10.65", 5, date(2023, 12, 12), **BY_THE_DAY),
        [(6_514, 300), (6_573, 241), (6_644, 170), (6_693, 121)],
        (6_753, 59),
    ),
    "30/360": (
        loan(10_000, "12", 6),
        [(1_625, 100), (1_641, 84), (1_658, 67), (1_674, 51), (1_691, 34)],
        (1_711, 17),
    ),
    "30/360 with decimals": (
        loan(10_000, "9.4822", 6),
        [(1_634, 79), (1_647, 66), (1_660, 53), (1_673, 40), (1_686, 27)],
        (1_700, 13),
    ),
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_published_schedules_are_met_to_the_minor_unit(case):
    terms, instalments, last = PUBLISHED[case]

    made = [(one.principal, one.interest) for one in schedule(terms).instalments]

    assert made == [*instalments, last]


def test_three_ways_to_repay_the_same_loan_cost_what_they_cost():
    equal = schedule(loan())
    principal = schedule(loan(amortization=Amortization.EQUAL_PRINCIPAL))
    flat = schedule(loan(interest_method=InterestMethod.FLAT))

    assert [equal.instalments[0].total, equal.instalments[-1].total, equal.interest] == [9_456, 9_454, 13_470]
    assert principal.interest == 13_000
    assert [flat.instalments[0].total, flat.interest] == [10_333, 24_000]


def test_a_flat_rate_shows_what_it_hides():
    flat = loan(interest_method=InterestMethod.FLAT)

    assert str(declining_equivalent(flat)) == "41.7 %"
    assert cost_of(schedule(flat)).effective_bp > cost_of(schedule(loan())).effective_bp
    assert declining_equivalent(loan()) == Yearly.percent("24")


def test_the_effective_rate_is_that_of_the_directive():
    # 2 % a month compounds to 26.82 % a year; a fee kept back at the start makes it dearer.
    assert cost_of(schedule(loan())).effective_bp == 2_682
    assert cost_of(schedule(loan(fee_at_start=2_000))).effective_bp > 2_682


def test_a_loan_without_interest_is_an_ordinary_one():
    # Borrowed 10 kg of seed, in grams; a fifth more comes back.
    seed = schedule(
        loan(10_000, "0", 4, period=Period.QUARTER, fee_each=500, interest_method=InterestMethod.FLAT)
    )
    free = cost_of(schedule(loan(rate="0")))

    assert [one.total for one in seed.instalments] == [3_000] * 4
    assert (free.total, free.effective_bp) == (0, 0)


def test_grace_postpones_principal_interest_or_waives_it():
    late = schedule(loan(principal_grace=3)).instalments
    unpaid = schedule(loan(interest_grace=3)).instalments
    free = schedule(loan(interest_free=3)).instalments

    assert [one.principal for one in late[:3]] == [0, 0, 0]
    assert late[0].interest == 2_000
    assert [one.interest for one in unpaid[:3]] == [0, 0, 0]
    assert unpaid[3].interest > 4 * 1_300
    assert [one.interest for one in free[:3]] == [0, 0, 0]
    assert schedule(loan(interest_free=3)).interest < schedule(loan(interest_grace=3)).interest


def test_a_month_without_the_day_ends_on_its_last():
    days = [one.due_on for one in schedule(loan(disbursed_on=date(2024, 1, 31), instalments=3)).instalments]

    assert days == [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


TERMS = st.builds(
    loan,
    principal=st.integers(1_200, 10**12),
    rate=st.decimals(0, 200, places=4).map(str),
    instalments=st.integers(4, 60),
    disbursed_on=st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    period=st.sampled_from(Period),
    amortization=st.sampled_from(Amortization),
    principal_grace=st.integers(0, 3),
    interest_grace=st.integers(0, 3),
    interest_free=st.integers(0, 3),
    multiple=st.sampled_from([1, 5, 100]),
    interest_period=st.sampled_from(InterestPeriod),
    days_in_year=st.sampled_from([360, 364, 365, None]),
)


@given(terms=TERMS)
def test_the_principal_parts_add_up_to_the_loan(terms):
    made = schedule(terms)

    assert sum(one.principal for one in made.instalments) == terms.principal
    assert made.total == terms.principal + made.interest + made.fees
    assert all(one.principal >= 0 and one.interest >= 0 for one in made.instalments)
    assert made.instalments[-1].left == 0


@given(terms=TERMS)
def test_any_member_can_recompute_the_interest(terms):
    made = schedule(terms)
    rates = terms.rates([terms.due_on(number) for number in range(terms.instalments + 1)])

    left, interest = terms.principal, 0
    for one, rate in zip(made.instalments, rates, strict=False):
        interest += int((left * rate + Fraction(1, 2)) // 1)
        left = one.left
    assert interest == made.interest


REFUSED = [
    ({"principal": 0}, "lending.principal_out_of_bounds"),
    ({"principal": 10**15 + 1}, "lending.principal_out_of_bounds"),
    ({"instalments": 0}, "lending.instalments_out_of_bounds"),
    ({"instalments": 1_201}, "lending.instalments_out_of_bounds"),
    ({"rate": "-1"}, "lending.rate_out_of_bounds"),
    ({"rate": "10001"}, "lending.rate_out_of_bounds"),
    ({"principal_grace": 12}, "lending.grace_out_of_bounds"),
    ({"interest_free": -1}, "lending.grace_out_of_bounds"),
    ({"multiple": 0}, "lending.multiple_out_of_bounds"),
    ({"fee_at_start": 100_000}, "lending.fee_out_of_bounds"),
    ({"fee_each": -1}, "lending.fee_out_of_bounds"),
    (
        {"interest_method": InterestMethod.FLAT, "interest_period": InterestPeriod.DAILY},
        "lending.method_not_together",
    ),
]


@pytest.mark.parametrize(("asked", "code"), REFUSED)
def test_terms_that_make_no_loan_are_refused(asked, code):
    with pytest.raises(LendingError) as refusal:
        loan(**asked)

    assert refusal.value.code == code
    assert refusal.value.in_language("es") != refusal.value.in_language("en")
