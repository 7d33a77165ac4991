"""The shapes of what is typed into planning's pages."""

from toparquia.planning.forms.admitting import AdmitForm
from toparquia.planning.forms.checking import CheckForm
from toparquia.planning.forms.costing import EstimateForm
from toparquia.planning.forms.debating import AppealAnswerForm, ArgumentForm, WithdrawForm
from toparquia.planning.forms.merging import MergeForm
from toparquia.planning.forms.voicing import NeedForm, PotentialForm, ProjectForm

__all__ = [
    "AdmitForm",
    "AppealAnswerForm",
    "ArgumentForm",
    "CheckForm",
    "EstimateForm",
    "MergeForm",
    "NeedForm",
    "PotentialForm",
    "ProjectForm",
    "WithdrawForm",
]
