"""Real elections: what cities published, and what pabutools computed for them.

The files are not ours to copy. They are looked for in the folder that TOPARQUIA_ELECTIONS names, else in
`../shared/data/pabulib` beside the checkout.
"""

from __future__ import annotations

import json
import os
import tracemalloc
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import ORDINAL, WITH_POINTS
from toparquia.engines.budgeting.errors import PabulibError
from toparquia.engines.budgeting.pabulib import STRICT, read, read_bytes, write_text
from toparquia.engines.budgeting.result import WON
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.rules.support import published_scores

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TOPARQUIA_ELECTIONS") or CHECKOUT.parent / "shared" / "data" / "pabulib")
IS_THERE = (FOLDER / "expected.json").exists()
pytestmark = pytest.mark.skipif(
    not IS_THERE, reason=f"no real elections in {FOLDER}: set TOPARQUIA_ELECTIONS to a folder that has them"
)
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["files"] if IS_THERE else {}
SYNTHETIC = (
    json.loads((FOLDER / "synthetic" / "expected.json").read_text(encoding="utf-8"))["files"]
    if IS_THERE
    else {}
)

# Files whose META names no rule ("unknown"), so that there is nothing to reproduce; their comments say why
# the ballots alone do not give the winners. All others are reproduced without exception.
RULE_NOT_KNOWN = {
    "Hungary_Budapest_2024.pb": "a tenth of the votes were on paper and are not in the file",
    "Hungary_Budapest_2024_VIII_Jozsefvaros.pb": "half of the votes were on paper and are not in the file",
    "Hungary_Veszprem_2025.pb": "costs stand for ranges, and their sum was allowed to exceed the budget",
}
OFFICIAL = [
    name for name, facts in EXPECTED.items() if facts.get("official_selected") and name not in RULE_NOT_KNOWN
]


SATISFACTIONS = {
    "cost": "cost",
    "card": "cardinality",
    "points": "points",
    "pointscost": "points-cost",
    "borda": "borda",
    "rankpoints": "rank",
    "rankpointscost": "rank-cost",
}
COMPLETIONS = {"": "none", "greedy": "greedy", "add1": "add1", "add1u": "add1-greedy", "add1_noexh": "add1"}


@cache
def election_of(name):
    """The election in a shared file, read once for all tests."""
    return read(FOLDER / name)


def peer_rule(name):
    """The rule that expected.json calls `name`, in the peer's reading."""
    if name == "phragmen":
        return CountingRule("phragmen", reading="pabutools")
    family, satisfaction, *rest = name.split("_")
    completion = "_".join(rest)
    return CountingRule(
        "greedy-density" if family == "greedy" else "mes",
        satisfaction=SATISFACTIONS[satisfaction],
        completion=COMPLETIONS[completion],
        exhaustive_stop=completion != "add1_noexh",
        reading="pabutools",
    )


