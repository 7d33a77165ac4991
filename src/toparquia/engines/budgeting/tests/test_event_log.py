"""The log: complete, exact, re-checkable, and plain enough for JSON."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import CUMULATIVE
from toparquia.engines.budgeting.event_log import event_log
from toparquia.engines.budgeting.pabulib import read_bytes
from toparquia.engines.budgeting.rules.options import RULES, CountingRule
from toparquia.engines.budgeting.rules.shares.flows import candidates_by_round, money_flows
from toparquia.engines.budgeting.tests.elections import GOOD, an_election, elections

ELECTIONS = st.sampled_from(["approval", CUMULATIVE]).flatmap(lambda kind: elections(vote_type=kind))


@given(election=ELECTIONS, name=st.sampled_from(RULES), completion=st.sampled_from(["none", "add1-greedy"]))
def test_every_rule_leaves_a_log_that_json_can_hold(election, name, completion):
    result = count(election, CountingRule(name, completion=completion))

    log = json.loads(json.dumps(event_log(result)))

    assert [entry["won"] for entry in log["projects"]] == [
        result.has_won(p) for p in range(len(election.projects))
    ]
    assert sorted(log["tie_order"]) == sorted(project.id for project in election.projects)


@given(election=elections(), completion=st.sampled_from(["none", "add1"]))
def test_the_winner_of_a_round_has_the_most_effective_votes(election, completion):
    # By cost satisfaction, so that effective votes are what the rule compares.
    result = count(election, CountingRule("mes", completion=completion))
    flows = money_flows(result)
    if flows is None:
        return

    rounds = candidates_by_round(result)

    for flow, looked_at in zip(flows.rounds, rounds, strict=False):
        assert looked_at[flow.project] == pytest.approx(max(looked_at.values()))
        assert looked_at[flow.project] == pytest.approx(float(flow.effective_votes))
    assert rounds[len(flows.rounds) :] in ([], [{}])


@given(election=elections())
def test_the_rounds_of_the_log_add_up_to_the_costs(election):
    result = count(election, CountingRule("mes"))

    for entry in event_log(result, least_class=1).get("rounds", []):
        paid = Fraction(entry["paid_in_full"]) + Fraction(entry["paid_in_part"])
        assert paid == election.costs[election.index[entry["project"]]]


def test_the_log_names_the_content_it_was_counted_from():
    result = count(read_bytes(GOOD.encode()), CountingRule("greedy"))

    assert event_log(result)["input_sha256"] == hashlib.sha256(GOOD.encode()).hexdigest()


def test_runs_that_buy_the_same_are_told_once():
    election = an_election([60, 45, 30, 24, 50], [[0, 1], [1, 2], [0, 3], [2, 3, 4], [4], [0, 4], [1]], 120)
    result = count(election, CountingRule("mes", completion="add1", step=Fraction(1)))

    runs = event_log(result)["runs"]

    assert sum(run["same_runs"] for run in runs) == len(result.trace.runs)
    assert all(run["added"] or run["dropped"] for run in runs[1:])


# Money 3 each: the thirty for b pay 5/3 each; a then takes the rest of ten of them and 8/3 of ten others.
TOLD = an_election([40, 50, 120], [[0, 1], [0], [1], [1, 2]] * 10, 120)


def test_a_loser_is_told_what_its_supporters_spent_and_what_was_missing():
    told = event_log(count(TOLD, CountingRule("mes")))["supporters"]["c"]

    assert told["money_at_start"] == "30"
    assert told["spent_on"] == {"b": "50/3"}
    assert (told["money_left"], told["shortfall"]) == ("40/3", "320/3")
    assert told["best_effective_votes"] is None


def test_the_money_of_a_few_is_not_told():
    few = an_election([40, 50, 120, 128], [[0, 1], [0], [1], [1, 2]] * 10 + [[3, 1]] * 3, 129)

    told = event_log(count(few, CountingRule("mes")))["supporters"]

    assert told["d"] == {"voters": 3, "best_effective_votes": None, "out_in_round": 1, "withheld": True}
    assert all(not entry["withheld"] for name, entry in told.items() if name != "d")


def test_a_round_in_which_few_paid_in_part_tells_its_price_only():
    # b takes 3 of 4 from the one who is for both; a then costs the other twelve 13/4 each.
    few = an_election([40, 45, 50], [[0]] * 12 + [[0, 1]] + [[1]] * 14 + [[2]] * 3, 120)

    rounds = event_log(count(few, CountingRule("mes")))["rounds"]

    (told,) = [entry for entry in rounds if entry["project"] == "a"]
    assert told["withheld"]
    assert not {"paid_in_part", "paid_in_full_by"} & set(told)
    assert Fraction(told["price"]) == Fraction(13, 4)


def test_what_a_few_supporters_paid_is_told_together():
    # Of the twelve for c only two paid for a, and three for d.
    ballots = [[0]] * 20 + [[3]] * 20 + [[2]] * 7 + [[2, 0]] * 2 + [[2, 3]] * 3
    election = an_election([20, 1, 100, 20], ballots, 104)

    told = event_log(count(election, CountingRule("mes")))["supporters"]["c"]

    assert set(told["spent_on"]) == {"*"}
    assert Fraction(told["spent_on"]["*"]) == Fraction(20, 22) * 2 + Fraction(20, 23) * 3
