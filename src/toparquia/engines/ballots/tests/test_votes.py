"""Whole small votes of every shape, and what happens to each when anything in it is changed."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.ballots.archive import SETUP
from toparquia.engines.ballots.verification import verify

from .elections import Vote, a_vote, played
from .forging import Parts
from .test_ballots import questions, votes_in


@st.composite
def small_votes(draw: st.DrawFn) -> tuple[Vote, list[tuple[int, list[list[int]]]], list[int]]:
    asked = tuple(draw(st.lists(questions(), min_size=1, max_size=2)))
    size = draw(st.integers(1, 3))
    threshold = draw(st.one_of(st.none(), st.integers(1, size)))
    weights = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    vote = a_vote(questions=asked, trustees=(size, threshold), voters=len(weights), weights=weights)
    voters = draw(st.lists(st.integers(0, len(weights) - 1), max_size=4))
    cast = [(voter, draw(votes_in(list(asked)))) for voter in voters]
    deciding = draw(st.permutations(range(1, size + 1)))[: threshold or size]
    return vote, cast, list(deciding)


@settings(max_examples=15, deadline=None)
@given(small_votes())
def test_every_vote_counts_what_was_chosen_last(tmp_path_factory, drawn):
    vote, cast, deciding = drawn
    ballots = [(voter, vote.ballot(voter, chosen)) for voter, chosen in cast]
    parts, _ = played(vote, ballots, deciding)

    report = verify(parts.written_to(tmp_path_factory.mktemp("vote") / "a.bel"))

    expected = [[0] * question.width for question in vote.election.questions]
    for voter, chosen in dict(cast).items():
        for row, numbers in zip(expected, chosen, strict=True):
            for place, number in enumerate(numbers):
                row[place] += number * vote.weights[voter]
    assert report.valid, report.refusal
    assert report.result == expected


@pytest.fixture(scope="module")
def untouched() -> Parts:
    # Everyone votes, so that no credential could be exchanged without a trace.
    vote = a_vote(trustees=(3, 2), with_single=True)
    ballots = [(voter, vote.ballot(voter, [[1, 0, 0], [0, 1, 0]])) for voter in (0, 1, 2)]
    return played(vote, ballots, [1, 2, 3])[0]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_byte_changed_anywhere_is_refused_though_every_hash_is_right(untouched, tmp_path_factory, data):
    parts = copy.deepcopy(untouched)
    place = data.draw(st.integers(0, len(parts.steps) - 1).filter(lambda place: parts.steps[place][1]))
    kind, pieces = parts.steps[place]
    # The last piece of a setup only points at the others, and is made anew.
    which = data.draw(st.integers(0, len(pieces) - 1 - (kind == SETUP)))
    spot = data.draw(st.integers(0, len(pieces[which]) - 1))
    byte = data.draw(st.sampled_from(b'0123456789abcdefABCxyz"{}[]:, '))
    changed = pieces[which][:spot] + bytes([byte]) + pieces[which][spot + 1 :]
    parts.steps[place] = (kind, [*pieces[:which], changed, *pieces[which + 1 :]])
    folder = tmp_path_factory.mktemp("changed")
    try:
        archive = parts.written_to(folder / "a.bel")
    except (ValueError, KeyError, TypeError):
        # So damaged that no pointer to it could be made.
        return

    same = Parts.of(archive).steps == Parts.of(untouched.written_to(folder / "b.bel")).steps
    assert verify(archive).valid == same
