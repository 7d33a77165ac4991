"""The zero-knowledge proofs of the protocol, made and checked."""

from __future__ import annotations

from .claims import Claim, Claims
from .disjunction import (
    Branch,
    Ciphertext,
    Opening,
    SecretBranch,
    ciphertext_text,
    disjunction_proof,
    encrypted,
    sum_of,
)
from .proof import Proof, is_knowledge_proof, knowledge_proof, proof_from_json, proof_to_json

__all__ = [
    "Branch",
    "Ciphertext",
    "Claim",
    "Claims",
    "Opening",
    "Proof",
    "SecretBranch",
    "ciphertext_text",
    "disjunction_proof",
    "encrypted",
    "is_knowledge_proof",
    "knowledge_proof",
    "proof_from_json",
    "proof_to_json",
    "sum_of",
]
