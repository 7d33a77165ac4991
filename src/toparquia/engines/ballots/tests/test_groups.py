"""Both groups: laws, strict decoding, membership, and fast ways against plain ones."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.ballots.errors import (
    ElementNotCanonical,
    ElementOutsideGroup,
    NeutralKey,
    ScalarNotCanonical,
    UnknownGroup,
)
from toparquia.engines.ballots.groups import Group, Task, group_named, native_state
from toparquia.engines.ballots.groups.ed25519 import FIELD, Ed25519
from toparquia.engines.ballots.groups.ed25519_native import Ed25519Native
from toparquia.engines.ballots.groups.modular import Belenios2048
from toparquia.engines.ballots.groups.native import native_library
from toparquia.engines.ballots.groups.native.rows import NativeRing

from .reference_curve import D, add, compressed, multiply

CURVE, INTEGERS = Ed25519(), Belenios2048()
LIBRARY = native_library()
NATIVE = (
    [pytest.param(None, marks=pytest.mark.skip(reason=f"the extension is {native_state()}"), id="native")]
    if LIBRARY is None
    else [
        pytest.param(Ed25519Native(LIBRARY), id="curve-native"),
        pytest.param(Belenios2048(partial(NativeRing, library=LIBRARY)), id="integers-native"),
    ]
)
# Every law holds for each group in each way of computing it.
BOTH = pytest.mark.parametrize(
    "group", [pytest.param(CURVE, id="curve"), pytest.param(INTEGERS, id="integers"), *NATIVE]
)

# Edges where libraries differ from mathematics come often.
CURVE_SCALARS = st.one_of(st.sampled_from([0, 1, 2, CURVE.order - 1]), st.integers(0, CURVE.order - 1))


def scalars(group: Group) -> st.SearchStrategy[int]:
    return st.one_of(st.sampled_from([0, 1, 2, group.order - 1]), st.integers(0, group.order - 1))


def outside(group: Group) -> list[bytes]:
    """Elements of other orders: of 2, 4 and 8 on the curve, alone and added to a member."""
    if group.name == INTEGERS.name:
        half = group.decoded(group.encoded(group.generator))
        minus = INTEGERS.decoded(str(int(INTEGERS.encoded(half)) ^ 1))
        return [INTEGERS.decoded("2"), minus]
    order_two = (FIELD - 1).to_bytes(32, "little")
    order_four = bytes(32)
    # The points of order 8 have y^2 = (sqrt(d + 1) - 1)/d or its like; this is the usual encoding.
    order_eight = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
    mixed = [compressed(add(point_of(small), multiply(5))) for small in (order_two, order_four, order_eight)]
    return [order_two, order_four, order_eight, *mixed]


def point_of(encoding: bytes) -> tuple[int, int]:
    y = int.from_bytes(encoding, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if x * x % FIELD != square:
        x = x * pow(2, (FIELD - 1) // 4, FIELD) % FIELD
    assert x * x % FIELD == square
    return (x, y) if x & 1 == encoding[31] >> 7 else (-x % FIELD, y)


@BOTH
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_powers_follow_the_laws_of_exponents(group, data):
    a, b = data.draw(scalars(group)), data.draw(scalars(group))
    x, y = group.secret_generator_power(a), group.secret_generator_power(b)

    assert group.product((x, y)) == group.power(group.generator, a + b)
    assert group.secret_power(x, b) == group.power(group.generator, a * b)
    assert group.product((x, group.inverse(x))) == group.neutral
    assert group.has(x)
    assert group.decoded(group.encoded(x)) == x


@BOTH
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_responses_are_those_of_the_protocol(group, data):
    nonce, secret, challenge = (data.draw(scalars(group)) for _ in range(3))

    assert group.response(nonce, secret, challenge) == (nonce - secret * challenge) % group.order


@settings(max_examples=25, deadline=None)
@given(exponent=CURVE_SCALARS)
def test_the_curve_is_the_one_of_the_definition(exponent):
    # A second opinion from the curve's equation, in plain integers.
    assert CURVE.power(CURVE.generator, exponent) == compressed(multiply(exponent))


@BOTH
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_many_powers_at_once_are_those_of_the_plain_way(group, data):
    exponent = scalars(group)
    key = group.power(group.generator, data.draw(exponent))
    tasks = [
        Task(
            group.power(group.generator, data.draw(exponent)),
            data.draw(st.booleans()),
            data.draw(st.lists(st.tuples(exponent, exponent, exponent), max_size=3)),
        )
        for _ in range(data.draw(st.integers(0, 5)))
    ]
    strange = Task(data.draw(st.sampled_from(outside(group))), False, [(1, 2, data.draw(exponent))])
    tasks.insert(data.draw(st.integers(0, len(tasks))), strange)

    assert group.combined(key, tasks) == Group.combined(group, key, tasks)


@settings(max_examples=4, deadline=None)
@given(st.lists(st.tuples(CURVE_SCALARS, CURVE_SCALARS, CURVE_SCALARS), min_size=1, max_size=4))
def test_powers_from_a_table_of_the_key_are_those_of_the_plain_way(many_uses_of_a_key, exponents):
    key = CURVE.power(CURVE.generator, 987654321)
    choice = CURVE.power(CURVE.generator, 5)
    # With u = -e, as in the proof that a choice is 1, a quotient stands in for a power.
    ones = [(-e % CURVE.order, v, e) for _, v, e in exponents]
    tasks = [
        Task(choice, False, exponents),
        Task(CURVE.generator, True, ones),
        Task(CURVE.neutral, False, ones),
    ]
    tasks += [Task(outsider, False, ones) for outsider in outside(CURVE)]

    assert CURVE.combined(key, tasks) == Group.combined(CURVE, key, tasks)


@pytest.fixture(scope="module")
def many_uses_of_a_key():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toparquia.engines.ballots.groups.ed25519.TABLE_AFTER", 0)
        patch.setattr("toparquia.engines.ballots.groups.ed25519.TABLE_LEAST", 0)
        yield


@BOTH
def test_elements_outside_the_subgroup_are_told(group):
    for element in outside(group):
        assert not group.has(element)
        assert group.first_outsider([group.generator, element, group.neutral]) == 1
        assert group.combined(group.generator, [Task(element, False, [])]) == [None]
        with pytest.raises(ElementOutsideGroup):
            group.read(group.encoded(element))
    assert group.first_outsider([group.generator, group.neutral]) is None


def test_points_off_the_curve_are_told():
    off = [y.to_bytes(32, "little") for y in range(2, 40) if not CURVE.has(y.to_bytes(32, "little"))]

    assert len(off) > 30, "few small numbers are points of the subgroup"
    assert CURVE.combined(CURVE.generator, [Task(off[0], False, [(0, 0, 1)])]) == [None]


@BOTH
def test_the_neutral_element_is_no_key(group):
    with pytest.raises(NeutralKey):
        group.read_key(group.encoded(group.neutral))


@pytest.mark.parametrize(
    ("group", "text"),
    [
        (CURVE, "66" * 31 + "5"),
        (CURVE, "66" * 31 + "5G"),
        (CURVE, ("66" * 31 + "58").upper().replace("6", "A")),
        (CURVE, "66" * 31 + "58\n"),
        (CURVE, f"{FIELD:064x}"),
        (CURVE, f"{FIELD + 1:064x}"),
        (CURVE, f"{1 | 1 << 255:064x}"),
        (CURVE, f"{FIELD - 1 | 1 << 255:064x}"),
        (INTEGERS, "0"),
        (INTEGERS, "-1"),
        (INTEGERS, "01"),
        (INTEGERS, " 1"),
        (INTEGERS, "1\n"),
        (INTEGERS, "١"),
        (INTEGERS, "1" * 618),
        (INTEGERS, "9" * 617),
    ],
)
def test_each_element_is_written_in_one_way(group, text):
    with pytest.raises(ElementNotCanonical):
        group.decoded(text)


@BOTH
@pytest.mark.parametrize("text", ["", "-1", "+1", "01", "1 ", "1_0", "0x1", "²", "١", "9" * 79, "9" * 5000])
def test_each_scalar_is_written_in_one_way(group, text):
    with pytest.raises(ScalarNotCanonical):
        group.scalar(text)


@BOTH
def test_scalars_are_below_the_order(group):
    assert group.scalar("0") == 0
    assert group.scalar(str(group.order - 1)) == group.order - 1
    with pytest.raises(ScalarNotCanonical):
        group.scalar(str(group.order))


def test_only_named_groups_are_known():
    with pytest.raises(UnknownGroup):
        group_named("RFC-3526-2048")
