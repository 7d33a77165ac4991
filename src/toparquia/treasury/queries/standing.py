"""How obligations stand: read from what the triggers worked out, and judged by the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum

from toparquia.foundation.clock import now
from toparquia.foundation.money import Money
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import rules
from toparquia.treasury.models import AccountabilityReport, Obligation, Receipt, ReportDecision, Tranche
from toparquia.treasury.rules import Spending, Status


@dataclass(frozen=True)
class Figures:
    """What a place and all below it are owed, got, spent and have, in one currency."""

    owed: Money
    received: Money
    spent: Money
    left: Money
    overdue: Money
    count: int

    @property
    def currency(self) -> str:
        """Return the currency of all of them."""
        return self.owed.currency


def standing(found: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Return obligations with what was sent, received and spent of each, and the next day that is due."""
    return found.annotate(
        sent_minor=F("standing__sent_minor"),
        received_minor=F("standing__received_minor"),
        spent_minor=F("standing__spent_minor"),
        next_due_on=F("standing__next_due_on"),
    )


def obligations(place: Place | None = None) -> QuerySet[Obligation]:
    """Return the obligations to a place and all below it, or to all, as they stand, the oldest debt first."""
    found = Obligation.objects.select_related("project", "place")
    if place is not None:
        found = found.filter(place__path__contains=[place.id])
    return standing(found).order_by("next_due_on", "due_on", "id")


def to_account_for(place: Place | None) -> QuerySet[Obligation]:
    """Return the obligations of a place and below, or all, with money to spend, report on or decide about."""
    reports = AccountabilityReport.objects.filter(obligation=OuterRef("pk"))
    is_waiting = ~Exists(reports) | Exists(reports.filter(decision__isnull=True))
    found = obligations(place).filter(received_minor__gt=0)
    return found.filter(Q(spent_minor__lt=F("received_minor")) | is_waiting)


def of_status(found: QuerySet[Obligation], status: Status, today: date) -> QuerySet[Obligation]:
    """Return those of obligations as they stand that have a status on a day."""
    is_paid = Q(received_minor__gte=F("amount_minor"))
    is_overdue = Q(next_due_on__lt=today)
    match status:
        case Status.PAID:
            return found.filter(is_paid)
        case Status.OVERDUE:
            return found.filter(is_overdue)
        case Status.PENDING:
            return found.filter(~is_paid, Q(received_minor=0), Q(next_due_on__gte=today))
        case Status.PARTLY_PAID:
            on_time = Q(next_due_on__isnull=True) | Q(next_due_on__gte=today)
            return found.filter(~is_paid, on_time, received_minor__gt=0)


def spending_of(obligation: Obligation, today: date) -> Spending:
    """Return the money of an obligation that was read as it stands (`standing`)."""

    def money(minor: int) -> Money:
        return Money(minor, obligation.currency)

    received, spent = money(obligation.received_minor), money(obligation.spent_minor)  # type: ignore[attr-defined]
    due: date | None = obligation.next_due_on  # type: ignore[attr-defined]
    return Spending(
        owed=obligation.amount,
        paid=money(obligation.sent_minor),  # type: ignore[attr-defined]
        received=received,
        spent=spent,
        left=received - spent,
        status=rules.status(obligation.amount, received, due=due, today=today),
        next_due=due,
    )


def spending(obligation: Obligation, at: datetime | None = None) -> Spending:
    """Return the money of an obligation at a moment, now if none is given."""
    found = standing(Obligation.objects.select_related("place")).get(id=obligation.id)
    return spending_of(found, territory.local_day(found.place, at or now()))


def left(obligation: Obligation) -> Money:
    """Return the money at hand: what came in less what went out."""
    found = standing(Obligation.objects.all()).values_list("received_minor", "spent_minor")
    received, spent = found.get(id=obligation.id)
    return Money(received - spent, obligation.currency)


def received_count(obligation: Obligation) -> int:
    """Return how many tranches of an obligation came in."""
    return Receipt.objects.filter(disbursement__tranche__obligation=obligation).count()


def next_tranche(obligation: Obligation) -> Tranche | None:
    """Return the first tranche that was not sent; None when all were."""
    return obligation.tranches.filter(disbursement__isnull=True).order_by("number").first()


def approval_for_next(obligation: Obligation) -> datetime | None:
    """Return when the assembly approved a report on the tranche that came in last; None before that."""
    last = Receipt.objects.filter(disbursement__tranche__obligation=obligation).aggregate(
        at=Max("received_at")
    )["at"]
    approved = ReportDecision.objects.filter(
        report__obligation=obligation, is_approved=True, report__presented_at__gte=last
    )
    return approved.order_by("decided_at").values_list("decided_at", flat=True).first()


def figures(place: Place | None, today: date | None = None) -> list[Figures]:
    """Return the sums of a place and all below it, or of all, by currency; two currencies are never added."""
    if today is None:
        today = territory.local_day(place, now()) if place else now().date()
    rows = (
        obligations(place)
        .order_by()
        .values("currency")
        .annotate(
            owed=Sum("amount_minor"),
            received=Sum("received_minor"),
            spent=Sum("spent_minor"),
            late=Sum(F("amount_minor") - F("received_minor"), filter=Q(next_due_on__lt=today)),
            count=Count("id"),
        )
        .order_by("currency")
    )
    return [_figures(row) for row in rows]


def _figures(row: dict[str, object]) -> Figures:
    def money(minor: object) -> Money:
        return Money(int(str(minor or 0)), str(row["currency"]))

    owed, received, spent = money(row["owed"]), money(row["received"]), money(row["spent"])
    late, count = money(row["late"]), int(str(row["count"]))
    return Figures(owed, received, spent, received - spent, late, count)
