"""The writers of planning: say what is lacking, propose, endorse, cost, check before the vote, admit."""

from toparquia.planning.services.admitting import admit, admit_all
from toparquia.planning.services.checking import NewCheck, check_all_before_vote, check_before_vote
from toparquia.planning.services.costing import NewEstimate, make_all_estimates, make_estimate
from toparquia.planning.services.endorsing import endorse
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
    "NewCheck",
    "NewEstimate",
    "NewNeed",
    "NewPotential",
    "NewProject",
    "admit",
    "admit_all",
    "check_all_before_vote",
    "check_before_vote",
    "endorse",
    "make_all_estimates",
    "make_estimate",
    "propose",
    "propose_all",
    "record_potential",
    "voice_need",
]
