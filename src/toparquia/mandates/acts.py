"""The public acts of the mandates room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from toparquia.foundation.terms import Term
from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class RegistryOpened(Act):
    """The first registrar of a new node is seated; it can happen once. The subject is the mandate."""

    kind: ClassVar[str] = "mandates.registry_opened"
    power: ClassVar[str | None] = None

    holder: str
    term: Term


@dataclass(frozen=True, kw_only=True)
class OrganConstituted(Act):
    """An organ exists from now on; its seats are still empty. The subject is the organ."""

    kind: ClassVar[str] = "mandates.organ_constituted"
    power: ClassVar[str | None] = "mandates.constitute"

    organ: str
    seats: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class SeatsAdded(OrganConstituted):
    """An organ has more seats from now on, empty ones. The subject is the organ."""

    kind: ClassVar[str] = "mandates.seats_added"


@dataclass(frozen=True, kw_only=True)
class FirstMandateProclaimed(Act):
    """The registry records who a constitutive assembly chose. The subject is the mandate."""

    kind: ClassVar[str] = "mandates.first_proclaimed"
    power: ClassVar[str | None] = "mandates.proclaim_first"

    organ: str
    office: str
    seat: int
    holder: str
    term: Term
    decided_by: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MandateProclaimed(FirstMandateProclaimed):
    """The electoral commission proclaims who was elected. The subject is the mandate."""

    kind: ClassVar[str] = "mandates.proclaimed"
    power: ClassVar[str | None] = "mandates.proclaim"


@dataclass(frozen=True, kw_only=True)
class RegistrarNamed(Act):
    """A commune's commission names who follows in the registry. The subject is the naming."""

    kind: ClassVar[str] = "mandates.registrar_named"
    power: ClassVar[str | None] = "mandates.proclaim"


@dataclass(frozen=True, kw_only=True)
class RegistrarSeated(Act):
    """The second of two communes named the same person, who is seated. The subject is the mandate."""

    kind: ClassVar[str] = "mandates.registrar_seated"
    power: ClassVar[str | None] = "mandates.proclaim"

    holder: str
    term: Term
    first_named_by: UUID


@dataclass(frozen=True, kw_only=True)
class AlternateEntered(Act):
    """An alternate takes a vacant seat for the rest of the term. The subject is the new mandate."""

    kind: ClassVar[str] = "mandates.alternate_entered"
    power: ClassVar[str | None] = "mandates.proclaim"

    organ: str
    office: str
    seat: int
    holder: str
    term: Term
    alternate: UUID


@dataclass(frozen=True, kw_only=True)
class MandateEnded(Act):
    """A mandate ended before its time. The subject is the mandate."""

    kind: ClassVar[str] = "mandates.ended"
    power: ClassVar[str | None] = "mandates.proclaim"

    reason: str
    last_day_before: str


@dataclass(frozen=True, kw_only=True)
class MandatesRecorded(Act):
    """A part of who holds which office was brought in from a file. The subject is the batch.

    `digest` is of the seats and terms, as `holders.digest_of` writes them; nobody is named.
    """

    kind: ClassVar[str] = "mandates.batch_recorded"
    power: ClassVar[str | None] = "mandates.proclaim_first"

    number: int
    mandates: int
    organs: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class KinshipDeclared(Act):
    """The holder of an office declares close kin in one that excludes it. The subject is their mandate."""

    kind: ClassVar[str] = "mandates.kinship_declared"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "election.kinship_barred"

    other: UUID
    is_barred: bool
