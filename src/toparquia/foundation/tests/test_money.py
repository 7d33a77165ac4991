"""Money: read from text exactly, added within a currency, shared out to the last cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import (
    MINOR_LIMIT,
    AmountMalformed,
    CurrenciesMixed,
    Money,
    minor_digits,
    split,
)

MINORS = st.integers(-MINOR_LIMIT, MINOR_LIMIT)
CURRENCIES = st.sampled_from(["VES", "USD", "EUR", "JPY", "CLP", "TND", "CLF", "PLN"])
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any)


@given(MINORS, CURRENCIES, st.sampled_from(["es", "en"]))
def test_what_is_written_is_read_back(minor, currency, language):
    money = Money(minor, currency)
    number = money.in_language(language).split("\u00a0")[1]
    sign = "-" if money.is_negative else ""

    assert Money.from_decimal_text(money.decimal_text(), currency) == money
    assert Money.parse(sign + number, currency, language) == money


@given(st.integers(-(10**15), 10**15), WEIGHTS)
def test_a_split_neither_makes_nor_loses_a_cent(total, weights):
    shares = split(total, weights)

    assert sum(shares) == total
    assert all(
        abs(share * sum(weights) - total * w) < sum(weights) for share, w in zip(shares, weights, strict=True)
    )
    assert split(-total, weights) == [-share for share in shares]


@given(MINORS.filter(lambda m: abs(m) < 2**61), MINORS.filter(lambda m: abs(m) < 2**61))
def test_adding_and_ordering_are_those_of_the_units(left, right):
    one, other = Money(left, "VES"), Money(right, "VES")

    assert (one + other).minor == left + right
    assert (one - other) + other == one
    assert (one < other, one <= other, one > other, one >= other) == (
        left < right, left <= right, left > right, left >= right,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "currency", "language", "minor"),
    [
        ("1.234,50", "VES", "es", 123450),
        ("1,234.50", "VES", "en", 123450),
        ("1.234", "VES", "es", 123400),
        ("1,234", "USD", "en", 123400),
        ("1234.50", "VES", "es", 123450),
        ("0.5", "VES", "es", 50),
        ("12,5", "USD", "en", 1250),
        ("1 234 567,05", "VES", "es", 123456705),
        (" 7 ", "VES", "es", 700),
        ("\u22127", "VES", "es", -700),
        ("1.234", "JPY", "es", 1234),
        ("1,234", "TND", "es", 1234),
        ("1.234", "TND", "es", 1234000),
    ],
)
def test_people_write_amounts_in_their_own_way(text, currency, language, minor):
    assert Money.parse(text, currency, language) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "1,234,5", "1.23.4", "1.2345", "1,234.50", "12.34,5", "1e5", "NaN", "Infinity", "0x10",
     "١٢", "１２", "5,555", "1..2", "--1", "1-", "9" * 41, "1,", "+1", "Bs. 5"],
)  # fmt: skip
def test_what_could_mean_two_amounts_or_none_is_refused(text):
    with pytest.raises(AmountMalformed) as refusal:
        Money.parse(text, "VES", "es")

    assert "1.234,50" in refusal.value.message("es")


@pytest.mark.parametrize("text", ["1,5", "1.005", " 1", "1.", ".5", "1_000", "1e3", ""])
def test_the_form_of_programs_loses_nothing(text):
    with pytest.raises(AmountMalformed):
        Money.from_decimal_text(text, "USD")


def test_zeros_that_say_nothing_are_not_lost():
    assert Money.from_decimal_text("1000.0000", "USD") == Money(100000, "USD")


@pytest.mark.parametrize("asked", ["ves", "BS", "VESX", "V€S", "", "ＶＥＳ"])
def test_a_currency_has_three_capital_letters(asked):
    with pytest.raises(DomainError, match="currency code"):
        minor_digits(asked)


@pytest.mark.parametrize("how", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_two_currencies_do_not_mix(how):
    with pytest.raises(CurrenciesMixed):
        getattr(Money(1, "VES"), how)(Money(1, "USD"))


def test_amounts_of_two_currencies_are_never_equal():
    assert Money(0, "VES") != Money(0, "USD")


def test_an_amount_fits_a_bigint():
    with pytest.raises(DomainError, match="larger than the ledger"):
        Money(MINOR_LIMIT, "VES") + Money(1, "VES")


def test_no_float_and_no_truth_value_is_money():
    with pytest.raises(AssertionError):
        Money(1.0, "VES")  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        Money(True, "VES")


def test_an_amount_is_read_as_people_write_it():
    money = Money(123456750, "VES")

    assert money.in_language("es") == "Bs.\u00a01.234.567,50"
    assert money.in_language("en-gb") == "Bs.\u00a01,234,567.50"
    assert (-money).in_language("es") == "\u2212Bs.\u00a01.234.567,50"
    assert Money.total([money, money], "VES") == Money(246913500, "VES")
    assert Money.total([], "VES").is_zero
