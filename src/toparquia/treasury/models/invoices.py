"""Invoices with their lines and files, who released them, the payment, and the one way to take one back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money

HEX_256 = "^[0-9a-f]{64}$"
TEXT_LIMIT = 200
NUMBER_LIMIT = 60


class Attachment(models.Model):
    """A file that an invoice rests on: the sealed original's hash, and the hash of its public copy."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, help_text="Of the original, hex.")
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    public_sha256 = models.CharField(max_length=64, help_text="Of the public copy, hex.")
    public_type = models.CharField(max_length=40)
    public_size = models.PositiveIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sha256__regex=HEX_256, public_sha256__regex=HEX_256), name="attachment_digests"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def is_picture(self) -> bool:
        """Return whether the public copy can be shown on a page."""
        return self.public_type.startswith("image/")


class Invoice(models.Model):
    """What was bought for a project and is to be paid from its obligation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="invoices")
    # Beside the obligation's, so that one index finds the same invoice of one place.
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")
    attachment = models.ForeignKey("treasury.Attachment", models.PROTECT, related_name="invoices")
    supplier = models.CharField(max_length=TEXT_LIMIT)
    supplier_is_person = models.BooleanField(default=False, help_text="Then the name is not published.")
    number = models.CharField(max_length=NUMBER_LIMIT, help_text="As the supplier wrote it.")
    supplier_key = models.CharField(max_length=TEXT_LIMIT, help_text="Normalised, to find the same again.")
    number_key = models.CharField(max_length=NUMBER_LIMIT, help_text="Normalised.")
    issued_on = models.DateField()
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    releases_required = models.PositiveSmallIntegerField(
        help_text="As the rules stood on its day; none for what petty cash pays."
    )
    is_petty = models.BooleanField(default=False, help_text="Paid from petty cash, within its limit.")
    purchase = models.ForeignKey(
        "treasury.Purchase", models.PROTECT, null=True, related_name="invoices", help_text="If it was quoted."
    )
    direct_reason = models.CharField(
        max_length=TEXT_LIMIT, blank=True, default="", help_text="Why nobody else was asked, if nobody was."
    )
    again_reason = models.CharField(
        max_length=TEXT_LIMIT, blank=True, default="", help_text="Why it is another than those it resembles."
    )
    recorder = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    payee = models.ForeignKey(
        "people.Resident", models.PROTECT, null=True, related_name="+", help_text="If a resident is paid."
    )
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["recorded_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["supplier_key", "number_key"], name="invoice_by_supplier"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(total_minor__gt=0)
                & (Q(is_petty=False, releases_required__gte=1) | Q(is_petty=True, releases_required=0)),
                name="invoice_is_money",
            ),
            models.CheckConstraint(
                condition=~Q(supplier_key="") & ~Q(number_key=""), name="invoice_names_its_supplier"
            ),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="invoice_currency"),
        ]

    def __str__(self) -> str:
        return f"invoice {self.number}"

    def get_absolute_url(self) -> str:
        """Return the invoice's public page."""
        return f"/facturas/{self.id}/"

    @property
    def total(self) -> Money:
        """Return what is to be paid."""
        return Money(self.total_minor, self.currency)

    @property
    def public_supplier(self) -> str:
        """Return the supplier as everyone may read it; "" for a person."""
        return "" if self.supplier_is_person else self.supplier


class InvoiceLine(models.Model):
    """One line of an invoice, under a head of the rule set."""

    invoice = models.ForeignKey("treasury.Invoice", models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=60, help_text="A code of the rule set's invoice.heads.")
    what = models.CharField(max_length=TEXT_LIMIT)
    amount_minor = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["invoice", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["invoice", "number"], name="invoiceline_numbered_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="invoiceline_is_money"),
        ]

    def __str__(self) -> str:
        return self.what


class Release(models.Model):
    """One member of the finance committee lets an invoice be paid."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.ForeignKey("treasury.Invoice", models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    releaser = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["invoice", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["invoice", "number"], name="release_numbered_once"),
            # The person, not the mandate: someone with two offices is still one.
            models.UniqueConstraint(fields=["invoice", "releaser"], name="release_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"release {self.number} of {self.invoice_id}"


class Payment(models.Model):
    """Money went out for an invoice, with its last release. Its id names its entry in the ledger."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.OneToOneField("treasury.Invoice", models.PROTECT, related_name="payment")
    paid_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"payment of {self.invoice_id}"


class InvoiceReversal(models.Model):
    """An invoice that was a mistake is taken back, once; if it was paid, its entry is reversed by this id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.OneToOneField("treasury.Invoice", models.PROTECT, related_name="reversal")
    reason = models.CharField(max_length=TEXT_LIMIT)
    is_of_a_payment = models.BooleanField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    reversed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="invoicereversal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"reversal of {self.invoice_id}"
