"""The public acts of the planning room; none names a person, and open ones publish no typed text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    groups: tuple[str, ...] = ()
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


@dataclass(frozen=True, kw_only=True)
class ArgumentMade(Act):
    """Someone spoke for or against a project. The subject is the argument."""

    kind: ClassVar[str] = "planning.argument_made"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "planning.argument_length"

    project: UUID
    side: str
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class ArgumentWithdrawn(Act):
    """An office took an argument down on a ground of the closed list. The subject is the argument."""

    kind: ClassVar[str] = "planning.argument_withdrawn"
    power: ClassVar[str | None] = "planning.moderate"
    article: ClassVar[str] = "planning.moderation_grounds"

    project: UUID
    ground: str
    text_sha256: str
    appeal_until: date


@dataclass(frozen=True, kw_only=True)
class ArgumentTakenBack(Act):
    """Whoever wrote an argument took it back, and its text is gone. The subject is the argument."""

    kind: ClassVar[str] = "planning.argument_taken_back"
    power: ClassVar[str | None] = None

    project: UUID


@dataclass(frozen=True, kw_only=True)
class ArgumentAppealed(Act):
    """Whoever wrote a withdrawn argument asks another organ to look again. The subject is the argument."""

    kind: ClassVar[str] = "planning.argument_appealed"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "planning.appeal_days"

    project: UUID


@dataclass(frozen=True, kw_only=True)
class ArgumentAppealAnswered(Act):
    """The other organ restored an argument or left it down. The subject is the argument."""

    kind: ClassVar[str] = "planning.argument_appeal_answered"
    power: ClassVar[str | None] = "planning.answer_appeal"
    article: ClassVar[str] = "planning.moderation_grounds"

    project: UUID
    is_restored: bool
    reason_sha256: str


@dataclass(frozen=True, kw_only=True)
class WithdrawnErased(Act):
    """Withdrawn texts whose time is over were erased. The subject is the project."""

    kind: ClassVar[str] = "planning.withdrawn_erased"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "planning.appeal_days"

    texts: int


@dataclass(frozen=True, kw_only=True)
class MergeOffered(Act):
    """A proposer offers to make one project of two. The subject is the offer."""

    kind: ClassVar[str] = "planning.merge_offered"
    power: ClassVar[str | None] = None

    first: UUID
    second: UUID
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class MergeConsented(Act):
    """A proposer, or an office for a project without one, says yes to an offer. The subject is the offer."""

    kind: ClassVar[str] = "planning.merge_consented"
    power: ClassVar[str | None] = None

    project: UUID
    by_office: bool


@dataclass(frozen=True, kw_only=True)
class MergeRefused(Act):
    """One of those asked says no to an offer. The subject is the offer."""

    kind: ClassVar[str] = "planning.merge_refused"
    power: ClassVar[str | None] = None


@dataclass(frozen=True, kw_only=True)
class ProjectsMerged(Act):
    """Two projects are one from now on. The subject is the one that goes on."""

    kind: ClassVar[str] = "planning.projects_merged"
    power: ClassVar[str | None] = None

    merged: tuple[UUID, ...]
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class PrioritiesListed(Act):
    """An order of needs is brought to the assembly. The subject is the list."""

    kind: ClassVar[str] = "planning.priorities_listed"
    power: ClassVar[str | None] = "planning.draft"

    number: int
    needs: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class AgendaBegun(Act):
    """An agenda is being written. The subject is the agenda."""

    kind: ClassVar[str] = "planning.agenda_begun"
    power: ClassVar[str | None] = "planning.draft"

    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class AgendaPresentedAct(Act):
    """An agenda is brought to the assembly, with its items closed. The subject is the agenda."""

    kind: ClassVar[str] = "planning.agenda_presented"
    power: ClassVar[str | None] = "planning.draft"

    number: int
    items: int
    items_sha256: str


@dataclass(frozen=True, kw_only=True)
class ProgressNoted(Act):
    """Somebody in office says how an item is going. The subject is the item."""

    kind: ClassVar[str] = "planning.progress_noted"
    power: ClassVar[str | None] = "planning.follow_up"

    agenda: UUID
    state: str
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class WorksPlanned(Act):
    """A project has a schedule and beneficiaries. The subject is the project."""

    kind: ClassVar[str] = "planning.works_planned"
    power: ClassVar[str | None] = "planning.cost"

    number: int
    weeks: int
    homes: int | None
    people: int | None
    groups: tuple[str, ...]
    steps_sha256: str
