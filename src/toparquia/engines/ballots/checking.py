"""Checking ballots: the same code for the server that accepts them and for the verifier.

Steps in order of cost: text, election, credential, repetition, signed hash, shape; then all powers
of the given ballots in one go; then each proof by itself. Source: protocol, section 9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .ballot import (
    Answer,
    Ballot,
    Envelope,
    ballot_prefix,
    choices_prefix,
    opened,
    read_envelope,
    signature_prefix,
)
from .ballot_pattern import MOST_POSITIONS, BallotPattern
from .election import Election, Question, election_from_bytes
from .errors import (
    AnswersMiscounted,
    BallotOfAnotherElection,
    BallotRefusal,
    BlankProofMisplaced,
    BlankProofWrong,
    CiphertextRepeated,
    IndividualProofWrong,
    OverallProofWrong,
    SignatureHashWrong,
    SignatureWrong,
    at,
    checking,
)
from .proofs import Branch, Ciphertext, Claims, ciphertext_text, sum_of


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome for one ballot: the ballot, or why it is refused."""

    ballot: Ballot | None
    refusal: BallotRefusal | None


def envelope_for(election: Election, raw: bytes) -> Envelope:
    """Return the envelope of a ballot of this election, the cheapest steps of its check.

    :raises BallotOfAnotherElection: and the faults of the text.
    """
    envelope = read_envelope(election, raw)
    if envelope.uuid != election.uuid or envelope.election_hash != election.fingerprint:
        with checking("ballots.election"):
            raise BallotOfAnotherElection()
    return envelope


def check_ballot(election: Election, raw: bytes) -> Ballot:
    """Return the ballot if everything in it is right; its credential is on the list already.

    :raises BallotRefusal: the first fault.
    """
    (checked,) = check_ballots(election, [raw])
    if checked.refusal is not None:
        raise checked.refusal
    assert checked.ballot is not None, "a ballot is there or refused"
    return checked.ballot


def check_opened(election: Election, ballot: Ballot) -> None:
    """Check all that is left of a ballot that was read. :raises BallotRefusal: the first fault."""
    _check_shape(election, ballot)
    claims = claims_of(election, ballot)
    claims.settle(election.group.combined(election.key, claims.tasks()))


def check_ballots(election: Election, texts: Sequence[bytes]) -> list[Checked]:
    """Return the outcome of the full check of each ballot, in order.

    That credentials are on the published list, and no text comes twice, is for the caller to check
    before: it alone knows the list and the other ballots.
    """
    prepared = [_prepared(election, raw) for raw in texts]
    tasks = [task for _, claims in prepared if claims is not None for task in claims.tasks()]
    powers = election.group.combined(election.key, tasks)

    outcomes: list[Checked] = []
    start = 0
    for checked, claims in prepared:
        if claims is None:
            outcomes.append(checked)
            continue
        end = start + len(claims.tasks())
        outcomes.append(_settled(checked, claims, powers[start:end]))
        start = end
    return outcomes


@lru_cache(maxsize=8)
def _pattern_of(election_raw: bytes) -> BallotPattern:
    return BallotPattern(election_from_bytes(election_raw))


def read_ballot(election: Election, raw: bytes) -> Ballot:
    """Return a ballot of this election, strictly read. :raises BallotRefusal: the first fault of form."""
    found = None
    if election.positions <= MOST_POSITIONS:
        found = _pattern_of(election.raw).read(raw)
    return found or opened(election, raw, envelope_for(election, raw))


def _prepared(election: Election, raw: bytes) -> tuple[Checked, Claims | None]:
    try:
        ballot = read_ballot(election, raw)
        _check_shape(election, ballot)
        return Checked(ballot, None), claims_of(election, ballot)
    except BallotRefusal as refusal:
        return Checked(None, refusal), None


def _settled(checked: Checked, claims: Claims, powers: Sequence[list[bytes] | None]) -> Checked:
    try:
        claims.settle(powers)
    except BallotRefusal as refusal:
        return Checked(None, refusal)
    return checked


def _check_shape(election: Election, ballot: Ballot) -> None:
    """Check the signed hash and the numbers of parts, before anything is computed."""
    if ballot.signed_hash != ballot.hash:
        with checking("ballots.signature"):
            raise SignatureHashWrong()
    with checking("ballots.answers"):
        if len(ballot.answers) != len(election.questions):
            raise AnswersMiscounted()
        for number, (question, answer) in enumerate(zip(election.questions, ballot.answers, strict=True), 1):
            with at("question", number):
                _check_answer_shape(question, answer)
    with checking("ballots.distinct"):
        alphas = [choice.alpha for answer in ballot.answers for choice in answer.choices]
        if len(set(alphas)) != len(alphas):
            raise CiphertextRepeated()


def _check_answer_shape(question: Question, answer: Answer) -> None:
    # The tools also pass an answer without blank bit where blank is possible; one such ballot then
    # makes their tally fail. Source: protocol, section 9.
    if (answer.blank_proof is not None) != question.blank:
        raise BlankProofMisplaced()
    right = (
        len(answer.choices) == len(answer.individual_proofs) == question.width
        and all(len(proofs) == 2 for proofs in answer.individual_proofs)
        and len(answer.overall_proof) == question.overall_length
        and (answer.blank_proof is None or len(answer.blank_proof) == 2)
    )
    if not right:
        raise AnswersMiscounted()


def claims_of(election: Election, ballot: Ballot) -> Claims:
    """Return everything the ballot claims; its shape is right and its credential a known member."""
    group = election.group
    claims = Claims(group)
    claims.knowledge(
        signature_prefix(ballot.signed_hash),
        group.decoded(ballot.credential_text),
        ballot.signature,
        "ballots.signature",
        SignatureWrong,
    )
    base = ballot_prefix(election, ballot.credential_text)
    for question, answer in zip(election.questions, ballot.answers, strict=True):
        for choice, proofs in zip(answer.choices, answer.individual_proofs, strict=True):
            claims.need(choice.alpha, known=False)
            claims.need(choice.beta, known=False)
            prefix = f"prove|{base}|{ciphertext_text(group, choice)}|"
            branches = [Branch(choice, 0), Branch(choice, 1)]
            claims.disjunction(prefix, branches, proofs, "ballots.individual_proofs", IndividualProofWrong)
        _claim_sum(election, question, answer, base, claims)
    return claims


def _claim_sum(election: Election, question: Question, answer: Answer, base: str, claims: Claims) -> None:
    group = election.group
    prefix = choices_prefix(group, base, answer.choices)
    with checking("ballots.elements"):
        marked = sum_of(group, answer.choices[question.blank :])
    counts = [Branch(marked, number) for number in range(question.least, question.most + 1)]
    if answer.blank_proof is None:
        overall = f"prove|{prefix}|{ciphertext_text(group, marked)}|"
        claims.disjunction(overall, counts, answer.overall_proof, "ballots.overall_proofs", OverallProofWrong)
        return
    blank: Ciphertext = answer.choices[0]
    claims.disjunction(
        f"bproof0|{prefix}|",
        [Branch(blank, 0), Branch(marked, 0)],
        answer.blank_proof,
        "ballots.blank_proofs",
        BlankProofWrong,
    )
    claims.disjunction(
        f"bproof1|{prefix}|",
        [Branch(blank, 1), *counts],
        answer.overall_proof,
        "ballots.overall_proofs",
        OverallProofWrong,
    )
