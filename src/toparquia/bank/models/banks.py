"""A bank, its accounts, its members and what they save, and the counting of its cash box. All append only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money


class Bank(models.Model):
    """The bank of one commune, opened once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.OneToOneField("territory.Place", models.PROTECT, related_name="bank")
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["opened_at", "id"]

    def __str__(self) -> str:
        return f"bank of {self.place_id}"

    def get_absolute_url(self) -> str:
        """Return the bank's public page."""
        return f"/bancos/{self.id}/"


class BankAccount(models.Model):
    """An account of the ledger that is the bank's own, and what it is for, in one unit."""

    bank = models.ForeignKey(Bank, models.PROTECT, related_name="accounts")
    role = models.CharField(max_length=20, help_text="cash, capital, interest, fees, difference, losses.")
    currency = models.CharField(max_length=3)
    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bank", "role", "currency"], name="bank_account_of_one_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.currency}"


class Member(models.Model):
    """A resident who is a member of the bank, under a number that cards and receipts carry."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="members")
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["bank", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bank", "number"], name="bank_member_numbered_once"),
            models.UniqueConstraint(fields=["bank", "resident"], name="bank_member_joins_once"),
        ]

    def __str__(self) -> str:
        return f"member {self.number}"


class SavingsKind(models.TextChoices):
    """How a member saves: at any time, until a day, month by month until a day, or as a share of the bank."""

    DEMAND = "demand"
    FIXED = "fixed"
    RECURRING = "recurring"
    SHARE = "share"


def savings_kinds() -> list[tuple[str, str]]:
    """Return the kinds to choose from; a function, so that a new label makes no migration."""
    return [(kind.value, str(kind.label)) for kind in SavingsKind]


class Savings(models.Model):
    """What a member saves under one kind, as one private account of the ledger."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="savings")
    kind = models.CharField(max_length=10, choices=savings_kinds)
    matures_on = models.DateField(null=True, help_text="The first day on which it may be taken out.")
    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["member", "opened_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(kind__in=["demand", "share"]),
                name="bank_savings_once_a_member",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["fixed", "recurring"], matures_on__isnull=False)
                | Q(kind__in=["demand", "share"], matures_on__isnull=True),
                name="bank_savings_mature",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.member_id}"


class Receipt(models.Model):
    """A numbered receipt of the desk: money that came in or went out for a member."""

    entry_id = models.UUIDField(primary_key=True, editable=False, help_text="The entry in the ledger.")
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    savings = models.ForeignKey(Savings, models.PROTECT, null=True, related_name="receipts")
    is_in = models.BooleanField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["bank", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bank", "number"], name="bank_receipt_numbered_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_receipt_positive"),
        ]

    def __str__(self) -> str:
        return f"receipt {self.number}"

    @property
    def amount(self) -> Money:
        """Return what came in or went out."""
        return Money(self.amount_minor, self.currency)


class MemberPayment(models.Model):
    """A payment of one member to another, from savings to savings; done by who pays."""

    entry_id = models.UUIDField(primary_key=True, editable=False)
    giver = models.ForeignKey(Savings, models.PROTECT, related_name="payments_given")
    taker = models.ForeignKey(Savings, models.PROTECT, related_name="payments_taken")
    amount_minor = models.BigIntegerField()
    paid_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-paid_at", "entry_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_payment_positive"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="bank_payment_between_two"),
        ]

    def __str__(self) -> str:
        return f"payment {self.entry_id}"


class CashCount(models.Model):
    """The cash box counted at closing: what should be there, what was there. One a day, for ever."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="counts")
    day = models.DateField()
    expected_minor = models.BigIntegerField()
    counted_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-day"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bank", "day"], name="bank_cash_counted_once_a_day"),
            models.CheckConstraint(condition=Q(counted_minor__gte=0), name="bank_cash_not_negative"),
        ]

    def __str__(self) -> str:
        return f"cash on {self.day}"

    @property
    def expected(self) -> Money:
        """Return what the books said."""
        return Money(self.expected_minor, self.currency)

    @property
    def counted(self) -> Money:
        """Return what was counted."""
        return Money(self.counted_minor, self.currency)

    @property
    def difference(self) -> Money:
        """Return how much more was there than the books said; below zero it was less."""
        return self.counted - self.expected
