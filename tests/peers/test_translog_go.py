"""Go's own transparency-log packages read what ours writes, and refuse what was tampered with.

The verifier in `go/verify.go` shares no code with us: it stands on golang.org/x/mod/sumdb as Debian packages
it (golang-go, golang-golang-x-mod-dev), and is built here without a network.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from toparquia.engines.translog import (
    Receipt,
    consistency_proof,
    cosign_checkpoint,
    inclusion_proof,
    leaf_hash,
    root,
)
from toparquia.engines.translog.tests.logs import KEY, WITNESS, entries_of, hashes_of, publish, signed

SOURCE = Path(__file__).parent / "go" / "verify.go"
DEBIAN_GO = Path("/usr/share/gocode")
SUMDB = DEBIAN_GO / "src/golang.org/x/mod/sumdb/tlog"
VKEY = str(KEY.verifier)
ENTRIES = entries_of(600)

Verify = Callable[..., str]


def refusal_to_build() -> str | None:
    """Return why the verifier can't be built on this machine, or None."""
    if shutil.which("go") is None:
        return "the independent log verifier is not run: no `go` here (Debian: golang-go)"
    if not SUMDB.is_dir():
        return f"the independent log verifier is not run: no {SUMDB} (Debian: golang-golang-x-mod-dev)"
    return None


pytestmark = pytest.mark.skipif(refusal_to_build() is not None, reason=str(refusal_to_build()))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("go")
    # A home of its own: the build must not depend on, nor leave anything in, the one of who runs the tests.
    environment = os.environ | {
        "GO111MODULE": "off",
        "GOPATH": str(DEBIAN_GO),
        "GOCACHE": os.environ.get("GOCACHE", str(folder / "cache")),
        "GOFLAGS": "",
    }
    subprocess.run(["go", "build", "-o", folder / "verify", SOURCE], env=environment, check=True, timeout=120)
    return folder / "verify"


@pytest.fixture
def accepts(program: Path) -> Verify:
    """Run the verifier and return what it says; the test fails unless it says ok."""

    def run(*words: object) -> str:
        done = subprocess.run(
            [program, *map(str, words)], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture
def refuses(program: Path) -> Verify:
    """Run the verifier and return why it refuses; the test fails when it accepts or crashes."""

    def run(*words: object) -> str:
        done = subprocess.run(
            [program, *map(str, words)], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 1, done.stdout + done.stderr
        assert done.stdout.startswith("refused:")
        return done.stdout

    return run


@pytest.mark.parametrize("sizes", [(1,), (256,), (300, 600), (1, 255, 257, 512), (40, 41, 599)])
def test_go_reads_the_folder_and_its_growth(tmp_path, accepts, sizes):
    olds = []
    for size in sizes:
        older = tmp_path / f"checkpoint-{size}"
        older.write_bytes(publish(tmp_path / "log", ENTRIES[:size]))
        olds.append(older)

    said = accepts("log", tmp_path / "log", VKEY, *olds)

    assert said.startswith(f"ok: {sizes[-1]} entries")
    assert said.endswith(f"{len(sizes)} older checkpoints\n")


def changed(raw: bytes, at: int = 0) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("checkpoint", lambda raw: raw.replace(b"600", b"599")),
        ("checkpoint", lambda raw: raw.replace(b"comuna-5", b"comuna-6")),
        ("checkpoint", lambda raw: signed(ENTRIES[:599])),
        ("tile/entries/001", lambda raw: raw.replace(b"300", b"301", 1)),
        ("tile/entries/001", lambda raw: raw + b"\0"),
        ("tile/entries/002.p/88", lambda raw: raw[:-1]),
        ("tile/0/000", changed),
        ("tile/0/002.p/88", lambda raw: raw[:-32]),
        ("tile/1/000.p/2", changed),
    ],
)
def test_go_refuses_a_folder_that_was_changed(tmp_path, refuses, path, change):
    publish(tmp_path, ENTRIES)
    target = tmp_path / path
    target.write_bytes(change(target.read_bytes()))

    refuses("log", tmp_path, VKEY)


def test_go_refuses_a_log_that_was_rewritten(tmp_path, refuses):
    old = tmp_path / "old"
    old.write_bytes(signed(ENTRIES[:300]))
    publish(tmp_path / "log", [ENTRIES[1], ENTRIES[0], *ENTRIES[2:]])

    assert refuses("log", tmp_path / "log", VKEY, old) == "refused: invalid transparency proof\n"


