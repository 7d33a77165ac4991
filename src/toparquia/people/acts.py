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
