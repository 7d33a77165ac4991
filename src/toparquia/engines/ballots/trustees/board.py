"""All trustees of an election, as `trustees.json` lists them, and the key they form.

Source: protocol, sections 5, 6 and 13.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from ..canonical import Json, items, parsed, written
from ..errors import ElectionKeyWrong, KeyRepeated, ShapeUnexpected, TooFewTrustees, Words, at
from ..groups import Element, Group
from .single import TrusteeKey, check_trustee_key, trustee_key_from_json, trustee_key_to_json
from .threshold import (
    MAX_TRUSTEES,
    ThresholdGroup,
    check_threshold_group,
    threshold_group_from_json,
    threshold_group_to_json,
)

TRUSTEES_LIMIT: Final = 4_000_000
Part: TypeAlias = TrusteeKey | ThresholdGroup


@dataclass(frozen=True, slots=True)
class Board:
    """The parts that form the election key; owners are counted through them from 1."""

    group: Group
    parts: tuple[Part, ...]

    def key(self) -> Element:
        """Return the election key that the parts form."""
        return self.group.product(self.keys_of_parts())

    def keys_of_parts(self) -> list[Element]:
        """Return what each part puts into the election key."""
        return [
            part.public(self.group) if isinstance(part, ThresholdGroup) else part.public
            for part in self.parts
        ]

    def owners(self) -> list[TrusteeKey]:
        """Return the keys with which a partial decryption is made, in the order of owners."""
        keys: list[TrusteeKey] = []
        for part in self.parts:
            keys.extend(part.keys if isinstance(part, ThresholdGroup) else [part])
        return keys

    def combined_factors(self, factors: Mapping[int, Sequence[Element]]) -> list[Element]:
        """Return for each position the decryption factor of the whole board.

        `factors` has an owner's factors, flat, by its number.

        :raises TooFewTrustees: a needed trustee has not decrypted.
        """
        exponents = self._exponents(frozenset(factors))
        columns = zip(*(factors[owner] for owner, _ in exponents), strict=True)
        return [
            self.group.product(
                [
                    factor if exponent == 1 else self.group.power(factor, exponent)
                    for factor, (_, exponent) in zip(column, exponents, strict=True)
                ]
            )
            for column in columns
        ]

    def _exponents(self, present: frozenset[int]) -> list[tuple[int, int]]:
        """Return the owners to combine with the exponent of each."""
        chosen: list[tuple[int, int]] = []
        before = 0
        for part in self.parts:
            if isinstance(part, ThresholdGroup):
                inside = [index for index in range(1, len(part.keys) + 1) if before + index in present]
                chosen += _lagrange(self.group, inside, part.threshold, before)
                before += len(part.keys)
            else:
                before += 1
                if before not in present:
                    raise TooFewTrustees(reason=Words(f"el custodio {before}", f"trustee {before}"))
                chosen.append((before, 1))
        return chosen


def _lagrange(group: Group, inside: list[int], threshold: int, before: int) -> list[tuple[int, int]]:
    if len(inside) < threshold:
        raise TooFewTrustees(
            reason=Words(f"hay {len(inside)} de {threshold}", f"there are {len(inside)} of {threshold}")
        )
    points = inside[:threshold]
    exponents = []
    for own in points:
        exponent = 1
        for other in points:
            if other != own:
                exponent = exponent * other * pow(other - own, -1, group.order) % group.order
        exponents.append((before + own, exponent))
    return exponents


def board_bytes(board: Board) -> bytes:
    """Return `trustees.json`."""
    said: list[Json] = []
    for part in board.parts:
        if isinstance(part, ThresholdGroup):
            said.append(["Pedersen", threshold_group_to_json(board.group, part)])
        else:
            said.append(["Single", trustee_key_to_json(board.group, part)])
    return written(said).encode("utf-8")


def board_from_bytes(group: Group, raw: bytes) -> Board:
    """Return the board that `trustees.json` lists; elements are checked, proofs not yet.

    :raises BallotRefusal: any fault of form.
    """
    value = parsed(raw, limit=TRUSTEES_LIMIT, canonical=False)
    parts: list[Part] = []
    for number, each in enumerate(items(value, "trustees", least=1, most=MAX_TRUSTEES), 1):
        with at("trustee", number):
            kind, content = items(each, "trustee", least=2, most=2)
            if kind == "Single":
                parts.append(trustee_key_from_json(group, content))
            elif kind == "Pedersen":
                parts.append(threshold_group_from_json(group, content))
            else:
                raise ShapeUnexpected(where="trustee")
    return Board(group, tuple(parts))


def check_board(board: Board, election_key: Element) -> None:
    """Check every trustee's proofs, and that the board forms the election's key.

    :raises KeyProofWrong, KeyRepeated, ElectionKeyWrong: and what a threshold group is refused for.
    """
    for number, part in enumerate(board.parts, 1):
        if isinstance(part, ThresholdGroup):
            check_threshold_group(board.group, part)
        else:
            with at("trustee", number):
                if part.signature is not None:
                    raise ShapeUnexpected(where="signature")
                check_trustee_key(board.group, part)
    # Not those of a group's members: where one of them suffices, all have the same.
    keys = board.keys_of_parts()
    if len(set(keys)) != len(keys):
        raise KeyRepeated()
    if board.key() != election_key:
        raise ElectionKeyWrong()
