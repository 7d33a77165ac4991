"""Petty cash, filled up to its size and no further, and the numbers of our own receipts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money


class PettyFill(models.Model):
    """The petty cash of an obligation is filled up; from the second time on it accounts for what was spent.

    Its id names its entry in the ledger. The limits are those of its day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="petty_fills")
    number = models.PositiveSmallIntegerField()
    amount_minor = models.BigIntegerField()
    fund_minor = models.BigIntegerField(help_text="The most that may be in it.")
    expense_minor = models.BigIntegerField(help_text="The most that one expense may take.")
    expenses = models.PositiveIntegerField(help_text="How many expenses it accounts for.")
    spent_minor = models.BigIntegerField(help_text="What those add up to.")
    filler = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    filled_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["obligation", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["obligation", "number"], name="pettyfill_numbered_once"),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, expense_minor__gt=0, spent_minor__gte=0)
                & Q(amount_minor__lte=models.F("fund_minor")),
                name="pettyfill_within_its_fund",
            ),
        ]

    def __str__(self) -> str:
        return f"fill {self.number} of {self.obligation_id}"

    @property
    def amount(self) -> Money:
        """Return what was put in."""
        return Money(self.amount_minor, self.obligation.currency)


class Voucher(models.Model):
    """The number of our receipt for a payment: one after the other in a place, none left out or twice."""

    payment = models.OneToOneField(
        "treasury.Payment", models.PROTECT, primary_key=True, related_name="voucher"
    )
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="vouchers")
    number = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "number"], name="voucher_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"receipt {self.number} of {self.place_id}"
