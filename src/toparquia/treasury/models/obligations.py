"""What the State owes, the parts it is paid in, and who said that they were sent and came in.

An obligation has no state and no verb that ends it: how far it has come is read from what hangs on it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money

REFERENCE_LIMIT = 60


class Obligation(models.Model):
    """What the State owes for one project that won, born with the certificate. Its id names its entry."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey("consultations.Consultation", models.PROTECT, related_name="obligations")
    project = models.OneToOneField("planning.Project", models.PROTECT, related_name="obligation")
    place = models.ForeignKey(
        "territory.Place", models.PROTECT, related_name="obligations", help_text="To whom it is owed."
    )
    payer = models.ForeignKey(
        "territory.Place", models.PROTECT, related_name="debts", help_text="Who owes it: the State."
    )
    cost_minor = models.BigIntegerField(help_text="What the project costs.")
    amount_minor = models.BigIntegerField(help_text="What of it the State owes.")
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    due_on = models.DateField(help_text="The last day to pay what waits for no report.")
    due_days = models.PositiveSmallIntegerField(help_text="Days to pay, also from an approved report on.")
    tranche_count = models.PositiveSmallIntegerField()
    obliged_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "due_on"], name="obligation_by_place"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, amount_minor__lte=F("cost_minor")),
                name="obligation_is_of_the_cost",
            ),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="obligation_currency"),
            models.CheckConstraint(condition=Q(tranche_count__gte=1), name="obligation_has_tranches"),
        ]

    def __str__(self) -> str:
        return f"obligation for {self.project_id}"

    def get_absolute_url(self) -> str:
        """Return the obligation's public page."""
        return f"/obligaciones/{self.id}/"

    @property
    def amount(self) -> Money:
        """Return what the State owes in all."""
        return Money(self.amount_minor, self.currency)

    @property
    def cost(self) -> Money:
        """Return what the project costs."""
        return Money(self.cost_minor, self.currency)


class ObligationAccount(models.Model):
    """One account of the ledger that belongs to an obligation, and what it is for."""

    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="accounts")
    role = models.CharField(max_length=80, help_text="receivable, committed, transit, bank or a head.")
    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["obligation", "role"], name="obligationaccount_one_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.obligation_id}"


class Tranche(models.Model):
    """One part in which an obligation is paid; each after the first waits for an approved report."""

    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="tranches")
    number = models.PositiveSmallIntegerField()
    amount_minor = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["obligation", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["obligation", "number"], name="tranche_numbered_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0, number__gte=1), name="tranche_is_money"),
        ]

    def __str__(self) -> str:
        return f"tranche {self.number} of {self.obligation_id}"


class Disbursement(models.Model):
    """The State's word that it sent a tranche. Its id names its entry in the ledger."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tranche = models.OneToOneField("treasury.Tranche", models.PROTECT, related_name="disbursement")
    amount_minor = models.BigIntegerField()
    bank_reference = models.CharField(max_length=REFERENCE_LIMIT, unique=True)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["sent_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(bank_reference__regex="^[A-Z0-9-]+$"), name="disbursement_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"disbursement {self.bank_reference}"


class Receipt(models.Model):
    """The finance committee's word that a disbursement came in. Its id names its entry in the ledger."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    disbursement = models.OneToOneField("treasury.Disbursement", models.PROTECT, related_name="receipt")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["received_at", "id"]

    def __str__(self) -> str:
        return f"receipt of {self.disbursement_id}"


class ObligationStanding(models.Model):
    """How an obligation stands, worked out from the rows below it by triggers and by nobody else.

    It only saves time: lists and sums of many obligations read it instead of every row of all of them.
    """

    obligation = models.OneToOneField(
        "treasury.Obligation", models.PROTECT, primary_key=True, related_name="standing"
    )
    sent_minor = models.BigIntegerField()
    received_minor = models.BigIntegerField()
    spent_minor = models.BigIntegerField()
    next_due_on = models.DateField(null=True, help_text="Null when all came in, or while a report is due.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_due_on"], name="standing_by_day"),
        ]

    def __str__(self) -> str:
        return f"standing of {self.obligation_id}"
