"""A rule set's file that is wrong: every problem at once, with its line and what was expected."""

import json
import re
from pathlib import Path

import pytest

from toparquia.cli import ruleset as command
from toparquia.cli.main import main
from toparquia.foundation.rulesets import RuleSetMalformed, RuleSetUnreadable, built_in, load
from toparquia.foundation.rulesets.lines import line_of, lines_of
from toparquia.foundation.rulesets.loading import FILE_LIMIT, _built_in_files

GOOD = _built_in_files()["venezuela-communes"].read_text(encoding="utf-8")


def problems_of(text: str, folder: Path) -> list[str]:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleSetMalformed) as refusal:
        load(path)
    for problem in refusal.value.problems:
        assert problem.in_language("es") != problem.in_language("en")
    return [problem.in_language("en").removeprefix(f"{path}:") for problem in refusal.value.problems]


def with_value(key: str, value: str) -> str:
    """Return the good text with another value for one key."""
    text, found = re.subn(rf"(?ms)(^\[{re.escape(key)}\]\n.*?^value = ).*?$", rf"\g<1>{value}", GOOD, count=1)
    assert found == 1
    return text


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("assembly.quorum_call_1", "0.30", "in quotes"),
        ("assembly.quorum_call_1", '"1.30"', "not a share"),
        ("assembly.quorum_call_1", '"none"', "not a share"),
        ("assembly.quorum_call_1", '"0.10"', "no call asks a larger quorum"),
        ("assembly.quorum_call_3", '"0.25"', "no call asks a larger quorum"),
        ("assembly.majority", '"0.50"', "not a threshold"),
        ("assembly.notice_days", "true", "whole number from 0 to 365"),
        ("assembly.notice_days", '"3"', "whole number"),
        ("assembly.notice_days", "3.0", "whole number"),
        ("assembly.notice_days", "-1", "whole number"),
        ("age.min_vote", "121", "from 0 to 120"),
        ("age.min_vote", "16", "can't vote can't be a candidate"),
        ("age.strict", '"true"', "true or false"),
        ("age.strict", "1", "true or false"),
        ("obligation.discretionary_refusal", "true", "not configurable"),
        ("obligation.pre_vote_check", '["territory", "affinity"]', "only: territory"),
        ("obligation.pre_vote_check", '["territory", "territory"]', "each code once"),
        ("obligation.tranches", '["0.50", "0.49"]', "add up to exactly 1"),
        ("obligation.tranches", "[]", "1 to 12 shares"),
        ("obligation.tranches", '["1.00", "0.00"]', "from 0.01% to 100%"),
        ("obligation.state_share", '"0"', "from 0.01% to 100%"),
        ("obligation.ceiling", "10000", 'amount = "10000.00"'),
        ("obligation.ceiling", '{ amount = "1.234,50", currency = "USD" }', "not an amount in USD"),
        ("obligation.ceiling", '{ amount = "-1", currency = "USD" }', "not negative"),
        ("obligation.ceiling", '{ amount = "1", currency = "dollars" }', "no currency code"),
        ("invoice.heads", '["Mano de obra"]', "small letters"),
        ("invoice.heads", "[]", "1 to 20 codes"),
        ("executive.seats", "[2]", "2 whole numbers"),
        ("council.families_urban", "[400, 150]", "smaller before the larger"),
        ("consultation.open_close", '["18:00", "08:00"]', "the first before"),
        ("consultation.open_close", '["8:00", "18:00"]', "the first before"),
        ("consultation.tie_rule", '"coin"', "one of: public_draw, run_off"),
        ("consultation.winners", '"budget"', "plurality needs the number"),
        ("consultation.counting_rule", '"greedy"', 'the others need "budget"'),
        ("consultation.choices_per_voter", "2", "where one is chosen, it is 1"),
        ("counting.pot_share", '"0.20"', "a pot needs its part"),
        ("counting.pot_themes", '["water"]', "a pot needs its part"),
        ("finance.releases_required", "4", "more signatures"),
        ("bank.target", "4000", "a number with its date"),
        ("bank.target", '{ count = 4000, day = "2026-02-30" }', "a date like"),
        ("bank.target", "{ count = 4000, day = 2026-12-31T00:00:00Z }", "a date like"),
        ("allowance.amounts", "5", "a list of amounts"),
        ("mandate.max_consecutive", '"none"', 'or "unlimited"'),
    ],
)
def test_a_value_that_can_not_be_is_told_with_its_line(tmp_path, key, value, expected):
    text = with_value(key, value)

    problems = problems_of(text, tmp_path)

    assert len(problems) == 1
    assert expected in problems[0]
    # The line is that of the value, or of the key that contradicts it.
    line = int(problems[0].split(":")[0])
    assert text.splitlines()[line - 1].startswith(("value =", "["))
    assert line_of(lines_of(text), problems[0].split(": ")[1]) == line


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('unit = "familias"\n', 'unit = "people"\n', "the unit “families”"),
        ('unit = "familias"\n', "", "council.families_urban.unit: it is missing"),
        ('unit = "familias"\n', 'units = "familias"\n', "is it council.families_urban.unit?"),
        ('source = "entrevista fundacional [S]"\n', "", "source: it is missing"),
        ('source = "entrevista fundacional [S]"\n', 'source = " "\n', "the article or source"),
        ('source = "entrevista fundacional [S]"\n', "source = 5\n", "the article or source"),
        ("[commune.min_councils]", "[commune.min_council]", "is it commune.min_councils?"),
        ("[commune.min_councils]", "[commune.affinity]", "there is no such key"),
        ("[age.min_vote]", "[age.max_vote]", "age.max_vote: there is no such key"),
        ('code = "venezuela-communes"\n', "", "rules.code: it is missing"),
        ('code = "venezuela-communes"', 'code = "Venezuela"', "small letters and hyphens"),
        ('version = "1"', "version = 1", "a version in quotes"),
        ('currency = "VES"', 'currency = "Bs."', "ISO 4217"),
        ('timezone = "America/Caracas"', 'timezone = "../../etc/passwd"', "a time zone"),
        ('language = "es"', 'language = "qu"', '"es" or "en"'),
        ('es = "Comunas de Venezuela", ', "", "a text like"),
        ('"Comunas de Venezuela"', '"{secret}"', "a text like"),
        ("commune = { es", "parish = { es", "names for: country"),
        ("[commune.min_councils]", "[[commune.min_councils]]", "a table with value, unit and source"),
        ("[rules]", "surprise = 5\n[rules]", "surprise: there is no such key"),
    ],
)
def test_a_part_that_is_wrong_is_told(tmp_path, old, new, expected):
    assert old in GOOD

    problems = problems_of(GOOD.replace(old, new, 1), tmp_path)

    assert any(expected in problem for problem in problems), problems


