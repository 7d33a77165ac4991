"""The things of rooms above that an assembly decides about: what waits for it, and what a motion names.

A room above offers them through `SUBJECTS` of the wiring, so that this room need not know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol
from uuid import UUID

from django.conf import settings

from toparquia.assemblies import rules
from toparquia.territory.models import Place


@dataclass(frozen=True)
class Subject:
    """A thing that waits for a decision, or that one was taken about; `text` is how a motion may say it."""

    kind: str
    id: UUID
    title: str
    url: str = ""
    matter: str = rules.ORDINARY
    text: str = ""

    @property
    def code(self) -> str:
        """Return how addresses and forms name it."""
        return f"{self.kind}:{self.id}"


class Subjects(Protocol):
    """What a room above says of one kind of things."""

    def waiting(self, place: Place) -> Sequence[Subject]:
        """Return what of a territory waits for its assembly, the oldest first."""
        ...

    def named(self, ids: Sequence[UUID]) -> Mapping[UUID, Subject]:
        """Return things by their ids, those that are known."""
        ...


def waiting(place: Place) -> list[Subject]:
    """Return all that waits for the assembly of a territory."""
    return [subject for kind in _kinds().values() for subject in kind.waiting(place)]


def named(codes: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], Subject]:
    """Return things by kind and id, those whose room says what they are."""
    asked: dict[str, list[UUID]] = {}
    for kind, thing in codes:
        asked.setdefault(kind, []).append(thing)
    known = _kinds()
    return {
        (kind, thing): subject
        for kind, ids in asked.items()
        if kind in known
        for thing, subject in known[kind].named(ids).items()
    }


def parsed(code: str) -> tuple[str, UUID] | None:
    """Return kind and id of a thing as addresses name it, `kind:id`; None for anything else."""
    kind, _colon, thing = code.partition(":")
    if not kind or len(kind) > 60 or not all(sign.isalnum() or sign in "._" for sign in kind):
        return None
    try:
        return kind, UUID(thing)
    except ValueError:
        return None


def _kinds() -> Mapping[str, Subjects]:
    found: Mapping[str, Subjects] = import_module(settings.WIRING).SUBJECTS
    return found
