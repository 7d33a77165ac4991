"""The public acts of the territory room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class NodeOpened(Act):
    """This installation begins: its root territory, and the digest of the rules it begins with."""

    kind: ClassVar[str] = "territory.node_opened"
    power: ClassVar[str | None] = None

    program: str
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class TerritoryRegistered(Act):
    """A territory enters the public register. The subject is the territory."""

    kind: ClassVar[str] = "territory.registered"
    power: ClassVar[str | None] = "territory.register"

    territory: str
    code: str
    name: str
    parent: UUID


@dataclass(frozen=True, kw_only=True)
class RulesAdopted(Act):
    """A rule set is in force from a day on; the document is published whole. The subject is its adoption."""

    kind: ClassVar[str] = "territory.rules_adopted"
    power: ClassVar[str | None] = "territory.adopt_rules"

    code: str
    version: str
    digest: str
    starts_on: str


@dataclass(frozen=True, kw_only=True)
class TerritoriesRecorded(Act):
    """A part of a country's register came from a file: how many of each kind. The subject is the batch.

    `digest` is the SHA-256 of the batch's lines as `rules.country.digest_of` writes them, so that whoever has
    the file can check which territories these are.
    """

    kind: ClassVar[str] = "territory.batch_recorded"
    power: ClassVar[str | None] = "territory.register"

    number: int
    territories: dict[str, int]
    digest: str


@dataclass(frozen=True, kw_only=True)
class BoundaryDrawn(Act):
    """A territory has another boundary from a day on. The subject is the territory."""

    kind: ClassVar[str] = "territory.boundary_drawn"
    power: ClassVar[str | None] = "territory.register"

    digest: str
    source: str
    starts_on: str


@dataclass(frozen=True, kw_only=True)
class BoundariesRecorded(Act):
    """Boundaries were brought in from a file: how many, since when. The subject is the batch."""

    kind: ClassVar[str] = "territory.boundaries_recorded"
    power: ClassVar[str | None] = "territory.register"

    boundaries: int
    source: str
    starts_on: str
