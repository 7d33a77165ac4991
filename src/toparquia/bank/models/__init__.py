"""The bank's tables: the bank itself with its members, and its loans."""

from toparquia.bank.models.banks import (
    Bank,
    BankAccount,
    CashCount,
    Member,
    MemberPayment,
    Receipt,
    Savings,
    SavingsKind,
)
from toparquia.bank.models.credit import (
    Adoption,
    Application,
    Loan,
    LoanProduct,
    Repayment,
    Review,
    WriteOff,
)

__all__ = [
    "Adoption",
    "Application",
    "Bank",
    "BankAccount",
    "CashCount",
    "Loan",
    "LoanProduct",
    "Member",
    "MemberPayment",
    "Receipt",
    "Repayment",
    "Review",
    "Savings",
    "SavingsKind",
    "WriteOff",
]
