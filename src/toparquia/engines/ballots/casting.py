"""Making a ballot, on the voter's side. Source: protocol, section 8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .ballot import (
    ballot_prefix,
    choices_prefix,
    ciphertext_to_json,
    opened,
    read_envelope,
    signature_prefix,
)
from .canonical import Json, written
from .election import Election, Question
from .errors import ChoiceImpossible, Words
from .hashing import fingerprint
from .proofs import (
    Opening,
    Proof,
    SecretBranch,
    ciphertext_text,
    disjunction_proof,
    encrypted,
    knowledge_proof,
    proof_to_json,
    sum_of,
)

_OR_BLANK = Words(", o en blanco", ", or blank")
_NO_BLANK = Words("", "")


@dataclass(frozen=True, slots=True)
class Audit:
    """What a voter may ask to see instead of casting: every randomness used. The ballot is then spoiled."""

    openings: list[list[Opening]]


def is_possible(question: Question, chosen: Sequence[int]) -> bool:
    """Test if these numbers, the blank one first where there is one, answer the question."""
    if len(chosen) != question.width or any(type(one) is not int or one not in (0, 1) for one in chosen):
        return False
    if question.blank and chosen[0] == 1:
        return sum(chosen) == 1
    return question.least <= sum(chosen) <= question.most


def check_choices(election: Election, choices: Sequence[Sequence[int]]) -> None:
    """Check that the numbers chosen are a possible vote. :raises ChoiceImpossible:"""
    for number, question in enumerate(election.questions, 1):
        chosen = choices[number - 1] if number <= len(choices) else ()
        if len(choices) > len(election.questions) or not is_possible(question, chosen):
            raise ChoiceImpossible(
                number=number,
                least=question.least,
                most=question.most,
                blank=_OR_BLANK if question.blank else _NO_BLANK,
            )


def make_ballot(election: Election, secret: int, choices: Sequence[Sequence[int]]) -> bytes:
    """Return the text of a ballot for `choices`, signed with the credential's `secret`.

    :raises ChoiceImpossible: not a possible vote.
    """
    return make_auditable_ballot(election, secret, choices)[0]


def make_auditable_ballot(
    election: Election, secret: int, choices: Sequence[Sequence[int]]
) -> tuple[bytes, Audit]:
    """Return the text of a ballot and what would open it. :raises ChoiceImpossible:"""
    check_choices(election, choices)
    group = election.group
    group.prepare(election.key)
    credential = group.encoded(group.secret_generator_power(secret))
    # Fresh for each attempt: a randomness used twice would show which choices are the same.
    openings = [[Opening(group.random_scalar(), number) for number in chosen] for chosen in choices]
    said: dict[str, Json] = {
        "election_uuid": election.uuid,
        "election_hash": election.fingerprint,
        "credential": credential,
        "answers": [
            _answer(election, question, ballot_prefix(election, credential), opening)
            for question, opening in zip(election.questions, openings, strict=True)
        ],
    }
    signed = fingerprint(written(said).encode("ascii"))
    proof = knowledge_proof(group, secret, signature_prefix(signed))
    said["signature"] = {"hash": signed, "proof": proof_to_json(proof)}
    return written(said).encode("ascii"), Audit(openings)


def is_opened_by(election: Election, choices: Sequence[Sequence[int]], raw: bytes, audit: Audit) -> bool:
    """Test if the ballot's ciphertexts are encryptions of `choices`, as its audit claims.

    The voter's other device asks this, so that a device that encrypts something else is caught.
    """
    ballot = opened(election, raw, read_envelope(election, raw))
    numbers = [[opening.number for opening in of_question] for of_question in audit.openings]
    if numbers != [list(chosen) for chosen in choices] or len(ballot.answers) != len(numbers):
        return False
    return all(
        answer.choices == [encrypted(election.group, election.key, opening) for opening in of_question]
        for answer, of_question in zip(ballot.answers, audit.openings, strict=True)
    )


def _answer(election: Election, question: Question, base: str, openings: list[Opening]) -> Json:
    group, key = election.group, election.key
    choices = [encrypted(group, key, opening) for opening in openings]
    individual = [
        disjunction_proof(
            group,
            key,
            f"prove|{base}|{ciphertext_text(group, choice)}|",
            [SecretBranch(opening, 0), SecretBranch(opening, 1)],
        )
        for choice, opening in zip(choices, openings, strict=True)
    ]
    answer: dict[str, Json] = {
        "choices": [ciphertext_to_json(group, choice) for choice in choices],
        "individual_proofs": [_written(proofs) for proofs in individual],
    }
    marked = openings[1:] if question.blank else openings
    total = Opening(
        sum(opening.randomness for opening in marked) % group.order, sum(opening.number for opening in marked)
    )
    counts = [SecretBranch(total, number) for number in range(question.least, question.most + 1)]
    prefix = choices_prefix(group, base, choices)
    if not question.blank:
        overall_prefix = f"prove|{prefix}|{ciphertext_text(group, sum_of(group, choices))}|"
        overall = disjunction_proof(group, key, overall_prefix, counts)
        return answer | {"overall_proof": _written(overall)}
    blank = openings[0]
    overall = disjunction_proof(group, key, f"bproof1|{prefix}|", [SecretBranch(blank, 1), *counts])
    either = [SecretBranch(blank, 0), SecretBranch(total, 0)]
    blank_proof = disjunction_proof(group, key, f"bproof0|{prefix}|", either)
    return answer | {"overall_proof": _written(overall), "blank_proof": _written(blank_proof)}


def _written(proofs: Sequence[Proof]) -> Json:
    return [proof_to_json(proof) for proof in proofs]
