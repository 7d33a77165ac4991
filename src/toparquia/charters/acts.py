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


@dataclass(frozen=True, kw_only=True)
class AmendmentProposed(Act):
    """A change of a commune's charter or rules is proposed. The subject is the amendment."""

    kind: ClassVar[str] = "charters.amendment_proposed"
    power: ClassVar[str | None] = "charters.propose"

    what: str
    number: int


@dataclass(frozen=True, kw_only=True)
class AmendmentCalled(Act):
    """An amendment is put to the people. The subject is the amendment."""

    kind: ClassVar[str] = "charters.amendment_called"
    power: ClassVar[str | None] = "charters.call_referendum"

    vote: UUID


@dataclass(frozen=True, kw_only=True)
class AmendmentDecided(Act):
    """An amendment is decided, and if approved in force from a day on. The subject is the amendment."""

    kind: ClassVar[str] = "charters.amendment_decided"
    power: ClassVar[str | None] = "charters.proclaim"

    what: str
    outcome: str
    in_force_on: str
    vote: UUID | None
    resolution: UUID | None


@dataclass(frozen=True, kw_only=True)
class NormProposed(Act):
    """A communal norm is proposed. The subject is the norm; the evidence its words."""

    kind: ClassVar[str] = "charters.norm_proposed"
    power: ClassVar[str | None] = "charters.propose"

    number: int
    changes: UUID | None


@dataclass(frozen=True, kw_only=True)
class NormDecided(Act):
    """A communal norm is decided, and if carried in force from a day on. The subject is the norm."""

    kind: ClassVar[str] = "charters.norm_decided"
    power: ClassVar[str | None] = "charters.propose"
    article: ClassVar[str] = "charter.norms_decided_by"

    number: int
    changes: UUID | None
    is_carried: bool
    resolution: UUID
    in_force_on: str
