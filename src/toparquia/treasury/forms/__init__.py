"""What people type: one form a verb, each with its key."""

from toparquia.treasury.forms.acts import (
    ClosingForm,
    DecisionForm,
    DisburseForm,
    QuestionForm,
    TakeBackForm,
    WordsForm,
)
from toparquia.treasury.forms.budget import AllocationForm, DistributionForm
from toparquia.treasury.forms.invoice import InvoiceForm

__all__ = [
    "AllocationForm",
    "ClosingForm",
    "DecisionForm",
    "DisburseForm",
    "DistributionForm",
    "InvoiceForm",
    "QuestionForm",
    "TakeBackForm",
    "WordsForm",
]
