"""The shapes of what an electoral commission types."""

from toparquia.voting.forms.deciding import SeedForm
from toparquia.voting.forms.online import BoxForm, CheckInForm
from toparquia.voting.forms.paper import CorrectionForm, TallyForm
from toparquia.voting.forms.picturing import PictureForm

__all__ = ["BoxForm", "CheckInForm", "CorrectionForm", "PictureForm", "SeedForm", "TallyForm"]
