"""The published parameters of a threshold group of trustees, read and checked.

Source: protocol, section 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..canonical import Json, integer_of, items, members, parsed, text_of, written
from ..errors import (
    CertificateListDiffers,
    CertificateWrong,
    CommitmentsWrong,
    KeyRepeated,
    VerificationKeyWrong,
    at,
)
from ..groups import Element, Group
from ..proofs import Proof, is_knowledge_proof, proof_from_json, proof_to_json
from .signing import MESSAGE_LIMIT, Signed, is_signed_by, signed_from_json, signed_to_json
from .single import TrusteeKey, check_trustee_key, trustee_key_from_json, trustee_key_to_json

MAX_TRUSTEES: Final = 50
_KEYS: Final = ("threshold", "certs", "coefexps", "signatures", "verification_keys")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A trustee's two keys for the ceremony, signed with the first."""

    said: Signed
    verification: Element
    encryption: Element
    # (group, size, threshold, index); tool 2.0 writes none.
    context: tuple[str, int, int, int] | None


@dataclass(frozen=True, slots=True)
class ThresholdGroup:
    """A group of trustees of whom `threshold` suffice; lists have an entry a trustee."""

    threshold: int
    certificates: list[Certificate]
    commitments_said: list[Signed]
    commitments: list[list[Element]]
    signatures: list[Proof] | None
    keys: list[TrusteeKey]

    def public(self, group: Group) -> Element:
        """Return the group's part of the election key."""
        return group.product([of_trustee[0] for of_trustee in self.commitments])


def certificate_from_json(group: Group, value: Json) -> Certificate:
    """Return the certificate that `value` holds, its keys checked, its signature not yet."""
    said = signed_from_json(group, value, "certificate")
    inner = parsed(said.message.encode("utf-8"), limit=MESSAGE_LIMIT)
    context, verification, encryption = members(
        inner, "certificate", ("context", "verification", "encryption"), frozenset({"context"})
    )
    return Certificate(
        said=said,
        verification=group.read_key(text_of(verification, "verification", most=group.text_limit)),
        encryption=group.read_key(text_of(encryption, "encryption", most=group.text_limit)),
        context=None if context is None else _context_from_json(context),
    )


def _context_from_json(value: Json) -> tuple[str, int, int, int]:
    name, size, threshold, index = members(value, "context", ("group", "size", "threshold", "index"))
    return (
        text_of(name, "context", most=40),
        integer_of(size, "context", most=MAX_TRUSTEES),
        integer_of(threshold, "context", most=MAX_TRUSTEES),
        integer_of(index, "context", most=MAX_TRUSTEES),
    )


def check_certificates(
    group: Group, certificates: Sequence[Certificate], threshold: int, *, with_context: bool = True
) -> None:
    """Check that each is signed with its own key, for this ceremony and place, and no key comes twice.

    :raises CertificateWrong, KeyRepeated:
    """
    for index, certificate in enumerate(certificates, 1):
        with at("trustee", index):
            expected = (group.name, len(certificates), threshold, index) if with_context else None
            if certificate.context != expected:
                raise CertificateWrong()
            if not is_signed_by(group, certificate.verification, certificate.said):
                raise CertificateWrong()
    keys = [key for each in certificates for key in (each.verification, each.encryption)]
    if len(set(keys)) != len(keys):
        raise KeyRepeated()


def commitments_from(group: Group, said: Signed, certificate: Certificate, threshold: int) -> list[Element]:
    """Return a trustee's commitments to its polynomial. :raises CommitmentsWrong:"""
    (values,) = members(parsed(said.message.encode("utf-8"), limit=MESSAGE_LIMIT), "coefexps", ("coefexps",))
    texts = items(values, "coefexps", most=MAX_TRUSTEES)
    if len(texts) != threshold or not is_signed_by(group, certificate.verification, said):
        raise CommitmentsWrong(threshold=threshold)
    return [group.read(text_of(text, "coefexps", most=group.text_limit)) for text in texts]


def committed_key(group: Group, commitments: Sequence[Sequence[Element]], index: int) -> Element:
    """Return `g^S_j` of trustee `index`, from everyone's commitments."""
    return committed_value(
        group, [group.product(of_degree) for of_degree in zip(*commitments, strict=True)], index
    )


def committed_value(group: Group, commitments: Sequence[Element], index: int) -> Element:
    """Return `g^f(index)` of the polynomial f that is committed to."""
    value = group.neutral
    for commitment in reversed(commitments):
        value = group.product((group.power(value, index), commitment))
    return value


