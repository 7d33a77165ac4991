"""Who acts, for which place, under which rules: what every verb is told and the Gazette writes down."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


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


@dataclass(frozen=True)
class Authority:
    """The right by which an act is done in a place; `mandate` is None for what any resident may do.

    Only `mandates.queries` makes one with a mandate, and the Gazette asks `mandates` again, on the
    act's own day, before it writes: holding an old one is of no use.
    """

    place: PlaceRef
    rules: RulesRef
    mandate: MandateRef | None = None
