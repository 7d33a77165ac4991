"""The verbs of a vote, in the order of its life."""

from toparquia.voting.services.auditing import Round, record_audit
from toparquia.voting.services.balloting import Accepted, accept_ballot
from toparquia.voting.services.box_count import close_box, record_decryption, sum_box
from toparquia.voting.services.box_setup import (
    deliver_credentials,
    open_box,
    record_ceremony_step,
    set_up_box,
)
from toparquia.voting.services.certifying import certify
from toparquia.voting.services.checking_in import check_in, return_slip
from toparquia.voting.services.closing import close_vote, draw_tie
from toparquia.voting.services.importing import import_ballots
from toparquia.voting.services.opening import NewOption, open_vote, yes_or_no
from toparquia.voting.services.paper import Recorded, record_tally_sheet
from toparquia.voting.services.picturing import picture_option

__all__ = [
    "Accepted",
    "NewOption",
    "Recorded",
    "Round",
    "accept_ballot",
    "certify",
    "check_in",
    "close_box",
    "close_vote",
    "deliver_credentials",
    "draw_tie",
    "import_ballots",
    "open_box",
    "open_vote",
    "picture_option",
    "record_audit",
    "record_ceremony_step",
    "record_decryption",
    "record_tally_sheet",
    "return_slip",
    "set_up_box",
    "sum_box",
    "yes_or_no",
]
