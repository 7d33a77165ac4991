"""The strict reader: one text, one meaning, bounded."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.ballots.canonical import integer_of, items, members, parsed, text_of, written
from toparquia.engines.ballots.errors import (
    ShapeUnexpected,
    TextMalformed,
    TextNotAscii,
    TextNotCanonical,
    TextTooLong,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**13), 10**13), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


@given(VALUES)
def test_what_we_write_we_read(value):
    assert parsed(written(value).encode(), limit=10_000) == value


@given(VALUES)
def test_the_same_value_written_otherwise_is_refused(value):
    spaced = json.dumps([value], separators=(", ", ": "), ensure_ascii=True, indent=1).encode()

    with pytest.raises(TextNotCanonical):
        parsed(spaced, limit=100_000)
    assert parsed(spaced, limit=100_000, canonical=False) == [value]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw):
    for canonical in (True, False):
        try:
            value = parsed(raw, limit=50, canonical=canonical)
        except (TextTooLong, TextMalformed, TextNotCanonical):
            continue
        assert not canonical or written(value).encode() == raw


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b'{"a":1,"a":1}', TextNotCanonical),
        (b"1.0", TextMalformed),
        (b"1e3", TextMalformed),
        (b"NaN", TextMalformed),
        (b"-Infinity", TextMalformed),
        (b"1234567890123456", TextMalformed),
        (b"-0", TextNotCanonical),
        (b"01", TextMalformed),
        (b"[1,]", TextMalformed),
        (b'"\\u0041"', TextNotCanonical),
        (b'"\\ud800"', TextMalformed),
        (b'"\xff"', TextMalformed),
        (b"[" * 5_000, TextMalformed),
        (b"", TextMalformed),
        (b'{"a":1} ', TextNotCanonical),
        (b"\xef\xbb\xbf1", TextMalformed),
    ],
)
def test_texts_that_two_programs_could_read_differently(raw, refusal):
    with pytest.raises(refusal):
        parsed(raw, limit=10_000)


def test_duplicate_keys_are_refused_where_people_write_too():
    with pytest.raises(TextMalformed):
        parsed(b'{ "a": 1, "a": 2 }', limit=100, canonical=False)


def test_size_is_looked_at_first():
    with pytest.raises(TextTooLong):
        parsed(b"{" * 101, limit=100)


def test_ballots_are_ascii():
    with pytest.raises(TextNotAscii):
        parsed('"ñ"'.encode(), limit=100, ascii_only=True)


@pytest.mark.parametrize(
    "value",
    [{"b": 1, "a": 2}, {"a": 1}, {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": None}, [1, 2], "ab", None],
)
def test_objects_have_their_keys_in_their_order(value):
    with pytest.raises(ShapeUnexpected):
        members(value, "it", ("a", "b"))


def test_optional_keys_may_be_absent_but_not_null():
    keys = ("a", "b", "c")

    assert members({"a": 1, "c": 3}, "it", keys, frozenset("b")) == [1, None, 3]
    with pytest.raises(ShapeUnexpected):
        members({"a": 1, "b": None, "c": 3}, "it", keys, frozenset("b"))


def test_kinds_are_strict():
    for wrong in (True, "1", None, 11, -1):
        with pytest.raises(ShapeUnexpected):
            integer_of(wrong, "it", most=10)
    for wrong in (1, None, "x" * 11):
        with pytest.raises(ShapeUnexpected):
            text_of(wrong, "it", most=10)
    for wrong in ([], [1] * 4, {}, "ab"):
        with pytest.raises(ShapeUnexpected):
            items(wrong, "it", least=1, most=3)
