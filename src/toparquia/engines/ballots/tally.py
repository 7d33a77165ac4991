"""The encrypted tally: the product of the counted ballots, position by position.

Source: protocol, section 11.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .ballot import Answer, ciphertext_from_json, ciphertext_to_json
from .canonical import MAX_INTEGER_DIGITS, Json, integer_of, items, members, parsed, text_of, written
from .election import Election
from .errors import ElementOutsideGroup, ShapeUnexpected, at
from .groups import Element, Group
from .proofs import Ciphertext

# The tools write a greater weight as a string.
_WEIGHT_AS_NUMBER: Final = 2**30 - 1
_SIZED_LIMIT: Final = 400


@dataclass(frozen=True, slots=True)
class SizedTally:
    """How many ballots were counted, their weight, and the hash of the tally."""

    counted: int
    weight: int
    tally_hash: str


def flat(tally: Sequence[Sequence[Ciphertext]]) -> list[Ciphertext]:
    """Return the ciphertexts of all questions in one list."""
    return [ciphertext for of_question in tally for ciphertext in of_question]


def weighted_choices(group: Group, answers: Sequence[Answer], weight: int) -> list[Ciphertext]:
    """Return what one ballot adds to each position."""
    choices = [choice for answer in answers for choice in answer.choices]
    if weight == 1:
        return choices
    return [Ciphertext(group.power(one.alpha, weight), group.power(one.beta, weight)) for one in choices]


def total_of(group: Group, positions: int, added: Iterable[Sequence[Ciphertext]]) -> list[Ciphertext]:
    """Return the product of contributions, position by position; neutral for none."""
    alphas: list[list[Element]] = [[] for _ in range(positions)]
    betas: list[list[Element]] = [[] for _ in range(positions)]
    for contribution in added:
        for place, (alpha, beta) in enumerate(contribution):
            alphas[place].append(alpha)
            betas[place].append(beta)
    return [
        Ciphertext(group.product(alpha), group.product(beta))
        for alpha, beta in zip(alphas, betas, strict=True)
    ]


def shaped(election: Election, positions: Sequence[Ciphertext]) -> list[list[Ciphertext]]:
    """Return a flat tally question by question."""
    tally = []
    start = 0
    for question in election.questions:
        tally.append(list(positions[start : start + question.width]))
        start += question.width
    return tally


def tally_limit(election: Election) -> int:
    """Return the size in bytes of the largest honest tally or partial decryption."""
    return 100 + (election.positions + len(election.questions)) * (2 * election.group.text_limit + 300)


def tally_bytes(election: Election, tally: Sequence[Sequence[Ciphertext]]) -> bytes:
    """Return `encrypted_tally`."""
    said: Json = [
        [ciphertext_to_json(election.group, ciphertext) for ciphertext in of_question]
        for of_question in tally
    ]
    return written(said).encode("ascii")


def tally_from_bytes(election: Election, raw: bytes) -> list[list[Ciphertext]]:
    """Return the tally that the bytes say, its elements checked.

    :raises ShapeUnexpected, ElementNotCanonical, ElementOutsideGroup: and faults of the text.
    """
    group = election.group
    value = parsed(raw, limit=tally_limit(election), ascii_only=True)
    questions = len(election.questions)
    tally: list[list[Ciphertext]] = []
    each_question = items(value, "encrypted_tally", least=questions, most=questions)
    for number, (question, of_question) in enumerate(zip(election.questions, each_question, strict=True), 1):
        with at("question", number):
            width = question.width
            each = items(of_question, "encrypted_tally", least=width, most=width)
            tally.append([ciphertext_from_json(group, one, "encrypted_tally") for one in each])
    elements = [element for ciphertext in flat(tally) for element in ciphertext]
    if group.first_outsider(elements) is not None:
        raise ElementOutsideGroup()
    return tally


def sized_bytes(sized: SizedTally) -> bytes:
    """Return `sized_encrypted_tally`."""
    weight: Json = sized.weight if sized.weight <= _WEIGHT_AS_NUMBER else str(sized.weight)
    said: Json = {
        "num_tallied": sized.counted,
        "total_weight": weight,
        "encrypted_tally": sized.tally_hash,
    }
    return written(said).encode("ascii")


def sized_from_bytes(raw: bytes) -> SizedTally:
    """Return what `sized_encrypted_tally` says. :raises ShapeUnexpected: and faults of the text."""
    keys = ("num_tallied", "total_weight", "encrypted_tally")
    counted, weight, tally_hash = members(parsed(raw, limit=_SIZED_LIMIT, ascii_only=True), "sized", keys)
    if isinstance(weight, str):
        if not (weight.isdigit() and len(weight) <= MAX_INTEGER_DIGITS) or str(int(weight)) != weight:
            raise ShapeUnexpected(where="total_weight")
        weight = int(weight)
    sized = SizedTally(
        integer_of(counted, "num_tallied"),
        integer_of(weight, "total_weight"),
        text_of(tally_hash, "encrypted_tally", most=64),
    )
    if sized_bytes(sized) != raw:
        raise ShapeUnexpected(where="total_weight")
    return sized
