"""The tree and its proofs, against RFC 6962's recursive definitions written down once more."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.translog.errors import NoSuchLeaf, ProofRefused
from toparquia.engines.translog.hashing import EMPTY_ROOT, leaf_hash
from toparquia.engines.translog.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from toparquia.engines.translog.tests.logs import entries_of, hashes_of
from toparquia.engines.translog.tree import CompactRange, MemoryHashes, append, peaks, root, root_of

# The eight leaves and the roots that the Certificate Transparency implementations have in their tests.
CT_LEAVES = [bytes.fromhex(leaf) for leaf in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
CT_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
SIZES = st.integers(1, 300)
ENTRIES = entries_of(300)
HASHES = hashes_of(ENTRIES)


def mth(entries):
    """RFC 6962 section 2.1, word for word."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = largest_power_below(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m, entries):
    """RFC 6962 section 2.1.1, word for word."""
    if len(entries) == 1:
        return []
    k = largest_power_below(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m, entries, whole=True):
    """RFC 6962 section 2.1.2, word for word."""
    if m == len(entries):
        return [] if whole else [mth(entries)]
    k = largest_power_below(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], whole), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def largest_power_below(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def test_the_roots_of_certificate_transparency():
    assert [root_of(CT_LEAVES[:n]).hex() for n in range(1, 9)] == list(CT_ROOTS)
    assert (
        root_of([])
        == EMPTY_ROOT
        == bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    )


def test_a_proof_of_certificate_transparency():
    # PATH(0, D[8]) as the Certificate Transparency implementations have it.
    proof = inclusion_proof(0, 8, hashes_of(CT_LEAVES))

    assert [step.hex() for step in proof] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@given(SIZES)
def test_the_root_is_that_of_the_definition(size):
    assert root(size, HASHES) == root_of(ENTRIES[:size]) == mth(ENTRIES[:size])


@given(st.data())
def test_an_inclusion_proof_is_that_of_the_definition_and_holds(data):
    size = data.draw(SIZES)
    index = data.draw(st.integers(0, size - 1))

    proof = inclusion_proof(index, size, HASHES)

    assert proof == path(index, ENTRIES[:size])
    verify_inclusion(index, size, leaf_hash(ENTRIES[index]), proof, mth(ENTRIES[:size]))


@given(st.data())
def test_a_consistency_proof_is_that_of_the_definition_and_holds(data):
    new = data.draw(SIZES)
    old = data.draw(st.integers(1, new))

    proof = consistency_proof(old, new, HASHES)

    assert proof == subproof(old, ENTRIES[:new])
    verify_consistency(old, new, mth(ENTRIES[:old]), mth(ENTRIES[:new]), proof)


@given(st.data())
def test_an_inclusion_proof_holds_for_nothing_else(data):
    size = data.draw(SIZES)
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size + 1))
    proof, top = inclusion_proof(index, size, HASHES), root(size, HASHES)
    leaf = leaf_hash(ENTRIES[index])
    wrong = [
        (index, size, leaf_hash(b"another"), proof, top),
        (index, size, leaf, proof, leaf_hash(b"another")),
        (index, size, leaf, [*proof, leaf], top),
        (index, size, leaf[:-1], proof, top),
        *[(index, size, leaf, proof[:i] + proof[i + 1 :], top) for i in range(len(proof))],
        *[(index, size, leaf, [*proof[:i], leaf, *proof[i + 1 :]], top) for i in range(len(proof))],
        *([(other, size, leaf, proof, top)] if other != index else []),
    ]

    for case in wrong:
        with pytest.raises(ProofRefused):
            verify_inclusion(*case)


@given(st.data())
def test_a_consistency_proof_holds_for_nothing_else(data):
    new = data.draw(SIZES)
    old = data.draw(st.integers(1, new))
    proof, first, last = consistency_proof(old, new, HASHES), root(old, HASHES), root(new, HASHES)
    stray = leaf_hash(b"another")
    wrong = [
        (old, new, stray, last, proof),
        (old, new, first, stray, proof),
        (old, new, first, last, [*proof, stray]),
        (old, new, first, last[:-1], proof),
        (new + 1, new, first, last, proof),
        *[(old, new, first, last, proof[:i] + proof[i + 1 :]) for i in range(len(proof))],
        *[(old, new, first, last, [*proof[:i], stray, *proof[i + 1 :]]) for i in range(len(proof))],
        *([(new, old, last, first, proof), (old, new, last, first, proof)] if old != new else []),
    ]

    for case in wrong:
        with pytest.raises(ProofRefused):
            verify_consistency(*case)


def test_a_byte_can_not_move_from_one_hash_to_the_next():
    # The concatenation that is hashed stays the same; only the lengths tell.
    leaf, proof, top = leaf_hash(ENTRIES[0]), inclusion_proof(0, 5, HASHES), root(5, HASHES)
    moved = [leaf[-1:] + proof[0], *proof[1:]]

    with pytest.raises(ProofRefused, match="32 bytes"):
        verify_inclusion(0, 5, leaf[:-1], moved, top)

    old, step = root(4, HASHES), consistency_proof(4, 5, HASHES)
    with pytest.raises(ProofRefused, match="32 bytes"):
        verify_consistency(4, 5, old[:-1], top, [old[-1:] + step[0]])


@settings(max_examples=30)
@given(SIZES)
def test_appending_one_by_one_reads_the_peaks_once(size):
    class Counting(MemoryHashes):
        reads: list[int] = []

        def read_hashes(self, positions):
            self.reads.append(len(positions))
            return super().read_hashes(positions)

    hashes = Counting()
    hashes.reads.clear()
    stored = 0
    for number in range(size):
        done = append(number, leaf_hash(ENTRIES[number]), hashes)
        hashes.store(done.stored)
        stored += len(done.stored)
    assert done.root == mth(ENTRIES[:size])
    assert done.size == size
    assert hashes.reads == [number.bit_count() for number in range(size)]
    assert stored == 2 * size - size.bit_count()


def test_the_empty_log_is_before_every_log():
    verify_consistency(0, 5, EMPTY_ROOT, root(5, HASHES), consistency_proof(0, 5, HASHES))
    verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    with pytest.raises(ProofRefused):
        verify_consistency(0, 5, root(5, HASHES), root(5, HASHES), [])
    with pytest.raises(ProofRefused):
        verify_consistency(5, 5, EMPTY_ROOT, root(5, HASHES), [])


@pytest.mark.parametrize(
    "ask",
    [
        lambda: inclusion_proof(5, 5, HASHES),
        lambda: inclusion_proof(-1, 5, HASHES),
        lambda: inclusion_proof(0, 0, HASHES),
        lambda: consistency_proof(6, 5, HASHES),
        lambda: consistency_proof(-1, 5, HASHES),
        lambda: peaks(2**63),
        lambda: peaks(-1),
    ],
)
def test_what_is_not_in_the_log_has_no_proof(ask):
    with pytest.raises(NoSuchLeaf):
        ask()


def test_huge_logs_need_few_hashes():
    size = 2**62 + 2**31 + 1

    assert len(peaks(size)) == 3
    edge = CompactRange(size, [leaf_hash(b"a"), leaf_hash(b"b"), leaf_hash(b"c")])
    assert [step.level for step in edge.append(leaf_hash(b"d"))] == [0, 1]
