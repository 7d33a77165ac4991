"""`toparquia ballots`: every role by its commands, and one clear line for every refusal."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from toparquia.cli.main import main

QUESTIONS = {
    "name": "Prueba",
    "questions": [
        {"answers": ["Ana", "Luis", "Rosa"], "min": 1, "max": 1, "question": "¿Quién?"},
        {"answers": ["sí", "no"], "blank": True, "min": 1, "max": 1, "question": "¿Se aprueba?"},
    ],
}
SMALL = ["--workers", "1"]


@pytest.fixture(autouse=True)
def in_a_home_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TOPARQUIA_LANG", "en")


@pytest.fixture
def questions(tmp_path) -> str:
    path = tmp_path / "questions.json"
    path.write_text(json.dumps(QUESTIONS))
    return str(path)


@pytest.fixture
def ballots(capsys):
    def run(*words: object) -> tuple[int, str, str]:
        status = main(["ballots", *(str(word) for word in words)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def works(ballots):
    def run(*words: object) -> str:
        status, out, err = ballots(*words)
        assert (status, err) == (0, "")
        return out

    return run


@pytest.mark.parametrize("trustees", ["3", "2of3"])
def test_a_rehearsal_is_verified(works, questions, tmp_path, trustees):
    words = ("--voters", 6, "--trustees", trustees, "--questions", questions, "--out", tmp_path, *SMALL)
    played = json.loads(works("rehearse", *words, "--group", "Ed25519", "--json"))
    report = json.loads(works("verify", played["archive"], "--json", "--second-proofs", *SMALL))

    assert played["ballots"] == 7
    assert list(report) == ["valid", "ballots", "accepted", "result", "checks", "seconds"]
    assert (report["valid"], report["ballots"], report["accepted"]) == (True, 7, 7)
    assert report["result"] == played["result"]
    assert all(list(check) == ["name", "ok", "detail"] for check in report["checks"])


def test_a_whole_vote_by_hand(works, questions, tmp_path, monkeypatch):
    shared = tmp_path / "shared"
    ceremony = ("--size", 3, "--threshold", 2, "--dir", shared)
    for step in ("certificate", "contribute", "reveal", "finish"):
        for index in (1, 2, 3):
            works("trustee", step, *ceremony, "--index", index, "--seed", tmp_path / f"seed-{index}")
    works("trustee", "assemble", *ceremony)
    single = json.loads(works("keygen", "--name", "Ana", "--out", tmp_path, "--json"))
    made = json.loads(works("credentials", "--count", 3, "--out", tmp_path, "--json"))
    archive = tmp_path / f"{made['uuid']}.bel"

    trustees = (single["public"], shared / "threshold.json")
    given = ("--questions", questions, "--credentials", made["public"], "--trustees", *trustees)
    works("open", "--uuid", made["uuid"], *given, "--out", tmp_path)
    slips = Path(made["private"]).read_text().splitlines()
    for slip, choices in zip(
        [*slips, slips[0]], ["[[1,0,0],[0,1,0]]"] * 3 + ["[[0,1,0],[1,0,0]]"], strict=True
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(slip + "\n"))
        said = works("cast", archive, "--credential", "-", "--choices", choices)
        assert slip not in said
    works("tally", archive, *SMALL)
    works("decrypt", archive, "--key", single["private"], *SMALL)
    for index in (3, 1):
        own = ("--key", tmp_path / f"seed-{index}", "--finished", shared / f"finished-{index}.json")
        works("decrypt", archive, *own, *SMALL)
    works("result", archive, *SMALL)

    said = works("verify", archive, *SMALL)
    assert "✓ result: [[2, 1, 0], [1, 2, 0]]" in said
    assert "VERIFIED" in said
    assert "1 replaced" in said
    for secret in (*slips, Path(single["private"]).read_text().strip()):
        assert secret.encode() not in archive.read_bytes()
    for path in (made["private"], single["private"], tmp_path / "seed-1"):
        assert Path(path).stat().st_mode & 0o077 == 0, "secrets are for their owner alone"


def test_two_authorities_and_weights(works, questions, tmp_path, monkeypatch):
    first = json.loads(works("credentials", "--count", 2, "--part", "--out", tmp_path / "one", "--json"))
    same = ("--uuid", first["uuid"])
    second = json.loads(
        works("credentials", "--count", 2, "--part", *same, "--out", tmp_path / "two", "--json")
    )
    (tmp_path / "weights").write_text("1\n5\n")
    halves = (first["public"], second["public"])
    joined = json.loads(
        works(
            "credentials",
            "--join",
            *halves,
            *same,
            "--weights",
            tmp_path / "weights",
            "--out",
            tmp_path,
            "--json",
        )
    )
    key = json.loads(works("keygen", "--out", tmp_path, "--json"))
    given = ("--questions", questions, "--credentials", joined["public"], "--trustees", key["public"])
    works("open", *same, *given, "--out", tmp_path)
    archive = tmp_path / f"{first['uuid']}.bel"
    slips = [Path(each["private"]).read_text().split()[1] for each in (first, second)]

    (tmp_path / "slip").write_text("+".join(slips))
    works("cast", archive, "--credential", tmp_path / "slip", "--choices", "[[1,0,0],[0,1,0]]")
    works("tally", archive, *SMALL)
    works("decrypt", archive, "--key", key["private"], *SMALL)

    assert "[[5, 0, 0], [0, 5, 0]]" in works("result", archive, *SMALL)


@pytest.fixture
def archive(works, questions, tmp_path) -> Path:
    words = ("--voters", 3, "--trustees", 1, "--questions", questions, "--out", tmp_path, *SMALL)
    return Path(json.loads(works("rehearse", *words, "--json"))["archive"])


def test_the_first_failing_check_is_named(ballots, archive, monkeypatch):
    raw = bytearray(archive.read_bytes())
    raw[-600] ^= 1
    archive.write_bytes(raw)

    status, out, err = ballots("verify", archive, *SMALL)
    in_json = ballots("verify", archive, "--json", *SMALL)
    monkeypatch.setenv("TOPARQUIA_LANG", "es")
    in_spanish = ballots("verify", archive, *SMALL)

    assert (status, err) == (1, "")
    assert out.splitlines()[-1] == "NOT VERIFIED: archive.bytes fails"
    report = json.loads(in_json[1])
    assert (in_json[0], report["valid"], report["checks"][-1]["name"]) == (1, False, "archive.bytes")
    assert "NO VERIFICADO: falla archive.bytes" in in_spanish[1]


def test_a_later_archive_extends_an_earlier_one(ballots, archive, tmp_path):
    raw = archive.read_bytes()
    (tmp_path / "earlier.bel").write_bytes(raw[: len(raw) // 2])
    (tmp_path / "other.bel").write_bytes(raw[:600] + b"x" + raw[601 : len(raw) // 2])

    assert ballots("extends", tmp_path / "earlier.bel", archive)[0] == 0
    status, _, err = ballots("extends", tmp_path / "other.bel", archive)
    assert (status, err.count("\n")) == (1, 1)
    assert "removed or changed" in err


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "{tmp}/none.bel"),
        ("verify", "{tmp}"),
        ("verify", "{tmp}/questions.json"),
        ("rehearse", "--voters", "0", "--questions", "{tmp}/questions.json", "--out", "{tmp}/o"),
        ("rehearse", "--voters", "2", "--questions", "{tmp}/none.json", "--out", "{tmp}/o"),
        ("rehearse", "--voters", "2", "--questions", "{tmp}/bad.json", "--out", "{tmp}/o"),
        ("rehearse", "--voters", "2", "--questions", "{tmp}/questions.json", "--out", "/proc/none"),
        (
            "rehearse",
            "--voters",
            "2",
            "--trustees",
            "4of3",
            "--questions",
            "{tmp}/questions.json",
            "--out",
            "{tmp}/o",
        ),
        ("credentials",),
        ("credentials", "--count", "0"),
        ("credentials", "--count", "2", "--uuid", "../x"),
        ("credentials", "--derive", "{tmp}/questions.json", "--uuid", "hrj99bTLJ1vvc4"),
        ("tally", "{tmp}/none.bel"),
        ("decrypt", "{tmp}/none.bel", "--key", "{tmp}/none"),
        ("cast", "{tmp}/none.bel"),
        ("verify", "{tmp}/none.bel", "--scheduler", "nonsense://x"),
    ],
)
def test_bad_input_is_one_line_and_status_two(ballots, questions, tmp_path, words):
    (tmp_path / "bad.json").write_text('{"questions": [{"answers": []}]}')

    status, out, err = ballots(*(word.replace("{tmp}", str(tmp_path)) for word in words))

    assert (status, out) == (2, "")
    assert err.startswith("toparquia: ")
    assert err.count("\n") == 1, "one line"
    assert "Traceback" not in err


def test_secrets_are_never_overwritten(ballots, works, tmp_path):
    made = json.loads(works("credentials", "--count", 1, "--out", tmp_path, "--json"))
    before = Path(made["private"]).read_bytes()

    status, _, err = ballots("credentials", "--count", 1, "--uuid", made["uuid"], "--out", tmp_path)

    assert (status, Path(made["private"]).read_bytes()) == (2, before)
    assert "not overwritten" in err
