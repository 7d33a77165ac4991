"""A ballot's text and its parts. Source: protocol, section 8."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .canonical import Json, items, members, parsed, text_of
from .election import MAX_ANSWERS, MAX_QUESTIONS, Election
from .errors import BallotRefusal, at, checking
from .groups import Group
from .hashing import fingerprint
from .proofs import Ciphertext, Proof, ciphertext_text, proof_from_json

BALLOT_KEYS: Final = ("election_uuid", "election_hash", "credential", "answers", "signature")
_OPTIONAL: Final = frozenset({"blank_proof"})
_ANSWER_KEYS: Final = ("choices", "individual_proofs", "overall_proof", "blank_proof")
_FINGERPRINT_LENGTH: Final = 43
_SIGNATURE_KEY: Final = b',"signature":'


@dataclass(frozen=True, slots=True)
class Answer:
    """The encrypted answer to one question. With blank, position 0 of `choices` is the blank one."""

    choices: list[Ciphertext]
    individual_proofs: list[list[Proof]]
    overall_proof: list[Proof]
    blank_proof: list[Proof] | None


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot, read. Its elements are decoded but not yet known to be in the group."""

    raw: bytes
    uuid: str
    election_hash: str
    credential_text: str
    answers: list[Answer]
    signed_hash: str
    hash: str
    signature: Proof

    @property
    def tracker(self) -> str:
        """Return the 43 characters by which a voter finds the ballot."""
        return fingerprint(self.raw)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What can be told of a ballot before any costly step: cheap checks come first."""

    value: dict[str, Json]
    uuid: str
    election_hash: str
    credential_text: str


def ballot_prefix(election: Election, credential_text: str) -> str:
    """Return what every proof of a ballot hashes first: no proof serves in another vote or name."""
    return f"{election.fingerprint}|{credential_text}"


def choices_prefix(group: Group, base: str, choices: list[Ciphertext]) -> str:
    """Return what the proofs over a whole answer hash first."""
    return base + "|" + ",".join([ciphertext_text(group, choice) for choice in choices])


def signature_prefix(signed_hash: str) -> str:
    """Return what a ballot's signature hashes first."""
    return f"sig|{signed_hash}|"


def read_envelope(election: Election, raw: bytes) -> Envelope:
    """Return the outside of a ballot: strict text, and whom it says it is for and from.

    :raises TextTooLong, TextNotAscii, TextMalformed, TextNotCanonical, ShapeUnexpected:
    """
    with checking("ballots.format"):
        value = parsed(raw, limit=election.ballot_limit, ascii_only=True)
        uuid, election_hash, credential, _, _ = members(value, "ballot", BALLOT_KEYS)
        assert isinstance(value, dict), "members refused everything else"
        return Envelope(
            value,
            text_of(uuid, "election_uuid", most=64),
            text_of(election_hash, "election_hash", most=_FINGERPRINT_LENGTH),
            text_of(credential, "credential", most=election.group.text_limit),
        )


def opened(election: Election, raw: bytes, envelope: Envelope) -> Ballot:
    """Return the whole ballot of an envelope.

    :raises ShapeUnexpected, ScalarNotCanonical, ElementNotCanonical:
    """
    group = election.group
    value = envelope.value
    with checking("ballots.format"):
        signed, proof = members(value["signature"], "signature", ("hash", "proof"))
        signature = proof_from_json(group, proof, "signature")
        signed_hash = text_of(signed, "hash", most=_FINGERPRINT_LENGTH)
        answers = [
            _answer_from_json(group, each, number)
            for number, each in enumerate(items(value["answers"], "answers", most=MAX_QUESTIONS), 1)
        ]
    # The text is canonical, so what was signed is what stands before the signature.
    signed_text = raw[: raw.rindex(_SIGNATURE_KEY)] + b"}"
    return Ballot(
        raw=raw,
        uuid=envelope.uuid,
        election_hash=envelope.election_hash,
        credential_text=envelope.credential_text,
        answers=answers,
        signed_hash=signed_hash,
        hash=fingerprint(signed_text),
        signature=signature,
    )


def _answer_from_json(group: Group, value: Json, number: int) -> Answer:
    with at("question", number):
        choices, individual, overall, blank = members(value, "answer", _ANSWER_KEYS, _OPTIONAL)
        return Answer(
            _choices_from_json(group, choices),
            [
                _proofs_from_json(group, each, "individual_proofs")
                for each in items(individual, "individual_proofs", most=MAX_ANSWERS + 1)
            ],
            _proofs_from_json(group, overall, "overall_proof"),
            None if blank is None else _proofs_from_json(group, blank, "blank_proof"),
        )


def _choices_from_json(group: Group, value: Json) -> list[Ciphertext]:
    choices: list[Ciphertext] = []
    listed = items(value, "choices", most=MAX_ANSWERS + 1)
    try:
        choices.extend(ciphertext_from_json(group, each, "choice") for each in listed)
    except BallotRefusal as refusal:
        refusal.places.insert(0, ("choice", len(choices) + 1))
        refusal.check = "ballots.elements"
        raise
    return choices


def ciphertext_from_json(group: Group, value: Json, where: str) -> Ciphertext:
    """Return the ciphertext that `value` holds, decoded. :raises ShapeUnexpected, ElementNotCanonical:"""
    alpha, beta = members(value, where, ("alpha", "beta"))
    return Ciphertext(
        group.decoded(text_of(alpha, where, most=group.text_limit)),
        group.decoded(text_of(beta, where, most=group.text_limit)),
    )


def ciphertext_to_json(group: Group, ciphertext: Ciphertext) -> Json:
    """Return the ciphertext as the protocol writes it."""
    return {"alpha": group.encoded(ciphertext.alpha), "beta": group.encoded(ciphertext.beta)}


def _proofs_from_json(group: Group, value: Json, where: str) -> list[Proof]:
    return [proof_from_json(group, each, where) for each in items(value, where, most=MAX_ANSWERS + 2)]
