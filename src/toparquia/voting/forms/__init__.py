"""The shapes of what an electoral commission types."""

from toparquia.voting.forms.deciding import ConfirmForm, SeedForm
from toparquia.voting.forms.paper import CorrectionForm, TallyForm

__all__ = ["ConfirmForm", "CorrectionForm", "SeedForm", "TallyForm"]
