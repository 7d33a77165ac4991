"""The public acts of the planning room; none names a person, and open ones publish no typed text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from toparquia.foundation.money import Money
from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class NeedVoiced(Act):
    """Someone said what is lacking. The subject is the need."""

    kind: ClassVar[str] = "planning.need_voiced"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "charter.sections"

    theme: str
    homes: int | None
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class PotentialRecorded(Act):
    """Someone said what there is to build on. The subject is the potential."""

    kind: ClassVar[str] = "planning.potential_recorded"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "charter.sections"

    potential: str
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class ProjectProposed(Act):
    """Someone proposed a project. The subject is the project."""

    kind: ClassVar[str] = "planning.project_proposed"
    power: ClassVar[str | None] = None

    need: UUID | None
    theme: str
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class EstimateMade(Act):
    """A project was costed. The subject is the project; the digest is of the lines."""

    kind: ClassVar[str] = "planning.estimate_made"
    power: ClassVar[str | None] = "planning.cost"
    article: ClassVar[str] = "invoice.heads"

    estimate: UUID
    number: int
    total: Money
    heads: dict[str, Money]
    lines_sha256: str


@dataclass(frozen=True, kw_only=True)
class PreVoteChecked(Act):
    """A project was checked before the vote. The subject is the project; the digest is of the reasons."""

    kind: ClassVar[str] = "planning.pre_vote_checked"
    power: ClassVar[str | None] = "planning.check"
    article: ClassVar[str] = "obligation.pre_vote_check"

    estimate: UUID
    number: int
    is_passed: bool
    findings: dict[str, bool]
    reasons_sha256: str


@dataclass(frozen=True, kw_only=True)
class ProjectAdmitted(Act):
    """The assembly lets a project onto the ballot at this cost. The subject is the project."""

    kind: ClassVar[str] = "planning.project_admitted"
    power: ClassVar[str | None] = "planning.admit"
    article: ClassVar[str] = "obligation.pre_vote_check"

    title: str
    estimate: UUID
    total: Money
    resolution: UUID
