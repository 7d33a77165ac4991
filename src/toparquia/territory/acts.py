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