def proofs_of(size: int) -> dict[str, list]:
    """Return every inclusion proof at two sizes, and consistency proofs of many pairs, as Go reads them."""
    hashes = hashes_of(ENTRIES[:size])
    pairs = [(old, new) for new in range(1, 41) for old in range(1, new + 1)]
    pairs += [(old, size) for old in range(1, size + 1)]
    places = [(index, of) for of in (37, size) for index in range(of)]
    return {
        "leaves": list(map(text_of, map(leaf_hash, ENTRIES[:size]))),
        "roots": [text_of(root(n, hashes)) for n in range(size + 1)],
        "inclusion": [
            {"index": n, "size": of, "proof": list(map(text_of, inclusion_proof(n, of, hashes)))}
            for n, of in places
        ],
        "consistency": [
            {"old": old, "new": new, "proof": list(map(text_of, consistency_proof(old, new, hashes)))}
            for old, new in pairs
        ],
    }


def text_of(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def test_go_makes_and_accepts_the_same_proofs(tmp_path, accepts):
    (tmp_path / "proofs.json").write_text(json.dumps(proofs_of(300)))

    assert accepts("proofs", tmp_path / "proofs.json") == "ok: 337 inclusion, 1120 consistency\n"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda given: given["inclusion"][5]["proof"].__setitem__(0, text_of(bytes(32))),
        lambda given: given["inclusion"][5].__setitem__("index", 6),
        lambda given: given["inclusion"][5].__setitem__("size", 38),
        lambda given: given["inclusion"][5]["proof"].pop(),
        lambda given: given["inclusion"][5]["proof"].append(text_of(bytes(32))),
        lambda given: given["consistency"][-3]["proof"].pop(),
        lambda given: given["consistency"][-3]["proof"].__setitem__(1, text_of(bytes(32))),
        lambda given: given["consistency"][-3].__setitem__("old", 3),
        lambda given: given["leaves"].__setitem__(7, text_of(bytes(32))),
        lambda given: given["roots"].__setitem__(9, text_of(bytes(32))),
    ],
)
def test_go_refuses_proofs_that_were_changed(tmp_path, refuses, spoil):
    given = proofs_of(50)
    spoil(given)
    (tmp_path / "proofs.json").write_text(json.dumps(given))

    refuses("proofs", tmp_path / "proofs.json")


@pytest.mark.parametrize("extra", [None, b"what the entry is about"])
def test_go_reads_a_receipt(tmp_path, accepts, refuses, extra):
    proof = tuple(inclusion_proof(431, 600, hashes_of(ENTRIES)))
    (tmp_path / "entry").write_bytes(ENTRIES[431])
    (tmp_path / "other").write_bytes(ENTRIES[430])
    (tmp_path / "a.tlog-proof").write_bytes(bytes(Receipt(431, proof, signed(ENTRIES), extra)))
    (tmp_path / "b.tlog-proof").write_bytes(bytes(Receipt(430, proof, signed(ENTRIES), extra)))

    assert accepts("receipt", tmp_path / "a.tlog-proof", tmp_path / "entry", VKEY) == "ok: entry 431 of 600\n"
    refuses("receipt", tmp_path / "a.tlog-proof", tmp_path / "other", VKEY)
    refuses("receipt", tmp_path / "b.tlog-proof", tmp_path / "entry", VKEY)
    refuses("receipt", tmp_path / "a.tlog-proof", tmp_path / "entry", str(WITNESS.verifier))


def test_go_reads_a_witnesss_signature(tmp_path, accepts, refuses):
    checkpoint = signed(ENTRIES)
    witness_key = text_of(WITNESS.verifier.public)
    (tmp_path / "alone").write_bytes(checkpoint)
    (tmp_path / "seen").write_bytes(cosign_checkpoint(checkpoint, WITNESS, at=1_772_971_200))

    accepts("cosigned", tmp_path / "seen", VKEY, WITNESS.name, witness_key)
    refuses("cosigned", tmp_path / "alone", VKEY, WITNESS.name, witness_key)
    refuses("cosigned", tmp_path / "seen", VKEY, WITNESS.name, text_of(bytes(32)))
    refuses("cosigned", tmp_path / "seen", VKEY, "another.example", witness_key)
