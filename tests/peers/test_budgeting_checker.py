"""What we publish, pabulib-checker accepts, winners and totals included."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import APPROVAL, CHOOSE_ONE, CUMULATIVE, ORDINAL, SCORING
from toparquia.engines.budgeting.pabulib import read_bytes, write_text
from toparquia.engines.budgeting.publish import with_outcome
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.tests.elections import an_election

checker = pytest.importorskip(
    "pabulib.checker", reason="pabulib-checker is not installed: install the developers' lock"
)

BALLOTS = [[0], [0, 1], [1, 2], [0, 2], [3], [0, 1, 3]]
POINTS = [[10], [6, 4], [5, 5], [7, 3], [10], [4, 3, 3]]
GREEDY = CountingRule("greedy")
ADD1 = CountingRule("mes", completion="add1", step=Fraction(1), exhaustive_stop=False)


def a_consultation(vote_type):
    """A consultation with names and themes that need quoting."""
    ballots = [[0], [0], [1], [2], [3], [0]] if vote_type == CHOOSE_ONE else BALLOTS
    points = POINTS if vote_type in (CUMULATIVE, SCORING) else None
    fields = [{"name": f"Obra «{place}»; etapa II", "category": "parks,sport"} for place in range(4)]
    election = an_election(
        [500, 400, 300, 200], ballots, 1000, points=points, vote_type=vote_type, fields=fields
    )
    # The checker knows the countries of the world by name.
    election.meta["country"] = "Spain"
    return election


def checked(text):
    """What the checker says about one file."""
    found = checker.Checker().process_files([text])
    return found["metadata"], found["summary"]


@pytest.mark.parametrize(
    ("vote_type", "rule"),
    [
        (APPROVAL, GREEDY),
        (CHOOSE_ONE, GREEDY),
        (CUMULATIVE, GREEDY),
        (ORDINAL, GREEDY),
        (SCORING, GREEDY),
        (APPROVAL, CountingRule("greedy-no-skip")),
        (APPROVAL, CountingRule("greedy-threshold", threshold=Fraction(3))),
        (APPROVAL, ADD1),
        (APPROVAL, CountingRule("phragmen")),
    ],
)
def test_the_checker_accepts_what_we_publish(vote_type, rule):
    published = with_outcome(count(a_consultation(vote_type), rule))

    metadata, summary = checked(write_text(published, seed="s"))

    assert metadata["valid"] == 1, summary


def test_what_we_publish_counts_the_same_under_its_own_rule():
    for rule in (GREEDY, ADD1):
        result = count(a_consultation(APPROVAL), rule)
        text = write_text(with_outcome(result), seed="s")

        again = count(read_bytes(text.encode(), mode="strict"), CountingRule("official"))

        selected = sorted(p.id for p in again.election.projects if p.fields["selected"] == "1")
        assert again.winners == result.winners == selected


def test_a_rule_that_the_format_has_no_word_for_is_unknown_there():
    for rule in (CountingRule("phragmen"), CountingRule("mes", completion="add1-greedy")):
        assert with_outcome(count(a_consultation(APPROVAL), rule)).meta["rule"] == "unknown"


def test_the_checker_does_find_errors():
    # Without this the tests above would pass with a checker that accepts everything.
    published = with_outcome(count(a_consultation(APPROVAL), GREEDY))

    for wrong in (("num_votes;6", "num_votes;7"), (";1\n", ";0\n")):
        assert checked(write_text(published, seed="s").replace(*wrong))[0]["invalid"] == 1
