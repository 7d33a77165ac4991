"""What the tests of the engine share: finished votes, made once."""

from __future__ import annotations

import pytest

from .elections import Vote, a_vote, played
from .forging import Parts


def forged_vote(group: str) -> tuple[Vote, Parts, dict]:
    """A vote of three, of whom the last voted twice, with a single trustee and 2 of 3 others."""
    vote = a_vote(group, trustees=(3, 2), with_single=True)
    ballots = [
        (0, vote.ballot(0, [[1, 0, 0], [0, 1, 0]])),
        (1, vote.ballot(1, [[0, 1, 0], [1, 0, 0]])),
        (2, vote.ballot(2, [[0, 0, 1], [0, 1, 0]])),
        (2, vote.ballot(2, [[1, 0, 0], [0, 0, 1]])),
    ]
    parts, second = played(vote, ballots, [1, 2, 4])
    return vote, parts, second


@pytest.fixture(scope="session")
def finished() -> tuple[Vote, Parts, dict]:
    return forged_vote("Ed25519")
