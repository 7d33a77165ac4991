"""What a desk is made of: one task that waits for whoever holds a mandate."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from toparquia.territory.models import Place


@dataclass(frozen=True)
class Task:
    """One thing to do: its words, where it is done, and a status as a shape and a word."""

    title: object
    url: str = ""
    hint: object = ""
    kind: str = "open"
    word: object = ""


@dataclass(frozen=True)
class Seat:
    """Who acts where and by which powers, and when they look."""

    resident_id: UUID
    place: Place
    powers: Collection[str]
    at: datetime
