"""A whole audit: planned, drawn, looked at by two people, and judged."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.auditing import (
    Comparison,
    Finding,
    Sheet,
    Table,
    agreed_sheets,
    agreed_tables,
    errors,
    judge_sheets,
    judge_tables,
    plan_of,
    reported_assertions,
    reported_digest,
    reported_from_json,
    reported_to_json,
    risk_limit,
    sheets_drawn,
    sheets_from_json,
    tables_drawn,
    tables_from_json,
    winners_of,
)

from .elections import SEED, a_result, a_yes_no

LIMIT = Fraction(1, 20)


def as_reported(reported, sheets):
    """Return findings as if each pile lay in the order of the options, just as reported."""
    by_table = {table.name: table for table in reported.tables}
    found = []
    for sheet in sheets:
        number, marks = sheet.number, ()
        for option, count in enumerate(by_table[sheet.table].votes):
            if number <= count:
                marks = (option,)
                break
            number -= count
        found.append(Finding(sheet, marks))
    return found


def test_a_right_result_is_confirmed_by_few_sheets():
    reported = a_result(*[(180, 100, 20)] * 40)
    plan = plan_of(reported, LIMIT)

    verdict = judge_sheets(
        reported, LIMIT, SEED, as_reported(reported, sheets_drawn(reported, SEED, 2 * plan.sheets))
    )

    assert plan.winners == (0,)
    assert 40 < plan.sheets < 200
    assert verdict.is_confirmed
    assert (verdict.examined, verdict.further) == (2 * plan.sheets, 0)


def test_a_wrong_result_goes_on_to_a_full_count():
    reported = a_result(*[(180, 100, 20)] * 10)
    truth = a_result(*[(100, 180, 20)] * 10)

    verdict = judge_sheets(reported, LIMIT, SEED, as_reported(truth, sheets_drawn(reported, SEED, 300)))
    assert not verdict.is_confirmed
    assert verdict.further == 300

    counted = judge_tables(reported, LIMIT, SEED, 1, truth.tables)
    assert counted.is_overturned
    assert not counted.is_confirmed
    assert (counted.full_count, counted.winners) == ((1000, 1800, 200), (1,))


def test_tables_confirm_or_ask_for_more():
    reported = a_result(*[(180, 100, 20)] * 200)
    assertions = reported_assertions(reported)
    weights = Comparison(reported, assertions).weights()
    draws = plan_of(reported, LIMIT).draws
    drawn = set(tables_drawn(list(weights), list(weights.values()), SEED, draws))
    right = [table for table in reported.tables if table.name in drawn]

    assert judge_tables(reported, LIMIT, SEED, draws, right).is_confirmed
    wrong = [Table(right[0].name, 300, (150, 130, 20)), *right[1:]]
    verdict = judge_tables(reported, LIMIT, SEED, draws, wrong)
    assert not verdict.is_confirmed
    assert verdict.further > 0


def test_a_tie_is_counted_in_full_at_once():
    plan = plan_of(a_yes_no(500, 500), LIMIT)

    assert plan.needs_full_count
    assert plan.sheets is None


def test_a_result_that_the_online_part_decides_needs_no_paper():
    plan = plan_of(a_yes_no(10, 20, online=(500, 100)), LIMIT)

    assert (plan.is_decided_online, plan.sheets, plan.draws) == (True, 0, 0)


def test_a_missing_sheet_counts_against_every_winner():
    reported = a_result(*[(180, 100, 20)] * 40)
    sheets = sheets_drawn(reported, SEED, 120)
    found = as_reported(reported, sheets)
    missing = [Finding(sheets[0], None), *found[1:]]

    assert judge_sheets(reported, LIMIT, SEED, missing).risk > judge_sheets(reported, LIMIT, SEED, found).risk


def test_two_people_must_agree():
    one, two = Finding(Sheet("1", 4), (0,)), Finding(Sheet("1", 4), (1,))

    assert agreed_sheets([one], [one]) == [one]
    with pytest.raises(errors.FindingsDiffer, match="1/4"):
        agreed_sheets([one], [two])
    with pytest.raises(errors.FindingsDiffer, match="12"):
        agreed_tables([Table("12", 3, (2, 1))], [])


def test_files_come_back_as_they_went():
    reported = a_result((50, 30), online=(5, 6), seats=1)

    again = reported_from_json(json.loads(json.dumps(reported_to_json(reported))))

    assert again == reported
    assert reported_digest(again) == reported_digest(reported)


def test_findings_are_read_by_name():
    reported = a_result((50, 30))
    found = sheets_from_json(
        reported.contest,
        {"sheets": [{"table": "1", "sheet": 3, "marks": ["B"]}, {"table": "1", "sheet": 4, "missing": True}]},
    )
    assert found == [Finding(Sheet("1", 3), (1,)), Finding(Sheet("1", 4), None)]
    assert tables_from_json({"tables": [{"table": "1", "sheets": 80, "votes": [50, 30]}]}) == [
        Table("1", 80, (50, 30))
    ]


GOOD = {"options": ["A", "B"], "tables": [{"table": "1", "sheets": 10, "votes": [6, 4]}]}


def a_found(**change):
    return {"sheets": [{"table": "1", "sheet": 1, "marks": ["A"]} | change]}


@pytest.mark.parametrize(
    ("refused", "refusal"),
    [
        (lambda: reported_from_json({}), errors.ContestImpossible),
        (lambda: reported_from_json([]), errors.ContestImpossible),
        (lambda: reported_from_json(GOOD | {"options": ["A", "A"]}), errors.ContestImpossible),
        (lambda: reported_from_json(GOOD | {"seats": 2}), errors.ContestImpossible),
        (lambda: reported_from_json(GOOD | {"share": [1, 0]}), errors.ContestImpossible),
        (lambda: reported_from_json(GOOD | {"kind": "borda"}), errors.ContestImpossible),
        (lambda: reported_from_json(GOOD | {"online": [1]}), errors.CountsImpossible),
        (lambda: reported_from_json(GOOD | {"online": [1, -1]}), errors.CountsImpossible),
        (lambda: reported_from_json(GOOD | {"online": [1, True]}), errors.ContestImpossible),
        (lambda: a_result((6, 4), sheets=9), errors.CountsImpossible),
        (lambda: reported_from_json(GOOD | {"tables": []}), errors.NothingOnPaper),
        (lambda: reported_from_json(GOOD | {"tables": GOOD["tables"] * 2}), errors.TableTwice),
        (lambda: risk_limit(0), errors.RiskLimitOutOfBounds),
        (lambda: risk_limit(5001), errors.RiskLimitOutOfBounds),
        (lambda: found_in(a_found(marks=["C"])), errors.FindingUnreadable),
        (lambda: found_in(a_found(sheet="1")), errors.FindingUnreadable),
        (lambda: found_in({}), errors.FindingUnreadable),
        (lambda: found_in({"sheets": a_found()["sheets"] * 2}), errors.FindingUnreadable),
        (lambda: judge_sheets(RESULT, LIMIT, SEED, []), errors.NotTheSample),
        (lambda: judge_sheets(RESULT, LIMIT, SEED, [Finding(Sheet("9", 1), (0,))]), errors.NotTheSample),
        (lambda: judge_sheets(RESULT, LIMIT, SEED, DRAWN_WITH_TWO_MARKS), errors.FindingUnreadable),
        (lambda: judge_tables(RESULT, LIMIT, SEED, 1, [Table("7", 1, (1, 0))]), errors.NotTheSample),
        (lambda: judge_tables(RESULT, LIMIT, SEED, 1, [Table("1", 11, (6, 4))]), errors.CountsImpossible),
    ],
)
def test_what_cannot_be_is_refused_by_name(refused, refusal):
    with pytest.raises(refusal) as caught:
        refused()

    for language in ("es", "en"):
        assert "{" not in caught.value.message(language)


RESULT = reported_from_json(GOOD)
DRAWN_WITH_TWO_MARKS = [Finding(sheets_drawn(RESULT, SEED, 1)[0], (0, 1))]


def found_in(value):
    return sheets_from_json(RESULT.contest, value)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_full_count_of_the_truth_always_decides(data):
    options = data.draw(st.integers(2, 5))
    votes = st.tuples(*[st.integers(0, 50)] * options)
    announced = data.draw(
        st.lists(votes, min_size=1, max_size=5).filter(lambda all_: sum(map(sum, all_)) > 0)
    )
    online = data.draw(votes)
    reported = a_result(*announced, sheets=300, online=online, seats=data.draw(st.integers(1, options - 1)))
    truth = [Table(table.name, 300, data.draw(votes)) for table in reported.tables]

    verdict = judge_tables(reported, LIMIT, SEED, 1, truth)

    assert verdict.winners == winners_of(reported.contest, verdict.full_count)
    assert verdict.is_confirmed != verdict.is_overturned
    if verdict.is_confirmed:
        assert verdict.winners == winners_of(reported.contest, reported.votes)