def agreement_prefix(
    group: Group, certificates: Sequence[Certificate], commitments: Sequence[Element]
) -> str:
    """Return what a trustee's signature over the list of certificates hashes first."""
    said: Json = {
        "certs": [signed_to_json(certificate.said) for certificate in certificates],
        "coefexps": [group.encoded(commitment) for commitment in commitments],
    }
    return f"sigmsg|certs_sig|{written(said)}|"


def check_agreement(
    group: Group,
    certificates: Sequence[Certificate],
    index: int,
    commitments: Sequence[Element],
    signature: Proof,
) -> None:
    """Check that trustee `index` signed this list of certificates. :raises CertificateListDiffers:"""
    prefix = agreement_prefix(group, certificates, commitments)
    if not is_knowledge_proof(group, signature, certificates[index - 1].verification, prefix):
        raise CertificateListDiffers()


def check_verification_key(
    group: Group, certificate: Certificate, key: TrusteeKey, expected: Element, *, signed: bool
) -> None:
    """Check a trustee's final key: its proof, its signature, and that it is the committed one.

    :raises KeyProofWrong, VerificationKeyWrong:
    """
    check_trustee_key(group, key)
    if key.public != expected or (key.signature is not None) != signed:
        raise VerificationKeyWrong()
    if key.signature is not None:
        said = Signed(group.encoded(key.public), key.signature)
        if not is_signed_by(group, certificate.verification, said):
            raise VerificationKeyWrong()


def check_threshold_group(group: Group, of: ThresholdGroup) -> None:
    """Check everything about the ceremony that its published parameters show.

    :raises CertificateWrong, KeyRepeated, CommitmentsWrong, CertificateListDiffers, KeyProofWrong,
        VerificationKeyWrong:
    """
    # A ceremony of tool 2.0 has neither contexts nor signatures; half of each is nobody's.
    modern = of.signatures is not None
    check_certificates(group, of.certificates, of.threshold, with_context=modern)
    for index, (certificate, key) in enumerate(zip(of.certificates, of.keys, strict=True), 1):
        with at("trustee", index):
            if of.signatures is not None:
                own = of.commitments[index - 1]
                check_agreement(group, of.certificates, index, own, of.signatures[index - 1])
            expected = committed_key(group, of.commitments, index)
            check_verification_key(group, certificate, key, expected, signed=modern)


def threshold_group_from_json(group: Group, value: Json) -> ThresholdGroup:
    """Return the parameters that `value` holds: elements and commitments' signatures checked.

    :raises ShapeUnexpected, CommitmentsWrong: and the faults of elements and numbers.
    """
    threshold, certs, coefexps, signatures, keys = members(
        value, "threshold group", _KEYS, frozenset({"signatures"})
    )
    certificates = [
        certificate_from_json(group, each) for each in items(certs, "certs", least=1, most=MAX_TRUSTEES)
    ]
    size = len(certificates)
    needed = integer_of(threshold, "threshold", least=1, most=size)
    said = [
        signed_from_json(group, each, "coefexps")
        for each in items(coefexps, "coefexps", least=size, most=size)
    ]
    commitments = []
    for index, (signed, certificate) in enumerate(zip(said, certificates, strict=True), 1):
        with at("trustee", index):
            commitments.append(commitments_from(group, signed, certificate, needed))
    agreed = None
    if signatures is not None:
        each_signature = items(signatures, "signatures", least=size, most=size)
        agreed = [proof_from_json(group, each, "signatures") for each in each_signature]
    final = items(keys, "verification_keys", least=size, most=size)
    parsed_keys = [trustee_key_from_json(group, each) for each in final]
    return ThresholdGroup(needed, certificates, said, commitments, agreed, parsed_keys)


def threshold_group_to_json(group: Group, of: ThresholdGroup) -> Json:
    """Return the parameters as the protocol writes them."""
    said: dict[str, Json] = {
        "threshold": of.threshold,
        "certs": [signed_to_json(certificate.said) for certificate in of.certificates],
        "coefexps": [signed_to_json(each) for each in of.commitments_said],
    }
    if of.signatures is not None:
        said["signatures"] = [proof_to_json(signature) for signature in of.signatures]
    return said | {"verification_keys": [trustee_key_to_json(group, key) for key in of.keys]}
