"""The State's side: its treasurer publishes what each body owes in a year, and how a sum is split."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line
from toparquia.gazette.locks import hold
from toparquia.gazette.services import check_power, enact
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import errors, queries
from toparquia.treasury.acts import AllocationPublished, DistributionPublished
from toparquia.treasury.models import BudgetAllocation, Disbursement, Distribution, DistributionPart, Draw
from toparquia.treasury.models.budget import BODY_LIMIT
from toparquia.treasury.rules import budget as rules

BODY = Sentence(es="ministerio o fondo", en="ministry or fund")
# Which parameter has the share of which base.
SHARES = {
    BudgetAllocation.Kind.MINISTRY: "budget.ministry_share",
    BudgetAllocation.Kind.FUND: "budget.popular_power_share",
}


@transaction.atomic
def publish_allocation(
    *, place: Place, year: int, body: str, kind: str, base: Money, by: Authority, at: datetime
) -> BudgetAllocation:
    """Publish what a body has to hand over in a year; published again it is a new revision.

    :raises BudgetYearTooFar: :raises BaseNotPositive: :raises BodyOfAnotherKind: :raises TextMissing:
    """
    mandate = _locked(place, year, by, at)
    if base.is_zero or base.is_negative:
        raise errors.BaseNotPositive
    name = clean_line(body, BODY, BODY_LIMIT)
    before = BudgetAllocation.objects.filter(place=place, year=year, body=name)
    if before.exclude(kind=kind).exists():
        raise errors.BodyOfAnotherKind(body=name, year=year)
    share = territory.rules(place, territory.local_day(place, at)).share(SHARES[BudgetAllocation.Kind(kind)])
    published = BudgetAllocation.objects.create(
        place=place,
        year=year,
        body=name,
        kind=kind,
        revision=queries.next_revision(before.filter(currency=base.currency)),
        base_minor=base.minor,
        currency=base.currency,
        share_bp=share.basis_points,
        due_minor=rules.due_of(base, share).minor,
        mandate=mandate,
        published_at=at,
    )
    act = AllocationPublished(
        subject=published.id,
        year=year,
        body=name,
        base_kind=kind,
        base=base,
        share=share.decimal_text(),
        due=published.due,
        revision=published.revision,
    )
    enact(act, by=by, at=at)
    return published


@transaction.atomic
def publish_distribution(
    *, place: Place, year: int, amount: Money, by: Authority, at: datetime
) -> Distribution:
    """Split a sum among the founded communes of a country by the formula of its rules, to the last unit.

    :raises BudgetYearTooFar: :raises BaseNotPositive: :raises NothingToDistributeBy:
    """
    mandate = _locked(place, year, by, at)
    if amount.is_zero or amount.is_negative:
        raise errors.BaseNotPositive
    formula = territory.rules(place, territory.local_day(place, at)).choice("budget.formula")
    communes = queries.communes_that_share(place)
    weights = [rules.weight_of(formula, facts) for facts in queries.commune_facts(place, communes)]
    if not any(weights):
        raise errors.NothingToDistributeBy
    before = Distribution.objects.filter(place=place, year=year, currency=amount.currency)
    split = Distribution.objects.create(
        place=place,
        year=year,
        revision=queries.next_revision(before),
        amount_minor=amount.minor,
        currency=amount.currency,
        formula=formula,
        mandate=mandate,
        published_at=at,
    )
    shares = amount.split(weights)
    DistributionPart.objects.bulk_create(
        DistributionPart(distribution=split, commune=commune, weight=weight, amount_minor=share.minor)
        for commune, weight, share in zip(communes, weights, shares, strict=True)
    )
    act = DistributionPublished(
        subject=split.id,
        year=year,
        amount=amount,
        formula=formula,
        communes=len(communes),
        parts_sha256=_digest(communes, weights, shares),
        revision=split.revision,
    )
    enact(act, by=by, at=at)
    return split


def draw(sent: Disbursement, allocation: BudgetAllocation, payer: Place) -> Draw:
    """Say which allocation a disbursement was taken from. :raises AllocationDoesNotFit:"""
    currency = sent.tranche.obligation.currency
    fits = (allocation.place_id, allocation.currency) == (payer.id, currency)
    if not fits or allocation not in queries.allocations(payer, allocation.year):
        raise errors.AllocationDoesNotFit
    return Draw.objects.create(disbursement=sent, allocation=allocation)


def _locked(place: Place, year: int, by: Authority, at: datetime) -> Mandate:
    by.check_is_for(place.id)
    check_power("treasury.allocate", kind=AllocationPublished.kind, by=by, at=at)
    today = territory.local_day(place, at)
    if abs(year - today.year) > 1:
        raise errors.BudgetYearTooFar(year=year, this=today.year)
    # One at a time a country, so that two revisions never take the same number.
    hold(place.id)
    return mandates.shown_by(by, place, at)


def _digest(communes: Sequence[Place], weights: Sequence[int], shares: Sequence[Money]) -> str:
    lines = (
        f"{commune.code},{weight},{share.minor}\n"
        for commune, weight, share in zip(communes, weights, shares, strict=True)
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()
