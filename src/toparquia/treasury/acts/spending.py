"""The public acts of the treasury; none names a person, and none publishes a supplier or typed text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from toparquia.foundation.money import Money
from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class ObligationCreated(Act):
    """The State owes this for a project that won, from the certificate on. The subject is the obligation.

    It is enacted by the authority of the certificate: nobody decides about it anew.
    """

    kind: ClassVar[str] = "treasury.obligation_created"
    power: ClassVar[str | None] = "consultations.certify"
    article: ClassVar[str] = "obligation.state_share"

    consultation: UUID
    project: UUID
    title: str
    cost: Money
    amount: Money
    payer: str
    due_on: date
    tranches: tuple[Money, ...]


@dataclass(frozen=True, kw_only=True)
class TrancheDisbursed(Act):
    """The State says that it sent a tranche. The subject is the obligation."""

    kind: ClassVar[str] = "treasury.disbursed"
    power: ClassVar[str | None] = "treasury.disburse"
    article: ClassVar[str] = "obligation.tranches"

    disbursement: UUID
    tranche: int
    amount: Money
    bank_reference: str
    allocation: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiptConfirmed(Act):
    """The finance committee says that a tranche came in. The subject is the obligation."""

    kind: ClassVar[str] = "treasury.receipt_confirmed"
    power: ClassVar[str | None] = "treasury.confirm_receipt"
    article: ClassVar[str] = "obligation.tranches"

    disbursement: UUID
    tranche: int
    amount: Money


@dataclass(frozen=True, kw_only=True)
class InvoiceRecorded(Act):
    """An invoice is to be paid. The subject is the invoice; the evidence is its sealed file."""

    kind: ClassVar[str] = "treasury.invoice_recorded"
    power: ClassVar[str | None] = "treasury.record_invoice"
    article: ClassVar[str] = "invoice.heads"

    obligation: UUID
    issued_on: date
    total: Money
    heads: dict[str, Money]
    public_copy_sha256: str
    purchase: UUID | None = None
    is_petty: bool = False
    # Nobody else was asked, or it resembles another: the reasons stay inside, that there is one does not.
    is_direct: bool = False
    is_again: bool = False


@dataclass(frozen=True, kw_only=True)
class InvoiceReleased(Act):
    """A member of the finance committee lets an invoice be paid. The subject is the invoice."""

    kind: ClassVar[str] = "treasury.invoice_released"
    power: ClassVar[str | None] = "treasury.release"
    article: ClassVar[str] = "finance.releases_required"

    obligation: UUID
    release: int
    of: int


@dataclass(frozen=True, kw_only=True)
class InvoicePaid(Act):
    """Money went out, with the last release. The subject is the invoice; the payment names its entry."""

    kind: ClassVar[str] = "treasury.invoice_paid"
    power: ClassVar[str | None] = "treasury.release"
    article: ClassVar[str] = "finance.releases_required"

    obligation: UUID
    payment: UUID
    amount: Money
    # Of our own receipt: one after the other in a place.
    receipt_number: int = 0


@dataclass(frozen=True, kw_only=True)
class InvoiceReversed(Act):
    """An invoice that was a mistake is taken back. The subject is the invoice; the reason stays inside."""

    kind: ClassVar[str] = "treasury.invoice_reversed"
    power: ClassVar[str | None] = "treasury.release"
    article: ClassVar[str] = "finance.releases_required"

    obligation: UUID
    is_of_a_payment: bool
    amount: Money
    reason_sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportPresented(Act):
    """A report is laid before the assembly. The subject is the report; the evidence is its exact bytes."""

    kind: ClassVar[str] = "treasury.report_presented"
    power: ClassVar[str | None] = "treasury.report"
    article: ClassVar[str] = "report.interval_months"

    obligation: UUID
    number: int
    received: Money
    spent: Money
    left: Money


@dataclass(frozen=True, kw_only=True)
class ReportDecided(Act):
    """The assembly approved or queried a report. The subject is the report."""

    kind: ClassVar[str] = "treasury.report_decided"
    power: ClassVar[str | None] = "treasury.record_decision"
    article: ClassVar[str] = "assembly.majority"

    obligation: UUID
    resolution: UUID
    is_approved: bool


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Act):
    """The social audit asks. The subject is the invoice or the report; the digest is of the words."""

    kind: ClassVar[str] = "treasury.question_asked"
    power: ClassVar[str | None] = "treasury.query"
    article: ClassVar[str] = "report.answer_days"

    question: UUID
    answer_by: date
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class QuestionRaised(Act):
    """A resident asks. The subject is the invoice or the report; the digest is of the words."""

    kind: ClassVar[str] = "treasury.question_raised"
    power: ClassVar[str | None] = None
    article: ClassVar[str] = "report.answer_days"

    question: UUID
    answer_by: date
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Act):
    """The social audit closes what was asked. The subject is the question; the digest is of the words."""

    kind: ClassVar[str] = "treasury.question_closed"
    power: ClassVar[str | None] = "treasury.query"
    article: ClassVar[str] = "report.answer_days"

    is_settled: bool
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Act):
    """The finance committee answers. The subject is the question; the digest is of the words."""

    kind: ClassVar[str] = "treasury.question_answered"
    power: ClassVar[str | None] = "treasury.report"
    article: ClassVar[str] = "report.answer_days"

    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class AllocationPublished(Act):
    """What a body of the State has to hand over in a year. The subject is the allocation."""

    kind: ClassVar[str] = "treasury.allocation_published"
    power: ClassVar[str | None] = "treasury.allocate"
    article: ClassVar[str] = "budget.ministry_share"

    year: int
    body: str
    base_kind: str
    base: Money
    share: str
    due: Money
    revision: int


@dataclass(frozen=True, kw_only=True)
class DistributionPublished(Act):
    """How a sum is split among the communes of a country in a year. The subject is the distribution.

    `parts_sha256` binds every commune's part: the SHA-256 of the lines "code,weight,minor units".
    """

    kind: ClassVar[str] = "treasury.distribution_published"
    power: ClassVar[str | None] = "treasury.allocate"
    article: ClassVar[str] = "budget.formula"

    year: int
    amount: Money
    formula: str
    communes: int
    parts_sha256: str
    revision: int
