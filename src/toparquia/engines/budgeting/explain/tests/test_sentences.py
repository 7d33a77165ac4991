"""The words: both languages complete, short sentences, numbers as people write them."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import CUMULATIVE, ORDINAL
from toparquia.engines.budgeting.errors import Said
from toparquia.engines.budgeting.explain import explain, sentences, to_rows, words
from toparquia.engines.budgeting.explain.saying import change_said
from toparquia.engines.budgeting.explain.shape import Change
from toparquia.engines.budgeting.explain.tests.test_recorded import recorded_election
from toparquia.engines.budgeting.result import LOST, WON
from toparquia.engines.budgeting.rules.options import RULES, CountingRule
from toparquia.engines.budgeting.tests.elections import an_election, elections

MOST_WORDS = 20
TEMPLATES = [
    *sentences.COMMON.values(),
    *sentences.OWN.values(),
    *(said for said in vars(sentences).values() if isinstance(said, Said)),
]
ANY_TYPE = st.sampled_from(["approval", CUMULATIVE, ORDINAL]).flatmap(
    lambda kind: elections(vote_type=kind, most_projects=5, most_voters=7, zero_cost=True)
)


def blanks(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("reason", [*WON, *LOST])
def test_every_reason_of_every_rule_has_its_sentence(rule, reason):
    own = (sentences.FAMILIES[rule], reason)

    assert own in sentences.OWN or reason in sentences.COMMON or reason == "chosen"
    assert (sentences.FAMILIES[rule], "chosen") in sentences.OWN


@pytest.mark.parametrize("says", TEMPLATES, ids=lambda says: says.en[:40])
def test_both_languages_say_the_same_facts_in_short_sentences(says):
    assert blanks(says.es) == blanks(says.en)
    assert not says.es or says.es != says.en or "{" in says.es
    for text in says:
        for part in re.split(r"(?<=[.:;])\s", text):
            assert len(part.split()) <= MOST_WORDS, part


@given(
    election=ANY_TYPE,
    name=st.sampled_from(RULES),
    completion=st.sampled_from(["none", "greedy", "add1-greedy"]),
    comparison=st.sampled_from(["none", "satisfaction"]),
    has_conflict=st.booleans(),
    reading=st.sampled_from(["own", "own", "pabutools"]),
    threshold=st.sampled_from([None, Fraction(2)]),
)
@settings(max_examples=150, deadline=None)
def test_every_project_is_explained_whatever_the_rule(
    election, name, completion, comparison, has_conflict, reading, threshold
):
    conflict = (frozenset({"a", "b"}),) if has_conflict and len(election.projects) > 1 else ()
    rule = CountingRule(
        name,
        completion=completion,
        comparison=comparison,
        conflicts=conflict,
        reading=reading,
        threshold=threshold,
    )

    told = explain(count(election, rule), effort=0, compare=False, least_class=1)

    assert sorted(each.project for each in told.projects) == list(range(len(election.projects)))
    for each in told.projects:
        for said in (each.says, *each.changes_say, *each.supporters_say):
            assert said.es
            assert said.en
            assert not re.search(r"[{}]", said.es + said.en)
    assert json.loads(json.dumps(told.document()))["projects"][0]["says"]["es"]


def test_the_numbers_stand_behind_the_sentence():
    told = explain(count(recorded_election(), CountingRule("greedy")), compare=False)

    assert told.of("b").numbers == {
        "votes": 8,
        "score": "8",
        "cost": "50",
        "budget": "100",
        "share_of_ballots": "2/5",
        "position": 2,
        "left_before": "40",
        "short_by": "10",
    }
    with pytest.raises(KeyError):
        told.of("nobody")


def test_other_rules_stand_side_by_side():
    told = explain(count(recorded_election(), CountingRule("greedy", ties="id")))

    wins = told.of("a").elsewhere
    assert list(wins) == ["greedy", "greedy-density", "mes", "mes add1-greedy", "phragmen", "optimum"]
    assert wins["greedy"]
    assert not wins["mes"]


def test_rows_feed_bars_and_their_table():
    told = explain(count(recorded_election(), CountingRule("greedy")), compare=False)

    rows = to_rows(told, "en")

    assert [(row["label"], row["value"], row["is_winner"]) for row in rows] == [
        ("a", 11, True),
        ("c", 7, True),
        ("b", 8, False),
        ("d", 3, False),
    ]
    assert rows[0]["text"] == "11 votes"
    assert (rows[0]["marked"], rows[0]["word"]) == (True, "winner")
    assert to_rows(told)[2]["says"].startswith("Pierde: cuesta 50")


def test_an_extra_vote_is_said_for_every_kind_of_ballot():
    by_points = an_election([1, 9], [[0], [1]], 9, points=[[2], [7]], vote_type=CUMULATIVE)

    assert "le da 7 puntos" in explain(count(by_points, CountingRule("greedy"))).extra_vote.es
    shares = explain(count(recorded_election(), CountingRule("mes")), effort=0, compare=False)
    assert "budget does not grow" in shares.extra_vote.en


@pytest.mark.parametrize(
    ("change", "english"),
    [
        (Change("extra_votes", "found", 1, is_least_change=True), "With 1 more vote it would have won."),
        (Change("extra_votes", "not_found", searched_to=64), "Up to 64 more votes no number was found"),
        (Change("extra_votes", "not_found"), "No number of extra votes"),
        (Change("extra_votes", "not_searched"), "How many votes it lacked was not searched"),
        (Change("extra_votes", "impossible"), "No number of extra votes"),
        (Change("lower_cost", "found", 7), "there may be a smaller one"),
        (Change("lower_cost", "not_found", searched_to=1), "No lower cost was found"),
        (Change("lower_cost", "not_searched"), "At what cost it would win was not searched"),
        (Change("lower_cost", "impossible"), "No lower cost would have"),
    ],
)
def test_every_outcome_of_a_search_is_said(change, english):
    said = change_said(count(recorded_election(), CountingRule("greedy")), change)

    assert english in said.en
    assert said.es != said.en


@pytest.mark.parametrize(
    ("value", "up", "spanish", "english"),
    [
        (Fraction(1234567), False, "1.234.567", "1,234,567"),
        (Fraction(2, 3), False, "0,66", "0.66"),
        (Fraction(2, 3), True, "0,67", "0.67"),
        (Fraction(-5, 2), False, "-2,50", "-2.50"),
        (Fraction(-1, 999), False, "0", "0"),
    ],
)
def test_numbers_are_written_as_people_write_them(value, up, spanish, english):
    assert words.decimal(value, up=up) == (spanish, english)


def test_an_amount_too_small_to_write_is_not_nothing():
    result = count(recorded_election(), CountingRule("greedy"))

    assert words.money(result, Fraction(1, 1000)).en == "less than 0.01"
    assert words.money(result, Fraction(1, 1000), up=True).en == "0.01"
