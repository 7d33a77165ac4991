"""Terms and ages: half-open days, and the 29 February."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.ages import is_of_age, latest_birth
from toparquia.foundation.terms import Term, TermEmpty, add_months, add_years

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
LEAP_DAYS = st.sampled_from([date(2004, 2, 29), date(2008, 2, 29), date(2000, 2, 29)])
TERMS = st.builds(lambda day, n: Term(day, day + timedelta(days=n)), DAYS, st.integers(1, 2000))


@given(TERMS, TERMS)
def test_terms_overlap_when_they_share_a_day(one, other):
    first, last = max(one.starts, other.starts), min(one.last_day, other.last_day)

    assert one.overlaps(other) == other.overlaps(one) == (first <= last)


@given(TERMS)
def test_a_term_holds_its_first_day_and_not_its_end(term):
    assert term.contains(term.starts)
    assert term.contains(term.last_day)
    assert not term.contains(term.ends)
    assert term.is_over(term.ends)
    assert not term.is_over(term.last_day)


@given(DAYS, st.integers(-50, 50))
def test_years_keep_month_and_day_but_for_the_leap_day(day, years):
    later = add_years(day, years)

    if (day.month, day.day) == (2, 29) and (later.month, later.day) != (2, 29):
        assert (later.month, later.day, later.year) == (3, 1, day.year + years)
    else:
        assert later == day.replace(year=day.year + years)


@given(DAYS, DAYS, st.integers(-600, 600))
def test_months_keep_the_order_of_days(one, other, months):
    if one <= other:
        assert add_months(one, months) <= add_months(other, months)


def test_a_month_without_the_day_ends_before_the_next():
    assert add_months(date(2025, 1, 31), 1) == date(2025, 3, 1)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 3, 1)
    assert add_months(date(2025, 12, 31), 2) == date(2026, 3, 1)
    assert Term.of_years(date(2024, 2, 29), 3).last_day == date(2027, 2, 28)


def test_a_term_without_a_day_is_refused():
    with pytest.raises(TermEmpty):
        Term(date(2026, 1, 1), date(2026, 1, 1))


@given(DAYS | LEAP_DAYS, st.integers(0, 110), st.booleans(), st.integers(-3, 3))
def test_the_latest_birth_parts_who_is_of_age_from_who_is_not(birth, years, strict, near):
    day = add_years(birth, years) + timedelta(days=near)

    of_age = is_of_age(birth, day, years=years, strict=strict)

    assert of_age == (birth <= latest_birth(day, years=years, strict=strict))
    assert of_age == (near > 0 if strict else near >= 0)


def test_over_fifteen_begins_the_day_after_the_birthday():
    born, birthday = date(2011, 3, 8), date(2026, 3, 8)

    assert not is_of_age(born, birthday, years=15, strict=True)
    assert is_of_age(born, birthday + timedelta(days=1), years=15, strict=True)
    assert is_of_age(born, birthday, years=15, strict=False)


def test_the_leap_day_has_its_birthday_on_the_first_of_march():
    born = date(2008, 2, 29)

    assert not is_of_age(born, date(2023, 2, 28), years=15, strict=False)
    assert is_of_age(born, date(2023, 3, 1), years=15, strict=False)
    assert not is_of_age(born, date(2023, 3, 1), years=15, strict=True)
