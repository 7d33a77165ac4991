"""Whole tables counted again: bounds, risk and sample sizes of the published programs' own examples."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toparquia.engines.auditing import Comparison, Contest, Reported, Table, reported_assertions

from .elections import a_result

QUARTER = Fraction(1, 4)
# The contests of the tests of Arlo, the audit program of VotingWorks: votes of a large and a small
# batch, how many of each, the large one's bound, and the first round at 25 % (it adds 1 to each).
ARLO = {
    "A": ((200, 180), (100, 90), 200, Fraction(7, 100), 30),
    "B": ((200, 160), (100, 80), 100, Fraction(11, 150), 16),
    "C": ((200, 140), (100, 70), 60, Fraction(23, 270), 11),
}


def arlos(name: str) -> tuple[Comparison, Reported]:
    large, small, count, _, _ = ARLO[name]
    tables = [Table(f"{n}", 400, large) for n in range(count)]
    tables += [Table(f"{n} AV", 200, small) for n in range(count)]
    reported = Reported(Contest(("winner", "loser")), tuple(tables), (0, 0))
    return Comparison(reported, reported_assertions(reported)), reported


@pytest.mark.parametrize("name", ARLO)
def test_bounds_and_first_round_are_arlos(name):
    comparison, _ = arlos(name)

    assert comparison.bounds["0"] == ARLO[name][3] == 2 * comparison.bounds["0 AV"]
    assert comparison.draws_needed(QUARTER) + 1 == ARLO[name][4]


def test_later_rounds_are_arlos():
    comparison, _ = arlos("A")
    right = {f"{n}": Table(f"{n}", 400, (200, 180)) for n in range(9)}
    after_four = comparison.risk([str(n) for n in range(4)], right)
    assert comparison.draws_needed(QUARTER, after_four) + 1 == 26

    # Five tables whose taint equals the margin: the sample stays as large.
    wrong = right | {f"{n}": Table(f"{n}", 400, (190, 190)) for n in range(4, 9)}
    after_nine = comparison.risk([str(n) for n in range(9)], wrong)
    assert comparison.draws_needed(QUARTER, after_nine) + 1 == 26


def test_a_fully_wrong_table_ends_the_sample():
    comparison, _ = arlos("A")

    assert comparison.risk(["0"], {"0": Table("0", 400, (0, 400))}) == 1


def test_a_missing_sheet_is_the_worst_it_could_be():
    comparison, _ = arlos("A")

    assert comparison.overstatement(Table("0", 390, (195, 175))) == Fraction(10, 6000)
    assert comparison.overstatement(Table("0", 400, (210, 170))) == 0


def test_several_winners_and_the_online_part():
    reported = a_result((50, 30, 20), (40, 40, 20), online=(10, 30, 5), seats=2)
    comparison = Comparison(reported, reported_assertions(reported))

    # A 100, B 100, C 45: two pairs, each with a margin of 55.
    assert comparison.bounds == {"1": Fraction(30 + 100, 55), "2": Fraction(20 + 100, 55)}
    assert set(comparison.weights().values()) == {130, 120}


def test_what_no_table_could_change_needs_no_draw():
    reported = a_result((3, 2), online=(500, 100))

    assert Comparison(reported, reported_assertions(reported)).draws_needed(Fraction(1, 20)) == 0
