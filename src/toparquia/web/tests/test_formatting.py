"""Money, counts, shares, days and moments as people of both languages write them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.money import Money
from toparquia.web import formatting

MOMENT = datetime(2026, 3, 8, 18, 0, tzinfo=UTC)
CARACAS = "America/Caracas"


@pytest.fixture(autouse=True)
def spanish():
    with translation.override("es"):
        yield


def plain(text):
    """The text with ordinary spaces, so that a test can be read."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("amount", "spanish", "english"),
    [
        (Money(123456750, "VES"), "Bs. 1.234.567,50", "Bs. 1,234,567.50"),
        (Money(5, "VES"), "Bs. 0,05", "Bs. 0.05"),
        (Money(-100, "USD"), "−US$ 1,00", "−US$ 1.00"),
        (Money(1234, "JPY"), "JPY 1.234", "JPY 1,234"),
    ],
)
def test_money_in_both_languages(amount, spanish, english):
    assert plain(formatting.money_text(amount)) == spanish
    with translation.override("en"):
        assert plain(formatting.money_text(amount)) == english


def test_the_symbol_of_a_currency_is_its_sign_or_its_code():
    assert formatting.symbol_of("VES") == "Bs."
    assert formatting.symbol_of("PLN") == "PLN"


def test_a_moment_is_told_on_the_clock_of_the_place():
    assert plain(formatting.moment_text(MOMENT, CARACAS)) == "domingo 8 de marzo de 2026, 2:00 p. m."
    with translation.override("en"):
        assert plain(formatting.moment_text(MOMENT, CARACAS)) == "Sunday 8 March 2026, 2:00 p.m."


@pytest.mark.parametrize(
    ("hour", "said"), [(0, "12:05 a. m."), (11, "11:05 a. m."), (12, "12:05 p. m."), (23, "11:05 p. m.")]
)
def test_noon_and_midnight_are_twelve(hour, said):
    assert plain(formatting.hour_text(datetime(2026, 1, 1, hour, 5, tzinfo=UTC))) == said


def test_days_with_and_without_their_weekday_and_short():
    day = date(2026, 3, 8)

    assert formatting.day_text(day) == "domingo 8 de marzo de 2026"
    assert formatting.day_text(day, weekday=False) == "8 de marzo de 2026"
    assert formatting.short_day_text(day) == "8 mar 2026"


def test_the_half_hour_zone_of_old_dates():
    # Venezuela was 4 h 30 behind until 1 May 2016.
    assert plain(formatting.moment_text(datetime(2016, 4, 1, 12, tzinfo=UTC), CARACAS)).endswith("7:30 a. m.")


def test_a_share_just_short_of_a_threshold_does_not_look_as_if_it_reached_it():
    assert plain(formatting.share_text(29_999, 100_000)) == "29,9 %"
    assert plain(formatting.share_text(3, 10)) == "30 %"
    assert formatting.share_text(1, 0) == "–"


@given(st.integers(-(10**18), 10**18))
def test_a_count_reads_back(number):
    text = formatting.count_text(number)

    assert int(text.replace(".", "").replace("−", "-")) == number
    assert all(len(group) == 3 for group in text.lstrip("−").split(".")[1:])
