"""The shapes of what is typed at an assembly."""

from toparquia.assemblies.forms.calling import OpenCallForm, SessionForm
from toparquia.assemblies.forms.deciding import DecisionForm, MotionForm

__all__ = ["DecisionForm", "MotionForm", "OpenCallForm", "SessionForm"]
