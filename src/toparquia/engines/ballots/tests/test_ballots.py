"""Making and checking ballots: every honest one passes, every damaged one is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.ballots.ballot import opened
from toparquia.engines.ballots.ballot_pattern import BallotPattern
from toparquia.engines.ballots.casting import (
    is_opened_by,
    is_possible,
    make_auditable_ballot,
    make_ballot,
)
from toparquia.engines.ballots.checking import check_ballot, check_ballots, envelope_for
from toparquia.engines.ballots.election import Question, election_from_bytes, new_election
from toparquia.engines.ballots.errors import (
    BallotRefusal,
    ChoiceImpossible,
    IdentifierMalformed,
    NoQuestions,
    QuestionUnsound,
)

from .elections import EVERY_KIND, ONE_OF_THREE, YES_NO, a_vote

VOTE = a_vote()
CHOICES = [[0, 1, 0], [0, 1, 0]]
GOOD = VOTE.ballot(0, CHOICES)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    count = draw(st.integers(1, 3))
    least = draw(st.integers(0, count))
    most = draw(st.integers(least, count))
    return Question("?", tuple("abc"[:count]), least, most, draw(st.booleans()))


@st.composite
def votes_in(draw: st.DrawFn, asked: list[Question]) -> list[list[int]]:
    chosen = []
    for question in asked:
        marks = draw(
            st.sets(
                st.integers(0, len(question.answers) - 1), min_size=question.least, max_size=question.most
            )
        )
        numbers = [int(place in marks) for place in range(len(question.answers))]
        if question.blank:
            numbers = [1] + [0] * len(numbers) if draw(st.booleans()) else [0, *numbers]
        chosen.append(numbers)
    return chosen


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_every_possible_vote_makes_a_ballot_that_passes(data):
    asked = data.draw(st.lists(questions(), min_size=1, max_size=2))
    chosen = data.draw(votes_in(asked))
    election = new_election(group=VOTE.group, key=VOTE.board.key(), questions=asked, name="x")

    raw, audit = make_auditable_ballot(election, VOTE.voter_secrets[0], chosen)
    ballot = check_ballot(election, raw)

    assert len(raw) <= election.ballot_limit
    assert is_opened_by(election, chosen, raw, audit)
    assert ballot.raw == raw
    assert len(ballot.tracker) == 43


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
def test_a_ballot_with_a_byte_changed_is_refused(place, byte):
    damaged = GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]

    (checked,) = check_ballots(VOTE.election, [damaged])

    assert (checked.refusal is None) == (damaged == GOOD)


@settings(max_examples=20, deadline=None)
@given(cut=st.integers(0, len(GOOD)), copied=st.integers(0, len(GOOD)), length=st.integers(0, 300))
def test_a_ballot_with_a_stretch_copied_over_is_refused(cut, copied, length):
    damaged = GOOD[:cut] + GOOD[copied : copied + length] + GOOD[cut + length :]

    (checked,) = check_ballots(VOTE.election, [damaged])

    assert (checked.refusal is None) == (damaged == GOOD)


def strictly(raw: bytes):
    try:
        return opened(VOTE.election, raw, envelope_for(VOTE.election, raw))
    except BallotRefusal:
        return None


@settings(max_examples=300, deadline=None)
@given(
    place=st.integers(0, len(GOOD) - 1),
    replaced=st.integers(0, 3),
    text=st.text('0123456789abcdefA{}[]", :', max_size=3),
)
def test_the_fast_reader_takes_what_the_strict_one_takes(place, replaced, text):
    raw = GOOD[:place] + text.encode() + GOOD[place + replaced :]
    fast = BallotPattern(VOTE.election).read(raw)

    assert fast is None or fast == strictly(raw)
    assert (raw == GOOD) <= (fast is not None)


@pytest.mark.parametrize("group", ["Ed25519", "BELENIOS-2048"])
def test_the_fast_reader_reads_every_honest_ballot(group):
    vote = a_vote(group, questions=EVERY_KIND)
    raw = vote.ballot(0, [[0, 1, 0], [1, 0, 1], [1, 1], [1, 0, 0]])

    assert BallotPattern(vote.election).read(raw) == opened(
        vote.election, raw, envelope_for(vote.election, raw)
    )


@settings(max_examples=12, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=6))
def test_one_bad_ballot_does_not_touch_the_others(good):
    bad = json.loads(GOOD)
    bad["answers"][0]["overall_proof"][0]["challenge"] = "1"
    texts = [GOOD if is_good else json.dumps(bad, separators=(",", ":")).encode() for is_good in good]

    assert [checked.refusal is None for checked in check_ballots(VOTE.election, texts)] == good


@pytest.mark.parametrize(
    "chosen",
    [
        [],
        [0, 0],
        [0, 1, 0, 0],
        [1, 1, 0],
        [0, 0, 0],
        [2, 0, 0],
        [0, -1, 1],
        [True, False, False],
        [0.0, 1.0, 0],
    ],
)
def test_what_is_not_an_answer_makes_no_ballot(chosen):
    with pytest.raises(ChoiceImpossible, match="Question 1"):
        make_ballot(VOTE.election, VOTE.voter_secrets[0], [chosen, [0, 1, 0]])


def test_blank_excludes_choices():
    assert is_possible(YES_NO, [1, 0, 0])
    assert not is_possible(YES_NO, [1, 1, 0])
    assert not is_possible(YES_NO, [0, 0, 0])


def test_too_many_answers_make_no_ballot():
    with pytest.raises(ChoiceImpossible):
        make_ballot(VOTE.election, VOTE.voter_secrets[0], [*CHOICES, [1]])


def test_two_ballots_of_one_voter_for_one_choice_have_nothing_in_common():
    first, second = ({*_numbers(VOTE.ballot(0, CHOICES))} for _ in range(2))

    assert first & second == {json.loads(GOOD)["credential"], VOTE.election.uuid, VOTE.election.fingerprint}


def _numbers(raw: bytes) -> list[str]:
    found: list[str] = []

    def walk(value):
        if isinstance(value, str):
            found.append(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(inner)

    walk(json.loads(raw))
    return found


def test_an_audit_unmasks_a_device_that_encrypts_something_else():
    raw, audit = make_auditable_ballot(VOTE.election, VOTE.voter_secrets[0], CHOICES)
    another = make_auditable_ballot(VOTE.election, VOTE.voter_secrets[0], CHOICES)[1]

    assert is_opened_by(VOTE.election, CHOICES, raw, audit)
    assert not is_opened_by(VOTE.election, [[1, 0, 0], [0, 1, 0]], raw, audit)
    assert not is_opened_by(VOTE.election, CHOICES, raw, another)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ((), NoQuestions),
        ((ONE_OF_THREE,) * 51, NoQuestions),
        ((Question("?", (), 0, 0),), QuestionUnsound),
        ((Question("?", ("a",), 0, 2),), QuestionUnsound),
        ((Question("?", ("a", "b"), 2, 1),), QuestionUnsound),
        ((Question("?", ("a",), -1, 1),), QuestionUnsound),
        ((Question("?", ("a",) * 501, 0, 1),), QuestionUnsound),
    ],
)
def test_elections_that_nobody_could_vote_in(asked, refusal):
    with pytest.raises(refusal):
        new_election(group=VOTE.group, key=VOTE.board.key(), questions=asked, name="x")


@pytest.mark.parametrize("uuid", ["short", "0" * 14, "../../../etc/passwd", "a" * 65, "ñ" * 14])
def test_identifiers_are_safe_to_name_files(uuid):
    with pytest.raises(IdentifierMalformed):
        new_election(group=VOTE.group, key=VOTE.board.key(), questions=EVERY_KIND, name="x", uuid=uuid)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"version": True},
        {"group": "Curve448"},
        {"public_key": "1"},
        {"questions": "none"},
        {"uuid": 5},
        {"name": None},
        {"extra": 1},
    ],
)
def test_an_election_with_something_else_in_it_is_refused(change):
    value = json.loads(VOTE.election.raw) | change

    with pytest.raises(BallotRefusal):
        election_from_bytes(json.dumps(value).encode())


def test_an_election_keeps_its_bytes():
    spaced = json.dumps(json.loads(VOTE.election.raw), indent=1).encode()

    assert election_from_bytes(VOTE.election.raw) == VOTE.election
    assert election_from_bytes(spaced).fingerprint != VOTE.election.fingerprint
