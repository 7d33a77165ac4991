"""How far a work is, and when it is to be looked after: whole numbers, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from toparquia.treasury.errors import StagesNotAWhole

STAGES_LIMIT: Final = 12


@dataclass(frozen=True)
class NewStage:
    """One stage as it is handed in; its weight is in hundredths of the whole."""

    title: str
    starts_on: date
    ends_on: date
    weight: int
    tranche: int


def check_stages(stages: Sequence[NewStage], *, tranches: int) -> None:
    """Refuse stages that are no whole, end before they begin, or are paid by no tranche.

    :raises StagesNotAWhole:
    """
    together = sum(stage.weight for stage in stages)
    is_right = all(
        stage.starts_on <= stage.ends_on and stage.weight >= 1 and 1 <= stage.tranche <= tranches
        for stage in stages
    )
    if not 1 <= len(stages) <= STAGES_LIMIT or together != 100 or not is_right:
        raise StagesNotAWhole(sum=together, tranches=tranches)


def done_of(parts: Iterable[tuple[int, int]]) -> int:
    """Return how many hundredths of a work are done, from (weight, percent) a stage, rounded down."""
    return sum(weight * percent for weight, percent in parts) // 100


def planned_of(stages: Iterable[tuple[date, date, int]], today: date) -> int:
    """Return how many hundredths should be done by a day: of a stage under way, the days that are over."""
    planned = 0
    for starts_on, ends_on, weight in stages:
        whole = (ends_on - starts_on).days + 1
        over = min(max((today - starts_on).days, 0), whole)
        planned += weight * over * 100 // whole
    return planned // 100


def after_months(day: date, months: int) -> date:
    """Return the same day so many months later; the month's last day if it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def before_months(day: date, months: int) -> date:
    """Return the same day so many months earlier; the month's last day if it has no such day."""
    return after_months(day, -months)


def next_maintenance(delivered_on: date, every_months: int, last: date | None) -> date:
    """Return the day on which a work is to be looked after next. Source: `works.maintenance_months`."""
    return after_months(last or delivered_on, every_months)
