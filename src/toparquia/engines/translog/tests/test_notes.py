"""Keys, notes, checkpoints, cosignatures and receipts: read in one spelling, trusted only when signed."""

import base64
import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.translog import (
    COSIGNATURE,
    Checkpoint,
    LogError,
    Note,
    Receipt,
    SigningKey,
    VerifierKey,
    cosign_checkpoint,
    inclusion_proof,
    open_checkpoint,
    sign_checkpoint,
    sign_note,
)
from toparquia.engines.translog.errors import (
    CheckpointMalformed,
    KeyMalformed,
    NoteMalformed,
    ProofRefused,
    ReceiptMalformed,
    SignatureRefused,
)
from toparquia.engines.translog.tests.logs import KEY, ORIGIN, WITNESS, entries_of, hashes_of, signed

# The key and the signed text that the documentation of Go's sumdb/note has as its example.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
PETER_LINE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENTRIES = entries_of(7)
CHECKPOINT = signed(ENTRIES)


def test_the_example_of_go_is_read_and_made_again():
    note = Note.parse(f"{PETER_TEXT}\n{PETER_LINE}".encode())

    assert [one.key.name for one in note.check([VerifierKey.parse(PETER)])] == ["PeterNeumann"]
    assert sign_note(PETER_TEXT, [SigningKey.parse(PETER_SECRET)]) == note


@given(st.sampled_from([1, COSIGNATURE]), st.text("abcñ./-", min_size=1, max_size=20))
def test_keys_are_read_back_from_their_text(kind, name):
    key = SigningKey.generate(name, kind)

    assert SigningKey.parse(key.to_text()) == key
    assert VerifierKey.parse(str(key.verifier)) == key.verifier
    assert key.seed.hex() not in repr(key)
    assert repr(key.seed)[2:-1] not in repr(key)


@pytest.mark.parametrize(
    "text",
    ["", "PeterNeumann", PETER + " ", PETER + "\n", PETER.replace("c74", "C74"),
     PETER.replace("c74f", "c74e"), PETER[:-2], PETER.replace("+c7", "++c7"),
     PETER.replace("Peter", "Peter "), PETER[len("PeterNeumann") :],
     PETER.replace("ARpc", "Brpc"), PETER.replace("W", "X"), PETER_SECRET],
)  # fmt: skip
def test_a_damaged_key_is_refused_without_being_repeated(text):
    with pytest.raises(KeyMalformed) as refusal:
        VerifierKey.parse(text)

    assert "ARpc2" not in str(refusal.value)


def test_a_published_key_is_no_signing_key():
    with pytest.raises(KeyMalformed):
        SigningKey.parse(PETER)


@pytest.mark.parametrize(
    "damage",
    [
        lambda note: note.replace(b"\n\n", b"\n"),
        lambda note: note[:-1],
        lambda note: note + b"\n",
        lambda note: note + b"x",
        lambda note: note.replace("—".encode(), b"-"),
        lambda note: note.replace(b"7\n", b"7\r\n"),
        lambda note: note.replace(b"gaceta", b"gac\xffta", 1),
        lambda note: note + "— a\n".encode(),
        lambda note: note + "— a b c\n".encode(),
        lambda note: note + "— a+b AAAAAAAA\n".encode(),
        lambda note: note + "— a AAAAAA==\n".encode(),
        lambda note: note + "— a AAAAAAB=\n".encode(),
        lambda note: note + "— a AAAAAAA=\n".encode() * 100,
        lambda note: b"",
        lambda note: b"a" * 1_000_001,
    ],
)
def test_a_note_out_of_form_is_refused(damage):
    with pytest.raises(NoteMalformed):
        Note.parse(damage(CHECKPOINT))


@given(st.integers(0, len(CHECKPOINT) - 1), st.integers(1, 255))
def test_no_byte_of_a_checkpoint_can_change(at, change):
    damaged = bytearray(CHECKPOINT)
    damaged[at] ^= change

    with pytest.raises(LogError):
        open_checkpoint(bytes(damaged), KEY.verifier)


def test_strangers_signatures_are_passed_over():
    stranger = SigningKey.generate("stranger.example")
    namesake = SigningKey.generate(ORIGIN)
    note = Note.parse(CHECKPOINT).with_signature(stranger).with_signature(namesake)

    assert open_checkpoint(bytes(note), KEY.verifier).checkpoint.size == 7


def test_a_log_must_sign_itself_once_and_in_its_name():
    twice = Note.parse(CHECKPOINT).with_signature(KEY)
    other = SigningKey.generate("other.example")
    borrowed = sign_note(str(Checkpoint(ORIGIN, 7, bytes(32))), [other])
    cosigned_only = Note(twice.text, ()).with_signature(WITNESS, at=1)

    for note, key, witnesses in (
        (twice, KEY, []),
        (borrowed, other, []),
        (cosigned_only, KEY, [WITNESS.verifier]),
        (Note.parse(CHECKPOINT), other, []),
    ):
        with pytest.raises(SignatureRefused):
            open_checkpoint(bytes(note), key.verifier, witnesses)


def test_a_witness_adds_what_it_saw_and_when():
    cosigned = cosign_checkpoint(CHECKPOINT, WITNESS, at=1_772_971_200)

    opened = open_checkpoint(cosigned, KEY.verifier, [WITNESS.verifier], quorum=1)

    assert [(one.key.name, one.at) for one in opened.witnesses] == [(WITNESS.name, 1_772_971_200)]


