"""`toparquia count` as people and programs call it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from toparquia.cli.main import main
from toparquia.engines.budgeting.tests.elections import GOOD, changed

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    """The tests read English unless they say otherwise; a wide terminal."""
    monkeypatch.setenv("TOPARQUIA_LANG", "en")
    monkeypatch.setenv("COLUMNS", "120")


def toparquia(*words):
    """Run the command in this process and return what it wrote and how it ended."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        try:
            status = main(["count", *map(str, words)])
        except SystemExit as ended:
            status = ended.code
    return SimpleNamespace(stdout=out.getvalue(), stderr=error.getvalue(), returncode=status)


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.pb"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_json_is_one_document_with_the_promised_keys(good):
    done = toparquia(good, "--json", "--rule", "mes", "--completion", "add1")

    (line,) = done.stdout.splitlines()
    document = json.loads(line)
    assert list(document)[:10] == [
        *("file", "rule", "parameters", "winners", "order", "cost", "budget", "ballots", "ties", "warnings")
    ]
    assert document["file"] == str(good)
    assert (document["rule"], document["parameters"]["completion"]) == ("mes", "add1")
    assert document["winners"] == sorted(document["winners"])
    assert (document["cost"], document["budget"], document["ballots"]) == ("400.50", "1000", 3)
    assert document["seconds"] > 0
    assert done.returncode == 0
    assert done.stderr == ""


def test_the_official_rule_is_the_default(good):
    document = json.loads(toparquia(good, "--json").stdout)

    assert (document["rule"], document["winners"]) == ("greedy", ["p/1"])


@pytest.mark.parametrize(("language", "word"), [("en", "lost the tie"), ("es", "perdió el empate")])
def test_a_person_gets_a_table_in_her_language(good, language, word, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_LANG", language)

    done = toparquia(good)

    assert "Path" in done.stdout
    assert word in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(("language", "word"), [("en", "line 21"), ("es", "línea 21")])
def test_bad_input_is_one_line_on_standard_error_and_status_2(good, language, word, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_LANG", language)
    good.write_text(changed("2;g-2;41", "2;g-3;41"), encoding="utf-8")

    for words in ((good,), (good, "--json"), ("compare", good)):
        done = toparquia(*words)

        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert word in done.stderr
        assert str(good) in done.stderr
        assert done.returncode == 2


def test_a_truncated_file_yields_nothing(good):
    good.write_text(GOOD[: GOOD.index("3;p/1")], encoding="utf-8")

    done = toparquia(good, "--json")

    assert (done.stdout, done.returncode) == ("", 2)


def test_a_folder_gives_one_document_a_line_and_names_what_it_refused(tmp_path, good):
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "other.pb").write_text(GOOD, encoding="utf-8")
    (tmp_path / "broken.pb").write_text(GOOD[:200], encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not counted", encoding="utf-8")

    done = toparquia(tmp_path)

    files = [json.loads(line)["file"] for line in done.stdout.splitlines()]
    assert files == [str(tmp_path / "deeper" / "other.pb"), str(good)]
    assert "broken.pb" in done.stderr
    assert done.returncode == 2


def test_the_same_documents_come_from_all_ways_of_counting(tmp_path):
    for number in range(5):
        (tmp_path / f"{number}.pb").write_text(
            changed("budget;1000", f"budget;{900 + number}"), encoding="utf-8"
        )

    ways = [toparquia(tmp_path, *words).stdout for words in ((), ("--jobs", 2), ("--jobs", 1))]

    documents = [[{**json.loads(line), "seconds": 0} for line in way.splitlines()] for way in ways]
    assert len(documents[0]) == 5
    assert documents[0] == documents[1] == documents[2]


def test_strict_refuses_what_as_counted_counts_with_a_warning(good):
    good.write_text(changed("rule;greedy", "rule;greedy\nmax_length;1"), encoding="utf-8")

    strict = toparquia(good, "--json", "--ballots", "strict")
    counted = json.loads(toparquia(good, "--json", "--ballots", "as-counted").stdout)

    assert (strict.stdout, strict.returncode) == ("", 2)
    assert "max_length 1" in counted["warnings"][0]
    assert counted["parameters"]["ballots"] == "as-counted"


def test_rules_stand_side_by_side(good):
    table = toparquia("compare", good)
    documents = [json.loads(line) for line in toparquia("compare", good, "--json").stdout.splitlines()]

    assert "phragmen" in table.stdout
    assert [document["label"] for document in documents][:3] == ["greedy", "greedy-density", "mes"]
    assert all(document["voters_without_winner"] >= 0 for document in documents)


@pytest.mark.parametrize(
    "words",
    [
        ("--rule", "monarchy"),
        ("--step", "a lot"),
        ("--pot", "territory=North"),
        ("--pot", "territory=North:3/2"),
        ("--ties", "coin"),
        ("--satisfaction", "points", "--rule", "mes"),
    ],
)
def test_words_that_make_no_sense_are_refused(good, words):
    done = toparquia(good, "--json", *words)

    assert (done.stdout, done.returncode) == ("", 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("nothing.pb",), ("empty",), ("compare",), ("compare", "a.pb", "b.pb")])
def test_nothing_to_count_is_said_in_one_sentence(tmp_path, words, monkeypatch):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)

    done = toparquia(*words)

    assert (done.stdout, done.returncode) == ("", 2)
    assert len(done.stderr.splitlines()) == 1


def test_rules_of_one_election_come_from_the_words(good):
    words = ("--conflict", "p/1,g-2", "--threshold", "2", "--pot", "theme=park:20%", "--ties", "lot:7")

    parameters = json.loads(toparquia(good, "--json", "--rule", "greedy", *words).stdout)["parameters"]

    assert parameters["conflicts"] == [["g-2", "p/1"]]
    assert parameters["threshold"] == "2"
    assert parameters["pots"] == [{"name": "theme park", "share": "1/5", "field": "theme", "value": "park"}]
    assert parameters["ties"] == "lot:7"


def test_the_program_counts_in_a_process_of_its_own_and_loads_only_what_it_needs(good):
    # What is not loaded cannot slow the start: no Django, no terminal library, no solver, no cluster.
    program = "import sys; from toparquia.cli.main import main; main(sys.argv[1:]); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}

    done = subprocess.run(
        [sys.executable, "-c", program, "count", str(good), "--json"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=True,
    )

    document, modules = done.stdout.splitlines()
    assert json.loads(document)["winners"] == ["p/1"]
    assert not {"django", "rich", "highspy", "distributed", "numpy.ma"} & set(modules.split())
    assert done.stderr == ""


def test_mistakes_in_the_words_are_answered_before_the_engine_is_loaded():
    program = """
import sys
from toparquia.cli.main import main
try:
    main(["count", "--help"])
except SystemExit:
    print(*sys.modules)
"""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=True,
    )

    assert "numpy" not in done.stdout.splitlines()[-1].split()
