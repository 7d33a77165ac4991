"""Credentials: form, published list, weights, and two authorities that make one together."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.ballots.credentials import (
    CredentialPart,
    PublicCredential,
    credential_from_line,
    credential_part,
    credential_secret,
    joined_credentials,
    list_bytes,
    new_credential,
    public_credential,
    published_list,
)
from toparquia.engines.ballots.election import new_identifier
from toparquia.engines.ballots.errors import (
    CredentialMalformed,
    CredentialRepeated,
    CredentialSourcesDiffer,
    TextMalformed,
    WeightMalformed,
)
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.verification.roll import Marks, Roll, listed_credentials

GROUP = group_named("Ed25519")
UUID = "hrj99bTLJ1vvc4"


@pytest.mark.parametrize(
    "slip",
    [
        "",
        "KmVEr-wvkCT4-At7uD-1ovUQ",
        "KmVErwvkCT4At7uD1ovUQG",
        "KmVEr-wvkCT4-At7uD-1ovUQ0",
        "KmVEr-wvkCT4-At7uD-1ovUQG+KmVEr-wvkCT4-At7uD-1ovUQG+KmVEr-wvkCT4-At7uD-1ovUQG",
        # An older slip whose check digit is wrong.
        "cnv-URr-teQ-d5A-Y3n",
    ],
)
def test_mistyped_slips_are_told(slip):
    with pytest.raises(CredentialMalformed):
        credential_secret(GROUP, UUID, slip)


def test_slips_are_fresh_and_of_this_vote_alone():
    slips = {new_credential() for _ in range(50)}

    assert len(slips) == 50
    assert (
        len(
            {credential_secret(GROUP, uuid, "KmVEr-wvkCT4-At7uD-1ovUQG") for uuid in (UUID, new_identifier())}
        )
        == 2
    )


def test_the_published_list_says_nothing_of_the_order_of_the_roll():
    published = published_list([PublicCredential("b"), PublicCredential("c"), PublicCredential("a")])

    assert [credential.text for credential in published] == ["a", "b", "c"]
    with pytest.raises(CredentialRepeated):
        published_list([PublicCredential("a"), PublicCredential("a", 2)])


@given(st.lists(st.tuples(st.integers(0, 2**80), st.integers(1, 999_999_999)), unique_by=lambda one: one[0]))
def test_a_published_list_is_read_back_however_it_is_cut(entries):
    listed = [PublicCredential(f"{number:020x}", weight) for number, weight in entries]
    raw = b"".join(list_bytes(listed))

    assert list(listed_credentials(io.BytesIO(raw), len(raw))) == listed


def test_a_long_list_is_read_block_by_block():
    listed = [PublicCredential(f"{number:064x}") for number in range(20_000)]
    raw = b"".join(list_bytes(listed))
    assert len(raw) > 1 << 20, "more than one block"

    assert list(listed_credentials(io.BytesIO(raw), len(raw))) == listed


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[",
        b'["ab"',
        b'["ab",]',
        b'["ab", "cd"]',
        b'["ab"]]',
        b'["ab"] ',
        b'["AB"]',
        b'["a\\u0062"]',
        b"[1]",
    ],
)
def test_a_list_is_written_in_one_way(raw):
    with pytest.raises(TextMalformed):
        list(listed_credentials(io.BytesIO(raw), len(raw)))


@pytest.mark.parametrize(
    "line", ["ab,", "ab,0", "ab,-1", "ab,01", "ab,1.0", "ab,1000000000", "ab,1,2", "ab,,1"]
)
def test_weights_are_whole_numbers_from_one(line):
    with pytest.raises(WeightMalformed):
        credential_from_line(line)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=12),
    st.lists(st.integers(0, 9), max_size=30),
)
def test_of_each_credential_the_last_ballot_counts_with_its_weight(entries, ballots):
    weights = dict(entries)
    roll = Roll(PublicCredential(f"{name:x}", weight) for name, weight in weights.items())
    last = {}
    cast = [name for name in ballots if name in weights]
    for number, name in enumerate(cast):
        place = roll.place_of(f"{name:x}")
        assert place is not None
        roll.note_ballot(place, number)
        last[name] = number

    counted = roll.weights_by_ballot(len(cast))

    assert roll.place_of("ff") is None
    assert {number: int(weight) for number, weight in enumerate(counted) if weight} == {
        number: weights[name] for name, number in last.items()
    }


def test_marks_find_what_comes_twice():
    marks = Marks()
    for text in (b"a", b"b", b"a", b"c", b"c"):
        marks.add(text)

    assert sorted(marks.repeated()) == [(0, 2), (3, 4)]


def test_two_authorities_make_a_credential_that_neither_can_use_alone():
    slips = [[new_credential() for _ in range(3)] for _ in range(2)]
    parts = [
        [credential_part(GROUP, UUID, position, slip) for position, slip in enumerate(of_authority)]
        for of_authority in slips
    ]

    joined = joined_credentials(GROUP, UUID, *parts)

    for one, other, element in zip(*slips, joined, strict=True):
        assert public_credential(GROUP, UUID, f"{one}+{other}") == element
        assert element not in (public_credential(GROUP, UUID, one), public_credential(GROUP, UUID, other))


def test_the_authority_that_publishes_last_cannot_cancel_the_other():
    honest = credential_part(GROUP, UUID, 0, new_credential())
    known = GROUP.random_scalar()
    cancelling = GROUP.product((GROUP.power(GROUP.generator, known), GROUP.inverse(honest.public)))
    rogue = CredentialPart(cancelling, credential_part(GROUP, UUID, 0, new_credential()).proof)

    for second in ([], [rogue], [CredentialPart(GROUP.inverse(honest.public), honest.proof)]):
        with pytest.raises(CredentialSourcesDiffer):
            joined_credentials(GROUP, UUID, [honest], second)


def test_halves_are_not_exchanged_between_voters():
    parts = [credential_part(GROUP, UUID, position, new_credential()) for position in range(2)]

    with pytest.raises(CredentialSourcesDiffer):
        joined_credentials(GROUP, UUID, parts, parts[::-1])
