"""Ties, and how Equal Shares goes on: Add1, the fill, the comparison."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.errors import RuleNotApplicable
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.rules.ties import lot_key
from toparquia.engines.budgeting.tests.elections import an_election


def winners(election, **rule):
    return count(election, CountingRule(**rule)).ordered_ids


class TestTies:
    """One order over all projects, fixed before the count."""

    ELECTION = an_election(
        [60, 60, 40], [[0, 1]] * 4 + [[0]] * 2 + [[1]] * 2 + [[2]] * 3, 100, ids=["9", "10", "7"]
    )

    def test_ids_are_compared_as_text(self):
        assert winners(self.ELECTION, name="greedy", ties="id") == ["10", "7"]

    def test_cheaper_goes_first_then_more_votes_then_the_id(self):
        assert winners(self.ELECTION, name="greedy") == ["10", "7"]
        cheaper = an_election([60, 50], [[0], [1]], 60)
        assert winners(cheaper, name="greedy") == ["b"]

    def test_the_order_of_the_file_counts_only_when_asked_for(self):
        assert winners(self.ELECTION, name="greedy", ties="file") == ["9", "7"]

    def test_a_lot_is_the_published_hash(self):
        # printf '%s\n%s' day-1 9 | sha256sum
        assert lot_key("day-1", "9") == "c4f7e655c94c949bc32e62f9661cacdf0499c97e66712d26d38dcfbc2caae7fd"
        first = min(("9", "10"), key=lambda name: lot_key("day-1", name))
        assert winners(self.ELECTION, name="greedy", ties="lot:day-1")[0] == first

    def test_different_seeds_draw_different_lots(self):
        drawn = {winners(self.ELECTION, name="greedy", ties=f"lot:{seed}")[0] for seed in range(20)}
        assert drawn == {"9", "10"}

    @pytest.mark.parametrize("ties", ["lot:", "coin", "lot"])
    def test_other_tie_rules_are_refused(self, ties):
        with pytest.raises(RuleNotApplicable, match="tie rule"):
            count(self.ELECTION, CountingRule("greedy", ties=ties))

    def test_a_tie_is_written_down_with_its_exact_value(self):
        result = count(self.ELECTION, CountingRule("greedy", ties="id"))

        (tie,) = [tie for tie in result.ties if tie.decisive]
        assert (tie.projects, tie.value, tie.first, tie.broken_by) == (("10", "9"), "6", "10", "id")
        assert result.reasons[0] == "lost_tie"

    def test_ties_of_equal_shares_say_run_and_round(self):
        election = an_election([100, 100, 100], [[0], [1], [2]] * 5, 200)

        result = count(election, CountingRule("mes", completion="add1"))

        assert result.ties[0].stage.startswith("run ")
        assert result.ties[0].projects == ("a", "b", "c")
        assert result.ties[0].value == "1/5"


class TestCompletion:
    """Add1, the fill, the comparison."""

    ELECTION = an_election([60, 45, 30, 24, 50], [[0, 1], [1, 2], [0, 3], [2, 3, 4], [4], [0, 4], [1]], 120)

    def test_every_run_is_written_down_and_the_last_good_one_stands(self):
        result = count(self.ELECTION, CountingRule("mes", completion="add1", step=Fraction(1)))
        runs = result.trace.runs

        assert [run.share for run in runs] == [Fraction(120, 7) + n for n in range(len(runs))]
        assert all(run.cost <= 120 for run in runs[:-1])
        assert (
            result.trace.final.share == (runs[-2] if result.trace.ended == "over_budget" else runs[-1]).share
        )
        assert sorted(result.order) == sorted(result.trace.final.projects)

    def test_without_the_exhaustive_stop_runs_end_only_above_the_budget(self):
        result = count(
            self.ELECTION, CountingRule("mes", completion="add1", step=Fraction(1), exhaustive_stop=False)
        )

        assert result.trace.ended == "over_budget"
        assert result.trace.runs[-1].cost > 120

    def test_the_fill_leaves_nothing_that_fits(self):
        result = count(self.ELECTION, CountingRule("mes", completion="greedy"))

        left = 120 - result.spent
        assert all(
            result.has_won(p) or self.ELECTION.costs[p] > left for p in range(len(self.ELECTION.projects))
        )

    def test_the_usual_step_is_one_unit_or_a_thousandth_of_the_share(self):
        small = count(self.ELECTION, CountingRule("mes"))
        large = an_election([6_000_000, 45, 30], [[0], [1], [2]], 5_000_001)

        assert small.rule.step == 1
        assert count(large, CountingRule("mes")).rule.step == 1667

    def test_a_first_share_may_be_rounded_down_to_whole_units(self):
        result = count(self.ELECTION, CountingRule("mes", start="floor"))

        assert result.trace.runs[0].share == 17

    def test_a_step_must_add_something(self):
        with pytest.raises(RuleNotApplicable, match="above 0"):
            count(self.ELECTION, CountingRule("mes", completion="add1", step=Fraction(0)))

    def test_greedy_stands_when_more_voters_fare_better_by_it(self):
        # Equal Shares: b and c for 2 + 2 voters; greedy: a for 5, and then nothing fits.
        election = an_election([10, 3, 3], [[0]] * 5 + [[1]] * 2 + [[2]] * 2, 10)

        rule = CountingRule("mes", completion="add1", step=Fraction(1, 2), comparison="satisfaction")
        result = count(election, rule)

        assert result.ordered_ids == ["a"]
        assert (result.trace.comparison.better_by_greedy, result.trace.comparison.better_by_shares) == (5, 4)

    @pytest.mark.parametrize("measure", ["satisfaction", "coverage"])
    def test_equal_shares_stand_when_not_more_fare_better_by_greedy(self, measure):
        election = an_election([10, 3, 3], [[0]] * 4 + [[1]] * 2 + [[2]] * 2, 10)

        rule = CountingRule("mes", completion="add1", step=Fraction(1, 2), comparison=measure)
        result = count(election, rule)

        assert result.winners == ["b", "c"]
        assert not result.trace.comparison.greedy_stands
