"""What holds for every election; and, where a rule does not promise it, the smallest case against it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import CUMULATIVE, ORDINAL
from toparquia.engines.budgeting.rules.options import GREEDY_CUSTOM, RULES, CountingRule
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


@given(
    election=any_type(zero_cost=True),
    name=st.sampled_from(WITHIN_BUDGET),
    completion=COMPLETIONS,
    reading=READINGS,
)
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


@given(
    election=any_type(zero_cost=True), name=st.sampled_from(RULES), completion=COMPLETIONS, reading=READINGS
)
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


@given(election=elections(vote_type=ORDINAL))
def test_ranks_give_the_last_one_a_point_and_each_above_it_one_more(election):
    points = rank_points(election.ballots)

    for start, end in zip(election.ballots.offsets[:-1], election.ballots.offsets[1:], strict=True):
        assert points[start:end].tolist() == list(range(int(end - start), 0, -1))