def expected_of(facts):
    """Rule → winners, order and cost, as far as the peer (or the exact prototype) finished."""
    results = facts.get("results", facts)
    known = {**results, **(facts.get("prototype") or {})}
    return {
        rule: result for rule, result in known.items() if isinstance(result, dict) and "winners" in result
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_published_votes_and_points_come_out_of_the_ballots(name):
    election = election_of(name)
    ballots = election.ballots
    named = [0] * len(election.projects)
    for group, project in zip(ballots.groups_of_entries.tolist(), ballots.entries.tolist(), strict=True):
        named[project] += int(ballots.weights[group])
    for project, again in ballots.repeats.items():
        named[project] += again
    scores = published_scores(election)

    for place, project in enumerate(election.projects):
        if "votes" in project.fields:
            assert int(project.fields["votes"]) == named[place]
        if "score" in project.fields:
            scale = election.points_scale if election.vote_type in WITH_POINTS else 1
            assert Fraction(project.fields["score"]) == Fraction(scores[place], scale)
    assert election.vote_type != ORDINAL or any("score" in project.fields for project in election.projects)


def test_one_repeated_mention_is_in_a_published_total_and_is_no_supporter():
    election = election_of("Poland_Warszawa_2022_Wola.pb")
    project = election.index["1040"]
    result = count(election, CountingRule("greedy"))

    assert (result.contest.scores[project], result.contest.support.votes[project]) == (1269, 1268)
    with pytest.raises(PabulibError, match="once a ballot") as caught:
        read(FOLDER / "Poland_Warszawa_2022_Wola.pb", mode=STRICT)
    assert caught.value.line == 3096


@pytest.mark.parametrize("name", OFFICIAL)
def test_what_the_city_funded_comes_out_under_its_own_rule(name):
    result = count(election_of(name), CountingRule("official"))

    assert result.winners == sorted(EXPECTED[name]["official_selected"])


def test_the_official_winners_of_two_cities_need_their_own_variant_of_add1():
    wieliczka = election_of("Poland_Wieliczka_2023_Green_Budget.pb")
    assen = election_of("Netherlands_Assen_2024.pb")
    funded = {
        name: sorted(EXPECTED[Path(name).name]["official_selected"])
        for name in (wieliczka.source, assen.source)
    }

    stopped = count(wieliczka, CountingRule("mes", completion="add1", comparison="satisfaction"))
    filled = count(assen, CountingRule("mes", completion="add1-greedy", exhaustive_stop=False))

    assert len(set(stopped.winners) ^ set(funded[wieliczka.source])) == 3
    assert filled.winners != funded[assen.source]


@pytest.mark.parametrize("name", EXPECTED)
def test_winners_are_those_of_the_peer(name):
    election = election_of(name)
    expected = expected_of(EXPECTED[name])
    for rule, result in expected.items():
        if rule.endswith("_add1") and rule + "u" in expected:
            continue  # Counted once, with the fill.
        counted = count(election, peer_rule(rule))
        check_same(counted, result, rule)
        if rule.endswith("_add1u") and rule[:-1] in expected:
            without_fill = [p for p in counted.order if counted.reasons[p] != "filled_by_completion"]
            ids = [election.projects[p].id for p in without_fill]
            assert sorted(ids) == expected[rule[:-1]]["winners"], rule[:-1]


@pytest.mark.parametrize("name", SYNTHETIC)
def test_winners_of_the_edge_cases_are_those_of_the_peer(name):
    election = election_of(f"synthetic/{name}")
    for rule, result in expected_of(SYNTHETIC[name]).items():
        check_same(count(election, peer_rule(rule)), result, rule)


def check_same(counted, result, rule):
    assert counted.winners == result["winners"], rule
    assert Fraction(counted.money(counted.spent)) == Fraction(result["cost"]), rule
    # The peer returns the winners of Phragmén sorted.
    if rule != "phragmen" and "order" in result:
        assert counted.ordered_ids == result["order"], rule


@pytest.mark.parametrize("name", EXPECTED)
def test_no_reason_contradicts_the_outcome(name):
    election = election_of(name)
    for rule in (CountingRule("greedy"), CountingRule("mes"), CountingRule("optimum")):
        counted = count(election, rule)

        assert counted.spent <= election.budget
        assert {p for p, reason in enumerate(counted.reasons) if reason in WON} == set(counted.order)
        if rule.name == "optimum":
            assert counted.trace.is_proven


@pytest.mark.parametrize("name", [*EXPECTED, *(f"synthetic/{name}" for name in SYNTHETIC)])
def test_what_was_read_is_written_equal(name):
    election = election_of(name)

    assert read_bytes(write_text(election, seed="s").encode(), file=name) == election


# Large files take long to read a dozen times, and are cut off no differently.
@pytest.mark.parametrize("name", [name for name in EXPECTED if (FOLDER / name).stat().st_size < 150_000])
def test_a_file_cut_off_anywhere_gives_no_other_election(name):
    content = (FOLDER / name).read_bytes()
    votes = content.index(b"VOTES")
    # In the head, in the ballots, and byte by byte in the last line.
    cuts = [*range(0, votes, votes // 4), *range(votes, len(content), (len(content) - votes) // 3)]
    for cut in (*cuts, *range(len(content) - 12, len(content))):
        try:
            election = read_bytes(content[:cut], file=name)
        except PabulibError:
            continue
        else:
            # Cut within the line end, or within the last voter's place: every ballot is there.
            assert sorted(election.ballot_texts()) == sorted(election_of(name).ballot_texts())
            assert election.ballots.count == election_of(name).ballots.count


# The largest file, and the large one in which nearly every ballot is different.
@pytest.mark.parametrize("name", ["Poland_Krakow_2024.pb", "Poland_Warszawa_2026.pb"])
def test_reading_a_large_file_needs_less_than_four_times_its_size(name):
    read(FOLDER / "synthetic" / "partial_payers.pb")
    tracemalloc.start()
    try:
        read(FOLDER / name)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 4 * (FOLDER / name).stat().st_size
