"""Partial decryptions with their proofs, ours in two kinds.

The protocol's proof leaves the decrypted element and its factor out of the hash, so a trustee can
choose a false factor after the challenge. Ours is published beside the archive and hashes the whole
statement. Source: protocol, section 12; threats, "weak Fiat-Shamir".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .canonical import Json, items, members, parsed, text_of, written
from .election import Election
from .errors import DecryptionWrong, ElementOutsideGroup, SecondProofWrong, at
from .groups import Element, Group, Task
from .proofs import Ciphertext, Proof, proof_from_json, proof_to_json
from .tally import flat, tally_limit


@dataclass(frozen=True, slots=True)
class PartialDecryption:
    """A trustee's factor `alpha^x` for each position, with the protocol's proof of each."""

    factors: list[list[Element]]
    proofs: list[list[Proof]]

    def flat_factors(self) -> list[Element]:
        """Return the factors of all questions in one list."""
        return [factor for of_question in self.factors for factor in of_question]


def partial_decryption(
    election: Election, tally: Sequence[Sequence[Ciphertext]], secret: int
) -> tuple[PartialDecryption, list[Proof]]:
    """Return the decryption with `secret`, and our second proofs of it, flat.

    Only for a tally of an archive that was verified in full: a trustee is no oracle.
    """
    group = election.group
    public = group.secret_generator_power(secret)
    prefix = decryption_prefix(election, public)
    factors: list[list[Element]] = []
    proofs: list[list[Proof]] = []
    second: list[Proof] = []
    for of_question in tally:
        factors.append([group.secret_power(ciphertext.alpha, secret) for ciphertext in of_question])
        proofs.append([_equality_proof(group, one.alpha, secret, prefix) for one in of_question])
        for ciphertext, factor in zip(of_question, factors[-1], strict=True):
            whole = second_prefix(election, public, len(second), ciphertext.alpha, factor)
            second.append(_equality_proof(group, ciphertext.alpha, secret, whole))
    return PartialDecryption(factors, proofs), second


def decryption_prefix(election: Election, public: Element) -> str:
    """Return what the protocol's decryption proofs hash first."""
    return f"decrypt|{election.fingerprint}|{election.group.encoded(public)}|"


def second_prefix(election: Election, public: Element, place: int, alpha: Element, factor: Element) -> str:
    """Return what our own proof hashes first: the group, the vote, the place and the whole statement."""
    group = election.group
    statement = ",".join(group.encoded(element) for element in (public, alpha, factor))
    return f"toparquia-decrypt|{group.name}|{election.fingerprint}|{place}|{statement}|"


def _equality_proof(group: Group, alpha: Element, secret: int, prefix: str) -> Proof:
    nonce = group.random_scalar()
    commitments = (group.secret_generator_power(nonce), group.secret_power(alpha, nonce))
    challenge = group.hashed(prefix, commitments)
    return Proof(challenge, group.response(nonce, secret, challenge))


def check_partial_decryption(
    election: Election, tally: Sequence[Sequence[Ciphertext]], public: Element, of: PartialDecryption
) -> None:
    """Check the protocol's proof of every factor; the factors are known members.

    :raises DecryptionWrong: with the place of the first wrong one.
    """
    prefix = decryption_prefix(election, public)
    statements = [
        _Statement(ciphertext.alpha, factor, proof, prefix)
        for ciphertext, factor, proof in zip(
            flat(tally), of.flat_factors(), [proof for row in of.proofs for proof in row], strict=True
        )
    ]
    wrong = _first_wrong(election.group, public, statements)
    if wrong is not None:
        with at("choice", wrong + 1):
            raise DecryptionWrong()


def check_second_proofs(
    election: Election,
    tally: Sequence[Sequence[Ciphertext]],
    public: Element,
    of: PartialDecryption,
    proofs: Sequence[Proof],
) -> None:
    """Check our own proof of every factor. :raises SecondProofWrong:"""
    ciphertexts, factors = flat(tally), of.flat_factors()
    if not len(ciphertexts) == len(factors) == len(proofs):
        raise SecondProofWrong()
    statements = [
        _Statement(
            ciphertext.alpha, factor, proof, second_prefix(election, public, place, ciphertext.alpha, factor)
        )
        for place, (ciphertext, factor, proof) in enumerate(zip(ciphertexts, factors, proofs, strict=True))
    ]
    wrong = _first_wrong(election.group, public, statements)
    if wrong is not None:
        with at("choice", wrong + 1):
            raise SecondProofWrong()


class _Statement(NamedTuple):
    """That `factor` is `alpha` to the power of the trustee's secret, with its proof."""

    alpha: Element
    factor: Element
    proof: Proof
    prefix: str


def _first_wrong(group: Group, public: Element, statements: Sequence[_Statement]) -> int | None:
    """Return the position of the first statement whose proof fails; all elements are known members."""
    tasks = [Task(public, True, [(each.proof.response, 0, each.proof.challenge) for each in statements])]
    for each in statements:
        tasks.append(Task(each.alpha, True, [(0, 0, each.proof.response)]))
        tasks.append(Task(each.factor, True, [(0, 0, each.proof.challenge)]))
    of_key, *of_statements = [powers or [] for powers in group.combined(group.generator, tasks)]
    for place, (each, commitment) in enumerate(zip(statements, of_key, strict=True)):
        parts = of_statements[2 * place] + of_statements[2 * place + 1]
        if each.proof.challenge != group.hashed(each.prefix, (commitment, group.product(parts))):
            return place
    return None


def decryption_bytes(election: Election, of: PartialDecryption) -> bytes:
    """Return `partial_decryption`."""
    encoded = election.group.encoded
    said: Json = {
        "decryption_factors": [[encoded(factor) for factor in of_question] for of_question in of.factors],
        "decryption_proofs": [[proof_to_json(proof) for proof in of_question] for of_question in of.proofs],
    }
    return written(said).encode("ascii")


def decryption_from_bytes(election: Election, raw: bytes) -> PartialDecryption:
    """Return the partial decryption that the bytes say, its elements checked.

    :raises ShapeUnexpected, ElementOutsideGroup: and faults of text, elements and numbers.
    """
    group = election.group
    value = parsed(raw, limit=tally_limit(election), ascii_only=True)
    factors, proofs = members(value, "partial_decryption", ("decryption_factors", "decryption_proofs"))
    of = PartialDecryption(
        [
            [group.decoded(text_of(one, "factor", most=group.text_limit)) for one in row]
            for row in _rows(election, factors, "decryption_factors")
        ],
        [
            [proof_from_json(group, one, "proof") for one in row]
            for row in _rows(election, proofs, "decryption_proofs")
        ],
    )
    if group.first_outsider(of.flat_factors()) is not None:
        raise ElementOutsideGroup()
    return of


def _rows(election: Election, value: Json, where: str) -> list[list[Json]]:
    """Return the lists of a value that has the tally's shape. :raises ShapeUnexpected:"""
    questions = election.questions
    rows = items(value, where, least=len(questions), most=len(questions))
    return [
        items(row, where, least=question.width, most=question.width)
        for question, row in zip(questions, rows, strict=True)
    ]
