"""The public acts of a consultation; opening, closing and the count itself are acts of its vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from toparquia.foundation.money import Money
from toparquia.gazette.acts import Act


@dataclass(frozen=True)
class Winner:
    """A project that won: what it is called, what it costs, and its place in the order of choosing."""

    project: UUID
    title: str
    cost: Money
    rank: int


@dataclass(frozen=True, kw_only=True)
class ConsultationCalled(Act):
    """A consultation is called: when, about how much money, which projects, and how it will be counted.

    An option is its code and its project; what each costs was published when the assembly admitted it.
    """

    kind: ClassVar[str] = "consultations.called"
    power: ClassVar[str | None] = "consultations.call"
    article: ClassVar[str] = "consultation.per_year"

    title: str
    opens_at: str
    closes_at: str
    budget: Money | None
    options: dict[str, UUID]
    channel: str
    ballot_type: str
    max_choices: int
    rule: dict[str, Any]
    source: str
    run_off_of: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ConsultationCertified(Act):
    """The result stands: these projects won, and from this moment the State owes what they cost.

    The subject is the consultation. Without the turnout that the rules ask nobody wins.
    """

    kind: ClassVar[str] = "consultations.certified"
    power: ClassVar[str | None] = "consultations.certify"
    article: ClassVar[str] = "consultation.winners"

    vote: UUID
    title: str
    rule: dict[str, Any]
    winners: tuple[Winner, ...]
    roll: int
    turnout: int
    is_valid: bool
    budget: Money | None
    spent: Money
    input_digest: str
