"""The key ceremony of a threshold group, step by step.

Own addition to the protocol: before step 3 is opened, every trustee gives the hash of its message,
so that nobody chooses its part of the key after seeing the others'. Each function is one step;
messages are JSON values that any server can carry. Source: protocol, section 6; threats, "biased
election key".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..canonical import Json, items, members, parsed, text_of, written
from ..errors import (
    CommitmentMissing,
    MessageNotAsCommitted,
    ShareWrong,
    ThresholdImpossible,
    at,
)
from ..groups import Element, Group
from ..hashing import hexadecimal
from ..proofs import Proof, knowledge_proof, proof_from_json, proof_to_json
from .signing import (
    MESSAGE_LIMIT,
    Seed,
    Signed,
    sealed,
    signed,
    signed_from_json,
    signed_to_json,
    unsealed,
)
from .single import TrusteeKey, new_trustee_key, trustee_key_from_json, trustee_key_to_json
from .threshold import (
    MAX_TRUSTEES,
    Certificate,
    ThresholdGroup,
    agreement_prefix,
    certificate_from_json,
    check_agreement,
    check_certificates,
    check_threshold_group,
    commitments_from,
    committed_value,
)

_CONTRIBUTION_KEYS = ("polynomial", "secrets", "coefexps", "signature")


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a trustee sends in step 3, read; shares are still sealed."""

    polynomial: str
    shares: list[str]
    said: Signed
    commitments: list[Element]
    signature: Proof


@dataclass(frozen=True, slots=True)
class Finished:
    """What a trustee sends in step 5: its key sealed for itself, and the public half."""

    sealed_key: str
    key: TrusteeKey


def check_threshold(size: int, threshold: int) -> None:
    """Check that `threshold` of `size` trustees can be asked for. :raises ThresholdImpossible:"""
    if not 1 <= threshold <= size <= MAX_TRUSTEES:
        raise ThresholdImpossible(size=size, threshold=threshold, limit=MAX_TRUSTEES)


def make_certificate(group: Group, seed: Seed, *, size: int, threshold: int, index: int) -> Json:
    """Step 1: return trustee `index`'s certificate (from 1). :raises ThresholdImpossible:"""
    check_threshold(size, threshold)
    context: Json = {"group": group.name, "size": size, "threshold": threshold, "index": index}
    said: Json = {
        "context": context,
        "verification": group.encoded(group.secret_generator_power(seed.signing_key(group))),
        "encryption": group.encoded(group.secret_generator_power(seed.opening_key(group))),
    }
    return signed_to_json(signed(group, seed.signing_key(group), written(said)))


def read_certificates(group: Group, values: Sequence[Json], threshold: int) -> list[Certificate]:
    """Step 2: return everyone's certificates, checked. Their hash is compared by another channel.

    :raises ThresholdImpossible, CertificateWrong, KeyRepeated: and faults of form.
    """
    check_threshold(len(values), threshold)
    certificates = []
    for index, value in enumerate(values, 1):
        with at("trustee", index):
            certificates.append(certificate_from_json(group, value))
    check_certificates(group, certificates, threshold)
    return certificates


def certificates_hash(certificates: Sequence[Certificate]) -> str:
    """Return the hash of the list of certificates that trustees read to one another."""
    said: Json = [signed_to_json(certificate.said) for certificate in certificates]
    return hexadecimal(written(said).encode("utf-8"))


def make_contribution(group: Group, seed: Seed, certificates: Sequence[Certificate], threshold: int) -> bytes:
    """Step 3: return the message of one trustee; its hash is given to all before the message is."""
    signing = seed.signing_key(group)
    coefficients = [group.random_scalar() for _ in range(threshold)]
    commitments = [group.secret_generator_power(coefficient) for coefficient in coefficients]
    own = group.secret_generator_power(seed.opening_key(group))
    polynomial: Json = {"polynomial": [str(coefficient) for coefficient in coefficients]}
    shares: list[Json] = []
    for index, certificate in enumerate(certificates, 1):
        share: Json = {"secret": str(_value_at(group, coefficients, index))}
        shares.append(sealed(group, signing, certificate.encryption, share))
    said: Json = {"coefexps": [group.encoded(commitment) for commitment in commitments]}
    agreement = knowledge_proof(group, signing, agreement_prefix(group, certificates, commitments))
    message: Json = {
        "polynomial": sealed(group, signing, own, polynomial),
        "secrets": shares,
        "coefexps": signed_to_json(signed(group, signing, written(said))),
        "signature": proof_to_json(agreement),
    }
    return written(message).encode("utf-8")


def commitment_of(message: bytes) -> str:
    """Return the hash by which a trustee commits to its step-3 message."""
    return hexadecimal(message)


