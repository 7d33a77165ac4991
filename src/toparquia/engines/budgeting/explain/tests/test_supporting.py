"""What supporters paid, by territory: sums add up, and no class is too small to keep a secret."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.explain import explain
from toparquia.engines.budgeting.explain.supporting import OTHERS, merged_places, supporters_of_all
from toparquia.engines.budgeting.pabulib import read_bytes
from toparquia.engines.budgeting.rules.options import CountingRule

HEAD = """META
key;value
description;Three places
country;Nowhere
unit;Test
instance;1
num_projects;3
num_votes;{votes}
budget;1000
vote_type;approval
rule;greedy
date_begin;2026
date_end;31.12.2026
PROJECTS
project_id;cost;name
path;500;Path
yard;400;Yard
lamp;700;Lamp
VOTES
voter_id;vote;district
"""
# Who lives where and votes for what: South and the unknown place are small.
VOTERS = [
    *[("path,yard", "North")] * 14,
    *[("path", "East")] * 12,
    *[("path,yard", "South")] * 3,
    *[("path", "")] * 1,
    *[("yard,lamp", "North")] * 4,
    *[("lamp", "West")] * 11,
]


def placed():
    """An election whose ballots tell the territory."""
    lines = [f"{number};{vote};{place}\n" for number, (vote, place) in enumerate(VOTERS, start=1)]
    text = HEAD.format(votes=len(VOTERS)) + "".join(lines)
    return read_bytes(text.encode(), file="placed.pb", mode="as-counted")


@given(voters=st.lists(st.integers(0, 40), max_size=12), least=st.integers(1, 15))
def test_no_class_is_smaller_than_the_least(voters, least):
    classes = merged_places(voters, least)

    assert all(sum(voters[place] for place in members) >= least for members in classes)
    there = [place for place in range(len(voters)) if voters[place]]
    if sum(voters) >= least:
        assert sorted(place for members in classes for place in members) == there
    else:
        assert classes == []


@given(voters=st.lists(st.integers(0, 40), max_size=12), least=st.integers(1, 15))
def test_only_small_places_are_merged_but_for_one_that_hides_them(voters, least):
    merged = [members for members in merged_places(voters, least) if len(members) > 1]

    assert len(merged) <= 1
    for members in merged:
        small = sum(voters[place] for place in members if voters[place] < least)
        large = [place for place in members if voters[place] >= least]
        assert len(large) == (1 if small < least else 0)


@pytest.mark.parametrize("rule", [CountingRule("mes", completion="add1"), CountingRule("phragmen")])
def test_what_the_places_paid_is_the_cost_of_the_project(rule):
    result = count(placed(), rule)
    path = result.election.index["path"]
    assert result.has_won(path)

    supporters = supporters_of_all(result)[path]

    paid = {each.places: (each.voters, each.paid) for each in supporters.territories}
    assert {places: voters for places, (voters, _) in paid.items()} == {
        ("North",): 14,
        ("", "East", "South"): 16,
    }
    assert sum(amount for _, amount in paid.values()) == 500


def test_small_places_are_never_told_apart():
    told = explain(count(placed(), CountingRule("mes", completion="add1")), effort=0, compare=False)

    for each in told.projects:
        for territory in each.supporters.territories:
            assert territory.voters >= told.least_class
            assert territory.places != ("South",)
        assert not any(said.en.startswith(("South:", "place not known:")) for said in each.supporters_say)


def test_a_larger_least_class_tells_less():
    result = count(placed(), CountingRule("mes", completion="add1"))
    path = result.election.index["path"]

    assert len(supporters_of_all(result, 1)[path].territories) == 4
    assert [each.voters for each in supporters_of_all(result, 17)[path].territories] == [30]
    assert supporters_of_all(result, 31)[path].withheld
    assert supporters_of_all(result, 31)[path].start is None


def test_too_few_supporters_are_only_counted():
    told = explain(count(placed(), CountingRule("mes")), effort=0, compare=False, least_class=40)

    lamp = told.of("lamp")
    assert (lamp.supporters.voters, lamp.supporters.left, lamp.supporters.spent) == (15, None, {})
    assert "supporters_short_by" not in lamp.numbers
    assert "Fewer than 40 voters" in lamp.supporters_say[0].en
    assert lamp.says.en == "It loses: its supporters did not have enough money left to pay 700."


def test_the_cost_that_wins_does_not_tell_what_few_supporters_had_left():
    result = count(placed(), CountingRule("mes"))

    told = explain(result, compare=False, least_class=40).of("lamp").changes
    all_told = explain(result, compare=False, least_class=1).of("lamp").changes

    assert [(change.kind, change.status) for change in told][1] == ("lower_cost", "withheld")
    assert told[1].amount is None
    assert told[0] == all_told[0]
    assert all_told[1].amount is not None


def test_sums_of_few_payers_go_together():
    result = count(placed(), CountingRule("mes", completion="add1"))
    yard, path, lamp = (result.election.index[name] for name in ("yard", "path", "lamp"))
    all_told = supporters_of_all(result, 1)[lamp]
    assert set(all_told.spent) == {yard}

    # Only four of the lamp's fifteen paid for the yard.
    few = supporters_of_all(result, 5)[lamp]

    assert set(few.spent) == {OTHERS}
    assert few.spent[OTHERS] == all_told.spent[yard]
    assert set(supporters_of_all(result)[yard].spent) == {path, yard}


def test_few_who_paid_otherwise_than_the_rest_are_not_counted_apart():
    result = count(placed(), CountingRule("mes", completion="add1"))
    yard = result.election.index["yard"]

    apart = supporters_of_all(result, 4)[yard]
    assert (apart.full, apart.part, apart.nothing) == (4, 17, 0)

    together = supporters_of_all(result, 5)[yard]
    assert (together.full, together.part, together.nothing) == (None, None, None)


def test_rules_without_shares_only_count_supporters_by_place():
    told = explain(count(placed(), CountingRule("greedy")), compare=False).of("path")

    assert all(each.paid is None and each.left is None for each in told.supporters.territories)
    assert "North: 14 voters in favour." in [said.en for said in told.supporters_say]


def test_losers_tell_what_their_places_had_left():
    result = count(placed(), CountingRule("mes"))
    lamp = result.election.index["lamp"]
    supporters = supporters_of_all(result, 4)[lamp]

    assert supporters.left == sum((each.left for each in supporters.territories), Fraction(0))
    assert supporters.start == supporters.left + sum(supporters.spent.values())
