"""The shapes of what is typed into planning's pages."""

from toparquia.planning.forms.admitting import AdmitForm
from toparquia.planning.forms.agenda import AgendaForm, ItemForm, NoteForm, PrioritiesForm
from toparquia.planning.forms.checking import CheckForm
from toparquia.planning.forms.costing import EstimateForm
from toparquia.planning.forms.debating import AppealAnswerForm, ArgumentForm, WithdrawForm
from toparquia.planning.forms.merging import MergeForm
from toparquia.planning.forms.voicing import NeedForm, PotentialForm, ProjectForm
from toparquia.planning.forms.works import WorksForm

__all__ = [
    "AdmitForm",
    "AgendaForm",
    "AppealAnswerForm",
    "ArgumentForm",
    "CheckForm",
    "EstimateForm",
    "ItemForm",
    "MergeForm",
    "NeedForm",
    "NoteForm",
    "PotentialForm",
    "PrioritiesForm",
    "ProjectForm",
    "WithdrawForm",
    "WorksForm",
]