def test_a_witness_that_is_asked_for_must_be_there():
    absent = SigningKey.generate("absent.example", COSIGNATURE).verifier
    cosigned = cosign_checkpoint(CHECKPOINT, WITNESS, at=5)

    for known in ([absent], [WITNESS.verifier, WITNESS.verifier], [WITNESS.verifier, absent]):
        with pytest.raises(SignatureRefused):
            open_checkpoint(cosigned, KEY.verifier, known, quorum=2)


def test_the_time_of_a_witness_can_not_change():
    line = cosign_checkpoint(CHECKPOINT, WITNESS, at=5)[len(CHECKPOINT) :].decode()
    raw = bytearray(base64.b64decode(line.split(" ")[2]))
    for at in (4, 11):
        changed = copy.copy(raw)
        changed[at] ^= 0x80
        later = f"— {WITNESS.name} {base64.b64encode(changed).decode()}\n"
        with pytest.raises(SignatureRefused):
            open_checkpoint(CHECKPOINT + later.encode(), KEY.verifier, [WITNESS.verifier])


@pytest.mark.parametrize(
    "text",
    ["", "a\n", "a\n1\n", "a\n01\nROOT\n", "a\n-1\nROOT\n", "a\n+1\nROOT\n", "a\n1 \nROOT\n", "a\n1\nROOT",
     "\n1\nROOT\n", "a\n1\nROOT\n\n", "a\n1\nAAAA\n", "a\n1\nROOT=\n", "a\n9223372036854775808\nROOT\n",
     "a\n١\nROOT\n", "a\n1\n\nROOT\n"],
)  # fmt: skip
def test_a_text_that_is_no_checkpoint_is_refused(text):
    root = base64.b64encode(bytes(32)).decode()
    with pytest.raises(CheckpointMalformed):
        Checkpoint.parse(text.replace("ROOT", root))


def test_a_checkpoint_is_three_lines_and_keeps_those_after():
    checkpoint = Checkpoint("a", 0, bytes(32), ("more",))

    assert str(checkpoint) == f"a\n0\n{base64.b64encode(bytes(32)).decode()}\nmore\n"
    assert Checkpoint.parse(str(checkpoint)) == checkpoint


def receipt_of(index: int, extra: bytes | None = None) -> Receipt:
    return Receipt(index, tuple(inclusion_proof(index, 7, hashes_of(ENTRIES))), CHECKPOINT, extra)


@given(st.integers(0, 6), st.none() | st.binary(max_size=50))
def test_a_receipt_is_read_back_and_holds(index, extra):
    receipt = Receipt.parse(bytes(receipt_of(index, extra)))

    assert receipt == receipt_of(index, extra)
    assert receipt.verify(ENTRIES[index], KEY.verifier).checkpoint.size == 7


def test_a_receipt_has_the_lines_of_its_format():
    lines = bytes(receipt_of(6, b"note")).decode().split("\n")

    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra bm90ZQ==", "index 6"]
    assert lines[5:7] == ["", ORIGIN]


def test_a_receipt_is_of_one_entry_at_one_place():
    receipt = receipt_of(3)

    for index, entry in ((3, ENTRIES[4]), (4, ENTRIES[3]), (2, ENTRIES[3]), (3, b"")):
        with pytest.raises(ProofRefused):
            Receipt(index, receipt.proof, CHECKPOINT).verify(entry, KEY.verifier)


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw.replace(b"@v1", b"@v2"),
        lambda raw: raw.replace(b"index 3", b"index 03"),
        lambda raw: raw.replace(b"index 3", b"index -3"),
        lambda raw: raw.replace(b"index 3\n", b""),
        lambda raw: raw.replace(b"index 3\n", b"index 3\nAAAA\n"),
        lambda raw: raw.replace(b"index 3\n", b"extra !\nindex 3\n"),
        lambda raw: raw.replace(b"\n\n", b"\n"),
        lambda raw: raw.replace(
            b"index 3\n", b"index 3\n" + base64.b64encode(bytes(32)) + b"\n" * 1 + b"x\n"
        ),
        lambda raw: raw.replace(b"index 3\n", b"index 3\n" + (base64.b64encode(bytes(32)) + b"\n") * 63),
        lambda raw: b"a" * 2_000_000,
        lambda raw: b"c2sp.org/tlog-proof@v1\n\n" + CHECKPOINT,
        lambda raw: "c2sp.org/tlog-proof@v1\níndex 3\n\n".encode() + CHECKPOINT,
    ],
)
def test_a_receipt_out_of_form_is_refused(damage):
    with pytest.raises(ReceiptMalformed):
        Receipt.parse(damage(bytes(receipt_of(3))))


def test_a_refusal_speaks_two_languages_and_travels():
    refusal = pickle.loads(pickle.dumps(SignatureRefused(why="x")))  # noqa: S301

    assert refusal.in_language("es") == "La firma no vale: x."
    assert str(refusal) == "The signature does not hold: x."


def test_nobody_signs_for_another_log():
    with pytest.raises(AssertionError):
        sign_checkpoint(Checkpoint("other.example", 0, bytes(32)), KEY)
