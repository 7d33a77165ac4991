"""Public acts of the finance committee's bench: purchases, petty cash, interests, the bank's statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from toparquia.foundation.money import Money
from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class SupplierRegistered(Act):
    """A supplier is known from now on. The subject is the supplier; no name is published here."""

    kind: ClassVar[str] = "treasury.supplier_registered"
    power: ClassVar[str | None] = "treasury.record_invoice"
    article: ClassVar[str] = "purchase.few_from"

    is_person: bool


@dataclass(frozen=True, kw_only=True)
class ConflictDeclared(Act):
    """A member of the committee has an interest in a supplier, the subject; the ground stays inside."""

    kind: ClassVar[str] = "treasury.supplier_conflict"
    power: ClassVar[str | None] = "treasury.release"
    article: ClassVar[str] = "finance.releases_required"


@dataclass(frozen=True, kw_only=True)
class PurchaseOpened(Act):
    """Suppliers are asked what they take for something. The subject is the purchase."""

    kind: ClassVar[str] = "treasury.purchase_opened"
    power: ClassVar[str | None] = "treasury.record_invoice"
    article: ClassVar[str] = "purchase.few_from"

    obligation: UUID
    number: int
    head: str
    estimate: Money
    quotations_required: int


@dataclass(frozen=True, kw_only=True)
class QuotationAdded(Act):
    """A supplier says what they take. The subject is the purchase; the evidence is the sealed paper."""

    kind: ClassVar[str] = "treasury.purchase_quoted"
    power: ClassVar[str | None] = "treasury.record_invoice"
    article: ClassVar[str] = "purchase.few_from"

    supplier: UUID
    amount: Money
    public_copy_sha256: str


@dataclass(frozen=True, kw_only=True)
class QuotationChosen(Act):
    """The committee takes one of the quotations. The subject is the purchase; a reason stays inside."""

    kind: ClassVar[str] = "treasury.purchase_decided"
    power: ClassVar[str | None] = "treasury.release"
    article: ClassVar[str] = "purchase.few_from"

    supplier: UUID
    amount: Money
    quotations: int
    is_lowest: bool
    reason_sha256: str


@dataclass(frozen=True, kw_only=True)
class PettyCashFilled(Act):
    """Petty cash is filled up, and what was spent of it accounted for. The subject is the obligation."""

    kind: ClassVar[str] = "treasury.petty_cash_filled"
    power: ClassVar[str | None] = "treasury.release"
    article: ClassVar[str] = "petty_cash.fund"

    number: int
    amount: Money
    expenses: int
    spent: Money


@dataclass(frozen=True, kw_only=True)
class StatementImported(Act):
    """A statement of the bank was taken in. The subject is the statement; the evidence is the sealed file."""

    kind: ClassVar[str] = "treasury.statement_imported"
    power: ClassVar[str | None] = "treasury.record_invoice"
    article: ClassVar[str] = "report.interval_months"

    from_on: date
    until_on: date
    lines_given: int
    lines_new: int


@dataclass(frozen=True, kw_only=True)
class LineMatched(Act):
    """Someone looked and said which movement a line of the bank is. The subject is the statement."""

    kind: ClassVar[str] = "treasury.statement_matched"
    power: ClassVar[str | None] = "treasury.record_invoice"
    article: ClassVar[str] = "report.interval_months"

    line: int
    amount: Money
    movement: UUID
