"""The internal funds of a place: accounts bound to a purpose, paid out of only as its assembly resolved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money

SOURCE_LIMIT = 200
FUND_PURPOSE_LIMIT = 500


class CommunalFund(models.Model):
    """One fund of a council or commune. Source: law of councils, on internal funds; rule set fund.kinds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="funds")
    kind = models.CharField(max_length=40, help_text="A code of the rule set's fund.kinds.")
    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "opened_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "kind"], name="bank_fund_once_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.place_id}"


class FundIncome(models.Model):
    """What came into a fund, and from where. Its id is the entry in the ledger."""

    entry_id = models.UUIDField(primary_key=True, editable=False)
    fund = models.ForeignKey(CommunalFund, models.PROTECT, related_name="incomes")
    amount_minor = models.BigIntegerField()
    source = models.CharField(max_length=SOURCE_LIMIT)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-received_at", "entry_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_fund_income_positive"),
        ]

    def __str__(self) -> str:
        return f"income {self.entry_id}"

    @property
    def amount(self) -> Money:
        """Return what came in."""
        return Money(self.amount_minor, self.fund.account.currency)


class FundRequest(models.Model):
    """What is asked of a fund: so much, for this. The assembly decides."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fund = models.ForeignKey(CommunalFund, models.PROTECT, related_name="requests")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    purpose = models.CharField(max_length=FUND_PURPOSE_LIMIT)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_fund_request_positive"),
        ]

    def __str__(self) -> str:
        return f"request {self.id}"

    @property
    def amount(self) -> Money:
        """Return how much is asked for."""
        return Money(self.amount_minor, self.currency)


class FundPayment(models.Model):
    """A request that the assembly carried, paid out of its fund."""

    request = models.OneToOneField(FundRequest, models.PROTECT, primary_key=True, related_name="payment")
    resolution = models.OneToOneField("assemblies.Resolution", models.PROTECT, related_name="+")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    paid_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"payment of {self.request_id}"
