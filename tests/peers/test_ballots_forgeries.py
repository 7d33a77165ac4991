"""The table of forgeries through Debian's tool, which we did not write.

If the tool stops refusing what it refuses, or begins to refuse more, we want to know: a green run of
a verifier that checks nothing proves nothing. Source: protocol, section 14.
"""

from __future__ import annotations

import copy

import pytest

from toparquia.engines.ballots.tests.belenios_tool import needs_the_tool, tool_verifies
from toparquia.engines.ballots.tests.conftest import forged_vote
from toparquia.engines.ballots.tests.forgeries import FORGERIES, Forgery
from toparquia.engines.ballots.verification import verify

pytestmark = needs_the_tool


@pytest.fixture(scope="module")
def finished():
    return forged_vote("BELENIOS-2048")


def test_the_vote_that_is_forged_was_right_for_both(finished, tmp_path):
    vote, parts, _ = finished
    archive = parts.written_to(tmp_path / f"{vote.election.uuid}.bel")

    assert verify(archive).valid
    assert tool_verifies(tmp_path)


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_a_forgery_meets_both_verifiers(finished, tmp_path, forgery: Forgery):
    vote, parts, _ = finished
    forged = copy.deepcopy(parts)
    forgery.make(vote, forged)
    archive = forged.written_to(tmp_path / f"{vote.election.uuid}.bel")

    report = verify(archive)

    assert (report.first_failed.name, report.refusal.code) == (forgery.check, forgery.code)
    assert tool_verifies(tmp_path) is forgery.tool
