"""Shapes of input at the bank."""

from toparquia.bank.forms.keeping import (
    AgentBoxForm,
    CurrencyForm,
    FundIncomeForm,
    FundRequestForm,
    GroupForm,
    ReschedulingForm,
    SheetForm,
)
from toparquia.bank.forms.lending import (
    AmountForm,
    ApplyForm,
    CapitalForm,
    DeskForm,
    EnrolForm,
    MemberAmountForm,
    ProductForm,
    ResolutionForm,
    ReviewForm,
    SavingsForm,
    clean_money,
    period_words,
    units,
)

__all__ = [
    "AgentBoxForm",
    "AmountForm",
    "ApplyForm",
    "CapitalForm",
    "CurrencyForm",
    "DeskForm",
    "EnrolForm",
    "FundIncomeForm",
    "FundRequestForm",
    "GroupForm",
    "MemberAmountForm",
    "ProductForm",
    "ReschedulingForm",
    "ResolutionForm",
    "ReviewForm",
    "SavingsForm",
    "SheetForm",
    "clean_money",
    "period_words",
    "units",
]
