"""`toparquia count --explain`, as people and programs call it."""

from __future__ import annotations

import contextlib
import io
import json
from types import SimpleNamespace

import pytest
from rich.console import Console

from toparquia.cli.count.explaining import draw_explanations
from toparquia.cli.main import main
from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.explain import explain
from toparquia.engines.budgeting.pabulib import read
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.tests.elections import GOOD


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    """The tests read English unless they say otherwise."""
    monkeypatch.setenv("TOPARQUIA_LANG", "en")


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.pb"
    # Too little for both projects, so that one loses.
    path.write_text(GOOD.replace("budget;1000", "budget;700"), encoding="utf-8")
    return path


def toparquia(*words):
    """Run the command in this process and return what it wrote and how it ended."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        try:
            status = main(["count", *map(str, words)])
        except SystemExit as ended:
            status = ended.code
    return SimpleNamespace(stdout=out.getvalue(), stderr=error.getvalue(), returncode=status)


def test_plain_lines_where_there_is_no_terminal(good):
    done = toparquia(good, "--explain", "--rule", "greedy")

    assert "Why each project won or lost" in done.stdout
    assert "✓ g-2" in done.stdout
    assert "✗ p/1" in done.stdout
    assert "    With 1 more vote it would have won." in done.stdout
    assert "\x1b" not in done.stdout
    assert done.returncode == 0


def test_spanish_for_who_reads_spanish(good, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_LANG", "es")

    done = toparquia(good, "--explain", "--rule", "greedy")

    assert "Por qué ganó o perdió cada proyecto" in done.stdout
    assert "    Con 1 voto más habría ganado." in done.stdout


def test_json_holds_both_languages_and_the_log(good):
    document = json.loads(toparquia(good, "--explain", "--json", "--rule", "mes").stdout)

    told = document["explanations"]["projects"]
    assert [each["id"] for each in told if each["won"]] == document["order"]
    assert all(each["says"]["es"] and each["says"]["en"] for each in told)
    assert document["log"]["rule"] == "mes"


def test_many_files_are_explained_without_recounts(good, tmp_path):
    (tmp_path / "second.pb").write_text(good.read_text(encoding="utf-8"), encoding="utf-8")

    lines = toparquia(tmp_path, "--explain", "--rule", "plurality").stdout.splitlines()

    assert len(lines) == 2
    for line in lines:
        told = json.loads(line)["explanations"]
        assert told["recounts"] == 0
        (loser,) = [each for each in told["projects"] if not each["won"]]
        assert loser["changes"][0]["status"] == "found"


def test_only_one_project_is_searched_for(good):
    done = toparquia(good, "--explain-only", "p/1", "--json", "--rule", "mes")

    told = {each["id"]: each for each in json.loads(done.stdout)["explanations"]["projects"]}
    # So few support it that the cost that wins would tell what they had left.
    assert [change["status"] for change in told["p/1"]["changes"]] == ["found", "withheld"]
    assert toparquia(good, "--explain-only", "nobody").returncode == 2


def test_a_terminal_gets_a_table_of_the_other_rules(good):
    told = explain(count(read(good, mode="strict"), CountingRule("greedy")))
    console = Console(file=io.StringIO(), force_terminal=True, width=120)

    draw_explanations(told, console)

    shown = console.file.getvalue()
    assert "\x1b[" in shown
    assert "this count" in shown
    assert "Phragmén" in shown


def test_a_name_cannot_steer_the_terminal(good):
    text = good.read_text(encoding="utf-8").replace("Path", "Pa\x1b[2Jth [bold]x")
    good.write_text(text, encoding="utf-8")
    told = explain(count(read(good, mode="strict"), CountingRule("greedy")), compare=True)
    console = Console(file=io.StringIO(), force_terminal=True, width=120)

    draw_explanations(told, console)

    assert "\x1b[2J" not in console.file.getvalue()
    assert "[bold]x" in console.file.getvalue()
