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
from toparquia.planning.services.drafting import (
    NewItem,
    add_item,
    begin_agenda,
    note_progress,
    present_agenda,
    remove_item,
)
from toparquia.planning.services.endorsing import endorse
from toparquia.planning.services.merging import JointProject, consent_to_merge, offer_merge, refuse_merge
from toparquia.planning.services.ordering import NewWorkPlan, list_priorities, plan_works
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
    "NewItem",
    "NewNeed",
    "NewPotential",
    "NewProject",
    "NewWorkPlan",
    "add_item",
    "admit",
    "admit_all",
    "answer_appeal",
    "appeal_withdrawal",
    "argue",
    "begin_agenda",
    "check_all_before_vote",
    "check_before_vote",
    "consent_to_merge",
    "endorse",
    "erase_withdrawn",
    "list_priorities",
    "make_all_estimates",
    "make_estimate",
    "note_progress",
    "offer_merge",
    "plan_works",
    "present_agenda",
    "propose",
    "propose_all",
    "record_potential",
    "refuse_merge",
    "remove_item",
    "take_back_argument",
    "voice_need",
    "withdraw_argument",
]
