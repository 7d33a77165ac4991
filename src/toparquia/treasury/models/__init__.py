"""The treasury's tables, append only: nothing that was owed, paid or said is changed.

Only `ObligationStanding` changes, and only triggers write it: what it says can be worked out again.
"""

from toparquia.treasury.models.budget import BudgetAllocation, Distribution, DistributionPart, Draw
from toparquia.treasury.models.invoices import (
    Attachment,
    Invoice,
    InvoiceLine,
    InvoiceReversal,
    Payment,
    Release,
)
from toparquia.treasury.models.obligations import (
    Disbursement,
    Obligation,
    ObligationAccount,
    ObligationStanding,
    Receipt,
    Tranche,
)
from toparquia.treasury.models.petty import PettyFill, Voucher
from toparquia.treasury.models.purchases import Choice, Conflict, Purchase, Quotation, Supplier
from toparquia.treasury.models.reports import (
    AccountabilityReport,
    Answer,
    CaseClosing,
    Question,
    ReportDecision,
)
from toparquia.treasury.models.statements import BankStatement, LineMatch, StatementLine
from toparquia.treasury.models.works import (
    Delivery,
    FollowUp,
    LabourDay,
    Progress,
    Schedule,
    Stage,
    StockMove,
    Variation,
    VariationDecision,
)

__all__ = [
    "AccountabilityReport",
    "Answer",
    "Attachment",
    "BankStatement",
    "BudgetAllocation",
    "CaseClosing",
    "Choice",
    "Conflict",
    "Delivery",
    "Disbursement",
    "Distribution",
    "DistributionPart",
    "Draw",
    "FollowUp",
    "Invoice",
    "InvoiceLine",
    "InvoiceReversal",
    "LabourDay",
    "LineMatch",
    "Obligation",
    "ObligationAccount",
    "ObligationStanding",
    "Payment",
    "PettyFill",
    "Progress",
    "Purchase",
    "Question",
    "Quotation",
    "Receipt",
    "Release",
    "ReportDecision",
    "Schedule",
    "Stage",
    "StatementLine",
    "StockMove",
    "Supplier",
    "Tranche",
    "Variation",
    "VariationDecision",
    "Voucher",
]
