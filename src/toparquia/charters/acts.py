"""The public acts of a founding. The charter's text is published by its hash; it stands on its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class FoundingPromoted(Act):
    """Residents promote the founding of a commune. The subject is its charter."""

    kind: ClassVar[str] = "charters.promoted"
    power: ClassVar[str | None] = None


@dataclass(frozen=True, kw_only=True)
class CouncilJoined(Act):
    """A council enters the commune by its assembly's resolution. The subject is the charter."""

    kind: ClassVar[str] = "charters.council_joined"
    power: ClassVar[str | None] = "charters.join"
    article: ClassVar[str] = "commune.min_councils"

    commune: UUID
    council: UUID
    resolution: UUID


@dataclass(frozen=True, kw_only=True)
class CharterWritten(Act):
    """A version of the charter's text. The subject is the charter; the evidence the text."""

    kind: ClassVar[str] = "charters.text_written"
    power: ClassVar[str | None] = "charters.write"
    article: ClassVar[str] = "charter.sections"

    text: UUID
    number: int
    sections: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReferendumCalled(Act):
    """The founding referendum is called. The subject is the charter; the evidence its text."""

    kind: ClassVar[str] = "charters.referendum_called"
    power: ClassVar[str | None] = "charters.call_referendum"
    article: ClassVar[str] = "charter.referendum_days"

    text: UUID
    vote: UUID
    councils: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class ResultProclaimed(Act):
    """What was decided on the charter. The subject is the charter; the evidence its text.

    `vote` and `result` are None and empty where the assemblies decided; `resolutions` are theirs.
    """

    kind: ClassVar[str] = "charters.result_proclaimed"
    power: ClassVar[str | None] = "charters.proclaim"
    article: ClassVar[str] = "charter.approval"

    text: UUID
    outcome: str
    vote: UUID | None = None
    result: dict[str, Any]
    resolutions: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CommuneRegistered(Act):
    """The commune exists from a day on. The subject is the commune; the evidence its charter."""

    kind: ClassVar[str] = "charters.commune_registered"
    power: ClassVar[str | None] = "charters.register"
    article: ClassVar[str] = "commune.min_councils"

    charter: UUID
    text: UUID
    councils: tuple[UUID, ...]
    registered_on: str
