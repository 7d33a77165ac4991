"""The verbs of a vote, in the order of its life."""

from toparquia.voting.services.certifying import certify
from toparquia.voting.services.closing import close_vote, draw_tie
from toparquia.voting.services.importing import import_ballots
from toparquia.voting.services.opening import NewOption, open_vote, yes_or_no
from toparquia.voting.services.paper import Recorded, record_tally_sheet

__all__ = [
    "NewOption",
    "Recorded",
    "certify",
    "close_vote",
    "draw_tie",
    "import_ballots",
    "open_vote",
    "record_tally_sheet",
    "yes_or_no",
]
