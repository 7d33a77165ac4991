"""What keeps a bank sound: new terms for a late loan, provision, agents, and its report to the assembly."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money


class Rescheduling(models.Model):
    """New instalments for what is left of a loan, approved by the committee. PAR30 counts it as at risk."""

    application = models.OneToOneField(
        "bank.Application", models.PROTECT, primary_key=True, related_name="rescheduling"
    )
    loan = models.ForeignKey("bank.Loan", models.PROTECT, related_name="reschedulings")
    principal_minor = models.BigIntegerField()
    interest_minor = models.BigIntegerField(help_text="Unpaid till then; due with the first instalment.")
    paid_minor = models.BigIntegerField(help_text="All that was paid on the loan till then.")
    starts_on = models.DateField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["agreed_at", "application_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(principal_minor__gt=0, interest_minor__gte=0, paid_minor__gte=0),
                name="bank_rescheduling_of_a_debt",
            ),
        ]

    def __str__(self) -> str:
        return f"rescheduling {self.application_id}"


class Provision(models.Model):
    """What the bank sets against loans that may not come back, by the rule set's classes, on a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bank = models.ForeignKey("bank.Bank", models.PROTECT, related_name="provisions")
    day = models.DateField()
    needed_minor = models.BigIntegerField()
    before_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-day", "-made_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(needed_minor__gte=0, before_minor__gte=0), name="bank_provision_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"provision of {self.day}"

    @property
    def needed(self) -> Money:
        """Return what is set aside from here on."""
        return Money(self.needed_minor, self.currency)


class Agent(models.Model):
    """A member who takes in money for the bank in their own street, up to a limit, in a box of their own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bank = models.ForeignKey("bank.Bank", models.PROTECT, related_name="agents")
    member = models.ForeignKey("bank.Member", models.PROTECT, related_name="agencies")
    limit_minor = models.BigIntegerField(help_text="The most that may lie in the box.")
    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["bank", "named_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(limit_minor__gt=0), name="bank_agent_limited"),
        ]

    def __str__(self) -> str:
        return f"agent {self.id}"

    @property
    def limit(self) -> Money:
        """Return the most that may lie in the box."""
        return Money(self.limit_minor, self.bank.currency)


class AgentEnd(models.Model):
    """An agent stopped: the box was handed over empty."""

    agent = models.OneToOneField(Agent, models.PROTECT, primary_key=True, related_name="end")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"end of {self.agent_id}"


class AgentReceipt(models.Model):
    """A deposit that an agent took in, with a receipt of the bank's own row of numbers."""

    entry_id = models.UUIDField(primary_key=True, editable=False)
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    savings = models.ForeignKey("bank.Savings", models.PROTECT, related_name="agent_receipts")
    amount_minor = models.BigIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["agent", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_agent_receipt_positive"),
        ]

    def __str__(self) -> str:
        return f"agent receipt {self.number}"


class AgentCount(models.Model):
    """An agent's box counted and handed over at the desk: what should be there, what was there."""

    entry_id = models.UUIDField(primary_key=True, editable=False)
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="counts")
    expected_minor = models.BigIntegerField()
    counted_minor = models.BigIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-counted_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(counted_minor__gte=0, expected_minor__gt=0), name="bank_agent_count_of_a_box"
            ),
        ]

    def __str__(self) -> str:
        return f"count of {self.agent_id}"


class BankReport(models.Model):
    """Liquidity, reserves, surplus and the state of loans on a day, frozen for the assembly."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bank = models.ForeignKey("bank.Bank", models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    through = models.DateField()
    currency = models.CharField(max_length=3)
    figures = models.JSONField(encoder=DjangoJSONEncoder, help_text="Minor units by name.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    presented_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["bank", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bank", "number"], name="bank_report_numbered_once"),
            models.UniqueConstraint(fields=["bank", "through"], name="bank_report_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"report {self.number} of {self.bank_id}"

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/informes-del-banco/{self.id}/"


class BankReportDecision(models.Model):
    """What the assembly said of a bank's report. One a report, for ever."""

    report = models.OneToOneField(BankReport, models.PROTECT, primary_key=True, related_name="decision")
    resolution = models.OneToOneField("assemblies.Resolution", models.PROTECT, related_name="+")
    is_approved = models.BooleanField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"decision on {self.report_id}"
