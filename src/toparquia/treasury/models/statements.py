"""What the bank says: statements as they were handed in, their lines, and what each line is of ours."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.treasury.models.invoices import HEX_256

ACCOUNT_LIMIT = 60
REFERENCE_LIMIT = 80
WORDS_LIMIT = 400


class BankStatement(models.Model):
    """One file of the bank about one account of a place. The file itself stays sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="statements")
    format = models.CharField(max_length=10, help_text="csv, mt940 or camt053.")
    sha256 = models.CharField(max_length=64, help_text="Of the file, hex.")
    account = models.CharField(max_length=ACCOUNT_LIMIT, help_text="As the bank writes it; inside only.")
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    from_on = models.DateField()
    until_on = models.DateField(help_text="The day of its last line.")
    lines_given = models.PositiveIntegerField()
    lines_new = models.PositiveIntegerField(help_text="Those that no statement before had.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-imported_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "sha256"], name="bankstatement_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=HEX_256, currency__regex="^[A-Z]{3}$"), name="bankstatement_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.id}"

    def get_absolute_url(self) -> str:
        """Return the statement's page."""
        return f"/extractos/{self.id}/"


class StatementLine(models.Model):
    """One movement as the bank wrote it. Its words may name people and stay inside."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    statement = models.ForeignKey("treasury.BankStatement", models.PROTECT, related_name="lines")
    # Beside the statement's, so that the index keeps the same movement of one place from coming in twice.
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    booked_on = models.DateField()
    amount_minor = models.BigIntegerField(help_text="Above zero came in, below zero went out.")
    reference = models.CharField(max_length=REFERENCE_LIMIT, blank=True)
    words = models.CharField(max_length=WORDS_LIMIT, blank=True)
    fingerprint = models.CharField(max_length=64, help_text="Of all that makes it this movement, hex.")

    class Meta:
        ordering: ClassVar[list[str]] = ["statement", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["statement", "number"], name="statementline_numbered_once"),
            models.UniqueConstraint(fields=["place", "fingerprint"], name="statementline_once"),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="statementline_is_money"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of {self.statement_id}"

    @property
    def amount(self) -> Money:
        """Return what came in, or went out if it is below zero."""
        return Money(self.amount_minor, self.statement.currency)


class LineMatch(models.Model):
    """Someone looked and said which of our movements a line of the bank is. Each is matched once."""

    line = models.OneToOneField(
        "treasury.StatementLine", models.PROTECT, primary_key=True, related_name="match"
    )
    disbursement = models.OneToOneField(
        "treasury.Disbursement", models.PROTECT, null=True, related_name="bank_match"
    )
    payment = models.OneToOneField("treasury.Payment", models.PROTECT, null=True, related_name="bank_match")
    fill = models.OneToOneField("treasury.PettyFill", models.PROTECT, null=True, related_name="bank_match")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    matched_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(
                    Q(disbursement__isnull=False, payment__isnull=True, fill__isnull=True)
                    | Q(disbursement__isnull=True, payment__isnull=False, fill__isnull=True)
                    | Q(disbursement__isnull=True, payment__isnull=True, fill__isnull=False)
                ),
                name="linematch_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"match of {self.line_id}"
