"""Whole votes, made by one program and verified by the other: Debian's belenios-tool and ours."""

from __future__ import annotations

import json
import random

import pytest

from toparquia.engines.ballots.archive import Stage
from toparquia.engines.ballots.canonical import parsed
from toparquia.engines.ballots.casting import make_ballot
from toparquia.engines.ballots.commission import cast_ballot, close_and_sum, finish_vote
from toparquia.engines.ballots.credentials import credential_secret, public_credential
from toparquia.engines.ballots.election import question_to_json
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.rehearsal import rehearse
from toparquia.engines.ballots.tests import belenios_tool as peer
from toparquia.engines.ballots.tests.elections import EVERY_KIND, MOMENT, a_vote
from toparquia.engines.ballots.verification import survey, verify

pytestmark = peer.needs_the_tool

QUESTIONS = [question_to_json(question) for question in EVERY_KIND]
CHOICES = [
    [[1, 0, 0], [1, 0, 1], [0, 0], [0, 1, 0]],
    [[0, 0, 1], [0, 1, 0], [1, 1], [1, 0, 0]],
    [[0, 1, 0], [0, 1, 1], [1, 0], [0, 0, 1]],
]
# The third voter changes its mind; the last ballot counts.
SECOND_THOUGHTS = [[1, 0, 0], [0, 0, 1], [0, 1], [1, 0, 0]]
RESULT = [[2, 0, 1], [1, 1, 2], [1, 2], [2, 1, 0]]


@pytest.mark.parametrize("trustees", [(2, None), (3, 2)], ids=["basic", "threshold"])
def test_the_tool_accepts_an_archive_of_ours(tmp_path, trustees):
    played = rehearse(
        tmp_path,
        moment=MOMENT,
        group=group_named(peer.GROUP),
        voters=3,
        trustees=trustees,
        questions=EVERY_KIND,
        name="Ñandú",
        chance=random.Random(2),
    )

    assert peer.tool_verifies(tmp_path)
    assert verify(played.archive).result == played.expected


def test_the_tool_counts_our_archive_as_we_do(tmp_path):
    vote = a_vote(peer.GROUP, questions=EVERY_KIND, weights=[1, 3, 5])
    archive = vote.opened_in(tmp_path)
    for voter, chosen in enumerate(CHOICES):
        cast_ballot(archive, vote.ballot(voter, chosen))
    close_and_sum(archive)
    # A trustee of theirs decrypts, with the key in the format that both write.
    (tmp_path / "our.privkey").write_text(f'"{vote.trustee_secrets[0]}"')
    peer.decrypt(tmp_path, 1, tmp_path / "our.privkey")

    theirs = json.loads(peer.tool(tmp_path, "election", "compute-result"))["result"]
    ours = finish_vote(archive)

    assert ours == theirs == [[1, 5, 3], [1, 8, 6], [8, 3], [3, 1, 5]]
    assert peer.tool_verifies(tmp_path)


@pytest.mark.parametrize("threshold", [None, 2], ids=["basic", "threshold"])
def test_we_accept_an_archive_of_the_tool(tmp_path, threshold):
    if threshold is None:
        secrets = peer.single_trustees(tmp_path, 3)
        deciding = [1, 2, 3]
    else:
        secrets = peer.threshold_trustees(tmp_path, 3, threshold)
        deciding = [3, 1]
    uuid, credentials = peer.open_election(tmp_path, QUESTIONS, len(CHOICES))
    for credential, chosen in zip(credentials, CHOICES, strict=True):
        peer.cast(tmp_path, credential, chosen)
    peer.cast(tmp_path, credentials[2], SECOND_THOUGHTS)
    peer.close_and_sum(tmp_path)
    for owner in deciding:
        peer.decrypt(tmp_path, owner, secrets[owner - 1])
    assert peer.finish(tmp_path) == RESULT

    report = verify(tmp_path / f"{uuid}.bel")

    assert report.valid, report.refusal
    assert (report.ballots, report.counted, report.result) == (4, 3, RESULT)


def test_a_voter_of_ours_casts_in_an_election_of_the_tool(tmp_path):
    secrets = peer.single_trustees(tmp_path, 1)
    uuid, credentials = peer.open_election(tmp_path, QUESTIONS, 2)
    archive = tmp_path / f"{uuid}.bel"
    election = survey(archive, until=Stage.OPEN).election
    secret = credential_secret(election.group, uuid, credentials[0])

    cast_ballot(archive, make_ballot(election, secret, CHOICES[1]))
    peer.close_and_sum(tmp_path)
    peer.decrypt(tmp_path, 1, secrets[0])

    assert peer.finish(tmp_path) == CHOICES[1]
    assert peer.tool_verifies(tmp_path)
    assert verify(archive).valid


def test_old_private_credentials_mean_what_the_tool_says(tmp_path):
    group, uuid = group_named(peer.GROUP), "hrj99bTLJ1vvc4"
    in_group = ("setup", "generate-credentials", "--uuid", uuid, "--group", peer.GROUP)
    peer.tool(tmp_path, *in_group, "--count", "4")
    (private,) = tmp_path.glob("*.privcreds")
    listed = parsed(private.with_suffix(".pubcreds").read_bytes().strip(), limit=10_000)

    ours = [
        group.encoded(public_credential(group, uuid, line.split()[1]))
        for line in private.read_text().splitlines()
    ]

    # Outside an archive the tool adds a weight and the voter's number to each line.
    assert sorted(ours) == sorted(line.split(",")[0] for line in listed)
