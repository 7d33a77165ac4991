"""The numbers of planning, for all numbers: amounts, sums, quantities, lists and stages."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.money import Money
from toparquia.planning import rules
from toparquia.planning.errors import QuantityMalformed
from toparquia.planning.rules import Line, Stage

HEADS = ("materials", "costs", "labour")
QUANTITIES = st.integers(1, 10**7)
PRICES = st.integers(0, 10**9)
LINES = st.lists(
    st.builds(
        lambda head, quantity, price: Line(head, "x", quantity, "u", Money(price, "VES")),
        st.sampled_from(HEADS),
        QUANTITIES,
        PRICES,
    ),
    min_size=1,
    max_size=30,
)
IDS = st.lists(st.uuids(), min_size=1, max_size=20, unique=True)


@given(quantity=st.integers(1, rules.QUANTITY_LIMIT), price=st.integers(0, 10**6))
def test_an_amount_is_within_half_a_minor_unit_of_quantity_times_price(quantity, price):
    line = Line("materials", "x", quantity, "u", Money(price, "VES"))

    error = line.amount.minor - Fraction(quantity * price, 1000)

    assert Fraction(-1, 2) < error <= Fraction(1, 2)


@given(quantity=st.integers(1, 10**6), price=PRICES)
def test_whole_units_cost_exactly_quantity_times_price(quantity, price):
    line = Line("materials", "x", quantity * 1000, "u", Money(price, "VES"))

    assert line.amount == Money(quantity * price, "VES")


@given(lines=LINES)
def test_heads_add_up_to_the_lines_to_the_last_cent(lines):
    heads = rules.by_head(lines, HEADS)

    assert list(heads) == list(HEADS)
    assert sum(money.minor for money in heads.values()) == sum(line.amount.minor for line in lines)


@given(lines=LINES, seed=st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_total_but_the_digest(lines, seed):
    shuffled = list(lines)
    seed.shuffle(shuffled)

    assert rules.by_head(lines, HEADS) == rules.by_head(shuffled, HEADS)
    is_same = rules.digest_of_lines(lines) == rules.digest_of_lines(shuffled)
    assert is_same == (lines == shuffled)


@given(milli=st.integers(1, 999_999_999_999), point=st.sampled_from(".,"))
def test_a_quantity_is_read_as_it_is_written(milli, point):
    whole, part = divmod(milli, 1000)

    assert rules.parse_quantity(f" {whole}{point}{part:03d} ") == milli


@pytest.mark.parametrize(
    "text", ["", "0", "0,000", "-1", "1.2345", "1e3", "1.000,5", "٣", "9999999999", "1,"]
)
def test_what_is_no_quantity_is_refused(text):
    with pytest.raises(QuantityMalformed):
        rules.parse_quantity(text)


@given(ids=IDS, seed=st.randoms(use_true_random=False))
def test_a_list_is_the_same_in_any_order_and_one_project_is_itself(ids, seed):
    shuffled = list(ids)
    seed.shuffle(shuffled)
    subject = rules.subject_of(ids)

    assert rules.subject_of(shuffled) == subject
    assert (subject == ids[0]) if len(ids) == 1 else (subject.version == 8)


@given(ids=IDS, other=st.uuids())
def test_another_list_is_another_subject(ids, other):
    if other not in ids:
        assert rules.subject_of([*ids, other]) != rules.subject_of(ids)


def test_a_lists_id_is_fixed_for_ever():
    # Resolutions are kept for years: the way an id is made must not change under them.
    ids = [UUID(int=1), UUID(int=2)]

    assert rules.subject_of(ids) == UUID("78d68721-debb-823c-b880-232869a63e25")


@pytest.mark.parametrize(
    ("has_estimate", "is_passed", "is_admitted", "expected"),
    [
        (False, None, False, Stage.PROPOSED),
        (True, None, False, Stage.COSTED),
        (True, False, False, Stage.RETURNED),
        (True, True, False, Stage.CHECKED),
        (True, True, True, Stage.ADMITTED),
        (True, None, True, Stage.ADMITTED),
    ],
)
def test_how_far_a_project_has_come(has_estimate, is_passed, is_admitted, expected):
    found = rules.stage(has_estimate=has_estimate, is_passed=is_passed, is_admitted=is_admitted)

    assert found is expected
    assert found.in_language("es") != found.in_language("en")


def test_with_no_grounds_in_the_rules_there_is_nothing_to_check():
    rules.check_admissible(title="Agua", has_estimate=True, failed=None, grounds=())
