"""The State's side: what its bodies have to hand over in a year, what they did, and each commune's part."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.shares import Share

BODY_LIMIT = 120
YEARS = (1990, 2200)


class BudgetAllocation(models.Model):
    """What one body of the State has to hand over in a year: a share of a base that is named with it.

    A budget that changes in the year is a new revision; the last one counts, and all stay. What is due
    of a ministry's budget and of managed funds has different bases and is never added up.
    """

    class Kind(models.TextChoices):
        """What the share is a share of."""

        MINISTRY = "ministry"
        FUND = "fund"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="budget_allocations")
    year = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=BODY_LIMIT, help_text="The ministry or fund, as people call it.")
    kind = models.CharField(max_length=10, choices=Kind)
    revision = models.PositiveSmallIntegerField()
    base_minor = models.BigIntegerField(help_text="The whole budget of the body, or the whole fund.")
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    share_bp = models.PositiveSmallIntegerField(help_text="Basis points of the base, by the rule set.")
    due_minor = models.BigIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "body", "currency", "-revision"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "year", "currency", "body", "revision"], name="budgetallocation_revised_once"
            ),
            models.CheckConstraint(
                condition=Q(base_minor__gt=0, revision__gte=1, share_bp__lte=10_000)
                & Q(year__range=YEARS, currency__regex="^[A-Z]{3}$"),
                name="budgetallocation_of_a_base",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.year}, revision {self.revision}"

    @property
    def base(self) -> Money:
        """Return what the share is taken of."""
        return Money(self.base_minor, self.currency)

    @property
    def due(self) -> Money:
        """Return what is to be handed over in the year."""
        return Money(self.due_minor, self.currency)

    @property
    def share(self) -> Share:
        """Return the part of the base that is due."""
        return Share(self.share_bp)


class Draw(models.Model):
    """Which allocation a disbursement was taken from. A disbursement without one names no body."""

    disbursement = models.OneToOneField(
        "treasury.Disbursement", models.PROTECT, primary_key=True, related_name="draw"
    )
    allocation = models.ForeignKey("treasury.BudgetAllocation", models.PROTECT, related_name="draws")

    def __str__(self) -> str:
        return f"{self.disbursement_id} from {self.allocation_id}"


class Distribution(models.Model):
    """How a sum is split among the communes of a country in a year, by a published formula. Append only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="distributions")
    year = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    formula = models.CharField(max_length=20, help_text="A choice of `budget.formula`.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "currency", "-revision"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "year", "currency", "revision"], name="distribution_revised_once"
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, revision__gte=1, year__range=YEARS)
                & Q(currency__regex="^[A-Z]{3}$"),
                name="distribution_of_a_sum",
            ),
        ]

    def __str__(self) -> str:
        return f"distribution of {self.year}, revision {self.revision}"

    @property
    def amount(self) -> Money:
        """Return the sum that is split."""
        return Money(self.amount_minor, self.currency)


class DistributionPart(models.Model):
    """One commune's part of a distribution, and the weight that it follows from."""

    distribution = models.ForeignKey("treasury.Distribution", models.PROTECT, related_name="parts")
    commune = models.ForeignKey("territory.Place", models.PROTECT, related_name="budget_parts")
    weight = models.BigIntegerField()
    amount_minor = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["distribution", "commune"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["distribution", "commune"], name="distributionpart_one_a_commune"
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=0, amount_minor__gte=0), name="distributionpart_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune_id} of {self.distribution_id}"

    @property
    def amount(self) -> Money:
        """Return the commune's part."""
        return Money(self.amount_minor, self.distribution.currency)
