"""`toparquia simulate`: a small day, really played and verified."""

from __future__ import annotations

import json

import pytest

from toparquia.cli.main import main


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("TOPARQUIA_LANG", "en")


def test_a_small_day_is_played(capsys, tmp_path):
    words = ["--communes", "12", "--voters", "900", "--play", "200", "--workers", "1"]

    assert main(["simulate", *words, "--json", "--out", str(tmp_path)]) == 0

    report = json.loads(capsys.readouterr().out)
    assert (report["communes"], report["voters"], report["workers"]) == (12, 900, 1)
    assert len(report["played"]) == len(list(tmp_path.glob("*.bel"))) == 5
    assert report["ms_a_ballot"] > 0
    minutes = [one["minutes"] for one in report["twenty_million"]]
    assert minutes == sorted(minutes, reverse=True)


@pytest.mark.parametrize("words", [["--communes", "0"], ["--voters", "5"], ["--play", "3"]])
def test_impossible_days_are_one_line_and_status_two(capsys, words):
    assert main(["simulate", *words]) == 2

    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
