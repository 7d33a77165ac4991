"""The public acts of elections and recalls. No candidate is named here, only who is elected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from toparquia.gazette.acts import Act
from toparquia.mandates.acts import MandateProclaimed


@dataclass(frozen=True, kw_only=True)
class ElectionCalled(Act):
    """An election is called. The subject is the election."""

    kind: ClassVar[str] = "elections.called"
    power: ClassVar[str | None] = "elections.call"
    article: ClassVar[str] = "election.nomination_days"

    organ: str
    office: str
    seats: int
    alternates: int
    procedure: str
    nominations_until: str
    votes_on: str
    # The council whose people elect, where a seat stands for one.
    council: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ElectionCalledAtFounding(ElectionCalled):
    """A commune was founded: the elections that fill its organs are called with its registration."""

    kind: ClassVar[str] = "elections.called_at_founding"
    power: ClassVar[str | None] = "charters.register"


@dataclass(frozen=True, kw_only=True)
class CandidacyNominated(Act):
    """Someone was put forward, or stands. The subject is the candidacy."""

    kind: ClassVar[str] = "elections.nominated"
    power: ClassVar[str | None] = None

    election: UUID


@dataclass(frozen=True, kw_only=True)
class CandidacyAccepted(CandidacyNominated):
    """The person put forward says yes. The evidence is what they wrote."""

    kind: ClassVar[str] = "elections.accepted"


@dataclass(frozen=True, kw_only=True)
class CandidacyWithdrawn(CandidacyNominated):
    """The person no longer stands."""

    kind: ClassVar[str] = "elections.withdrawn"


@dataclass(frozen=True, kw_only=True)
class CandidacyChecked(Act):
    """A candidacy is admitted, or refused by an article. The subject is the candidacy."""

    kind: ClassVar[str] = "elections.checked"
    power: ClassVar[str | None] = "elections.check"

    election: UUID
    is_admitted: bool
    refused_by: str
    number: int


@dataclass(frozen=True, kw_only=True)
class CandidacyCheckedAfterRuling(CandidacyChecked):
    """A challenge was upheld: the check stands the other way round."""

    kind: ClassVar[str] = "elections.checked_after_ruling"
    power: ClassVar[str | None] = "elections.answer"


@dataclass(frozen=True, kw_only=True)
class ChallengeLodged(Act):
    """A check or a result is challenged. The subject is the challenge; the evidence its text."""

    kind: ClassVar[str] = "elections.challenged"
    power: ClassVar[str | None] = None

    election: UUID
    candidacy: UUID | None
    answer_by: str


@dataclass(frozen=True, kw_only=True)
class ChallengeAnswered(Act):
    """A challenge is answered. The subject is the challenge; the evidence the answer."""

    kind: ClassVar[str] = "elections.answered"
    power: ClassVar[str | None] = "elections.answer"

    election: UUID
    is_upheld: bool


@dataclass(frozen=True, kw_only=True)
class ListClosed(Act):
    """The list is closed, in the order that a public seed drew. The subject is the election."""

    kind: ClassVar[str] = "elections.list_closed"
    power: ClassVar[str | None] = "elections.call"

    seed: str
    order: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class ElectionDecided(Act):
    """Whom people chose: candidacies, principals first. The subject is the election."""

    kind: ClassVar[str] = "elections.decided"
    power: ClassVar[str | None] = "elections.proclaim"
    article: ClassVar[str] = "election.alternates"

    decided_by: UUID
    seed: str
    principals: tuple[UUID, ...]
    alternates: tuple[UUID, ...]
    challenges_until: str


@dataclass(frozen=True, kw_only=True)
class CustomRecorded(Act):
    """A people elected by its own customs. The subject is the election; the evidence its minutes."""

    kind: ClassVar[str] = "elections.custom_recorded"
    power: ClassVar[str | None] = "elections.record_custom"
    article: ClassVar[str] = "election.customary_allowed"

    organ: str
    office: str
    seats: int
    alternates: int


@dataclass(frozen=True, kw_only=True)
class ElectionProclaimed(Act):
    """Those elected are proclaimed; their mandates follow. The subject is the election."""

    kind: ClassVar[str] = "elections.proclaimed"
    power: ClassVar[str | None] = "elections.proclaim"

    register_by: str
    seats: int


@dataclass(frozen=True, kw_only=True)
class ElectionRegistered(Act):
    """The registry has the result. The subject is the election."""

    kind: ClassVar[str] = "elections.registered"
    power: ClassVar[str | None] = "elections.register"
    article: ClassVar[str] = "registration.days"

    registered_on: str


@dataclass(frozen=True, kw_only=True)
class RecallAsked(Act):
    """Residents ask for a recall. The subject is the recall; the evidence what is said to have happened."""

    kind: ClassVar[str] = "elections.recall_asked"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "recall.petition_share"

    mandate: UUID
    ground: str
    electors: int
    needed: int


@dataclass(frozen=True, kw_only=True)
class RecallAskedByAudit(RecallAsked):
    """The social audit unit asks for a recall."""

    kind: ClassVar[str] = "elections.recall_asked_by_audit"
    power: ClassVar[str | None] = "elections.audit"
    article: ClassVar[str] = "recall.grounds"


@dataclass(frozen=True, kw_only=True)
class SampleDrawn(Act):
    """The petition is closed; a public seed says which signatures are checked. The subject is the recall."""

    kind: ClassVar[str] = "elections.sample_drawn"
    power: ClassVar[str | None] = "elections.check_petition"
    article: ClassVar[str] = "recall.sample_size"

    seed: str
    signatures: int
    size: int


@dataclass(frozen=True, kw_only=True)
class PetitionChecked(Act):
    """What the sample showed. The subject is the recall."""

    kind: ClassVar[str] = "elections.petition_checked"
    power: ClassVar[str | None] = "elections.check_petition"
    article: ClassVar[str] = "recall.petition_share"

    confirmed: int
    estimated: int
    needed: int
    is_enough: bool


@dataclass(frozen=True, kw_only=True)
class RecallReported(Act):
    """The audit unit reports. The subject is the recall; the evidence the report."""

    kind: ClassVar[str] = "elections.recall_reported"
    power: ClassVar[str | None] = "elections.audit"
    article: ClassVar[str] = "recall.audit_report_days"


@dataclass(frozen=True, kw_only=True)
class RecallDefended(Act):
    """The holder answers. The subject is the recall; the evidence the defence."""

    kind: ClassVar[str] = "elections.recall_defended"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "recall.defence_heard"


@dataclass(frozen=True, kw_only=True)
class RecalledByAssembly(Act):
    """The assembly recalls a mandate, at once. The subject is the mandate."""

    kind: ClassVar[str] = "elections.recalled_by_assembly"
    power: ClassVar[str | None] = "assemblies.hold"
    article: ClassVar[str] = "recall.majority"

    recall: UUID
    decided_by: UUID
    last_day_before: str


@dataclass(frozen=True, kw_only=True)
class RecalledByVote(RecalledByAssembly):
    """A referendum recalls a mandate, at once. The subject is the mandate."""

    kind: ClassVar[str] = "elections.recalled_by_vote"
    power: ClassVar[str | None] = "voting.certify"


@dataclass(frozen=True, kw_only=True)
class SignaturesErased(Act):
    """The signatures of a petition are deleted; only their number stays. The subject is the recall."""

    kind: ClassVar[str] = "elections.signatures_erased"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "recall.challenge_days"

    signatures: int


@dataclass(frozen=True, kw_only=True)
class AlternateEnteredByAssembly(MandateProclaimed):
    """The alternate enters the seat of whoever the assembly recalled. The subject is the mandate."""

    kind: ClassVar[str] = "elections.alternate_entered"
    power: ClassVar[str | None] = "assemblies.hold"


@dataclass(frozen=True, kw_only=True)
class AlternateEnteredByVote(MandateProclaimed):
    """The alternate enters the seat of whoever a referendum recalled. The subject is the mandate."""

    kind: ClassVar[str] = "elections.alternate_entered_by_vote"
    power: ClassVar[str | None] = "voting.certify"
