"""One Node for all tests of the booth, and the vote that they forge."""

from __future__ import annotations

import pytest

from toparquia.engines.ballots.tests.conftest import forged_vote

from .driving import Booth


@pytest.fixture(scope="session")
def booth():
    started = Booth()
    yield started
    started.close()


@pytest.fixture(scope="session")
def finished():
    """(vote, parts, second proofs): three voters, of whom the last voted twice; one trustee and 2 of 3."""
    return forged_vote("Ed25519")
