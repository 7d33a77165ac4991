"""Every forgery of the engine's table meets the verifier that was written from the protocol alone."""

from __future__ import annotations

import copy

import pytest

from toparquia.engines.ballots.archive import ENCRYPTED_TALLY
from toparquia.engines.ballots.hashing import hexadecimal
from toparquia.engines.ballots.second_proofs import path_beside, second_proofs_bytes
from toparquia.engines.ballots.tests.forgeries import FORGERIES, Forgery, weakly_proved_factor

from .driving import needs_node

pytestmark = needs_node


def test_the_vote_that_is_forged_was_right(booth, finished, tmp_path):
    _, parts, _ = finished

    report = booth.verify(parts.written_to(tmp_path / "a.bel"))

    assert report["valid"], report["checks"][-1]
    assert (report["ballots"], report["accepted"], report["counted"]) == (4, 4, 3)
    assert report["result"] == [[2, 1, 0], [1, 1, 1]]


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_a_forgery_is_refused_by_the_same_check_as_in_the_engine(booth, finished, tmp_path, forgery: Forgery):
    vote, parts, _ = finished
    forged = copy.deepcopy(parts)
    forgery.make(vote, forged)

    check, _ = booth.first_failed(forged.written_to(tmp_path / "a.bel"))

    assert check == forgery.check


def test_a_factor_chosen_after_the_challenge_is_refused_by_its_second_proof(booth, finished, tmp_path):
    vote, parts, second = finished
    forged = copy.deepcopy(parts)
    weakly_proved_factor(vote, forged)
    archive = forged.written_to(tmp_path / "a.bel")
    tally_hash = hexadecimal(forged.steps[forged.places(ENCRYPTED_TALLY)[0]][1][0])
    beside = path_beside(archive)
    beside.write_bytes(second_proofs_bytes(vote.election, tally_hash, second))

    alone, with_ours = booth.verify(archive), booth.verify(archive, second=beside)

    assert alone["checks"][-1]["name"] == "result", "the protocol's proof let it through"
    assert with_ours["checks"][-1]["name"] == "decryptions.second_proofs"
