"""Credentials: what a voter signs with, and the published list of their public halves.

Source: protocol, section 7; threats, "ballot stuffing" (two independent sources).
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .election import BASE58, random_base58
from .errors import (
    CredentialMalformed,
    CredentialRepeated,
    CredentialSourcesDiffer,
    ElementOutsideGroup,
    NeutralKey,
    WeightMalformed,
    at,
)
from .groups import Element, Group
from .proofs import Proof, is_knowledge_proof, knowledge_proof

_PRIVATE: Final = re.compile(rf"[{BASE58}]{{5}}-[{BASE58}]{{6}}-[{BASE58}]{{5}}-[{BASE58}]{{6}}")
# The format of tools before 2.4: 14 characters and a check digit, in threes.
_OLD_PRIVATE: Final = re.compile(rf"[{BASE58}]{{3}}(-[{BASE58}]{{3}}){{4}}")
_OLD_ROUNDS: Final = 1000
_OLD_CHECK: Final = 53
_WEIGHT: Final = re.compile(r"[1-9][0-9]{0,8}")
WEIGHT_LIMIT: Final = 999_999_999
# Two slips make one credential where two authorities each give half.
SLIP_SEPARATOR: Final = "+"


@dataclass(frozen=True, slots=True)
class PublicCredential:
    """A line of the published list: the public credential as written, and its weight."""

    text: str
    weight: int = 1

    def line(self, *, weighted: bool) -> str:
        """Return the line as it is published."""
        return f"{self.text},{self.weight}" if weighted else self.text


@dataclass(frozen=True, slots=True)
class CredentialPart:
    """One authority's half of a credential, with the proof that it knows the secret."""

    public: Element
    proof: Proof


def new_credential() -> str:
    """Return a fresh private credential, 22 base58 characters (128 bits)."""
    letters = random_base58(22)
    return "-".join((letters[:5], letters[5:11], letters[11:16], letters[16:]))


def credential_secret(group: Group, uuid: str, credential: str) -> int:
    """Return the secret key of a private credential, or of two slips joined by `+`.

    :raises CredentialMalformed: mistyped.
    """
    parts = credential.strip().split(SLIP_SEPARATOR)
    if len(parts) > 2:
        raise CredentialMalformed()
    secret = sum(_slip_secret(group, uuid, part.strip()) for part in parts) % group.order
    if secret == 0:
        raise CredentialMalformed()
    return secret


def _slip_secret(group: Group, uuid: str, slip: str) -> int:
    if _PRIVATE.fullmatch(slip):
        prefix = f"derive_credential|{uuid}"
        halves = [hashlib.sha256(f"{prefix}|{half}|{slip}".encode()).hexdigest() for half in (0, 1)]
        return int("".join(halves), 16) % group.order
    if _OLD_PRIVATE.fullmatch(slip) and _has_check_digit(slip):
        derived = hashlib.pbkdf2_hmac("sha256", slip.encode(), uuid.encode(), _OLD_ROUNDS, 32)
        return int.from_bytes(derived, "big") % group.order
    raise CredentialMalformed()


def _has_check_digit(slip: str) -> bool:
    """Test if the last character completes the first fourteen, modulo 53."""
    digits = slip.replace("-", "")
    number = 0
    for digit in digits[:-1]:
        number = number * len(BASE58) + BASE58.index(digit)
    return (number + BASE58.index(digits[-1])) % _OLD_CHECK == 0


def public_credential(group: Group, uuid: str, credential: str) -> Element:
    """Return the public half of a private credential. :raises CredentialMalformed:"""
    return group.secret_generator_power(credential_secret(group, uuid, credential))


def credential_part(group: Group, uuid: str, position: int, slip: str) -> CredentialPart:
    """Return one authority's half for the voter at `position`, with its proof.

    Without the proof, the authority that publishes last could cancel the other's half.
    """
    secret = credential_secret(group, uuid, slip)
    public = group.secret_generator_power(secret)
    return CredentialPart(public, knowledge_proof(group, secret, _part_prefix(group, uuid, position, public)))


def joined_credentials(
    group: Group, uuid: str, first: Sequence[CredentialPart], second: Sequence[CredentialPart]
) -> list[Element]:
    """Return the credentials `C1*C2` of two authorities' halves, position by position.

    :raises CredentialSourcesDiffer: other lengths, a half without proof, or halves that cancel out.
    """
    if len(first) != len(second):
        raise CredentialSourcesDiffer(reason=f"{len(first)} / {len(second)}")
    joined = []
    for position, (one, other) in enumerate(zip(first, second, strict=True)):
        with at("credential", position + 1):
            for part in (one, other):
                prefix = _part_prefix(group, uuid, position, part.public)
                if not (
                    group.has(part.public) and is_knowledge_proof(group, part.proof, part.public, prefix)
                ):
                    raise CredentialSourcesDiffer(reason="proof")
            product = group.product((one.public, other.public))
            if group.neutral in (product, one.public, other.public):
                raise CredentialSourcesDiffer(reason="neutral")
            joined.append(product)
    return joined


def _part_prefix(group: Group, uuid: str, position: int, public: Element) -> str:
    return f"toparquia-credential|{group.name}|{uuid}|{position}|{group.encoded(public)}|"


def published_list(credentials: Iterable[PublicCredential]) -> list[PublicCredential]:
    """Return the list as it is published: sorted by text, so that the order says nothing of the roll.

    :raises CredentialRepeated:
    """
    ordered = sorted(credentials, key=lambda credential: credential.text)
    for before, after in itertools.pairwise(ordered):
        if before.text == after.text:
            raise CredentialRepeated()
    return ordered


def check_published(group: Group, credentials: Sequence[PublicCredential]) -> None:
    """Check that each is a member of the group that somebody must have made.

    :raises ElementNotCanonical, ElementOutsideGroup, NeutralKey: with the place in the list.
    """
    elements: list[Element] = []
    for place, credential in enumerate(credentials, 1):
        with at("credential", place):
            elements.append(group.decoded(credential.text))
            if elements[-1] == group.neutral:
                raise NeutralKey()
    outsider = group.first_outsider(elements)
    if outsider is not None:
        with at("credential", outsider + 1):
            raise ElementOutsideGroup()


def list_bytes(credentials: Sequence[PublicCredential]) -> Iterator[bytes]:
    """Return the JSON array of the published list, piece by piece."""
    weighted = any(credential.weight != 1 for credential in credentials)
    yield b"["
    for place, credential in enumerate(credentials):
        yield f'{"," if place else ""}"{credential.line(weighted=weighted)}"'.encode("ascii")
    yield b"]"


def credential_from_line(line: str) -> PublicCredential:
    """Return the credential of a published line; its element is not looked at yet.

    :raises WeightMalformed:
    """
    text, comma, weight = line.partition(",")
    if not comma:
        return PublicCredential(text)
    if _WEIGHT.fullmatch(weight) is None:
        raise WeightMalformed(limit=WEIGHT_LIMIT)
    return PublicCredential(text, int(weight))
