"""The ledger's tables: accounts, entries made of transfers, and sealed balances. All append only.

What a constraint or a trigger refuses is written in the migrations; `queries.check` looks again.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money

CODE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$"


class CurrentTransaction(models.Func):
    """The number of the running top-level transaction; the same inside its savepoints."""

    function = "pg_current_xact_id"
    template = "%(function)s()"
    arity = 0


class TransactionIdField(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction number, which never wraps around."""

    def db_type(self, connection: Any) -> str:
        """Return the column's type."""
        return "xid8"


class AccountKind(models.TextChoices):
    """What an account is; assets and expenses grow by debit, the others by credit."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


DEBIT_KINDS = (AccountKind.ASSET, AccountKind.EXPENSE)


def account_kinds() -> list[tuple[str, str]]:
    """Return the kinds to choose from; a function, so that a new label makes no migration."""
    return [(kind.value, str(kind.label)) for kind in AccountKind]


class Account(models.Model):
    """One account of one currency that belongs to a place. Never changed: a new use is a new account.

    The code names what the account is for, never a person: exports publish it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=120, unique=True, validators=[RegexValidator(CODE_PATTERN)])
    owner_id = models.UUIDField(help_text="The place it belongs to.")
    kind = models.CharField(max_length=10, choices=account_kinds)
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    may_go_negative = models.BooleanField(help_text="False: no transfer may take out more than there is.")
    is_private = models.BooleanField(
        db_default=False,
        default=False,
        help_text="A person's own: pages and exports show only the sum of its group.",
    )
    opened_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner_id"], name="ledger_account_by_owner")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # What both sides of a transfer point to: an account of that currency.
            models.UniqueConstraint(fields=["id", "currency"], name="ledger_account_of_currency"),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="ledger_account_currency"),
            models.CheckConstraint(condition=Q(code__regex=CODE_PATTERN), name="ledger_account_code"),
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="ledger_account_kind"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def group_code(self) -> str:
        """Return what everyone may read: the code, or of a person's own account that of its group."""
        return self.code.rpartition(".")[0] if self.is_private else self.code

    @property
    def grows_by_debit(self) -> bool:
        """True for assets and expenses: what they hold is what was debited less what was credited."""
        return self.kind in DEBIT_KINDS


class JournalEntry(models.Model):
    """One movement of money: one or more transfers, written by one statement and closed by it.

    `id` is the key that the client made; `content_hash` what came with it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    content_hash = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=60, help_text="What happened: `room.fact`.")
    place_id = models.UUIDField()
    effective_on = models.DateField(help_text="The day it counts for.")
    posted_at = models.DateTimeField(help_text="When it was written down.")
    transfer_count = models.SmallIntegerField(help_text="Its transfers have the numbers 1 to this.")
    # The guard of the migration reads the original anyway; it can never be removed.
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reversals", db_index=False, db_constraint=False
    )
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was reversed; never published.")
    transaction = TransactionIdField(db_default=CurrentTransaction(), editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["effective_on", "posted_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place_id", "effective_on"], name="ledger_entry_by_place")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(transfer_count__range=(1, 1000)), name="ledger_entry_size"),
            models.CheckConstraint(condition=~Q(kind=""), name="ledger_entry_kind"),
            models.UniqueConstraint(
                fields=["reverses"],
                condition=Q(reverses__isnull=False),
                name="ledger_entry_reversed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Transfer(models.Model):
    """An amount from one account (credit) to another (debit) of the same currency: balanced as it stands."""

    pk = models.CompositePrimaryKey("entry_id", "seq")
    # Held by the guard of the migration, which reads the entry anyway; entries are never removed.
    entry = models.ForeignKey(
        JournalEntry, models.PROTECT, related_name="transfers", db_constraint=False, db_index=False
    )
    seq = models.SmallIntegerField()
    # Held by the migration's guard as composite keys, (account, currency): docs/decisions/ledger-guards.md.
    debit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    credit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    # The entry's own day again, so that an account's balance at a day is one range of an index.
    effective_on = models.DateField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["debit", "effective_on"], include=["amount_minor"], name="ledger_transfer_by_debit"
            ),
            models.Index(
                fields=["credit", "effective_on"], include=["amount_minor"], name="ledger_transfer_by_credit"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="ledger_transfer_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledger_transfer_between_two"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="ledger_transfer_seq"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.seq}"

    @property
    def amount(self) -> Money:
        """What moves."""
        return Money(self.amount_minor, self.currency)


class Outcome(models.TextChoices):
    """What became of a pending transfer."""

    POSTED = "posted"
    PARTLY = "partly"
    VOIDED = "voided"
    EXPIRED = "expired"


def outcomes() -> list[tuple[str, str]]:
    """Return the outcomes to choose from; a function, as `account_kinds` is."""
    return [(outcome.value, str(outcome.label)) for outcome in Outcome]


class PendingTransfer(models.Model):
    """An amount that left its account for one of its own, until it is posted or given back."""

    entry = models.OneToOneField(
        JournalEntry,
        models.PROTECT,
        primary_key=True,
        related_name="pending",
        help_text="Which set it aside.",
    )
    source = models.ForeignKey(Account, models.PROTECT, related_name="+", help_text="From which it left.")
    holding = models.ForeignKey(Account, models.PROTECT, related_name="+", help_text="Where it waits.")
    target = models.ForeignKey(Account, models.PROTECT, related_name="+", help_text="What it is meant for.")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    expires_at = models.DateTimeField(db_index=True, help_text="From here on it can only be given back.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="ledger_pending_positive"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="ledger_pending_between_two"),
        ]

    def __str__(self) -> str:
        return f"pending {self.entry_id}"

    @property
    def amount(self) -> Money:
        """What was set aside."""
        return Money(self.amount_minor, self.currency)


class Settlement(models.Model):
    """What became of a pending transfer: once, for ever."""

    pending = models.OneToOneField(
        PendingTransfer, models.PROTECT, primary_key=True, related_name="settlement"
    )
    entry = models.OneToOneField(JournalEntry, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=outcomes)
    posted_minor = models.BigIntegerField()
    settled_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(posted_minor__gte=0), name="ledger_settlement_not_negative"),
            models.CheckConstraint(
                condition=Q(outcome__in=["posted", "partly"], posted_minor__gt=0)
                | Q(outcome__in=["voided", "expired"], posted_minor=0),
                name="ledger_settlement_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.pending_id}"

    @property
    def posted(self) -> Money:
        """What was posted of it."""
        return Money(self.posted_minor, self.pending.currency)


class Seal(models.Model):
    """A day through which the ledger is closed: nothing more can be posted for it or before."""

    through = models.DateField(primary_key=True)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.through.isoformat()


class SealedBalance(models.Model):
    """All that an account was debited and credited through a sealed day; only if it moved since the last."""

    pk = models.CompositePrimaryKey("account_id", "through")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    through = models.DateField()
    debit_minor = models.DecimalField(max_digits=30, decimal_places=0)
    credit_minor = models.DecimalField(max_digits=30, decimal_places=0)

    def __str__(self) -> str:
        return f"{self.account_id} {self.through}"
