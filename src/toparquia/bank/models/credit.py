"""Loans: products that the assembly adopts, applications, the committee's reviews, and what is repaid."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from toparquia.bank.rules import GuaranteeOrder, ProductTerms
from toparquia.engines.lending import Amortization, InterestMethod, Period
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money

NAME_LIMIT = 80
PURPOSE_LIMIT = 500
REASON_LIMIT = 500


def interest_methods() -> list[tuple[str, str]]:
    """Return how interest may be counted."""
    return [(one.value, one.value) for one in InterestMethod]


def amortizations() -> list[tuple[str, str]]:
    """Return what may stay the same in each instalment."""
    return [(one.value, one.value) for one in Amortization]


def periods() -> list[tuple[str, str]]:
    """Return how often an instalment may fall due."""
    return [(one.value, one.value) for one in Period]


def guarantee_orders() -> list[tuple[str, str]]:
    """Return by what a group may share out what one of it does not pay."""
    return [(one.value, one.value) for one in GuaranteeOrder]


class LoanProduct(models.Model):
    """The conditions of a kind of loan. Never changed: other conditions are another product."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bank = models.ForeignKey("bank.Bank", models.PROTECT, related_name="products")
    name = models.CharField(max_length=NAME_LIMIT)
    currency = models.CharField(max_length=3, help_text="ISO 4217, or a unit in kind: KGM.")
    rate_bp = models.PositiveIntegerField(help_text="Interest a year, basis points.")
    interest_method = models.CharField(max_length=20, choices=interest_methods)
    amortization = models.CharField(max_length=20, choices=amortizations)
    period = models.CharField(max_length=10, choices=periods)
    principal_max_minor = models.BigIntegerField()
    instalments_max = models.PositiveSmallIntegerField()
    principal_grace = models.PositiveSmallIntegerField(help_text="First instalments without principal.")
    fee_bp = models.PositiveIntegerField(help_text="Service fee of the principal, kept back at the start.")
    arrears_grace_days = models.PositiveSmallIntegerField()
    guarantee_bp = models.PositiveIntegerField(
        default=0, help_text="Of the principal, set aside by the borrower's group; 0 is a loan of one's own."
    )
    guarantee_order = models.CharField(
        max_length=12, choices=guarantee_orders, default=GuaranteeOrder.EQUAL, help_text="Who covers a gap."
    )
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["proposed_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(principal_max_minor__gt=0, instalments_max__gte=1, fee_bp__lt=10_000)
                & Q(principal_grace__lt=F("instalments_max"), guarantee_bp__lte=10_000),
                name="bank_product_makes_a_loan",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the product's public page."""
        return f"/creditos/{self.id}/"

    @property
    def principal_max(self) -> Money:
        """Return the most that is lent."""
        return Money(self.principal_max_minor, self.currency)

    @property
    def terms(self) -> ProductTerms:
        """Return the conditions as the rules take them."""
        return ProductTerms(
            rate=Fraction(self.rate_bp, 10_000),
            interest_method=InterestMethod(self.interest_method),
            amortization=Amortization(self.amortization),
            period=Period(self.period),
            principal_max=self.principal_max_minor,
            instalments_max=self.instalments_max,
            principal_grace=self.principal_grace,
            fee_bp=self.fee_bp,
        )


class Adoption(models.Model):
    """What the assembly decided on a product: adopted, or not. One a product, for ever."""

    product = models.OneToOneField(LoanProduct, models.PROTECT, primary_key=True, related_name="adoption")
    resolution = models.OneToOneField("assemblies.Resolution", models.PROTECT, related_name="+")
    is_adopted = models.BooleanField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"adoption of {self.product_id}"


class Application(models.Model):
    """A member asks for a loan. What it is for is read by the committee and the member alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey("bank.Member", models.PROTECT, related_name="applications")
    product = models.ForeignKey(LoanProduct, models.PROTECT, related_name="applications")
    principal_minor = models.BigIntegerField()
    instalments = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=PURPOSE_LIMIT)
    group = models.ForeignKey(
        "bank.Group", models.PROTECT, null=True, related_name="applications", help_text="Which stands for it."
    )
    reschedules = models.ForeignKey(
        "bank.Loan", models.PROTECT, null=True, related_name="+", help_text="Asks for new terms of that loan."
    )
    reviews_needed = models.PositiveSmallIntegerField(help_text="Equal reviews that decide: a majority.")
    applied_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["applied_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(principal_minor__gt=0, instalments__gte=1, reviews_needed__gte=1),
                name="bank_application_asks",
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.id}"

    def get_absolute_url(self) -> str:
        """Return its page, for the member and the bank's offices."""
        return f"/solicitudes/{self.id}/"

    @property
    def principal(self) -> Money:
        """Return how much is asked for."""
        return Money(self.principal_minor, self.product.currency)


class Review(models.Model):
    """What one of the committee says on an application, with the reason for the minutes."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="reviews")
    judge = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    is_in_favour = models.BooleanField()
    reason = models.CharField(max_length=REASON_LIMIT)
    given_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["application", "given_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["application", "judge"], name="bank_review_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"review on {self.application_id}"


class Loan(models.Model):
    """An application that was approved and paid out: its schedule follows from it and this day."""

    application = models.OneToOneField(Application, models.PROTECT, primary_key=True, related_name="loan")
    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")
    disbursed_on = models.DateField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    disbursed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["disbursed_at", "application_id"]

    def __str__(self) -> str:
        return f"loan {self.application_id}"


class Repayment(models.Model):
    """A payment on a loan and what it went to. Its id is the entry in the ledger."""

    entry_id = models.UUIDField(primary_key=True, editable=False)
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="repayments")
    number = models.PositiveIntegerField(help_text="Of its receipt, in the bank's own row.")
    interest_minor = models.BigIntegerField()
    principal_minor = models.BigIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    paid_on = models.DateField()
    paid_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["loan", "paid_at", "entry_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(interest_minor__gte=0, principal_minor__gte=0)
                & (Q(interest_minor__gt=0) | Q(principal_minor__gt=0)),
                name="bank_repayment_pays",
            ),
        ]

    def __str__(self) -> str:
        return f"repayment {self.entry_id}"

    @property
    def amount_minor(self) -> int:
        """Return all of it."""
        return self.interest_minor + self.principal_minor


class WriteOff(models.Model):
    """What of a loan the bank no longer counts on, as the assembly resolved. The debt is still owed."""

    loan = models.OneToOneField(Loan, models.PROTECT, primary_key=True, related_name="write_off")
    resolution = models.OneToOneField("assemblies.Resolution", models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    written_off_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_write_off_positive"),
        ]

    def __str__(self) -> str:
        return f"write-off of {self.loan_id}"
