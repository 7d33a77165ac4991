"""The shapes of what is typed into planning's pages."""

from toparquia.planning.forms.admitting import AdmitForm
from toparquia.planning.forms.checking import CheckForm
from toparquia.planning.forms.costing import EstimateForm
from toparquia.planning.forms.voicing import NeedForm, PotentialForm, ProjectForm

__all__ = ["AdmitForm", "CheckForm", "EstimateForm", "NeedForm", "PotentialForm", "ProjectForm"]
