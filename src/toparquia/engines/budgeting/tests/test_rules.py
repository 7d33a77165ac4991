"""What each rule chooses, on elections small enough to count by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import CUMULATIVE, ORDINAL, SENTINEL_COST
from toparquia.engines.budgeting.errors import RuleNotApplicable
from toparquia.engines.budgeting.rules.options import CountingRule, Pot
from toparquia.engines.budgeting.tests.elections import an_election


def winners(election, **rule):
    return count(election, CountingRule(**rule)).ordered_ids


def reasons(election, **rule):
    result = count(election, CountingRule(**rule))
    return dict(zip([project.id for project in election.projects], result.reasons, strict=True))


# Votes: a 4, b 3, c 2, d 1.
FOUR = [[0, 1], [0, 1], [0, 2], [0, 1, 2], [3]]


def test_greedy_skips_what_does_not_fit():
    assert winners(an_election([6, 5, 4, 1], FOUR, 11), name="greedy") == ["a", "b"]
    assert winners(an_election([6, 6, 4, 1], FOUR, 11), name="greedy") == ["a", "c", "d"]


def test_greedy_no_skip_ends_at_the_first_that_does_not_fit():
    election = an_election([6, 6, 4, 1], FOUR, 11)

    assert winners(election, name="greedy-no-skip") == ["a"]
    assert reasons(election, name="greedy-no-skip") == {
        "a": "chosen",
        "b": "does_not_fit",
        "c": "count_ended",
        "d": "count_ended",
    }


def test_a_withdrawn_project_does_not_end_the_walk():
    election = an_election([SENTINEL_COST, 5, 4, 1], FOUR, 9)

    assert winners(election, name="greedy-no-skip") == ["b", "c"]
    assert reasons(election, name="greedy-no-skip")["a"] == "withdrawn"


def test_a_project_dearer_than_the_budget_ends_a_walk_without_skips():
    election = an_election([20, 5, 4, 1], FOUR, 9)

    assert winners(election, name="greedy-no-skip") == []
    assert winners(election, name="greedy") == ["b", "c"]
    assert reasons(election, name="greedy")["a"] == "dearer_than_budget"


@pytest.mark.parametrize(("cost", "tops_up"), [(5, True), (6, False)])
def test_poznan_tops_up_the_first_that_does_not_fit_at_80_per_cent(cost, tops_up):
    # 4 are left after a: that is 80 % of 5, and less than that of 6.
    election = an_election([6, cost, 1, 1], FOUR, 10)

    assert winners(election, name="greedy-custom") == (["a", "b"] if tops_up else ["a"])


def test_a_threshold_counts_from_the_score_on():
    election = an_election([3, 3, 3, 3], FOUR, 9)

    assert winners(election, name="greedy-threshold", threshold=Fraction(3)) == ["a", "b"]
    assert reasons(election, name="greedy-threshold", threshold=Fraction(4))["b"] == "below_threshold"


def test_incompatible_projects_exclude_each_other_under_every_rule():
    election = an_election([3, 3, 3, 3], FOUR, 9)
    conflict = (frozenset("ab"),)
    for name in ("greedy-exclusive", "greedy-density", "mes", "phragmen", "optimum", "plurality"):
        chosen = set(winners(election, name=name, conflicts=conflict, seats=4, completion="add1-greedy"))
        assert not {"a", "b"} <= chosen, name
        assert "a" in chosen, name


def test_a_conflict_with_a_project_that_is_not_there_is_refused():
    with pytest.raises(RuleNotApplicable, match="not in the election"):
        count(an_election([1], [[0]], 1), CountingRule("greedy", conflicts=(frozenset(["a", "zz"]),)))


def test_greedy_by_density_takes_votes_per_cost():
    # a: 4 votes for 8, b: 3 for 3, c: 2 for 4, d: 1 for 2; c and d tie at 1/2 with a, the cheaper go first.
    assert winners(an_election([8, 3, 4, 2], FOUR, 9), name="greedy-density") == ["b", "d", "c"]


def test_plurality_takes_the_most_voted_that_is_affordable_alone():
    election = an_election([600, 400, 100], [[0]] * 5 + [[1]] * 3 + [[2]] * 2, 500)

    assert winners(election, name="plurality") == ["b"]
    assert winners(election, name="plurality", seats=2) == ["b", "c"]


def test_plurality_needs_a_winner():
    with pytest.raises(RuleNotApplicable, match="1 or more"):
        count(an_election([1], [[0]], 1), CountingRule("plurality", seats=0))


def test_plurality_counts_first_choices_of_ranked_ballots():
    election = an_election([1, 1, 1], [[0, 1], [2, 1], [2, 1], [0, 1], [0]], 1, vote_type=ORDINAL)

    result = count(election, CountingRule("plurality"))

    assert result.ordered_ids == ["a"]
    assert result.contest.scores == [3, 0, 2]


def test_points_and_ranks_make_the_order():
    points = an_election([5, 5], [[0, 1], [0, 1]], 5, points=[[1, 4], [1, 4]], vote_type=CUMULATIVE)
    ranks = an_election([5, 5, 5], [[1, 0, 2], [1, 2, 0]], 5, vote_type=ORDINAL)

    assert winners(points, name="greedy") == ["b"]
    assert count(ranks, CountingRule("greedy")).contest.scores == [3, 6, 3]


@pytest.mark.parametrize("satisfaction", ["points", "rank"])
def test_a_satisfaction_needs_its_ballots(satisfaction):
    with pytest.raises(RuleNotApplicable):
        count(an_election([1], [[0]], 1), CountingRule("mes", satisfaction=satisfaction))


def test_phragmen_buys_when_the_supporters_can_pay_together():
    # b at 5/3; then a at (6 + 5/3 + 5/3) / 3 = 28/9; d at 4; c would be at 4 + 28/9 but does not fit.
    election = an_election([6, 5, 4, 4], [[0, 1], [0, 1], [0, 2], [1], [3]], 15)

    result = count(election, CountingRule("phragmen"))

    assert [(election.projects[m.project].id, m.time) for m in result.trace.moments] == [
        ("b", Fraction(5, 3)),
        ("a", Fraction(28, 9)),
        ("d", 4),
    ]
    assert result.trace.stopped_at == (Fraction(64, 9), (2,))


def test_phragmen_stops_or_skips_when_something_does_not_fit():
    election = an_election([6, 7, 1], [[0, 1], [0, 1], [0], [1], [2]], 8)

    # c at 1, a at 2, then b at 11/3 does not fit the 1 that is left.
    assert winners(election, name="phragmen") == ["c", "a"]
    more = an_election([6, 7, 2], [[0, 1], [0, 1], [0], [1], [2], [0]], 8)
    assert winners(more, name="phragmen") == ["a", "c"]
    assert winners(more, name="phragmen", stop="skip") == ["a", "c"]


def test_reserved_pots_are_spent_first_on_their_own_projects():
    fields = [{"district": "South"}, {"district": "North"}, {"district": "North"}, {"district": "South"}]
    election = an_election([6, 5, 4, 4], FOUR, 12, fields=fields)
    pot = Pot("North", Fraction(1, 2), "territory", "North")

    result = count(election, CountingRule("greedy", pots=(pot,)))

    # 6 are kept for the north: b (5). The 1 left joins the general money: 7 for a (6).
    assert result.ordered_ids == ["b", "a"]
    assert result.reasons[1] == "from_pot"
    assert winners(election, name="greedy") == ["a", "b"]


def test_a_pot_for_a_theme_looks_at_every_theme_of_a_project():
    fields = [{}, {"category": "parks, sport"}, {}, {}]
    election = an_election([9, 5, 4, 1], FOUR, 10, fields=fields)

    chosen = winners(election, name="greedy", pots=(Pot("Sport", Fraction(1, 2), "theme", "sport"),))

    assert chosen == ["b", "c", "d"]


def test_pots_are_refused_where_they_mean_nothing():
    with pytest.raises(RuleNotApplicable, match="reserved pots"):
        count(an_election([1], [[0]], 1), CountingRule("mes", pots=(Pot("x", Fraction(1), "theme", "x"),)))


class TestBeforeTheCount:
    """Section 11 of the rules: decided before any rule looks at the ballots."""

    @pytest.mark.parametrize("name", ["greedy", "greedy-density", "mes", "phragmen", "optimum"])
    def test_free_projects_with_support_are_funded(self, name):
        election = an_election([0, 0, 6, 6], [[0, 2], [0, 2], [2], [3]], 6)

        result = count(election, CountingRule(name, completion="add1-greedy"))

        assert result.ordered_ids[0] == "a"
        assert result.reasons[:2] == ("free", "no_support")

    @pytest.mark.parametrize("name", ["greedy", "greedy-density", "mes", "phragmen", "optimum"])
    def test_nothing_without_support_is_funded(self, name):
        election = an_election([5, 2], [[0]] * 5, 10)

        assert winners(election, name=name, completion="add1-greedy") == ["a"]

    @pytest.mark.parametrize("name", ["greedy", "mes", "phragmen", "optimum"])
    def test_everything_is_funded_when_everything_fits(self, name):
        election = an_election([6, 5, 4], [[0], [0], [1], [2]], 15)

        result = count(election, CountingRule(name))

        assert result.winners == ["a", "b", "c"]
        assert set(result.reasons) == {"all_fit"}

    def test_too_dear_projects_take_no_money_from_their_supporters(self):
        election = an_election([1500, 700, 300, 250], [[0, 1]] * 6 + [[0, 2]] * 3 + [[3]] * 2, 1000)

        result = count(election, CountingRule("mes", completion="add1"))

        assert result.reasons[0] == "dearer_than_budget"
        assert "b" in result.winners

    def test_blank_ballots_do_not_dilute_the_share(self):
        # Six voters with 100 each pay for a; with the four blank ones in, their 60 each would not do.
        election = an_election([500, 800], [[0]] * 6 + [[]] * 4, 600)

        assert winners(election, name="mes") == ["a"]
        assert winners(election, name="mes", reading="pabutools") == []
        assert count(election, CountingRule("mes")).election.ballots.count == 10


@pytest.mark.parametrize(
    ("official", "name", "completion", "comparison"),
    [
        ("greedy", "greedy", "none", "none"),
        ("greedy-no-skip", "greedy-no-skip", "none", "none"),
        ("equalshares", "mes", "none", "none"),
        ("equalshares/add1", "mes", "add1", "none"),
        ("equalshares-comparison", "mes", "none", "satisfaction"),
        ("equalshares/add1-comparison", "mes", "add1", "satisfaction"),
        ("unknown", "greedy", "none", "none"),
        ("by the mayor", "greedy", "none", "none"),
    ],
)
def test_the_official_rule_is_the_one_that_meta_names(official, name, completion, comparison):
    election = an_election([3, 3, 3, 3], FOUR, 9, rule=official)

    result = count(election, CountingRule("official"))

    assert (result.rule.name, result.rule.completion, result.rule.comparison) == (
        name,
        completion,
        comparison,
    )
    unknown = official in ("unknown", "by the mayor")
    assert any(notice.code == "count.unknown_rule" for notice in result.notices) == unknown


def test_official_scores_tie_in_the_order_of_the_file():
    election = an_election([3, 3], [[0], [1]], 3, ids=["z", "a"], rule="greedy")

    assert count(election, CountingRule("official")).ordered_ids == ["z"]
    assert count(election, CountingRule("official", ties="id")).ordered_ids == ["a"]
