"""More support, or a lower cost: where it never harms a winner, and the smallest case where it does."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.rules.options import BY_SCORE, GREEDY_CUSTOM, CountingRule
from toparquia.engines.budgeting.tests.elections import an_election, elections, voters_of


class TestMonotonicity:
    """More support, or a lower cost, does not harm a winner: where that holds, and where it does not."""

    @given(
        election=elections(),
        name=st.sampled_from([n for n in BY_SCORE if n != GREEDY_CUSTOM]),
        data=st.data(),
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
        rule=st.sampled_from(
            [CountingRule("mes", ties="id"), CountingRule("phragmen", ties="id", stop="skip")]
        ),
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
