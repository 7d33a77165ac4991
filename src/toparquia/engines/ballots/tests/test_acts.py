"""The acts of a vote on its archive: who may do what, and in which order."""

from __future__ import annotations

import json

import pytest

from toparquia.engines.ballots import errors
from toparquia.engines.ballots.archive import Stage
from toparquia.engines.ballots.commission import (
    cast_ballot,
    close_and_sum,
    decrypt_as_trustee,
    finish_vote,
    open_vote,
)
from toparquia.engines.ballots.credentials import PublicCredential
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.hashing import fingerprint
from toparquia.engines.ballots.result import LogarithmSearch
from toparquia.engines.ballots.trustees import Board
from toparquia.engines.ballots.verification import Demands, survey, verify

from .elections import MOMENT, Vote, a_vote
from .forging import Parts

CHOICES = [[1, 0, 0], [0, 1, 0]]


@pytest.fixture
def opened(tmp_path):
    vote = a_vote(trustees=(2, None), weights=[1, 2, 40])
    return vote, vote.opened_in(tmp_path)


def test_a_vote_from_opening_to_result(opened, tmp_path):
    vote, archive = opened
    tracker = cast_ballot(archive, vote.ballot(0, CHOICES))
    cast_ballot(archive, vote.ballot(1, [[0, 1, 0], [1, 0, 0]]))
    cast_ballot(archive, vote.ballot(0, [[0, 0, 1], [0, 0, 1]]))
    cast_ballot(archive, vote.ballot(2, CHOICES))

    report = close_and_sum(archive)
    for secret in vote.trustee_secrets[::-1]:
        decrypt_as_trustee(archive, secret, journal=tmp_path / "journal")
    counts = finish_vote(archive)

    assert len(tracker) == 43
    assert (report.ballots, report.counted) == (4, 3)
    assert counts == [[40, 2, 1], [2, 40, 1]]
    assert verify(archive, demands=Demands(second_proofs=True)).valid


def refused(archive, raw: bytes, code: str) -> None:
    before = archive.read_bytes()
    with pytest.raises(errors.BallotRefusal) as refusal:
        cast_ballot(archive, raw)
    assert refusal.value.code == f"ballots.{code}"
    assert archive.read_bytes() == before, "nothing was written"


def test_what_is_refused_at_the_box(opened):
    vote, archive = opened
    good = vote.ballot(0, CHOICES)
    bad = json.loads(good)
    bad["signature"]["proof"]["response"] = "1"
    stranger = Vote(vote.election, vote.board, [], [777], [1])
    other = a_vote()
    cast_ballot(archive, good)

    refused(archive, good, "ballot_repeated")
    refused(archive, json.dumps(bad, separators=(",", ":")).encode(), "signature_wrong")
    refused(archive, stranger.ballot(0, CHOICES), "credential_unknown")
    refused(archive, other.ballot(0, CHOICES), "ballot_of_another_election")
    refused(archive, b"x" * 100_000, "text_too_long")
    refused(archive, b"{}", "shape_unexpected")
    close_and_sum(archive)
    refused(archive, vote.ballot(1, CHOICES), "ballot_after_closing")


def test_closing_stays_closed_though_the_count_is_refused(opened):
    vote, archive = opened
    cast_ballot(archive, vote.ballot(0, CHOICES))
    parts = Parts.of(archive)
    parts.change_ballot(lambda value: value["signature"]["proof"].__setitem__("response", "1"), resign=False)
    parts.written_to(archive)

    with pytest.raises(errors.SignatureWrong):
        close_and_sum(archive)

    assert survey(archive, until=Stage.OPEN).stage is Stage.CLOSED


def test_a_trustee_decrypts_nothing_but_the_sum_of_a_closed_verified_vote(opened, tmp_path):
    vote, archive = opened
    cast_ballot(archive, vote.ballot(0, CHOICES))
    journal = tmp_path / "journal"

    with pytest.raises(errors.ArchiveUnfinished):
        decrypt_as_trustee(archive, vote.trustee_secrets[0], journal=journal)
    close_and_sum(archive)
    with pytest.raises(errors.NotOurKey):
        decrypt_as_trustee(archive, 5, journal=journal)
    with pytest.raises(errors.TooFewBallots):
        decrypt_as_trustee(archive, vote.trustee_secrets[0], journal=journal, least_ballots=20)
    assert not journal.exists()

    assert decrypt_as_trustee(archive, vote.trustee_secrets[1], journal=journal) == 2
    with pytest.raises(errors.OwnerRepeated):
        decrypt_as_trustee(archive, vote.trustee_secrets[1], journal=journal)
    with pytest.raises(errors.TooFewTrustees):
        finish_vote(archive)


def test_two_sums_that_differ_by_a_ballot_are_not_both_decrypted(opened, tmp_path):
    vote, archive = opened
    cast_ballot(archive, vote.ballot(0, CHOICES))
    twin = tmp_path / "twin" / archive.name
    twin.parent.mkdir()
    twin.write_bytes(archive.read_bytes())
    cast_ballot(twin, vote.ballot(1, CHOICES))
    for each in (archive, twin):
        close_and_sum(each)
    journal = tmp_path / "trustee" / "journal"

    decrypt_as_trustee(archive, vote.trustee_secrets[0], journal=journal)
    with pytest.raises(errors.AlreadyDecrypted):
        decrypt_as_trustee(twin, vote.trustee_secrets[0], journal=journal)
    journal.write_text("damaged\n")
    with pytest.raises(errors.InputMalformed):
        decrypt_as_trustee(twin, vote.trustee_secrets[0], journal=journal)


def test_the_key_of_a_vote_is_that_of_its_trustees(tmp_path):
    vote, other = a_vote(), a_vote()

    with pytest.raises(errors.ElectionKeyWrong):
        open_vote(
            tmp_path / "a.bel",
            moment=MOMENT,
            election=vote.election,
            board=Board(vote.group, other.board.parts),
            credentials=[],
        )
    with pytest.raises(errors.CredentialRepeated):
        open_vote(
            tmp_path / "b.bel",
            moment=MOMENT,
            election=vote.election,
            board=vote.board,
            credentials=[PublicCredential("aa"), PublicCredential("aa")],
        )


def test_what_the_voter_keeps_is_the_hash_of_what_was_sent(opened):
    vote, archive = opened
    raw = vote.ballot(0, CHOICES)

    assert cast_ballot(archive, raw) == fingerprint(raw)


@pytest.mark.parametrize("limit", [0, 1, 2, 5, 30])
def test_every_count_up_to_the_limit_is_found_and_none_beyond(limit):
    group = group_named("Ed25519")
    search = LogarithmSearch(group, limit, searches=3)

    found = [search.logarithm(group.power(group.generator, number)) for number in range(limit + 1)]

    assert found == list(range(limit + 1))
    for beyond in (limit + 1, group.order - 1):
        with pytest.raises(errors.ResultOutOfRange):
            search.logarithm(group.power(group.generator, beyond))
