"""Every forgery of the table is refused by the check that is named for it."""

from __future__ import annotations

import copy

import pytest

from toparquia.engines.ballots.archive import ENCRYPTED_TALLY
from toparquia.engines.ballots.hashing import hexadecimal
from toparquia.engines.ballots.second_proofs import path_beside, second_proofs_bytes
from toparquia.engines.ballots.verification import Demands, verify

from .forgeries import FORGERIES, Forgery, weakly_proved_factor


def test_the_vote_that_is_forged_was_right(finished, tmp_path):
    _, parts, _ = finished

    report = verify(parts.written_to(tmp_path / "a.bel"))

    assert report.valid, report.refusal
    assert (report.ballots, report.accepted, report.counted) == (4, 4, 3)
    assert report.result == [[2, 1, 0], [1, 1, 1]]


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_a_forgery_is_refused_by_name(finished, tmp_path, forgery: Forgery):
    vote, parts, _ = finished
    forged = copy.deepcopy(parts)
    forgery.make(vote, forged)

    report = verify(forged.written_to(tmp_path / "a.bel"))

    assert not report.valid
    assert report.refusal is not None
    assert (report.first_failed.name, report.refusal.code) == (forgery.check, forgery.code)
    assert report.checks[-1] is report.first_failed, "nothing is checked after a failure"


def test_a_factor_chosen_after_the_challenge_passes_the_protocols_proof_and_not_ours(finished, tmp_path):
    vote, parts, second = finished
    forged = copy.deepcopy(parts)
    weakly_proved_factor(vote, forged)
    archive = forged.written_to(tmp_path / "a.bel")

    alone = verify(archive)
    tally_hash = _tally_hash(forged)
    path_beside(archive).write_bytes(second_proofs_bytes(vote.election, tally_hash, second))
    with_ours = verify(archive)

    assert alone.first_failed.name == "result", "the protocol's proof let it through"
    assert with_ours.first_failed.name == "decryptions.second_proofs"
    assert with_ours.refusal.code == "ballots.second_proof_wrong"


def test_second_proofs_that_are_asked_for_must_be_there(finished, tmp_path):
    vote, parts, second = finished
    archive = parts.written_to(tmp_path / "a.bel")
    demands = Demands(second_proofs=True)

    missing = verify(archive, demands=demands)
    some = {owner: proofs for owner, proofs in second.items() if owner != 2}
    path_beside(archive).write_bytes(second_proofs_bytes(vote.election, _tally_hash(parts), some))
    incomplete = verify(archive, demands=demands)
    path_beside(archive).write_bytes(second_proofs_bytes(vote.election, _tally_hash(parts), second))
    complete = verify(archive, demands=demands)

    assert missing.refusal.code == incomplete.refusal.code == "ballots.second_proof_missing"
    assert complete.valid


def _tally_hash(parts) -> str:
    return hexadecimal(parts.steps[parts.places(ENCRYPTED_TALLY)[0]][1][0])
