"""A trustee's public key with the proof that it knows the secret. Source: protocol, section 5."""

from __future__ import annotations

from dataclasses import dataclass

from ..canonical import Json, members, text_of
from ..errors import KeyProofWrong
from ..groups import Element, Group
from ..proofs import Proof, is_knowledge_proof, knowledge_proof, proof_from_json, proof_to_json

_KEYS = ("pok", "public_key", "signature", "name")
_OPTIONAL = frozenset({"signature", "name"})


@dataclass(frozen=True, slots=True)
class TrusteeKey:
    """A trustee's public key; `signature` only in a threshold group."""

    public: Element
    proof: Proof
    signature: Proof | None = None
    name: str | None = None


def new_trustee_key(
    group: Group, secret: int, *, name: str | None = None, signature: Proof | None = None
) -> TrusteeKey:
    """Return the public key of `secret` with its proof."""
    public = group.secret_generator_power(secret)
    return TrusteeKey(public, knowledge_proof(group, secret, key_prefix(group, public)), signature, name)


def key_prefix(group: Group, public: Element) -> str:
    """Return what the proof of a key hashes first."""
    return f"pok|{group.name}|{group.encoded(public)}|"


def check_trustee_key(group: Group, key: TrusteeKey) -> None:
    """Check the key's proof. :raises KeyProofWrong:"""
    if not is_knowledge_proof(group, key.proof, key.public, key_prefix(group, key.public)):
        raise KeyProofWrong()


def trustee_key_to_json(group: Group, key: TrusteeKey) -> Json:
    """Return the key as the protocol writes it."""
    said: dict[str, Json] = {"pok": proof_to_json(key.proof), "public_key": group.encoded(key.public)}
    if key.signature is not None:
        said["signature"] = proof_to_json(key.signature)
    if key.name is not None:
        said["name"] = key.name
    return said


def trustee_key_from_json(group: Group, value: Json) -> TrusteeKey:
    """Return the key that `value` holds, its element checked, its proof not yet.

    :raises ShapeUnexpected, ScalarNotCanonical, ElementNotCanonical, ElementOutsideGroup, NeutralKey:
    """
    proof, public, signature, name = members(value, "trustee key", _KEYS, _OPTIONAL)
    return TrusteeKey(
        public=group.read_key(text_of(public, "public_key", most=group.text_limit)),
        proof=proof_from_json(group, proof, "pok"),
        signature=None if signature is None else proof_from_json(group, signature, "signature"),
        name=None if name is None else text_of(name, "name", most=1000),
    )
