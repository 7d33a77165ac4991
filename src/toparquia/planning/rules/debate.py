"""The debate: how two columns are filled so that nobody stands above the others, and when it is closed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final, TypeVar
from uuid import UUID

from toparquia.foundation.errors import Sentence
from toparquia.planning.errors import GroundOfModerationUnknown, MayNotAnswerOwn

ARGUMENT: Final = Sentence("el argumento", "the argument")
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Drawn:
    """Today's order: the seed that anyone can draw it again with, and which side begins each row."""

    seed: str
    favour_first: bool


def drawn(project_id: UUID, day: date) -> Drawn:
    """Return the draw of a day: nobody chooses it, and it is another one tomorrow."""
    seed = f"{project_id}:{day.isoformat()}"
    return Drawn(seed, hashlib.sha256(seed.encode()).digest()[0] % 2 == 0)


def place_in(seed: str, argument_id: UUID) -> str:
    """Return by what an argument is sorted: the SHA-256, in hex, of seed, colon and the argument's id."""
    return hashlib.sha256(f"{seed}:{argument_id}".encode()).hexdigest()


def in_pairs(in_favour: Sequence[_Row], against: Sequence[_Row]) -> list[tuple[_Row | None, _Row | None]]:
    """Return rows of one argument of each side, with a gap where a side has fewer."""
    return list(zip_longest(in_favour, against))


def check_ground(ground: str, grounds: Sequence[str]) -> None:
    """Refuse to take an argument down on a ground outside of the closed list.

    :raises GroundOfModerationUnknown: Source: the rule set's planning.moderation_grounds.
    """
    if ground not in grounds:
        raise GroundOfModerationUnknown(asked=ground[:60], grounds=", ".join(grounds))


def check_answers_another(*, withdrew: UUID, answers: UUID) -> None:
    """Refuse an answer to an appeal by the person whose decision it is about. :raises MayNotAnswerOwn:"""
    if withdrew == answers:
        raise MayNotAnswerOwn()
