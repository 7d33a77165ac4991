"""What holds for every election; and, where a rule does not promise it, the smallest case against it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import CUMULATIVE, ORDINAL
from toparquia.engines.budgeting.rules.options import BY_SCORE, GREEDY_CUSTOM, RULES, CountingRule
from toparquia.engines.budgeting.rules.support import rank_points
from toparquia.engines.budgeting.tests.elections import an_election, elections, voters_of

# Poznań's rule tops a project up with money from outside the budget, by design.
WITHIN_BUDGET = [name for name in RULES if name != GREEDY_CUSTOM]
COMPLETIONS = st.sampled_from(["none", "greedy", "add1", "add1-greedy"])
READINGS = st.sampled_from(["own", "pabutools"])


def any_type(**facts):
    return st.sampled_from(["approval", CUMULATIVE, ORDINAL]).flatmap(
        lambda kind: elections(vote_type=kind, **facts)
    )


@given(election=any_type(zero_cost=True), name=st.sampled_from(WITHIN_BUDGET), completion=COMPLETIONS, reading=READINGS)
def test_the_budget_is_never_exceeded(election, name, completion, reading):
    result = count(election, CountingRule(name, completion=completion, reading=reading, seats=3))

    assert result.spent <= election.budget
    assert result.spent == sum(election.costs[p] for p in result.order)
    assert len(set(result.order)) == len(result.order)


@given(
    election=any_type(zero_cost=True),
    rule=st.sampled_from(
        [
            CountingRule("greedy"),
            CountingRule("greedy-density"),
            CountingRule("optimum"),
            CountingRule("mes", completion="greedy"),
            CountingRule("mes", completion="add1-greedy"),
        ]
    ),
)
def test_nothing_supported_that_fits_is_left_out(election, rule):
    result = count(election, rule)

    for project, cost in enumerate(election.costs):
        supported = result.contest.support.totals[project] > 0
        assert not supported or result.has_won(project) or cost > election.budget - result.spent


@given(election=any_type(zero_cost=True), name=st.sampled_from(RULES), completion=COMPLETIONS, reading=READINGS)
def test_every_project_has_its_reason(election, name, completion, reading):
    result = count(election, CountingRule(name, completion=completion, reading=reading))

    assert {p for p in range(len(election.projects)) if result.has_won(p)} == set(result.order)
    assert sorted(result.rounds) == sorted(result.order)


@given(
    election=any_type(zero_cost=True),
    name=st.sampled_from(RULES),
    completion=COMPLETIONS,
    ties=st.sampled_from(["id", "cheaper-then-votes", "lot:x"]),
    shuffle=st.randoms(use_true_random=False),
)
def test_the_order_of_voters_and_projects_never_matters(election, name, completion, ties, shuffle):
    rule = CountingRule(name, completion=completion, ties=ties)

    shuffled = count(reordered(election, shuffle), rule)

    result = count(election, rule)
    assert shuffled.ordered_ids == result.ordered_ids
    assert shuffled.document()["ties"] == result.document()["ties"]


def reordered(election, shuffle):
    """The same election with its projects and its ballot groups in another order."""
    places = list(range(len(election.projects)))
    shuffle.shuffle(places)
    new_place = {old: new for new, old in enumerate(places)}
    ballots = election.ballots
    groups = list(range(len(ballots.weights)))
    shuffle.shuffle(groups)
    named, points, weights = [], [], []
    for group in groups:
        start, end = int(ballots.offsets[group]), int(ballots.offsets[group + 1])
        named += [[new_place[p] for p in ballots.entries[start:end].tolist()]]
        points += [[] if ballots.points is None else ballots.points[start:end].tolist()]
        weights.append(int(ballots.weights[group]))
    return an_election(
        [election.costs[old] for old in places],
        [row for row, weight in zip(named, weights, strict=True) for _ in range(weight)],
        election.budget,
        points=None
        if ballots.points is None
        else [row for row, weight in zip(points, weights, strict=True) for _ in range(weight)],
        vote_type=election.vote_type,
        ids=[election.projects[old].id for old in places],
    )


@given(election=elections(), name=st.sampled_from(RULES), factor=st.integers(2, 1000))
def test_counting_in_cents_changes_nothing(election, name, factor):
    finer = replace(
        election,
        projects=tuple(replace(project, cost=project.cost * factor) for project in election.projects),
        budget=election.budget * factor,
        scale=factor,
    )

    assert count(finer, CountingRule(name)).ordered_ids == count(election, CountingRule(name)).ordered_ids


class TestEjr:
    """Extended justified representation up to one project, by brute force over groups and projects.

    A group that all support some set T, and whose shares together pay for T, is cheated when each
    member has less than T is worth, and no more than that even with one project of T added. Equal
    Shares never cheats a group. Source: Peters, Pierczynski, Skowron (2021), theorem 1.
    """

    @given(election=elections(most_projects=5, most_voters=6), completion=COMPLETIONS)
    @settings(max_examples=60)
    def test_equal_shares_never_cheats_a_group_by_cost(self, election, completion):
        assert cheated(election, CountingRule("mes", completion=completion), election.costs) is None

    @given(election=elections(most_projects=5, most_voters=6), completion=COMPLETIONS)
    @settings(max_examples=60)
    def test_equal_shares_never_cheats_a_group_by_number(self, election, completion):
        rule = CountingRule("mes", satisfaction="cardinality", completion=completion)
        assert cheated(election, rule, [1] * len(election.projects)) is None

    def test_greedy_does_cheat_groups(self):
        # Six of ten take everything; four who all want c and could pay for it get nothing.
        election = an_election([5, 5, 4], [[0, 1]] * 6 + [[2]] * 4, 10)

        assert cheated(election, CountingRule("greedy"), election.costs) is not None
        assert cheated(election, CountingRule("mes"), election.costs) is None


def cheated(election, rule, worth):
    """Return a group that is denied what it can pay for, even up to one project; None when none is."""
    result = count(election, rule)
    won = set(result.order)
    voters = [set(ballot) for ballot in voters_of(election) if ballot]
    if not voters:
        return None
    share = Fraction(election.budget, len(voters))
    projects = [p for p in range(len(election.projects)) if election.costs[p] > 0]
    for wanted in subsets(projects):
        group = [ballot for ballot in voters if set(wanted) <= ballot]
        if len(group) * share < sum(election.costs[p] for p in wanted):
            continue
        # Every smaller group that can still pay counts too: those who fare well are left out of it.
        needed = -(-sum(election.costs[p] for p in wanted) // share)
        target = sum(worth[p] for p in wanted)
        short = [ballot for ballot in group if not is_content(ballot, won, wanted, worth, target)]
        if len(short) >= needed:
            return wanted, short
    return None


def is_content(ballot, won, wanted, worth, target):
    """Whether a voter has what the wanted set is worth, or more than that with one more of it."""

    def has(chosen):
        return sum(worth[p] for p in chosen & ballot)

    return has(won) >= target or any(has(won | {extra}) > target for extra in wanted)


def subsets(projects):
    return chain.from_iterable(combinations(projects, size) for size in range(1, len(projects) + 1))


class TestMonotonicity:
    """More support, or a lower cost, does not harm a winner: where that holds, and where it does not."""

    @given(
        election=elections(), name=st.sampled_from([n for n in BY_SCORE if n != GREEDY_CUSTOM]), data=st.data()
    )
    def test_one_vote_more_never_harms_a_winner_of_the_lists_by_score(self, election, name, data):
        result = count(election, CountingRule(name))
        if not result.order:
            return
        winner = data.draw(st.sampled_from(result.order))

        more = count(with_one_vote_more(election, winner), CountingRule(name))

        assert more.has_won(winner)

    @given(election=elections(), name=st.sampled_from(["greedy", "greedy-density"]), data=st.data())
    def test_a_lower_cost_never_harms_a_winner_of_the_lists(self, election, name, data):
        result = count(election, CountingRule(name))
        if not result.order:
            return
        winner = data.draw(st.sampled_from(result.order))
        cheaper = data.draw(st.integers(0, election.costs[winner]))

        assert count(with_cost(election, winner, cheaper), CountingRule(name)).has_won(winner)

    @given(election=elections(), data=st.data())
    def test_one_vote_more_never_harms_a_winner_of_the_optimum(self, election, data):
        result = count(election, CountingRule("optimum"))
        if not result.order:
            return
        winner = data.draw(st.sampled_from(result.order))

        assert count(with_one_vote_more(election, winner), CountingRule("optimum")).has_won(winner)

    def test_a_lower_cost_can_harm_a_winner_of_the_optimum_by_cost(self):
        # By cost satisfaction a project is worth its cost times its votes; made cheaper, a is worth
        # less than b, which it shuts out.
        election = an_election([10, 9], [[0], [1]], 10)

        assert count(election, CountingRule("optimum")).winners == ["a"]
        assert count(with_cost(election, 0, 8), CountingRule("optimum")).winners == ["b"]

    def test_more_money_can_harm_a_winner_of_every_rule(self):
        # No rule that must not exceed its budget keeps all winners when the budget grows.
        for name in ("greedy", "optimum"):
            election = an_election([6, 5], [[0]] * 3 + [[1]] * 2, 5)
            richer = replace(election, budget=6)
            assert count(election, CountingRule(name)).winners == ["b"]
            assert count(richer, CountingRule(name)).winners == ["a"]

    @given(
        election=elections(),
        rule=st.sampled_from([CountingRule("mes", ties="id"), CountingRule("phragmen", ties="id", stop="skip")]),
        data=st.data(),
    )
    def test_a_voter_who_names_a_winner_too_never_harms_it(self, election, rule, data):
        # Until the winner is bought nothing changes, and with one more to pay it is bought no later.
        result = count(election, rule)
        voters = [i for i, ballot in enumerate(ballots_of(election)) if ballot]
        chosen = [p for p in result.order if result.reasons[p] == "chosen"]
        if not chosen or not voters:
            return
        winner, voter = data.draw(st.sampled_from(chosen)), data.draw(st.sampled_from(voters))

        assert count(with_vote(election, voter, winner), rule).has_won(winner)

    def test_one_vote_more_can_harm_a_winner_of_add1(self):
        # The smallest found: with the second voter for a as well, an earlier run already ends Add1.
        rows = [[0, 1, 2, 3], [1], [0, 2, 3], [0, 3], [1]]
        election = an_election([8, 1, 4, 1], rows, 9)
        rule = CountingRule("mes", completion="add1", step=Fraction(1), ties="id")
        voter = ballots_of(election).index([1])

        assert count(election, rule).has_won(0)
        assert not count(with_vote(election, voter, 0), rule).has_won(0)

    def test_a_lower_cost_can_harm_a_winner_of_add1(self):
        # At 4 only a fits; at 3 both cost the same, and the tie goes to the one with the lower id ...
        election = an_election([4, 3], [[0], [0, 1], [1]], 4)
        rule = CountingRule("mes", completion="add1", step=Fraction(1), ties="id")

        assert count(election, rule).has_won(0)
        # ... but no run buys only one of them: both together cost 6, so that nobody gets anything.
        assert not count(with_cost(election, 0, 3), rule).has_won(0)

    def test_a_new_voter_can_harm_the_winner_she_names(self):
        # Her ballot makes every share smaller, and with the smaller shares another result is completed.
        election = an_election([1, 2, 1], [[1], [2], [1, 2], [0, 1]], 2)
        rule = CountingRule("mes", completion="greedy", ties="id")

        assert count(election, rule).has_won(0)
        assert not count(with_one_vote_more(election, 0), rule).has_won(0)

    def test_a_larger_share_can_lose_a_winner(self):
        # Not a mistake of Add1: with more money, others come first and take the supporters' money.
        election = an_election([9, 7, 1], [[0], [1, 2]], 12)
        rule = CountingRule("mes", completion="add1", step=Fraction(1), ties="id")

        runs = count(election, rule).trace.runs

        assert [run.projects for run in runs[:3]] == [(2,), (1,), (1, 2)]


def with_one_vote_more(election, project):
    """The election with one more ballot that names only `project`."""
    return rebuilt(election, [*ballots_of(election), [project]])


def with_vote(election, voter, project):
    """The election in which `voter` names `project` as well."""
    rows = ballots_of(election)
    rows[voter] = [*rows[voter], project]
    return rebuilt(election, rows)


def with_cost(election, project, cost):
    """The election in which `project` costs something else."""
    changed = list(election.costs)
    changed[project] = cost
    return an_election(changed, ballots_of(election), election.budget)


def ballots_of(election):
    return [sorted(ballot) for ballot in voters_of(election)]


def rebuilt(election, rows):
    return an_election(election.costs, rows, election.budget)


@pytest.mark.parametrize("seed", range(5))
def test_the_optimum_is_the_best_of_all_sets(seed):
    draw = np.random.default_rng(seed)
    costs = draw.integers(1, 30, 12).tolist()
    ballots = [np.flatnonzero(draw.random(12) < 0.3).tolist() for _ in range(30)]
    election = an_election(costs, ballots, 80)
    result = count(election, CountingRule("optimum"))
    votes = result.contest.support.votes

    best = max(
        sum(votes[p] * costs[p] for p in chosen)
        for chosen in subsets(range(12))
        if sum(costs[p] for p in chosen) <= 80
    )

    assert result.trace.satisfaction == best
    assert result.trace.is_proven


@given(election=elections(vote_type=ORDINAL))
def test_ranks_give_the_last_one_a_point_and_each_above_it_one_more(election):
    points = rank_points(election.ballots)

    for start, end in zip(election.ballots.offsets[:-1], election.ballots.offsets[1:], strict=True):
        assert points[start:end].tolist() == list(range(int(end - start), 0, -1))
