"""Before the money goes: who sells, what they asked for it, what was chosen, and whose interest is in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.treasury.models.invoices import TEXT_LIMIT


class Supplier(models.Model):
    """Someone who sells to a place; they need no account. A person's name is not published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="suppliers")
    name = models.CharField(max_length=TEXT_LIMIT)
    key = models.CharField(max_length=TEXT_LIMIT, help_text="Normalised, to find the same again.")
    is_person = models.BooleanField(default=False, help_text="Then the name is not published.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "key"], name="supplier_once_a_place"),
            models.CheckConstraint(condition=~Q(key=""), name="supplier_is_named"),
        ]

    def __str__(self) -> str:
        return f"supplier {self.id}"

    def get_absolute_url(self) -> str:
        """Return the supplier's public page."""
        return f"/proveedores/{self.id}/"

    @property
    def public_name(self) -> str:
        """Return the name as everyone may read it; "" for a person."""
        return "" if self.is_person else self.name


class Conflict(models.Model):
    """A member of the committee has an interest in a supplier: from then on others decide about it."""

    class Ground(models.TextChoices):
        """Why; read by the committee and the audit alone."""

        KIN = "kin"
        OWNER = "owner"
        DEBT = "debt"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supplier = models.ForeignKey("treasury.Supplier", models.PROTECT, related_name="conflicts")
    member = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["declared_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["supplier", "member"], name="conflict_declared_once"),
        ]

    def __str__(self) -> str:
        return f"conflict about {self.supplier_id}"


class Purchase(models.Model):
    """Something that is to be bought for a project, for which suppliers are asked what they take."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="purchases")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=TEXT_LIMIT)
    head = models.CharField(max_length=60, help_text="A code of the rule set's invoice.heads.")
    estimate_minor = models.BigIntegerField(help_text="What it is thought to cost.")
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    quotations_required = models.PositiveSmallIntegerField(help_text="As the rules stood on its day.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["obligation", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["obligation", "number"], name="purchase_numbered_once"),
            models.CheckConstraint(
                condition=Q(estimate_minor__gt=0, quotations_required__gte=1), name="purchase_is_money"
            ),
        ]

    def __str__(self) -> str:
        return f"purchase {self.number} of {self.obligation_id}"

    def get_absolute_url(self) -> str:
        """Return the purchase's public page."""
        return f"/compras/{self.id}/"

    @property
    def estimate(self) -> Money:
        """Return what it is thought to cost."""
        return Money(self.estimate_minor, self.currency)


class Quotation(models.Model):
    """What one supplier takes for a purchase, with its paper."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purchase = models.ForeignKey("treasury.Purchase", models.PROTECT, related_name="quotations")
    supplier = models.ForeignKey("treasury.Supplier", models.PROTECT, related_name="quotations")
    amount_minor = models.BigIntegerField()
    attachment = models.ForeignKey("treasury.Attachment", models.PROTECT, related_name="quotations")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["amount_minor", "added_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["purchase", "supplier"], name="quotation_once_a_supplier"),
            # One paper is one supplier's word: three offers on one sheet are one.
            models.UniqueConstraint(fields=["purchase", "attachment"], name="quotation_once_a_paper"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="quotation_is_money"),
        ]

    def __str__(self) -> str:
        return f"quotation {self.id}"

    @property
    def amount(self) -> Money:
        """Return what the supplier takes."""
        return Money(self.amount_minor, self.purchase.currency)


class Choice(models.Model):
    """Which quotation the committee took, and why if it was not the lowest. One a purchase."""

    purchase = models.OneToOneField(
        "treasury.Purchase", models.PROTECT, primary_key=True, related_name="choice"
    )
    quotation = models.OneToOneField("treasury.Quotation", models.PROTECT, related_name="choice")
    reason = models.CharField(max_length=TEXT_LIMIT, blank=True)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"choice of {self.purchase_id}"
