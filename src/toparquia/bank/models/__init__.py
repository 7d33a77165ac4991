"""The bank's tables: the bank itself with its members, its loans, and what stands beside them."""

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
from toparquia.bank.models.communal import (
    CommunalAccount,
    CommunalAdoption,
    CommunalCurrency,
    CommunalPayment,
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
from toparquia.bank.models.funds import CommunalFund, FundIncome, FundPayment, FundRequest
from toparquia.bank.models.groups import Group, GroupMember, Pledge, PledgeEnd
from toparquia.bank.models.keeping import (
    Agent,
    AgentCount,
    AgentEnd,
    AgentReceipt,
    BankReport,
    BankReportDecision,
    Provision,
    Rescheduling,
)

__all__ = [
    "Adoption",
    "Agent",
    "AgentCount",
    "AgentEnd",
    "AgentReceipt",
    "Application",
    "Bank",
    "BankAccount",
    "BankReport",
    "BankReportDecision",
    "CashCount",
    "CommunalAccount",
    "CommunalAdoption",
    "CommunalCurrency",
    "CommunalFund",
    "CommunalPayment",
    "FundIncome",
    "FundPayment",
    "FundRequest",
    "Group",
    "GroupMember",
    "Loan",
    "LoanProduct",
    "Member",
    "MemberPayment",
    "Pledge",
    "PledgeEnd",
    "Provision",
    "Receipt",
    "Repayment",
    "Rescheduling",
    "Review",
    "Savings",
    "SavingsKind",
    "WriteOff",
]
