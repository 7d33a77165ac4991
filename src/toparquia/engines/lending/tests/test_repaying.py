"""Payments and lateness: nothing is lost on the way, and a book of loans cannot look better than it is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.lending import (
    Book,
    Due,
    LendingError,
    LoanStanding,
    Terms,
    Yearly,
    aged,
    allocate,
    bucket_of,
    dues_after,
    quality,
    schedule,
)

FEBRUARY = date(2024, 2, 1)
PRINCIPAL_FIRST = ("principal", "interest", "fee", "penalty")


def dues(instalments=3):
    """Return what 300.00 over three months at 12 % owes on its first day."""
    terms = Terms(
        principal=30_000,
        rate=Yearly.percent("12"),
        instalments=instalments,
        disbursed_on=date(2024, 1, 1),
        fee_each=50,
    )
    return dues_after(schedule(terms))


def test_a_payment_covers_the_oldest_instalment_in_the_usual_order():
    done = allocate(400, dues())

    assert [done.paid(part) for part in ("fee", "interest", "principal")] == [50, 300, 50]
    assert done.open[0].principal == dues()[0].principal - 50


def test_a_solidarity_bank_may_take_principal_first():
    done = allocate(400, dues(), order=PRINCIPAL_FIRST)

    assert done.paid("principal") == 400


@given(
    payment=st.integers(1, 10**6),
    order=st.permutations(("penalty", "fee", "interest", "principal")),
)
def test_a_payment_is_neither_lost_nor_made(payment, order):
    owed = sum(due.total for due in dues())

    done = allocate(payment, dues(), order=order)

    covered = sum(due.total for due in done.covered)
    assert covered + done.overpaid == payment
    assert sum(due.total for due in done.open) == owed - covered
    assert done.overpaid == max(0, payment - owed)


@pytest.mark.parametrize("payment", [0, -1])
def test_nothing_is_no_payment(payment):
    with pytest.raises(LendingError, match="no payment"):
        allocate(payment, dues())


def test_an_order_names_each_part_once():
    with pytest.raises(LendingError, match="each part once"):
        allocate(1, dues(), order=("principal", "principal", "fee", "penalty"))


def test_the_day_itself_is_not_late():
    assert aged(dues(), FEBRUARY).days == 0
    assert aged(dues(), FEBRUARY + timedelta(days=1)).days == 1


def test_the_oldest_unpaid_day_decides_and_grace_only_postpones():
    late = aged(dues(), date(2024, 3, 5), grace_days=10)

    assert late.overdue_since == FEBRUARY
    assert late.days == 33
    assert late.bucket == 60


def test_a_gap_within_the_tolerance_is_no_arrears():
    small = [Due(1, FEBRUARY, 3, 0, 0)]

    assert aged(small, date(2024, 5, 1), tolerance=3).total == 0
    assert aged(small, date(2024, 5, 1), tolerance=2).total == 3


@pytest.mark.parametrize(
    ("days", "end"), [(0, 0), (1, 30), (30, 30), (31, 60), (90, 90), (360, 360), (361, None)]
)
def test_buckets_include_their_last_day(days, end):
    assert bucket_of(days) == end


def test_thirty_days_are_not_at_risk_and_thirty_one_are_with_the_whole_balance():
    book = Book(FEBRUARY, [LoanStanding(1_000, 30), LoanStanding(400, 31), LoanStanding(600, 0)])

    assert quality(book).at_risk == (400, 2_000)


def test_rescheduling_writing_off_and_growing_do_not_hide_risk():
    loans = [LoanStanding(500, 0, is_rescheduled=True), LoanStanding(1_500, 0)]

    shown = quality(Book(FEBRUARY, loans, written_off_in_year=300, gross_year_before=1_000))

    assert shown.at_risk == shown.rescheduled == (500, 2_000)
    assert shown.written_off == (300, 2_000)
    assert shown.growth == (1_000, 1_000)
    assert sum(shown.by_bucket.values()) == 2_000
