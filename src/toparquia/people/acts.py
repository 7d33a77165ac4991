"""The public acts of the people room; none names a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class ResidentsRegistered(Act):
    """So many people entered a council's register, by `way` (form or census). The subject is the council.

    Published so that anyone sees how a register grows; who they are is not.
    """

    kind: ClassVar[str] = "people.registered"
    power: ClassVar[str | None] = "people.register"

    people: int
    way: str


@dataclass(frozen=True, kw_only=True)
class RecordCorrected(Act):
    """One field of one person's record was corrected. The subject is the council."""

    kind: ClassVar[str] = "people.record_corrected"
    power: ClassVar[str | None] = "people.register"

    field: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Act):
    """A registered person was given an account to sign in with. The subject is the council."""

    kind: ClassVar[str] = "people.account_opened"
    power: ClassVar[str | None] = "people.register"


@dataclass(frozen=True, kw_only=True)
class RollFrozen(Act):
    """A roll is fixed: how many people are on it, by the rules of which day. The subject is the roll."""

    kind: ClassVar[str] = "people.roll_frozen"
    power: ClassVar[str | None] = "people.freeze_roll"
    article: ClassVar[str] = "age.min_vote"

    day: str
    people: int
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ResidenceEnded(Act):
    """Someone left a council's register. Who and why is not published. The subject is the council."""

    kind: ClassVar[str] = "people.residence_ended"
    power: ClassVar[str | None] = "people.register"


@dataclass(frozen=True, kw_only=True)
class AccessCardGiven(Act):
    """A registered person was given a printed card to sign in with. The subject is the council."""

    kind: ClassVar[str] = "people.access_card_given"
    power: ClassVar[str | None] = "people.register"


@dataclass(frozen=True, kw_only=True)
class RequestDecided(Act):
    """A request to be registered was decided, on so many witnesses. The subject is the request."""

    kind: ClassVar[str] = "people.request_decided"
    power: ClassVar[str | None] = "people.register"

    is_accepted: bool
    witnesses: int


@dataclass(frozen=True, kw_only=True)
class RollAnnounced(Act):
    """A roll of a day is announced, and until when anyone may object. The subject is the notice."""

    kind: ClassVar[str] = "people.roll_announced"
    power: ClassVar[str | None] = "people.freeze_roll"

    day: str
    objections_until: str


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(Act):
    """An objection to a roll was answered; who made it is not told. The subject is the notice."""

    kind: ClassVar[str] = "people.objection_answered"
    power: ClassVar[str | None] = "people.freeze_roll"

    is_upheld: bool


@dataclass(frozen=True, kw_only=True)
class LandDossierOpened(Act):
    """A land committee opened the dossier of a parcel; where it is and whose is not told.

    The subject is the dossier.
    """

    kind: ClassVar[str] = "people.land_opened"
    power: ClassVar[str | None] = "people.keep_land"

    number: int


@dataclass(frozen=True, kw_only=True)
class LandStatementTaken(Act):
    """Someone living on a parcel made a statement; who and what is not told. The subject is the dossier."""

    kind: ClassVar[str] = "people.land_statement_taken"
    power: ClassVar[str | None] = "people.keep_land"

    number: int


@dataclass(frozen=True, kw_only=True)
class LandEvidenceKept(Act):
    """A file was sealed in a dossier; its hash stands here where that tells nothing.

    The subject is the dossier.
    """

    kind: ClassVar[str] = "people.land_evidence_kept"
    power: ClassVar[str | None] = "people.keep_land"

    number: int


@dataclass(frozen=True, kw_only=True)
class LandDossierMoved(Act):
    """A dossier went on: gathered, submitted, answered, opened again. The subject is the dossier."""

    kind: ClassVar[str] = "people.land_moved"
    power: ClassVar[str | None] = "people.keep_land"

    number: int
    state: str
    outcome: str
