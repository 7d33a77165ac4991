"""`toparquia audit`: plan, draw, two people's notes, verdict; one line for every refusal."""

from __future__ import annotations

import json

import pytest

from toparquia.cli.main import main

SEED = "46293015872913345561"
RESULT = {
    "options": ["Ana", "Luis"],
    "online": [40, 90],
    "tables": [{"table": str(n), "sheets": 300, "votes": [190, 100]} for n in range(1, 31)],
}


@pytest.fixture
def audit(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("TOPARQUIA_LANG", "en")
    (tmp_path / "result.json").write_text(json.dumps(RESULT))
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> tuple[int, str, str]:
        status = main(["audit", *(str(word) for word in words)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def noted(tmp_path, name, tables, marks):
    """Write what a person noted of drawn sheets; `marks` says what stands on a sheet of that number."""
    sheets = [
        {"table": each["table"], "sheet": number, "marks": marks(number)}
        for each in tables
        for number in each["sheets"]
    ]
    (tmp_path / name).write_text(json.dumps({"sheets": sheets}))


def as_announced(number):
    return ["Ana"] if number <= 190 else ["Luis"] if number <= 290 else []


def test_an_audit_of_sheets(audit, tmp_path):
    plan = json.loads(audit("plan", "result.json", "--json")[1])
    draw = ("--method", "sheets", "--seed", SEED, "--count", 2 * plan["sheets"])
    status, out, _ = audit("sample", "result.json", *draw, "--json", "--pdf", "sheet.pdf")
    sample = json.loads(out)
    noted(tmp_path, "one.json", sample["tables"], as_announced)
    noted(tmp_path, "two.json", sample["tables"], as_announced)

    verdict = audit("check", "result.json", "one.json", "two.json", *draw)

    assert status == 0
    assert plan["winners"] == ["Ana"]
    assert plan["pairs"] == [{"winner": "Ana", "loser": "Luis", "margin": 2650, "sheets": plan["sheets"]}]
    assert sum(len(each["sheets"]) for each in sample["tables"]) == 2 * plan["sheets"]
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert (verdict[0], verdict[1].splitlines()[-1]) == (0, "CONFIRMED")


def test_what_does_not_confirm_ends_with_one(audit, tmp_path):
    draw = ("--method", "sheets", "--seed", SEED, "--count", 50)
    sample = json.loads(audit("sample", "result.json", *draw, "--json")[1])
    noted(tmp_path, "one.json", sample["tables"], lambda number: ["Luis"] if number <= 200 else ["Ana"])

    status, out, _ = audit("check", "result.json", "one.json", "one.json", *draw)

    assert status == 1
    assert "NOT YET CONFIRMED: draw 50 more" in out


def test_two_people_who_differ_look_again(audit, tmp_path):
    draw = ("--method", "sheets", "--seed", SEED, "--count", 5)
    sample = json.loads(audit("sample", "result.json", *draw, "--json")[1])
    noted(tmp_path, "one.json", sample["tables"], as_announced)
    noted(tmp_path, "two.json", sample["tables"], lambda number: [])

    status, out, err = audit("check", "result.json", "one.json", "two.json", *draw)

    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "did not note the same" in err


def test_a_full_count_of_all_tables(audit, tmp_path):
    counted = [each | {"votes": [100, 190]} for each in RESULT["tables"]]
    (tmp_path / "all.json").write_text(json.dumps({"tables": counted}))
    draw = ("--method", "tables", "--seed", SEED, "--count", 30)

    status, out, _ = audit("check", "result.json", "all.json", "all.json", *draw, "--json")

    verdict = json.loads(out)
    assert (status, verdict["overturned"], verdict["winners"]) == (1, True, ["Luis"])
    assert verdict["full_count"] == [3040, 5790]


def test_the_steps_are_printed(audit):
    out = audit("sample", "result.json", "--method", "tables", "--seed", SEED, "--count", 9)[1]

    assert out.startswith("1. You are two people of different groups")
    assert "Table " in out


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "none.json"),
        ("plan", "."),
        ("plan", "bad.json"),
        ("plan", "result.json", "--risk-limit-bp", "0"),
        ("sample", "result.json", "--method", "sheets", "--seed", "12", "--count", "5"),
        ("sample", "result.json", "--method", "sheets", "--seed", SEED, "--count", "0"),
        ("sample", "result.json", "--method", "tables", "--seed", SEED, "--count", "-1"),
        (
            "check",
            "result.json",
            "bad.json",
            "bad.json",
            "--method",
            "sheets",
            "--seed",
            SEED,
            "--count",
            "5",
        ),
        (
            "check",
            "result.json",
            "none.json",
            "none.json",
            "--method",
            "tables",
            "--seed",
            SEED,
            "--count",
            "5",
        ),
    ],
)
def test_bad_input_is_one_line_and_status_two(audit, tmp_path, words):
    (tmp_path / "bad.json").write_text('{"tables": [{"votes": 1}]}')

    status, out, err = audit(*words)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("toparquia: ")
