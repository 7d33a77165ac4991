"""What trustees send while the key is made, checked step by step with the protocol's own code.

The server only carries messages: every secret in them is sealed for a trustee.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from toparquia.engines.ballots.canonical import Json, members, parsed, text_of
from toparquia.engines.ballots.errors import (
    CertificateWrong,
    KeyRepeated,
    MessageNotAsCommitted,
    ShapeUnexpected,
)
from toparquia.engines.ballots.groups import Group, group_named
from toparquia.engines.ballots.trustees import (
    Board,
    Certificate,
    Contribution,
    TrusteeKey,
    assemble,
    certificates_hash,
    commitment_of,
    open_contributions,
    read_certificates,
    read_finished,
    trustee_key_from_json,
)
from toparquia.engines.ballots.trustees.ceremony import read_contribution
from toparquia.engines.ballots.trustees.signing import is_signed_by
from toparquia.engines.ballots.trustees.single import check_trustee_key
from toparquia.engines.ballots.trustees.threshold import (
    certificate_from_json,
    check_verification_key,
    committed_key,
)
from toparquia.voting.models import CeremonyStep, OnlineBox

STEP_LIMIT: Final = 400_000
DONE: Final = "hecho"
OPENING: Final = "apertura"
_HASH_LENGTH: Final = 64
_HEX: Final = frozenset("0123456789abcdef")
Texts = Mapping[int, str]
Step = CeremonyStep.Step


def steps_of(box: OnlineBox) -> tuple[str, ...]:
    """Return the steps that this box's keys need, in order."""
    alone = (Step.COMMITMENT.value, Step.KEY.value)
    return (
        alone
        if not box.is_threshold
        else (Step.CERTIFICATE.value, alone[0], Step.CONTRIBUTION.value, alone[1])
    )


def turn_of(box: OnlineBox, sent: Mapping[str, Texts]) -> str:
    """Return the step whose turn it is: the first that some trustee has not done."""
    if box.state == OnlineBox.State.DECRYPTING:
        return OPENING
    waiting = (step for step in steps_of(box) if len(sent.get(step, {})) < box.trustees)
    return next(waiting, DONE)


def check_step(box: OnlineBox, step: str, number: int, text: str, sent: Mapping[str, Texts]) -> None:
    """Check what trustee `number` sends in a step, against what all sent before.

    :raises BallotRefusal: the first fault.
    """
    group = group_named(box.group)
    if step == Step.CERTIFICATE:
        _check_certificate(box, group, number, text, sent.get(step, {}))
    elif step == Step.COMMITMENT:
        commitment_in(text)
    elif step == Step.CONTRIBUTION:
        _check_promised(number, text, sent)
        read_contribution(group, _certificates(box, group, sent), box.threshold, number, text.encode())
    elif box.is_threshold:
        _check_key(box, group, number, text, sent)
    else:
        _check_promised(number, text, sent)
        _check_single(group, text, sent.get(step, {}))


def commitment_in(text: str) -> str:
    """Return the hash that a trustee promises its next message by. :raises ShapeUnexpected:"""
    (value,) = members(parsed(text.encode(), limit=200, canonical=False), "commitment", ("commitment",))
    hashed = text_of(value, "commitment", most=_HASH_LENGTH)
    if len(hashed) != _HASH_LENGTH or not set(hashed) <= _HEX:
        raise ShapeUnexpected(where="commitment")
    return hashed


def board_of(box: OnlineBox, sent: Mapping[str, Texts]) -> Board:
    """Return the board that everyone's messages make. :raises BallotRefusal:"""
    group = group_named(box.group)
    if not box.is_threshold:
        return Board(group, tuple(_single(group, text) for text in _in_order(sent[Step.KEY])))
    certificates = _certificates(box, group, sent)
    contributions = _contributions(box, group, certificates, sent)
    finished = [read_finished(group, _value(text)) for text in _in_order(sent[Step.KEY])]
    return Board(group, (assemble(group, box.threshold, certificates, contributions, finished),))


def _check_certificate(box: OnlineBox, group: Group, number: int, text: str, others: Texts) -> None:
    certificate = certificate_from_json(group, _value(text))
    expected = (group.name, box.trustees, box.threshold, number)
    if certificate.context != expected or not is_signed_by(group, certificate.verification, certificate.said):
        raise CertificateWrong()
    keys = [certificate.verification, certificate.encryption]
    for other in (certificate_from_json(group, _value(one)) for one in others.values()):
        keys += [other.verification, other.encryption]
    if len(set(keys)) != len(keys):
        raise KeyRepeated()


def _check_promised(number: int, text: str, sent: Mapping[str, Texts]) -> None:
    if commitment_of(text.encode()) != commitment_in(sent[Step.COMMITMENT][number]):
        raise MessageNotAsCommitted()


def _check_key(box: OnlineBox, group: Group, number: int, text: str, sent: Mapping[str, Texts]) -> None:
    certificates = _certificates(box, group, sent)
    contributions = _contributions(box, group, certificates, sent)
    finished = read_finished(group, _value(text))
    expected = committed_key(group, [one.commitments for one in contributions], number)
    check_verification_key(group, certificates[number - 1], finished.key, expected, signed=True)


def _check_single(group: Group, text: str, others: Texts) -> None:
    key = _single(group, text)
    check_trustee_key(group, key)
    if key.public in {_single(group, other).public for other in others.values()}:
        raise KeyRepeated()


def _single(group: Group, text: str) -> TrusteeKey:
    return trustee_key_from_json(group, _value(text))


def _certificates(box: OnlineBox, group: Group, sent: Mapping[str, Texts]) -> list[Certificate]:
    values = [_value(text) for text in _in_order(sent[Step.CERTIFICATE])]
    return read_certificates(group, values, box.threshold)


def _contributions(
    box: OnlineBox, group: Group, certificates: Sequence[Certificate], sent: Mapping[str, Texts]
) -> list[Contribution]:
    promised = [commitment_in(text) for text in _in_order(sent[Step.COMMITMENT])]
    messages = [text.encode() for text in _in_order(sent[Step.CONTRIBUTION])]
    return open_contributions(group, certificates, box.threshold, promised, messages)


def _in_order(texts: Texts) -> list[str]:
    return [texts[number] for number in sorted(texts)]


def _value(text: str) -> Json:
    return parsed(text.encode(), limit=STEP_LIMIT, canonical=False)


def as_list(texts: Texts, size: int) -> list[str | None]:
    """Return the texts of all trustees by number, None for those that are not there."""
    return [texts.get(number) for number in range(1, size + 1)]


def second_proofs_in(text: str) -> Json:
    """Return the second proofs that a trustee sent as stored text."""
    found: Json = json.loads(text)
    return found


def hash_of_certificates(box: OnlineBox, sent: Mapping[str, Texts]) -> str:
    """Return the hash of the list of certificates, which trustees read to one another."""
    return certificates_hash(_certificates(box, group_named(box.group), sent))
