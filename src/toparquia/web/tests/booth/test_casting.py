"""What the booth makes, the engine takes: ballots, audits, credentials, trustees' keys and decryptions."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toparquia.engines.ballots.casting import is_opened_by, make_auditable_ballot
from toparquia.engines.ballots.checking import check_ballot
from toparquia.engines.ballots.commission import cast_ballot, close_and_sum, finish_vote
from toparquia.engines.ballots.credentials import credential_secret, new_credential, public_credential
from toparquia.engines.ballots.election import Question, election_from_bytes, new_election
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.proofs import Opening
from toparquia.engines.ballots.tests.elections import APPROVAL, EVERY_KIND, YES_NO, a_vote
from toparquia.engines.ballots.tests.test_ballots import questions, votes_in
from toparquia.engines.ballots.verification import verify

from .driving import BoothRefused, needs_node
from .elections import Played, an_open_vote

pytestmark = needs_node

CHOICES = [[1, 0, 0], [0, 1, 1], [0, 1], [0, 0, 1]]
BLANK = [[0, 1, 0], [1, 0, 0], [0, 0], [1, 0, 0]]


@pytest.fixture(scope="module")
def vote():
    return a_vote(questions=EVERY_KIND)


@pytest.mark.parametrize("group", ["Ed25519", "BELENIOS-2048"])
@pytest.mark.parametrize("choices", [CHOICES, BLANK], ids=["marked", "blank"])
def test_the_engine_takes_the_booths_ballot(booth, group, choices):
    vote = a_vote(group, questions=EVERY_KIND, voters=1)
    slip = new_credential()

    cast = booth.ballot(vote.election.raw.decode(), slip, choices)
    ballot = check_ballot(vote.election, cast["ballot"].encode())

    assert ballot.tracker == cast["tracker"]
    assert ballot.credential_text == vote.group.encoded(
        public_credential(vote.group, vote.election.uuid, slip)
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.data())
def test_every_possible_vote_makes_a_ballot_that_the_engine_takes(booth, vote, drawn):
    asked = drawn.draw(st.lists(questions(), min_size=1, max_size=2))
    chosen = drawn.draw(votes_in(asked))
    election = new_election(group=vote.group, key=vote.board.key(), questions=asked, name="ñ")

    cast = booth.ballot(election.raw.decode(), new_credential(), chosen)

    assert check_ballot(election, cast["ballot"].encode()).tracker == cast["tracker"]
    assert len(cast["ballot"]) <= election.ballot_limit


@pytest.mark.parametrize(
    "slip",
    [
        "KmVEr-wvkCT4-At7uD-1ovUQG",
        "KmVEr-wvkCT4-At7uD-1ovUQG+KmVEr-wvkCT4-At7uD-1ovUQH",
        "111-111-111-111-111",
    ],
    ids=["one slip", "two halves", "the old format"],
)
@pytest.mark.parametrize("group", ["Ed25519", "BELENIOS-2048"])
def test_a_slip_means_the_same_to_both(booth, group, slip):
    # The identifier and the first slip are the protocol's vector.
    election = new_election(
        group=group_named(group),
        key=group_named(group).power(group_named(group).generator, 5),
        questions=[APPROVAL],
        name="x",
        uuid="hrj99bTLJ1vvc4",
    )
    booth.ask("open", election=election.raw.decode())
    booth.ask("identify", slip=slip)

    said = booth.ask("encrypt", choices=[[1, 0]])["credential"]

    assert said == election.group.encoded(public_credential(election.group, election.uuid, slip))
    if slip == "KmVEr-wvkCT4-At7uD-1ovUQG" and group == "Ed25519":
        assert said == "f058359c4522bb496bd7c20955fbfb66a5102ed99b3cfc1f1fe6c3d98fe4b9fc"


@pytest.mark.parametrize("slip", ["", "KmVEr-wvkCT4-At7uD-1ovUQ0", "111-111-111-111-112", "a+b+c"])
def test_a_mistyped_slip_is_refused(booth, vote, slip):
    booth.ask("open", election=vote.election.raw.decode())

    with pytest.raises(BoothRefused, match="credential_malformed"):
        booth.ask("identify", slip=slip)


@pytest.mark.parametrize(
    "choices",
    [[], [[1, 1, 0]], [[0, 0, 0]], [[2, 0, 0]], [[1, 0]], [[1, 0, 0], [1, 0, 0]]],
    ids=["nothing", "too many", "too few", "twice", "too short", "a question more"],
)
def test_an_impossible_vote_is_refused(booth, choices):
    question = Question("¿Quién?", ("Ana", "Luis", "Rosa"), 1, 1)
    vote = a_vote(questions=(question,), voters=1)
    booth.ask("open", election=vote.election.raw.decode())
    booth.ask("identify", slip=new_credential())

    with pytest.raises(BoothRefused, match="choice_impossible"):
        booth.ask("encrypt", choices=choices)


def test_blank_and_an_option_together_are_refused(booth):
    vote = a_vote(questions=(YES_NO,), voters=1)
    booth.ask("open", election=vote.election.raw.decode())
    booth.ask("identify", slip=new_credential())

    with pytest.raises(BoothRefused, match="choice_impossible"):
        booth.ask("encrypt", choices=[[1, 1, 0]])


# --- Audit or cast --------------------------------------------------------------------------------


def encrypted(booth, vote, choices=CHOICES) -> dict:
    booth.ask("open", election=vote.election.raw.decode())
    booth.ask("identify", slip=new_credential())
    return booth.ask("encrypt", choices=choices)


def test_an_audit_opens_the_ballot_that_was_bound_before(booth, vote):
    bound = encrypted(booth, vote)

    shown = booth.ask("audit")
    openings = [[Opening(int(one["randomness"]), one["number"]) for one in row] for row in shown["openings"]]
    raw = shown["ballot"].encode()

    assert shown["tracker"] == bound["tracker"]
    _, audit = make_auditable_ballot(vote.election, 5, CHOICES)
    assert is_opened_by(vote.election, CHOICES, raw, type(audit)(openings))
    assert not is_opened_by(vote.election, BLANK, raw, type(audit)(openings))


@pytest.mark.parametrize(("first", "then"), [("audit", "cast"), ("cast", "audit"), ("leave", "cast")])
def test_a_ballot_is_shown_or_cast_and_never_both(booth, vote, first, then):
    encrypted(booth, vote)
    booth.ask(first)

    with pytest.raises(BoothRefused, match="ballot_missing"):
        booth.ask(then)


def test_the_same_choices_never_make_the_same_ciphertext(booth, vote):
    encrypted(booth, vote)
    one = json.loads(booth.ask("cast")["ballot"])
    encrypted(booth, vote)
    other = json.loads(booth.ask("cast")["ballot"])

    parts = [
        choice[half]
        for each in (one, other)
        for answer in each["answers"]
        for choice in answer["choices"]
        for half in choice
    ]
    assert len(set(parts)) == len(parts)


def test_the_verifier_opens_an_audit_of_the_engine(booth, vote):
    raw, audit = make_auditable_ballot(vote.election, vote.voter_secrets[0], CHOICES)
    openings = [
        [{"number": one.number, "randomness": str(one.randomness)} for one in row] for row in audit.openings
    ]
    asked = {"election": vote.election.raw.decode(), "ballot": raw.decode()}

    right = booth.ask("checkAudit", openings=openings, **asked)
    openings[0][0]["number"] = 0
    wrong = booth.ask("checkAudit", openings=openings, **asked)

    assert (right, wrong) == ({"opened": True}, {"opened": False})


def test_a_refusal_says_nothing_of_what_it_was_given(booth, vote):
    booth.ask("open", election=vote.election.raw.decode())

    answer = booth.answer("identify", slip=["not a text"])

    assert (answer.ok, answer.code, answer.value) == (False, "program_failed", {})


# --- Trustees -------------------------------------------------------------------------------------


def test_a_vote_of_the_booths_trustees_and_voters_is_right_for_the_engine(booth, tmp_path):
    # In the other group: where Debian's tool is asked too.
    played = an_open_vote(booth, tmp_path, "Ed25519", questions=EVERY_KIND, trustees=2)
    text = played.election.raw.decode()
    # The first voter thinks again.
    for voter, chosen in [(0, CHOICES), (1, BLANK), (0, BLANK)]:
        cast_ballot(played.archive, booth.ballot(text, played.slips[voter], chosen)["ballot"].encode())
    close_and_sum(played.archive)

    played.decrypt(booth)

    assert finish_vote(played.archive) == [[0, 2, 0], [2, 0, 0], [0, 0], [2, 0, 0]]
    assert verify(played.archive).valid
    assert booth.verify(played.archive, second=played.second_proofs())["valid"]


def test_a_member_of_a_threshold_decrypts_in_the_booth(booth, tmp_path):
    vote = a_vote(trustees=(3, 2), with_single=True)
    archive = vote.opened_in(tmp_path)
    cast_ballot(archive, vote.ballot(0, [[1, 0, 0], [0, 1, 0]]))
    close_and_sum(archive)
    played = Played(vote.election, archive, [], [str(vote.trustee_secrets[place]) for place in (0, 1, 3)])

    played.decrypt(booth)

    assert finish_vote(archive) == [[1, 0, 0], [0, 1, 0]]
    assert verify(archive).valid


def test_a_trustee_opens_nothing_that_does_not_verify(booth, finished, tmp_path):
    vote, parts, _ = finished
    wrong = parts.without_result()
    kept = wrong.steps[0 : wrong.places("EncryptedTally")[0] + 1]
    forged = type(parts)([step for step in kept if step[0] != "Ballot"])

    said = booth.ask(
        "decrypt", archive=forged.written_to(tmp_path / "a.bel"), secret=str(vote.trustee_secrets[0])
    )

    assert not said["report"]["valid"]
    assert set(said) == {"report"}


def test_a_secret_of_nobody_opens_nothing(booth, finished, tmp_path):
    _, parts, _ = finished

    with pytest.raises(BoothRefused, match="trustee_unknown"):
        booth.ask("decrypt", archive=parts.written_to(tmp_path / "a.bel"), secret="5")


def test_an_election_that_the_booth_does_not_know_is_refused(booth, vote):
    said = json.loads(vote.election.raw)
    neutral = vote.group.encoded(vote.group.neutral)
    for change, code in [
        ({"version": 2}, "election_unknown"),
        ({"group": "MINE"}, "election_unknown"),
        ({"public_key": neutral}, "key_malformed"),
        ({"questions": []}, "election_malformed"),
    ]:
        with pytest.raises(BoothRefused, match=code):
            booth.ask("open", election=json.dumps(said | change))


def test_a_secret_is_derived_as_in_the_engine(booth):
    election = election_from_bytes(a_vote(voters=1).election.raw)
    slip = new_credential()
    secret = credential_secret(election.group, election.uuid, slip)

    cast = booth.ballot(election.raw.decode(), slip, [[1, 0, 0], [0, 1, 0]])

    assert json.loads(cast["ballot"])["credential"] == election.group.encoded(
        election.group.power(election.group.generator, secret)
    )