def open_contributions(
    group: Group,
    certificates: Sequence[Certificate],
    threshold: int,
    commitments: Sequence[str | None],
    messages: Sequence[bytes],
) -> list[Contribution]:
    """Step 4: return everyone's messages once all are committed to, checked.

    :raises CommitmentMissing: somebody's hash is not there yet.
    :raises MessageNotAsCommitted, CommitmentsWrong, CertificateListDiffers:
    """
    if len(commitments) != len(certificates) or len(messages) != len(certificates) or None in commitments:
        raise CommitmentMissing()
    contributions = []
    for index, (committed, message) in enumerate(zip(commitments, messages, strict=True), 1):
        with at("trustee", index):
            if commitment_of(message) != committed:
                raise MessageNotAsCommitted()
            contributions.append(read_contribution(group, certificates, threshold, index, message))
    return contributions


def read_contribution(
    group: Group, certificates: Sequence[Certificate], threshold: int, index: int, message: bytes
) -> Contribution:
    """Return one trustee's message of step 3, checked against everyone's certificates.

    :raises CommitmentsWrong, CertificateListDiffers: and faults of form.
    """
    size = len(certificates)
    value = parsed(message, limit=MESSAGE_LIMIT * (size + 2))
    polynomial, secrets, coefexps, signature = members(value, "contribution", _CONTRIBUTION_KEYS)
    said = signed_from_json(group, coefexps, "coefexps")
    commitments = commitments_from(group, said, certificates[index - 1], threshold)
    agreement = proof_from_json(group, signature, "signature")
    check_agreement(group, certificates, index, commitments, agreement)
    return Contribution(
        polynomial=text_of(polynomial, "polynomial", most=MESSAGE_LIMIT),
        shares=[
            text_of(each, "secrets", most=MESSAGE_LIMIT)
            for each in items(secrets, "secrets", least=size, most=size)
        ],
        said=said,
        commitments=commitments,
        signature=agreement,
    )


def finish(
    group: Group,
    seed: Seed,
    index: int,
    certificates: Sequence[Certificate],
    contributions: Sequence[Contribution],
) -> Json:
    """Step 5: return trustee `index`'s final message, after checking every share sent to it.

    :raises SealedMessageUnreadable, ShareWrong: with the place of the trustee who sent it.
    """
    secret = 0
    for sender, (certificate, contribution) in enumerate(zip(certificates, contributions, strict=True), 1):
        with at("trustee", sender):
            text = contribution.shares[index - 1]
            opened = unsealed(group, seed.opening_key(group), certificate.verification, text)
            (share_text,) = members(opened, "share", ("secret",))
            share = group.scalar(text_of(share_text, "share", most=78))
            if group.secret_generator_power(share) != committed_value(group, contribution.commitments, index):
                raise ShareWrong()
            secret = (secret + share) % group.order
    signing = seed.signing_key(group)
    public = group.encoded(group.secret_generator_power(secret))
    key = new_trustee_key(group, secret, signature=signed(group, signing, public).signature)
    own = group.secret_generator_power(seed.opening_key(group))
    return {
        "private_key": sealed(group, signing, own, {"decryption_key": str(secret)}),
        "public_key": trustee_key_to_json(group, key),
    }


def read_finished(group: Group, value: Json) -> Finished:
    """Return a trustee's final message, its form checked."""
    private, public = members(value, "finished", ("private_key", "public_key"))
    return Finished(text_of(private, "private_key", most=MESSAGE_LIMIT), trustee_key_from_json(group, public))


def assemble(
    group: Group,
    threshold: int,
    certificates: Sequence[Certificate],
    contributions: Sequence[Contribution],
    finished: Sequence[Finished],
) -> ThresholdGroup:
    """Step 6: return the published parameters, checked.

    :raises KeyProofWrong, VerificationKeyWrong: and what `check_threshold_group` refuses.
    """
    of = ThresholdGroup(
        threshold=threshold,
        certificates=list(certificates),
        commitments_said=[contribution.said for contribution in contributions],
        commitments=[contribution.commitments for contribution in contributions],
        signatures=[contribution.signature for contribution in contributions],
        keys=[each.key for each in finished],
    )
    check_threshold_group(group, of)
    return of


def decryption_secret(group: Group, seed: Seed, sealed_key: str) -> int:
    """Return a ceremony trustee's decryption key from what it sealed for itself.

    :raises SealedMessageUnreadable:
    """
    own = group.secret_generator_power(seed.signing_key(group))
    opened = unsealed(group, seed.opening_key(group), own, sealed_key)
    (text,) = members(opened, "decryption key", ("decryption_key",))
    return group.scalar(text_of(text, "decryption key", most=78))


def _value_at(group: Group, coefficients: Sequence[int], point: int) -> int:
    value = 0
    for coefficient in reversed(coefficients):
        value = (value * point + coefficient) % group.order
    return value
