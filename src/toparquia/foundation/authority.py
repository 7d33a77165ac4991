"""Who acts, for which place, under which rules: what every verb is told and the Gazette writes down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from toparquia.foundation.errors import DomainError, Sentence


@dataclass(frozen=True)
class PlaceRef:
    """A territory as public acts name it."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True)
class MandateRef:
    """The mandate someone acts by: its id, office and holder's public name, as the Gazette keeps them."""

    id: UUID
    organ: str
    office: str
    holder: str


@dataclass(frozen=True)
class RulesRef:
    """The rule set in force where and when the act is done: its code, version and SHA-256 in hex."""

    code: str
    version: str
    digest: str


class AuthorityOfAnotherPlace(DomainError):
    """The mandate shown is for another place than the one written to."""

    code: ClassVar[str] = "authority.of_another_place"
    says: ClassVar[Sentence] = Sentence(
        es="Este cargo se ejerce en {place}, y esto es de otro lugar.",
        en="This office acts for {place}, and this belongs to another place.",
    )
    next_step: ClassVar[Sentence] = Sentence(
        es="Pídeselo a quien tenga el cargo allí.", en="Ask the person who holds the office there."
    )
    exit_status: ClassVar[int] = 1


@dataclass(frozen=True)
class Authority:
    """The right by which an act is done in a place; `mandate` is None for what any resident may do.

    Only `mandates.queries` makes one with a mandate, and the Gazette asks `mandates` again, on the
    act's own day, before it writes: holding an old one is of no use.
    """

    place: PlaceRef
    rules: RulesRef
    mandate: MandateRef | None = None

    def check_is_for(self, place_id: UUID) -> None:
        """Refuse to write to any place but the one this authority is for.

        The Gazette checks the mandate against `place`; a verb checks with this that it writes there.
        :raises AuthorityOfAnotherPlace:
        """
        if self.place.id != place_id:
            raise AuthorityOfAnotherPlace(place=self.place.name)
