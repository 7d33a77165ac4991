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


# Ours is run over the whole table in the engine's own tests, in the other group; here over those where
# the group matters.
IN_THIS_GROUP = {
    "a_choice_worth_a_thousand",
    "blank_and_a_choice",
    "signed_by_another_voter",
    "an_element_outside_the_group",
    "an_element_written_in_another_way",
    "a_vote_more_in_tally_and_result",
    "a_wrong_decryption_factor",
    "a_decryption_factor_outside_the_group",
    "a_credential_outside_the_group",
    "a_trustee_without_proof_of_its_key",
}


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_a_forgery_meets_both_verifiers(finished, tmp_path, forgery: Forgery):
    vote, parts, _ = finished
    forged = copy.deepcopy(parts)
    forgery.make(vote, forged)
    archive = forged.written_to(tmp_path / f"{vote.election.uuid}.bel")

    assert tool_verifies(tmp_path) is forgery.tool
    if forgery.name in IN_THIS_GROUP:
        report = verify(archive)
        assert (report.first_failed.name, report.refusal.code) == (forgery.check, forgery.code)


def test_the_forgeries_of_this_group_are_in_the_table():
    assert {forgery.name for forgery in FORGERIES} >= IN_THIS_GROUP
