"""Members who stand for one another: solidarity groups, what each pledges, and what was called."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money

GROUP_NAME_LIMIT = 80


class Group(models.Model):
    """Members who borrow under joint liability: each has an own loan, and the others stand for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bank = models.ForeignKey("bank.Bank", models.PROTECT, related_name="groups")
    name = models.CharField(max_length=GROUP_NAME_LIMIT)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    formed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["formed_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bank", "name"], name="bank_group_named_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its page, for its members and the bank's offices."""
        return f"/grupos/{self.id}/"


class GroupMember(models.Model):
    """A member of one group."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    member = models.OneToOneField("bank.Member", models.PROTECT, related_name="group_membership")

    class Meta:
        ordering: ClassVar[list[str]] = ["group", "member__number"]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.group_id}"


class Pledge(models.Model):
    """What one of a group sets aside of their savings for another's loan. Its id is the holding entry."""

    entry_id = models.UUIDField(primary_key=True, editable=False)
    application = models.ForeignKey("bank.Application", models.PROTECT, related_name="pledges")
    savings = models.ForeignKey("bank.Savings", models.PROTECT, related_name="pledges")
    amount_minor = models.BigIntegerField()
    pledged_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["application", "pledged_at", "entry_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["application", "savings"], name="bank_pledge_once_a_person"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_pledge_positive"),
        ]

    def __str__(self) -> str:
        return f"pledge {self.entry_id}"

    @property
    def amount(self) -> Money:
        """Return what is set aside."""
        return Money(self.amount_minor, self.application.product.currency)


class PledgeEnd(models.Model):
    """What became of a pledge: so much of it was called for a repayment, the rest was given back."""

    pledge = models.OneToOneField(Pledge, models.PROTECT, primary_key=True, related_name="end")
    repayment = models.ForeignKey("bank.Repayment", models.PROTECT, null=True, related_name="calls")
    called_minor = models.BigIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(called_minor=0, repayment__isnull=True)
                | Q(called_minor__gt=0, repayment__isnull=False, mandate__isnull=False),
                name="bank_pledge_called_for_a_repayment",
            ),
        ]

    def __str__(self) -> str:
        return f"end of {self.pledge_id}"
