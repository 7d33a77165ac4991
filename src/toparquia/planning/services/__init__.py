"""The writers of planning: say what is lacking, propose, argue, merge, cost, check before the vote, admit."""

from toparquia.planning.services.admitting import admit, admit_all
from toparquia.planning.services.checking import NewCheck, check_all_before_vote, check_before_vote
from toparquia.planning.services.costing import NewEstimate, make_all_estimates, make_estimate
from toparquia.planning.services.debating import (
    answer_appeal,
    appeal_withdrawal,
    argue,
    erase_withdrawn,
    take_back_argument,
    withdraw_argument,
)
from toparquia.planning.services.endorsing import endorse
from toparquia.planning.services.merging import JointProject, consent_to_merge, offer_merge, refuse_merge
from toparquia.planning.services.voicing import (
    NewNeed,
    NewPotential,
    NewProject,
    propose,
    propose_all,
    record_potential,
    voice_need,
)

__all__ = [
    "JointProject",
    "NewCheck",
    "NewEstimate",
    "NewNeed",
    "NewPotential",
    "NewProject",
    "admit",
    "admit_all",
    "answer_appeal",
    "appeal_withdrawal",
    "argue",
    "check_all_before_vote",
    "check_before_vote",
    "consent_to_merge",
    "endorse",
    "erase_withdrawn",
    "make_all_estimates",
    "make_estimate",
    "offer_merge",
    "propose",
    "propose_all",
    "record_potential",
    "refuse_merge",
    "take_back_argument",
    "voice_need",
    "withdraw_argument",
]
