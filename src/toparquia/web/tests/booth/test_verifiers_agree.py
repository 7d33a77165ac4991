"""Two verifiers that share no line say the same of small votes, right ones and spoiled ones."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toparquia.engines.ballots.errors import NotAnArchive
from toparquia.engines.ballots.rehearsal import random_choice
from toparquia.engines.ballots.tests.elections import a_vote, played
from toparquia.engines.ballots.tests.test_ballots import questions
from toparquia.engines.ballots.verification import Report, verify

from .driving import needs_node
from .tampering import spoils

pytestmark = needs_node

TRUSTEES = [((1, None), [1]), ((2, None), [1, 2]), ((2, 1), [2]), ((3, 2), [1, 3])]
WITHIN = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=5, **WITHIN)
@given(
    asked=st.lists(questions(), min_size=1, max_size=2),
    trustees=st.sampled_from(TRUSTEES),
    voters=st.lists(st.integers(0, 1), max_size=3),
    seed=st.integers(0, 2**32),
)
def test_both_accept_a_right_vote_and_read_the_same_result(booth, tmp_path, asked, trustees, voters, seed):
    size, owners = trustees
    vote, chance = a_vote(questions=tuple(asked), trustees=size, voters=2), random.Random(seed)
    cast = [(voter, vote.ballot(voter, [random_choice(chance, each) for each in asked])) for voter in voters]
    archive = played(vote, cast, owners)[0].written_to(tmp_path / "a.bel")

    theirs, ours = booth.verify(archive), verify(archive)

    assert theirs["valid"], theirs["checks"][-1]
    assert ours.valid
    assert theirs["result"] == ours.result


def verdict(archive: Path) -> Report:
    """Return the engine's report; what is no archive at all it refuses to report on."""
    try:
        return verify(archive)
    except NotAnArchive:
        return Report()


@pytest.fixture(scope="module")
def small(finished):
    """A vote of one ballot: enough to spoil, and quicker than one of four."""
    vote, parts, _ = finished
    return played(vote, [(0, parts.ballot(0))], [1, 2, 4])[0]


@settings(max_examples=25, **WITHIN)
@given(drawn=st.data())
def test_both_say_the_same_of_a_spoiled_vote(booth, small, tmp_path, drawn):
    raw = drawn.draw(spoils(small))
    archive = tmp_path / "a.bel"
    archive.write_bytes(raw)

    theirs, ours = booth.verify(archive), verdict(archive)

    # Which check is named first may differ: they don't ask in the same order.
    assert theirs["valid"] == ours.valid, (theirs["checks"][-1], ours.refusal)
    assert theirs["result"] == ours.result
