"""Reads of the State's side: what each body owes in a year, what it sent, and the communes' parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet, Sum

from toparquia.foundation.money import Money
from toparquia.planning import queries as planning
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import errors
from toparquia.treasury.models import BudgetAllocation, Distribution, DistributionPart, Draw, Obligation
from toparquia.treasury.rules.budget import CommuneFacts, homes_in_need


@dataclass(frozen=True)
class AllocationStanding:
    """One body's share in a year, and what came of it."""

    allocation: BudgetAllocation
    sent: Money

    @property
    def missing(self) -> Money:
        """Return what is still to be sent in the year; zero when all went out."""
        left = self.allocation.due - self.sent
        return Money.zero(left.currency) if left.is_negative else left


def budget_years(place: Place) -> list[int]:
    """Return the years with a published budget or distribution, newest first."""
    published = BudgetAllocation.objects.filter(place=place).order_by().values_list("year")
    split = Distribution.objects.filter(place=place).order_by().values_list("year")
    return sorted({year for (year,) in published.union(split)}, reverse=True)


def allocations(place: Place, year: int) -> QuerySet[BudgetAllocation]:
    """Return the last revision of every allocation of a year."""
    return BudgetAllocation.objects.filter(place=place, year=year).order_by(
        "kind", "body", "currency", "-revision"
    ).distinct("kind", "body", "currency")  # fmt: skip


def allocations_for(obligation: Obligation, at: datetime) -> list[BudgetAllocation]:
    """Return the allocations of this year and the last that an obligation may be paid from."""
    year = territory.local_day(obligation.payer, at).year
    found = [*allocations(obligation.payer, year), *allocations(obligation.payer, year - 1)]
    return [one for one in found if one.currency == obligation.currency]


def allocation(allocation_id: UUID) -> BudgetAllocation:
    """Return one allocation. :raises NoSuchAllocation:"""
    found = BudgetAllocation.objects.filter(id=allocation_id).first()
    if found is None:
        raise errors.NoSuchAllocation
    return found


def allocation_standings(place: Place, year: int) -> list[AllocationStanding]:
    """Return every body's share of a year beside what it sent, over all revisions."""
    rows = (
        Draw.objects.filter(allocation__place=place, allocation__year=year)
        .values_list("allocation__body", "allocation__currency")
        .annotate(sent=Sum("disbursement__amount_minor"))
    )
    sent = {(body, currency): minor for body, currency, minor in rows}
    return [
        AllocationStanding(one, Money(sent.get((one.body, one.currency), 0), one.currency))
        for one in allocations(place, year)
    ]


def distributions(place: Place, year: int) -> list[Distribution]:
    """Return the last distribution of a year in each currency."""
    found = Distribution.objects.filter(place=place, year=year)
    return list(found.order_by("currency", "-revision").distinct("currency"))


def distribution(distribution_id: UUID) -> Distribution:
    """Return one distribution. :raises NoSuchDistribution:"""
    found = Distribution.objects.select_related("place").filter(id=distribution_id).first()
    if found is None:
        raise errors.NoSuchDistribution
    return found


def parts(of: Distribution) -> QuerySet[DistributionPart]:
    """Return the communes' parts, by name."""
    return (
        DistributionPart.objects.filter(distribution=of)
        .select_related("commune", "distribution")
        .order_by("commune__name", "commune_id")
    )


def communes_that_share(country: Place) -> list[Place]:
    """Return the founded communes of a country, in the order of their ids."""
    return list(
        territory.subtree(country).filter(kind=Place.Kind.COMMUNE, founded_on__isnull=False).order_by("id")
    )


def commune_facts(country: Place, communes: Sequence[Place]) -> list[CommuneFacts]:
    """Return what a formula may look at, for each of `communes`, in two queries however many they are."""
    widest = planning.widest_needs(country)
    councils: dict[UUID, list[tuple[int, int]]] = {commune.id: [] for commune in communes}
    rows = Place.objects.filter(kind=Place.Kind.COUNCIL, parent_id__in=list(councils))
    for council_id, commune_id, families in rows.values_list("id", "parent_id", "families"):
        councils[commune_id].append((families or 0, widest.get(council_id, 0)))
    return [
        CommuneFacts(sum(families for families, _ in mine), homes_in_need(mine))
        for mine in (councils[commune.id] for commune in communes)
    ]


def next_revision(rows: QuerySet[BudgetAllocation] | QuerySet[Distribution]) -> int:
    """Return the number of the next revision among `rows`."""
    return (rows.aggregate(last=Max("revision"))["last"] or 0) + 1