def test_all_problems_are_told_at_once_in_the_order_of_the_file(tmp_path):
    text = with_value("age.min_vote", "-3").replace('version = "1"', "version = 1")
    text = text.replace("[upload.types]", "[upload.kinds]")

    problems = problems_of(text, tmp_path)

    assert len(problems) == 3
    assert [int(problem.split(":")[0]) for problem in problems] == sorted(
        int(problem.split(":")[0]) for problem in problems
    )


def test_a_decision_nobody_took_is_missing(tmp_path):
    text = re.sub(r"(?ms)^\[age\.min_vote\].*?(?=^\[)", "", GOOD)

    assert "it has to be decided" in problems_of(text, tmp_path)[0]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[rules", 1),
        ("a = 1\nb = \n", 2),
        ("x = 1\n" * 3 + "x = 2\n", 2),
        ("a = " + "[" * 5000, 1),
        ('a = """', 1),
    ],
)
def test_a_text_that_is_no_toml_is_told_with_its_line(tmp_path, text, line):
    problems = problems_of(text, tmp_path)

    assert len(problems) == 1
    assert problems[0].startswith(f"{line}: this is not TOML")


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path):
    path = tmp_path / "latin.toml"
    path.write_bytes("[rules]\n# ñ\n".encode("latin-1"))

    with pytest.raises(RuleSetMalformed, match=r"latin\.toml:2: expected text in UTF-8"):
        load(path)


def test_a_file_that_is_none_or_too_large_is_refused(tmp_path):
    (tmp_path / "large.toml").write_bytes(b"#" * (FILE_LIMIT + 1))
    for name in ("absent.toml", "large.toml", "."):
        with pytest.raises(RuleSetUnreadable):
            load(tmp_path / name)


def test_a_set_too_long_for_the_gazette_is_refused(tmp_path):
    guarantees = ", ".join(f'"{"a" * 57}{number:03d}"' for number in range(30))
    text = with_value("loan.guarantees", f"[{guarantees}]").replace(
        '"Comunas de Venezuela"', f'"{"ñ" * 500}"'
    )
    text = re.sub(r'(?m)^source = ".*"$', f'source = "{"ñ" * 300}"', text)

    problems = problems_of(text, tmp_path)

    assert len(problems) == 1
    assert "65535" in problems[0]


def test_the_command_prints_each_rule_or_each_problem(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_LANG", "es")
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")

    assert main(["ruleset", "check", str(path)]) == 0
    said = capsys.readouterr()
    assert (
        "Quórum de la primera convocatoria: 30\u00a0% (parte de los habitantes en edad de votar)" in said.out
    )
    assert built_in("venezuela-communes").hash in said.out
    assert said.err == ""

    path.write_text(
        with_value("age.min_vote", "-3").replace('version = "1"', "version = 1"), encoding="utf-8"
    )
    assert main(["ruleset", "check", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[0] == f"toparquia: {path} tiene 2 problemas:"
    assert len(said.err.splitlines()) == 3

    assert main(["ruleset", "check", str(tmp_path / "absent")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_command_lists_and_speaks_json(tmp_path, capsys):
    assert main(["ruleset", "list", "--json"]) == 0
    assert {"city-participatory-budget", "venezuela-communes"} <= {
        one["code"] for one in json.loads(capsys.readouterr().out)
    }
    assert main(["ruleset", "check", "venezuela-communes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["good"] is True
    assert command.check(str(_written(tmp_path, "x = 1")), as_json=True) == 2
    found = json.loads(capsys.readouterr().out)
    assert found["good"] is False
    assert found["problems"]


def _written(folder: Path, text: str) -> Path:
    path = folder / "x.toml"
    path.write_text(text, encoding="utf-8")
    return path
