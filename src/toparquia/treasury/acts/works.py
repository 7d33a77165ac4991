"""Public acts of a work, from its stages to what came after. The subject of each is the obligation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from toparquia.foundation.money import Money
from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class WorkScheduled(Act):
    """The stages of a work are set, for the first time or after a variation."""

    kind: ClassVar[str] = "treasury.work_scheduled"
    power: ClassVar[str | None] = "treasury.report"
    article: ClassVar[str] = "obligation.tranches"

    revision: int
    stages: int
    starts_on: date
    until_on: date


@dataclass(frozen=True, kw_only=True)
class WorkProgressed(Act):
    """Someone saw how far a stage is; the evidence is the sealed photo, if there is one."""

    kind: ClassVar[str] = "treasury.work_progressed"
    power: ClassVar[str | None] = "treasury.report"
    article: ClassVar[str] = "report.interval_months"

    stage: int
    percent: int
    whole_percent: int


@dataclass(frozen=True, kw_only=True)
class LabourLent(Act):
    """Neighbours lent hands to a work."""

    kind: ClassVar[str] = "treasury.work_labour"
    power: ClassVar[str | None] = "treasury.report"
    article: ClassVar[str] = "report.interval_months"

    worked_on: date
    people: int
    hours: int


@dataclass(frozen=True, kw_only=True)
class StockMoved(Act):
    """Material came into the store of a work, or was used; in thousandths of its unit."""

    kind: ClassVar[str] = "treasury.work_stock"
    power: ClassVar[str | None] = "treasury.record_invoice"
    article: ClassVar[str] = "report.interval_months"

    unit: str
    thousandths: int
    invoice: UUID | None


@dataclass(frozen=True, kw_only=True)
class VariationProposed(Act):
    """The assembly is asked to change a work; the digest is of the words."""

    kind: ClassVar[str] = "treasury.work_variation_proposed"
    power: ClassVar[str | None] = "treasury.report"
    article: ClassVar[str] = "assembly.majority"

    variation: UUID
    number: int
    change: Money
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class VariationDecided(Act):
    """The assembly approved a change of a work, or did not."""

    kind: ClassVar[str] = "treasury.work_variation_decided"
    power: ClassVar[str | None] = "treasury.record_decision"
    article: ClassVar[str] = "assembly.majority"

    variation: UUID
    resolution: UUID
    is_approved: bool


@dataclass(frozen=True, kw_only=True)
class WorkDelivered(Act):
    """A work was handed over to those who use it, and its guarantee runs."""

    kind: ClassVar[str] = "treasury.work_delivered"
    power: ClassVar[str | None] = "treasury.report"
    article: ClassVar[str] = "works.guarantee_months"

    delivered_on: date
    guarantee_until: date
    every_months: int
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class WorkFollowed(Act):
    """A delivered work was maintained, something of it broke, or it was mended."""

    kind: ClassVar[str] = "treasury.work_followed"
    power: ClassVar[str | None] = "treasury.report"
    article: ClassVar[str] = "works.maintenance_months"

    what: str
    day: date
    in_guarantee: bool
    text_sha256: str
