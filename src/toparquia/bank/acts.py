"""The public acts of the bank: of the bank itself and of its conditions, never of a member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from toparquia.foundation.money import Money
from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class BankOpened(Act):
    """A commune opened its bank. The subject is the bank."""

    kind: ClassVar[str] = "bank.opened"
    power: ClassVar[str | None] = "bank.open"
    article: ClassVar[str] = "bank.per_commune"

    currency: str


@dataclass(frozen=True, kw_only=True)
class CapitalReceived(Act):
    """Money came into the bank that it owes to nobody. The subject is the bank."""

    kind: ClassVar[str] = "bank.capital_received"
    power: ClassVar[str | None] = "bank.serve"

    amount: Money


@dataclass(frozen=True, kw_only=True)
class CashCounted(Act):
    """The cash box was counted at closing. The subject is the bank."""

    kind: ClassVar[str] = "bank.cash_counted"
    power: ClassVar[str | None] = "bank.serve"

    day: date
    expected: Money
    counted: Money


@dataclass(frozen=True, kw_only=True)
class ProductProposed(Act):
    """The conditions of a kind of loan, for the assembly to decide on. The subject is the product."""

    kind: ClassVar[str] = "bank.product_proposed"
    power: ClassVar[str | None] = "bank.serve"
    article: ClassVar[str] = "loan.rate_year"

    bank: UUID
    rate_bp: int
    interest_method: str
    amortization: str
    period: str
    principal_max: Money
    instalments_max: int
    principal_grace: int
    fee_bp: int


@dataclass(frozen=True, kw_only=True)
class ProductDecided(Act):
    """The assembly adopted a product, or did not. The subject is the product."""

    kind: ClassVar[str] = "bank.product_decided"
    power: ClassVar[str | None] = "bank.serve"

    bank: UUID
    resolution: UUID
    is_adopted: bool


@dataclass(frozen=True, kw_only=True)
class LoanWrittenOff(Act):
    """The bank no longer counts on a loan, by the assembly's resolution. The subject is the bank."""

    kind: ClassVar[str] = "bank.loan_written_off"
    power: ClassVar[str | None] = "bank.serve"

    resolution: UUID
    amount: Money


@dataclass(frozen=True, kw_only=True)
class ProvisionMade(Act):
    """The bank set more or less against loans that may not come back. The subject is the bank."""

    kind: ClassVar[str] = "bank.provision_made"
    power: ClassVar[str | None] = "bank.serve"
    article: ClassVar[str] = "loan.provision_percents"

    day: date
    provision: Money
    provision_before: Money


@dataclass(frozen=True, kw_only=True)
class CurrencyProposed(Act):
    """A communal currency, for the assembly to decide on. The subject is the currency."""

    kind: ClassVar[str] = "bank.currency_proposed"
    power: ClassVar[str | None] = "bank.serve"

    bank: UUID
    credit_limit: Money


@dataclass(frozen=True, kw_only=True)
class CurrencyDecided(Act):
    """The assembly adopted a communal currency, or did not. The subject is the currency."""

    kind: ClassVar[str] = "bank.currency_decided"
    power: ClassVar[str | None] = "bank.serve"

    bank: UUID
    resolution: UUID
    is_adopted: bool


@dataclass(frozen=True, kw_only=True)
class BankReportPresented(Act):
    """The bank told the assembly how it stands. The subject is the report."""

    kind: ClassVar[str] = "bank.report_presented"
    power: ClassVar[str | None] = "bank.serve"

    bank: UUID
    number: int
    day: date


@dataclass(frozen=True, kw_only=True)
class BankReportDecided(Act):
    """The assembly approved a report of the bank, or did not. The subject is the report."""

    kind: ClassVar[str] = "bank.report_decided"
    power: ClassVar[str | None] = "bank.serve"

    bank: UUID
    resolution: UUID
    is_approved: bool


@dataclass(frozen=True, kw_only=True)
class FundsOpened(Act):
    """A place opened funds bound to a purpose. The subject is the place."""

    kind: ClassVar[str] = "bank.funds_opened"
    power: ClassVar[str | None] = "funds.keep"
    article: ClassVar[str] = "fund.kinds"

    funds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FundIncomeReceived(Act):
    """Money came into a fund. The subject is the place."""

    kind: ClassVar[str] = "bank.fund_income"
    power: ClassVar[str | None] = "funds.keep"

    fund: str
    amount: Money
    source: str


@dataclass(frozen=True, kw_only=True)
class FundRequested(Act):
    """The assembly is asked for money of a fund. The subject is the place."""

    kind: ClassVar[str] = "bank.fund_requested"
    power: ClassVar[str | None] = "funds.keep"

    fund: str
    amount: Money
    purpose: str


@dataclass(frozen=True, kw_only=True)
class FundPaid(Act):
    """A fund paid what the assembly resolved. The subject is the place."""

    kind: ClassVar[str] = "bank.fund_paid"
    power: ClassVar[str | None] = "funds.keep"

    fund: str
    amount: Money
    resolution: UUID
