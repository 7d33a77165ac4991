"""Reads of a work: its stages and how far they are, its store, what was changed, what is to be done next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Max, QuerySet, Sum

from toparquia.treasury import errors
from toparquia.treasury.models import (
    Delivery,
    FollowUp,
    Obligation,
    Progress,
    Schedule,
    Stage,
    StockMove,
    Variation,
)
from toparquia.treasury.rules.works import done_of, next_maintenance, planned_of

# What a motion is about when the assembly is asked to change a work.
VARIATION: Final = "treasury.variation"


@dataclass(frozen=True)
class Work:
    """The stages of a work, each with how many hundredths of it are done."""

    stages: list[tuple[Stage, int]]

    @property
    def done(self) -> int:
        """Return how many hundredths of the whole are done."""
        return done_of((stage.weight, percent) for stage, percent in self.stages)

    def planned(self, today: date) -> int:
        """Return how many should be by a day."""
        return planned_of(((stage.starts_on, stage.ends_on, stage.weight) for stage, _ in self.stages), today)


def schedule_of(obligation: Obligation) -> Schedule | None:
    """Return the schedule that counts, None before the first."""
    return Schedule.objects.filter(obligation=obligation).order_by("-revision").first()


def stages_of(obligation: Obligation) -> list[Stage]:
    """Return the stages of the schedule that counts, in order."""
    found = schedule_of(obligation)
    return list(found.stages.order_by("number")) if found else []


def percent_of(stage: Stage) -> int:
    """Return how far a stage was last seen."""
    last = Progress.objects.filter(stage=stage).aggregate(last=Max("percent"))["last"]
    return int(last or 0)


def work_of(obligation: Obligation) -> Work:
    """Return the stages of a work and how far each is."""
    found = schedule_of(obligation)
    if found is None:
        return Work([])
    stages = found.stages.annotate(percent=Max("progress__percent")).order_by("number")
    return Work([(stage, stage.percent or 0) for stage in stages])


def progress_of(obligation: Obligation) -> QuerySet[Progress]:
    """Return what was seen of a work, newest first."""
    found = Progress.objects.filter(stage__schedule__obligation=obligation)
    return found.select_related("stage", "attachment", "mandate__holder").order_by("-seen_at", "-id")


def progress(progress_id: UUID) -> Progress | None:
    """Return one thing that was seen, with its photo."""
    return Progress.objects.select_related("attachment").filter(id=progress_id).first()


def has_progress_since(obligation: Obligation, since: datetime | None) -> bool:
    """Return whether anyone saw how far a work is since a moment."""
    found = Progress.objects.filter(stage__schedule__obligation=obligation)
    return (found.filter(seen_at__gt=since) if since else found).exists()


def store_of(obligation: Obligation) -> list[tuple[str, str, int, int, int]]:
    """Return what each material came to: item, unit, received, used and left, in thousandths."""
    sums: dict[str, list[object]] = {}
    for move in StockMove.objects.filter(obligation=obligation).order_by("moved_at", "id"):
        row = sums.setdefault(move.key, [move.item, move.unit, 0, 0])
        row[2 if move.thousandths > 0 else 3] += abs(move.thousandths)  # type: ignore[operator]
    return [(str(i), str(u), int(r), int(s), int(r) - int(s)) for i, u, r, s in sums.values()]  # type: ignore[call-overload]


def held_in_store(obligation: Obligation, key: str) -> int:
    """Return what is left of one material, in thousandths."""
    found = StockMove.objects.filter(obligation=obligation, key=key)
    return int(found.aggregate(all=Sum("thousandths"))["all"] or 0)


def quantity(thousandths: int) -> str:
    """Return a quantity as programs write it, without zeros that say nothing."""
    return f"{(Decimal(thousandths) / 1000).normalize():f}"


def variation(variation_id: UUID) -> Variation:
    """Return a variation with its obligation. :raises NoSuchVariation:"""
    found = Variation.objects.select_related("obligation__place", "obligation__project__place")
    try:
        return found.get(id=variation_id)
    except Variation.DoesNotExist:
        raise errors.NoSuchVariation() from None


def variations_of(obligation: Obligation) -> QuerySet[Variation]:
    """Return the changes that the assembly was asked for, newest first."""
    found = Variation.objects.filter(obligation=obligation).select_related("decision", "obligation")
    return found.order_by("-number")


def variation_to_follow(obligation: Obligation) -> Variation | None:
    """Return an approved variation that no schedule follows yet, the oldest first."""
    found = Variation.objects.filter(obligation=obligation, decision__is_approved=True, schedule__isnull=True)
    return found.order_by("number").first()


def delivery_of(obligation: Obligation) -> Delivery | None:
    """Return the delivery of a work, None before it."""
    return Delivery.objects.filter(obligation=obligation).select_related("mandate__holder").first()


def follow_ups_of(delivery: Delivery) -> list[FollowUp]:
    """Return what became of a delivered work, newest first."""
    return list(delivery.follow_ups.select_related("mandate__holder").order_by("-day", "-id"))


def next_visit(delivery: Delivery, done: list[FollowUp]) -> date:
    """Return the day on which a work is to be looked after next."""
    last = max((one.day for one in done if one.kind == FollowUp.Kind.MAINTAINED), default=None)
    return next_maintenance(delivery.delivered_on, delivery.every_months, last)
