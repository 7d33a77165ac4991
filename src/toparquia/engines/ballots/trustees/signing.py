"""Messages that trustees sign, and those they seal for one another.

The private channel is between trustees alone. We write it as the tools from 3.1 on do.
Source: protocol, section 6.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..canonical import Json, members, parsed, text_of, written
from ..election import BASE58, random_base58
from ..errors import BallotRefusal, SealedMessageUnreadable
from ..groups import Element, Group
from ..hashing import number
from ..proofs import Proof, is_knowledge_proof, knowledge_proof, proof_from_json, proof_to_json

SEED_LENGTH: Final = 22
ALGORITHM: Final = "AES-GCM"
# The longest inner message is a polynomial of as many coefficients as there are trustees.
MESSAGE_LIMIT: Final = 200_000


@dataclass(frozen=True, slots=True)
class Signed:
    """A text and its signature."""

    message: str
    signature: Proof


@dataclass(frozen=True, slots=True)
class Seed:
    """A ceremony trustee's one secret: 22 base58 characters, from which both its keys come."""

    text: str

    def signing_key(self, group: Group) -> int:
        """Return the secret that signs."""
        return number(f"sk|{self.text}") % group.order

    def opening_key(self, group: Group) -> int:
        """Return the secret that opens what others seal for it."""
        return number(f"dk|{self.text}") % group.order


def new_seed() -> Seed:
    """Return a fresh seed (128 bits), from the system's generator."""
    return Seed(random_base58(SEED_LENGTH))


def is_seed(text: str) -> bool:
    """Test if a text has the form of a seed."""
    return len(text) == SEED_LENGTH and all(letter in BASE58 for letter in text)


def signed(group: Group, secret: int, message: str) -> Signed:
    """Return `message` with its signature."""
    return Signed(message, knowledge_proof(group, secret, f"sigmsg|{message}|"))


def is_signed_by(group: Group, public: Element, said: Signed) -> bool:
    """Test if `said` is signed with the secret of `public`, a known member of the group."""
    return is_knowledge_proof(group, said.signature, public, f"sigmsg|{said.message}|")


def signed_to_json(said: Signed) -> Json:
    """Return the message and signature as the protocol writes them."""
    return {"message": said.message, "signature": proof_to_json(said.signature)}


def signed_from_json(group: Group, value: Json, where: str) -> Signed:
    """Return the signed message that `value` holds; the signature is not checked yet."""
    message, signature = members(value, where, ("message", "signature"))
    return Signed(text_of(message, where, most=MESSAGE_LIMIT), proof_from_json(group, signature, where))


def sealed(group: Group, secret: int, recipient: Element, message: Json) -> str:
    """Return `message`, signed with `secret` and encrypted to `recipient`, as a text."""
    inner = written({"recipient": group.encoded(recipient), "message": written(message)})
    content = written(signed_to_json(signed(group, secret, inner))).encode("utf-8")
    randomness, key = group.random_scalar(), group.secret_generator_power(group.random_scalar())
    alpha = group.secret_generator_power(randomness)
    beta = group.product((group.secret_power(recipient, randomness), key))
    ciphertext = AESGCM(_key_bytes(group, key)).encrypt(_nonce_bytes(group, alpha), content, None)
    return written(
        {
            "algorithm": ALGORITHM,
            "alpha": group.encoded(alpha),
            "beta": group.encoded(beta),
            "data": ciphertext.hex(),
        }
    )


def unsealed(group: Group, opening_key: int, sender: Element, text: str) -> Json:
    """Return what the owner of `sender` sealed for us.

    :raises SealedMessageUnreadable: damaged, not for us, or not from the sender.
    """
    try:
        return _unsealed(group, opening_key, sender, text)
    except (BallotRefusal, InvalidTag, ValueError):
        raise SealedMessageUnreadable() from None


def _unsealed(group: Group, opening_key: int, sender: Element, text: str) -> Json:
    outer = parsed(text.encode("utf-8"), limit=4 * MESSAGE_LIMIT)
    algorithm, alpha_text, beta_text, data = members(outer, "sealed", ("algorithm", "alpha", "beta", "data"))
    if algorithm != ALGORITHM:
        raise SealedMessageUnreadable()
    alpha = group.read(text_of(alpha_text, "alpha", most=group.text_limit))
    beta = group.read(text_of(beta_text, "beta", most=group.text_limit))
    key = group.product((beta, group.inverse(group.secret_power(alpha, opening_key))))
    ciphertext = bytes.fromhex(text_of(data, "data", most=4 * MESSAGE_LIMIT))
    content = AESGCM(_key_bytes(group, key)).decrypt(_nonce_bytes(group, alpha), ciphertext, None)

    said = signed_from_json(group, parsed(content, limit=4 * MESSAGE_LIMIT), "sealed")
    inner = parsed(said.message.encode("utf-8"), limit=4 * MESSAGE_LIMIT)
    recipient, message = members(inner, "sealed", ("recipient", "message"))
    ours = group.encoded(group.secret_generator_power(opening_key))
    if recipient != ours or not is_signed_by(group, sender, said):
        raise SealedMessageUnreadable()
    return parsed(text_of(message, "sealed", most=MESSAGE_LIMIT).encode("utf-8"), limit=4 * MESSAGE_LIMIT)


def _key_bytes(group: Group, key: Element) -> bytes:
    return hashlib.sha256(f"key|{group.encoded(key)}".encode()).digest()


def _nonce_bytes(group: Group, alpha: Element) -> bytes:
    return hashlib.sha256(f"iv|{group.encoded(alpha)}".encode()).digest()
