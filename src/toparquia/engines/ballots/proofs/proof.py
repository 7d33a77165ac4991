"""A proof's two numbers, and proofs of knowing a secret key (Schnorr).

Source: protocol, section 4. The response is `w - x*c` everywhere in this protocol.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ..canonical import Json, members, text_of
from ..groups import Element, Group

# A scalar has at most 78 digits.
_SCALAR_LIMIT: Final = 78


class Proof(NamedTuple):
    """A challenge and its response, both below the group's order."""

    challenge: int
    response: int


def proof_to_json(proof: Proof) -> Json:
    """Return the proof as the protocol writes it."""
    return {"challenge": str(proof.challenge), "response": str(proof.response)}


def proof_from_json(group: Group, value: Json, where: str) -> Proof:
    """Return the proof that `value` holds. :raises ShapeUnexpected, ScalarNotCanonical:"""
    challenge, response = members(value, where, ("challenge", "response"))
    return Proof(
        group.scalar(text_of(challenge, where, most=_SCALAR_LIMIT)),
        group.scalar(text_of(response, where, most=_SCALAR_LIMIT)),
    )


def knowledge_proof(group: Group, secret: int, prefix: str, *, nonce: int | None = None) -> Proof:
    """Return a proof of knowing `secret`, the logarithm of its public key.

    `nonce` is given by tests of the fixed vectors alone; one used twice gives the secret away.
    """
    fresh = group.random_scalar() if nonce is None else nonce
    challenge = group.hashed(prefix, (group.secret_generator_power(fresh),))
    return Proof(challenge, group.response(fresh, secret, challenge))


def is_knowledge_proof(group: Group, proof: Proof, public: Element, prefix: str) -> bool:
    """Test if `proof` shows that its maker knows the secret of `public`, a member of the group."""
    commitment = group.product(
        (group.power(group.generator, proof.response), group.power(public, proof.challenge))
    )
    return proof.challenge == group.hashed(prefix, (commitment,))
