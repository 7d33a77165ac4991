"""Canonical JSON: one value has one spelling, and only that spelling is read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.translog.canonical import DEPTH_LIMIT, INTEGER_LIMIT, canonical_json, parse_canonical
from toparquia.engines.translog.errors import EntryTooLong, NotCanonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
INTEGERS = st.integers(-INTEGER_LIMIT, INTEGER_LIMIT)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=5),
    max_leaves=20,
)


def nested(levels: int) -> list[object]:
    value: list[object] = []
    for _ in range(levels - 1):
        value = [value]
    return value


@given(VALUES)
def test_a_value_is_read_back_from_its_only_spelling(value):
    encoded = canonical_json(value)

    assert parse_canonical(encoded) == value == json.loads(encoded)
    assert b"\n" not in encoded


@given(VALUES)
def test_any_other_spelling_is_refused(value):
    encoded = canonical_json(value)
    others = {
        json.dumps(value).encode(),
        json.dumps(value, indent=1).encode(),
        encoded + b"\n",
        b" " + encoded,
    }

    for other in others - {encoded}:
        with pytest.raises(NotCanonical):
            parse_canonical(other)


@given(st.binary(max_size=60))
def test_what_is_read_is_spelt_the_same_again(encoded):
    try:
        value = parse_canonical(encoded)
    except NotCanonical:
        return
    assert canonical_json(value) == encoded


def test_the_sorting_example_of_rfc_8785():
    # RFC 8785 section 3.2.3: UTF-16 units, so that the smiley (d83d) comes before the Hebrew letter (fb33).
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]

    encoded = canonical_json(dict.fromkeys(names, 0))

    assert list(json.loads(encoded)) == expected


def test_the_string_example_of_rfc_8785():
    # RFC 8785 section 3.2.2.2: short escapes where JSON has them, small hex digits elsewhere, DEL as it is.
    text = '\u20ac$\u000f\nA\'B"\\\\"/\x7f\u2028'

    assert canonical_json(text) == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f\u2028"'.encode()


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), INTEGER_LIMIT + 1, -INTEGER_LIMIT - 1, "\ud800", {"\udfff": 1}, {1: 1}, (1,), {1},
     b"x", object(), [[{"a": 0.5}]], nested(DEPTH_LIMIT + 1)],
)  # fmt: skip
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_the_refusal_says_where():
    with pytest.raises(NotCanonical) as refusal:
        canonical_json({"acts": [{"amount": 0.5}]})

    assert "$.acts[0].amount" in refusal.value.in_language("es")


@pytest.mark.parametrize(
    "encoded",
    [b"", b"nul", b"1.0", b"1e2", b"-0", b"01", b"NaN", b"Infinity", b'{"a":1,"a":1}', b'{"b":1,"a":1}',
     b"[1, 2]", b'"\\u0041"', b'"\\ud800"', b'"\\/"', b"\xff", b'"\xed\xa0\x80"', b"\xef\xbb\xbf1", b"1\n",
     b"9007199254740992", b"1" * 5000, b"[" * 60_000, b'{"a":' * 10_000, b"[1]]", b'"\x00"'],
)  # fmt: skip
def test_bytes_that_are_not_canonical_are_refused(encoded):
    with pytest.raises(NotCanonical):
        parse_canonical(encoded)


def test_nesting_and_length_have_their_limits():
    assert parse_canonical(canonical_json(nested(DEPTH_LIMIT))) == nested(DEPTH_LIMIT)
    assert len(canonical_json("a" * 65_533)) == 65_535
    with pytest.raises(EntryTooLong):
        canonical_json("a" * 65_534)
    with pytest.raises(EntryTooLong):
        parse_canonical(b'"' + b"a" * 65_534 + b'"')
    assert len(canonical_json("a" * 70_000, limit=100_000)) == 70_002
