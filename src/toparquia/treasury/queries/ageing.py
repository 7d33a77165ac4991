"""How late the State is, with whom and since when, and whether it treats all territories alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Case, CharField, Count, F, Max, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from toparquia.foundation.money import Money
from toparquia.territory.models import Place
from toparquia.treasury.models import Obligation
from toparquia.treasury.queries.standing import obligations, to_account_for
from toparquia.treasury.rules.ageing import LATE, OLDEST, Age

LISTED: Final = 50


@dataclass(frozen=True)
class Aged:
    """What is outstanding of a group of obligations, by its age; `group` is empty for all of them."""

    group: tuple[Any, ...]
    currency: str
    count: int
    amounts: dict[Age, Money]

    @property
    def outstanding(self) -> Money:
        """Return all that has not come in."""
        return Money.total(self.amounts.values(), self.currency)

    @property
    def late(self) -> Money:
        """Return what is past its day."""
        return Money.total((self.amounts[age] for age in LATE), self.currency)


@dataclass(frozen=True)
class Treatment:
    """How long the obligations of a part of the country wait for their first money, in days.

    One that still waits counts with the days so far, so that a median may only be longer in truth.
    """

    place: Place
    count: int
    still_waiting: int
    median_days: int
    longest_days: int
    on_time: int


def aged(today: date, *by: str, place: Place | None = None) -> list[Aged]:
    """Return what is outstanding by age, for each currency and each value of the fields `by`."""
    amounts = {
        age.value: Sum(F("amount_minor") - F("received_minor"), filter=Q(age=age.value)) for age in Age
    }
    rows = _open(today, place).values(*by, "currency").annotate(count=Count("id"), **amounts)
    return [_aged(row, by) for row in rows.order_by("currency", *by)]


def late_places(today: date, limit: int = LISTED) -> list[Aged]:
    """Return the places to which most is late, in each currency by its own sum, most first."""
    rows = aged(today, "place__code", "place__name")
    late = [row for row in rows if not row.late.is_zero]
    return sorted(late, key=lambda row: (row.currency, -row.late.minor, row.group))[:limit]


def treatment(today: date) -> list[Treatment]:
    """Return how long each part of the country waits, the longest median first."""
    with connection.cursor() as cursor:
        cursor.execute(_TREATMENT, {"today": today})
        rows = cursor.fetchall()
    places = Place.objects.in_bulk([row[0] for row in rows])
    return [Treatment(places[row[0]], *(int(figure) for figure in row[1:])) for row in rows]


def reports_missed(before: datetime, limit: int = LISTED) -> list[Obligation]:
    """Return the obligations whose money nobody accounted for since a moment, the longest first.

    Counted from the last report, or from the first money; what was settled and approved waits for nobody.
    Source: `report.interval_months`.
    """
    found = _last_told().filter(told_at__lt=before)
    return list(found.order_by("told_at", "id")[:limit])


def report_missed_since(obligation: Obligation, before: datetime) -> datetime | None:
    """Return since when nobody accounted for an obligation's money, None if that is after `before`."""
    told: datetime | None = _last_told().filter(id=obligation.id).values_list("told_at", flat=True).first()
    return told if told is not None and told < before else None


# The second id of a place's path is the part of the country that it lies in; of the root itself, the first.
_TREATMENT: Final = """
WITH waits AS (
    SELECT coalesce(place.path[2], place.path[1]) AS part, owed.due_on,
           (SELECT min(came.received_at)::date FROM treasury_receipt came
            JOIN treasury_disbursement sent ON sent.id = came.disbursement_id
            JOIN treasury_tranche piece ON piece.id = sent.tranche_id
            WHERE piece.obligation_id = owed.id) AS came_on,
           owed.obliged_at::date AS since
    FROM treasury_obligation owed JOIN territory_place place ON place.id = owed.place_id
    WHERE owed.obliged_at::date <= %(today)s
), days AS (
    SELECT part, came_on, due_on, greatest(coalesce(came_on, %(today)s) - since, 0) AS waited FROM waits
)
SELECT part, count(*), count(*) FILTER (WHERE came_on IS NULL),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY waited), max(waited),
       count(*) FILTER (WHERE coalesce(came_on, %(today)s) <= due_on)
FROM days GROUP BY part ORDER BY 4 DESC, 5 DESC, part
"""


def _last_told() -> QuerySet[Obligation]:
    told = Coalesce(Max("reports__presented_at"), Min("tranches__disbursement__receipt__received_at"))
    return to_account_for(None).order_by().annotate(told_at=told)


def _open(today: date, place: Place | None) -> QuerySet[Obligation]:
    starts = [(age, today - timedelta(days=days)) for age, days in OLDEST.items()]
    cases = [When(next_due_on__isnull=True, then=Value(Age.WAITING.value))]
    cases += [When(next_due_on__gte=day, then=Value(age.value)) for age, day in starts]
    bucket = Case(*cases, default=Value(Age.LATER.value), output_field=CharField())
    found = obligations(place).filter(received_minor__lt=F("amount_minor"))
    return found.order_by().annotate(age=bucket)


def _aged(row: dict[str, Any], by: Iterable[str]) -> Aged:
    currency = row["currency"]
    amounts = {age: Money(row[age.value] or 0, currency) for age in Age}
    return Aged(tuple(row[name] for name in by), currency, row["count"], amounts)
