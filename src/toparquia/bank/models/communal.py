"""The communal currency: a unit of its own among members, no legal tender, with limits to credit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money

UNIT = "XMC"
UNIT_NAME_LIMIT = 40


class CommunalCurrency(models.Model):
    """A communal currency as proposed: its name, and how far below zero a member may go. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bank = models.OneToOneField("bank.Bank", models.PROTECT, related_name="communal_currency")
    name = models.CharField(max_length=UNIT_NAME_LIMIT)
    credit_limit_minor = models.BigIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(credit_limit_minor__gt=0), name="bank_communal_limited"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/monedas/{self.id}/"

    @property
    def credit_limit(self) -> Money:
        """Return how far below zero a member may go."""
        return Money(self.credit_limit_minor, UNIT)


class CommunalAdoption(models.Model):
    """The assembly adopted the communal currency, or did not."""

    currency = models.OneToOneField(
        CommunalCurrency, models.PROTECT, primary_key=True, related_name="adoption"
    )
    resolution = models.OneToOneField("assemblies.Resolution", models.PROTECT, related_name="+")
    is_adopted = models.BooleanField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"adoption of {self.currency_id}"


class CommunalAccount(models.Model):
    """A member's account in the unit. It begins with the credit limit in it: so the ledger itself guards it.

    What people read is what it holds less that limit.
    """

    member = models.OneToOneField(
        "bank.Member", models.PROTECT, primary_key=True, related_name="communal_account"
    )
    currency = models.ForeignKey(CommunalCurrency, models.PROTECT, related_name="accounts")
    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")
    limit_minor = models.BigIntegerField()
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["opened_at", "member_id"]

    def __str__(self) -> str:
        return f"communal account of {self.member_id}"


class CommunalPayment(models.Model):
    """A payment of one member to another in the unit; done by who pays."""

    entry_id = models.UUIDField(primary_key=True, editable=False)
    giver = models.ForeignKey(CommunalAccount, models.PROTECT, related_name="payments_given")
    taker = models.ForeignKey(CommunalAccount, models.PROTECT, related_name="payments_taken")
    amount_minor = models.BigIntegerField()
    paid_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-paid_at", "entry_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_communal_payment_positive"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="bank_communal_payment_between_two"),
        ]

    def __str__(self) -> str:
        return f"communal payment {self.entry_id}"
