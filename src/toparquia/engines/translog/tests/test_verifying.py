"""An exported log is checked as a whole, and every kind of tampering is named."""

import json
import tracemalloc
from hashlib import sha256

import pytest

from toparquia.engines.translog import (
    COSIGNATURE,
    Checkpoint,
    Outcome,
    SigningKey,
    cosign_checkpoint,
    leaf_hash,
    root_of,
    sign_checkpoint,
    verify_export,
)
from toparquia.engines.translog.errors import NotCanonical
from toparquia.engines.translog.report import CHECKS
from toparquia.engines.translog.tests.logs import KEY, ORIGIN, WITNESS, entries_of, publish, signed
from toparquia.engines.translog.tiles import encode_bundle

ENTRIES = entries_of(600)
VKEY = str(KEY.verifier)
OTHER = SigningKey(ORIGIN, sha256(b"another key of the same name").digest())


@pytest.fixture
def folder(tmp_path):
    # Three steps, so that a partial tile of before lies beside the last one.
    for size in (520, 560, 600):
        publish(tmp_path, ENTRIES[:size])
    return tmp_path


def rewrite(path, change):
    path.write_bytes(change(path.read_bytes()))


def rebuild(folder, entries, *, key=KEY, checkpoint=None):
    """Forge all files of a log of these entries, as an insider can, keeping nothing of the true one."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    publish(folder, entries, key)
    if checkpoint:
        (folder / "checkpoint").write_bytes(checkpoint)


def swapped(entries):
    return [entries[1], entries[0], *entries[2:]]


def added(raw):
    return raw + b"\0"


def one_bit(raw, at=0):
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


TRUE = signed(ENTRIES)
FORGED = [*ENTRIES[:-1], b'{"act":"forged"}']
TAMPERINGS = {
    "checkpoint missing": (lambda f: (f / "checkpoint").unlink(), "checkpoint.form"),
    "checkpoint with data after it": (lambda f: rewrite(f / "checkpoint", added), "checkpoint.form"),
    "checkpoint without signature": (
        lambda f: rewrite(f / "checkpoint", lambda r: r.split("—".encode())[0]),
        "checkpoint.form",
    ),
    "size edited": (
        lambda f: rewrite(f / "checkpoint", lambda r: r.replace(b"600", b"599")),
        "checkpoint.signature",
    ),
    "origin edited": (
        lambda f: rewrite(f / "checkpoint", lambda r: r.replace(b"comuna-5", b"comuna-6", 1)),
        "checkpoint.signature",
    ),
    "signed by another key": (lambda f: rebuild(f, ENTRIES, key=OTHER), "checkpoint.signature"),
    "another log's checkpoint under this key": (
        lambda f: (f / "checkpoint").write_bytes(
            sign_checkpoint(Checkpoint("b", 600, bytes(32)), SigningKey("b", KEY.seed))
        ),
        "checkpoint.signature",
    ),
    "witness's line removed": (None, "checkpoint.signature"),
    "record changed": (
        lambda f: rewrite(f / "tile/entries/001", lambda r: r.replace(b"300", b"301", 1)),
        "tiles.hashes",
    ),
    "record changed and its tile too": (
        lambda f: rebuild(f, [*ENTRIES[:300], b"{}", *ENTRIES[301:]], checkpoint=TRUE),
        "root",
    ),
    "entries swapped": (
        lambda f: (f / "tile/entries/000").write_bytes(encode_bundle(swapped(ENTRIES)[:256])),
        "tiles.hashes",
    ),
    "entries swapped everywhere": (lambda f: rebuild(f, swapped(ENTRIES), checkpoint=TRUE), "root"),
    "entries swapped and signed": (lambda f: rebuild(f, swapped(ENTRIES)), "older.root"),
    "last entry forged and signed": (lambda f: rebuild(f, FORGED), "older.root"),
    "entries taken away and signed": (lambda f: rebuild(f, ENTRIES[:590]), "older.checkpoint"),
    "entry not canonical": (
        lambda f: rebuild(f, [*ENTRIES[:599], b'{"b":1,"a":2}']),
        "entries.canonical",
    ),
    "entry that is no JSON": (lambda f: rebuild(f, [*ENTRIES[:599], b"hello"]), "entries.canonical"),
    "bundle missing": (lambda f: (f / "tile/entries/001").unlink(), "entries.form"),
    "bundle cut short": (lambda f: rewrite(f / "tile/entries/001", lambda r: r[:-1]), "entries.form"),
    "bundle with data after it": (lambda f: rewrite(f / "tile/entries/001", added), "entries.form"),
    "bundle with an entry too many": (
        lambda f: (f / "tile/entries/002.p/88").write_bytes(encode_bundle([*ENTRIES[512:], b"{}"])),
        "entries.form",
    ),
    "bundle of another width": (
        lambda f: (f / "tile/entries/002.p/88").rename(f / "tile/entries/002.p/89"),
        "entries.form",
    ),
    "bundle without end": (lambda f: (f / "tile/entries/001").write_bytes(bytes(17_000_000)), "entries.form"),
    "tile missing": (lambda f: (f / "tile/0/000").unlink(), "tiles.hashes"),
    "tile of one bit less": (lambda f: rewrite(f / "tile/0/001", lambda r: one_bit(r, 8191)), "tiles.hashes"),
    "tile with data after it": (lambda f: rewrite(f / "tile/0/000", added), "tiles.hashes"),
    "tile cut short": (lambda f: rewrite(f / "tile/0/000", lambda r: r[:-32]), "tiles.hashes"),
    "partial tile changed": (lambda f: rewrite(f / "tile/0/002.p/88", one_bit), "tiles.hashes"),
    "partial tile of another width": (
        lambda f: (f / "tile/0/002.p/88").rename(f / "tile/0/002.p/87"),
        "tiles.hashes",
    ),
    "partial tile too wide": (
        lambda f: rewrite(f / "tile/0/002.p/88", lambda r: r + leaf_hash(b"{}")),
        "tiles.hashes",
    ),
    "higher tile changed": (lambda f: rewrite(f / "tile/1/000.p/2", one_bit), "tiles.hashes"),
    "earlier partial tile changed": (lambda f: rewrite(f / "tile/0/002.p/48", one_bit), "tiles.partial"),
    "earlier partial tile of another width": (
        lambda f: (f / "tile/0/002.p/48").rename(f / "tile/0/002.p/47"),
        "tiles.partial",
    ),
    "earlier bundle changed": (
        lambda f: rewrite(f / "tile/entries/002.p/48", lambda r: r.replace(b"520", b"521", 1)),
        "tiles.partial",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_named(folder, name):
    tamper, expected = TAMPERINGS[name]
    witnesses = [WITNESS.verifier] if tamper is None else []
    if tamper:
        tamper(folder)

    report = verify_export(folder, VKEY, TRUE, witnesses=witnesses, quorum=len(witnesses))

    assert report.failure is not None
    assert report.failure.name == expected
    assert report.failure.reason is not None
    names = list(CHECKS)
    later = report.checks[names.index(expected) + 1 :]
    assert all(check.outcome is not Outcome.FAILED for check in later)


def test_an_untouched_log_passes_every_check(folder):
    (folder / "checkpoint").write_bytes(cosign_checkpoint(TRUE, WITNESS, at=9))
    seen = []

    report = verify_export(
        folder, VKEY, signed(ENTRIES[:77]), witnesses=[WITNESS.verifier], quorum=1,
        each_entry=lambda index, value: seen.append((index, value["number"])),
    )  # fmt: skip

    assert {check.outcome for check in report.checks} == {Outcome.PASSED}
    assert report.is_good
    assert report.is_signed
    assert seen == [(number, number) for number in range(600)]
    assert json.loads(json.dumps(report.as_document()))["root"] == root_of(ENTRIES).hex()
    assert report.as_document()["witnesses"] == [WITNESS.name]


def test_the_key_of_the_export_proves_no_one(folder):
    report = verify_export(folder)

    assert report.is_good
    assert not report.is_signed
    check = report.checks[1]
    assert check.outcome is Outcome.OWN_KEY
    assert "con el export" in check.in_language("es") or "came with" in check.in_language("es")


def test_without_any_key_the_report_says_so(folder):
    (folder / "vkey").unlink()

    report = verify_export(folder, old_checkpoint=TRUE)

    assert report.is_good
    assert not report.is_signed
    assert report.checks[1].outcome is Outcome.SKIPPED


@pytest.mark.parametrize("vkey", ["", "nonsense", VKEY + "x", str(OTHER.verifier)])
def test_a_wrong_key_fails_the_signature(folder, vkey):
    report = verify_export(folder, vkey)

    assert report.failure is not None
    assert report.failure.name == "checkpoint.signature"


@pytest.mark.parametrize(
    "older",
    [
        signed(ENTRIES[:100], OTHER),
        signed([*ENTRIES, b"{}"]),
        b"",
        signed(ENTRIES[:100]).replace(b"100", b"101"),
    ],
)
def test_an_older_checkpoint_must_be_this_logs(folder, older):
    report = verify_export(folder, VKEY, older)

    assert report.failure is not None
    assert report.failure.name == "older.checkpoint"


def test_an_older_checkpoint_of_nothing_is_always_continued(folder):
    assert verify_export(folder, VKEY, signed([])).is_good


def test_a_rooms_own_check_can_refuse_an_entry(folder):
    def refuse(index, value):
        if index == 400:
            raise NotCanonical(where="entry 400", what="an act nobody may enact")

    report = verify_export(folder, VKEY, each_entry=refuse)

    assert report.failure is not None
    assert report.failure.name == "entries.content"
    assert "400" in report.failure.in_language("es")
    assert report.checks[-1].outcome is Outcome.NOT_REACHED


def test_an_empty_log_is_a_log(tmp_path):
    publish(tmp_path, [])

    report = verify_export(tmp_path, VKEY)

    assert report.is_good
    assert report.checkpoint == Checkpoint(ORIGIN, 0, root_of([]))


def test_a_folder_that_is_none_fails_in_one_sentence(tmp_path):
    report = verify_export(tmp_path / "absent", VKEY)

    assert report.failure is not None
    assert "checkpoint" in report.failure.in_language("en")


def test_a_witness_needs_its_own_kind_of_key(folder):
    as_log = SigningKey(WITNESS.name, WITNESS.seed)
    assert as_log.verifier != SigningKey(WITNESS.name, WITNESS.seed, COSIGNATURE).verifier
    with pytest.raises(AssertionError):
        cosign_checkpoint(TRUE, as_log, at=1)


def test_verifying_holds_one_bundle_in_memory(tmp_path):
    # 8 MB of entries: the check may hold a bundle of 4 MB twice over, not the log.
    entries = [b'"' + bytes([65 + n % 26]) * 16_000 + b'"' for n in range(520)]
    publish(tmp_path, entries)
    del entries
    told = []
    tracemalloc.start()
    try:
        assert verify_export(tmp_path, VKEY, progress=lambda done, whole: told.append((done, whole))).is_good
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert told == [(256, 520), (512, 520), (520, 520)]
    assert peak < 14_000_000
