"""Proofs that one of several statements about encrypted numbers holds, without telling which.

All proofs in a ballot are of this one kind: the branches are "this ciphertext encrypts that
number", and what differs is which ciphertexts and numbers, and what is hashed before.
Source: protocol, section 8.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from ..groups import Element, Group
from .proof import Proof


class Ciphertext(NamedTuple):
    """An encrypted number: `alpha = g^r`, `beta = y^r * g^m`."""

    alpha: Element
    beta: Element


class Opening(NamedTuple):
    """What the maker of a ciphertext knows: its randomness and the number inside. Secret."""

    randomness: int
    number: int


class Branch(NamedTuple):
    """The statement that a ciphertext encrypts `number`."""

    ciphertext: Ciphertext
    number: int


class SecretBranch(NamedTuple):
    """The same statement for the prover, who can open the ciphertext."""

    opening: Opening
    number: int


def ciphertext_text(group: Group, ciphertext: Ciphertext) -> str:
    """Return the ciphertext as it is written in hashed prefixes."""
    return f"{group.encoded(ciphertext.alpha)},{group.encoded(ciphertext.beta)}"


def encrypted(group: Group, key: Element, opening: Opening) -> Ciphertext:
    """Return the encryption under `key` of a number, which is 0 or 1."""
    # Both candidates are at hand, so that the time does not tell which was taken.
    number_power = (group.neutral, group.generator)[opening.number]
    return Ciphertext(
        group.secret_generator_power(opening.randomness),
        group.product((group.secret_power(key, opening.randomness), number_power)),
    )


def sum_of(group: Group, ciphertexts: Sequence[Ciphertext]) -> Ciphertext:
    """Return the encryption of the sum of the encrypted numbers."""
    return Ciphertext(
        group.product([ciphertext.alpha for ciphertext in ciphertexts]),
        group.product([ciphertext.beta for ciphertext in ciphertexts]),
    )


def disjunction_proof(
    group: Group, key: Element, prefix: str, branches: Sequence[SecretBranch]
) -> list[Proof]:
    """Return the proof that one of the branches holds; the first true one is proved, the rest simulated.

    All commitments are powers of g and y alone, since the prover knows the randomness:
    `A = g^a`, `B = y^a * g^b` with `b = 0` for the true branch.
    """
    order = group.order
    true_place = next(
        place for place, branch in enumerate(branches) if branch.opening.number == branch.number
    )
    simulated = [Proof(group.random_scalar(), group.random_scalar()) for _ in branches]
    nonce = group.random_scalar()

    commitments: list[Element] = []
    for place, (branch, fake) in enumerate(zip(branches, simulated, strict=True)):
        is_true = place == true_place
        on_both = (fake.response + branch.opening.randomness * fake.challenge) % order
        offset = (branch.opening.number - branch.number) * fake.challenge % order
        # The true branch computes a power too, and throws it away: the same work in every branch.
        shift = group.secret_generator_power(secrets.randbelow(order) if is_true else offset)
        exponent = nonce if is_true else on_both
        commitments.append(group.secret_generator_power(exponent))
        commitments.append(
            group.product((group.secret_power(key, exponent), group.neutral if is_true else shift))
        )

    challenge = group.hashed(prefix, commitments)
    others = sum(fake.challenge for place, fake in enumerate(simulated) if place != true_place)
    own = (challenge - others) % order
    randomness = branches[true_place].opening.randomness
    simulated[true_place] = Proof(own, group.response(nonce, randomness, own))
    return simulated
