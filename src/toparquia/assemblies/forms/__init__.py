"""The shapes of what is typed at an assembly."""

from toparquia.assemblies.forms.arriving import ArrivalForm, PaperListForm, PhotoForm
from toparquia.assemblies.forms.calling import OpenCallForm, SessionForm
from toparquia.assemblies.forms.deciding import DecisionForm, MotionForm

__all__ = [
    "ArrivalForm",
    "DecisionForm",
    "MotionForm",
    "OpenCallForm",
    "PaperListForm",
    "PhotoForm",
    "SessionForm",
]
