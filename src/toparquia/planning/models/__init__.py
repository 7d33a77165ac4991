"""Needs, potentials and projects, and what hangs on them: debate, merging, priorities, the agenda."""

from toparquia.planning.models.debate import Appeal, AppealAnswer, Argument, Withdrawal
from toparquia.planning.models.merging import MergeConsent, Merged, MergeOffer, MergeRefusal, Proposer
from toparquia.planning.models.projects import (
    HEX_256,
    Admission,
    CheckFinding,
    Endorsement,
    Estimate,
    EstimateLine,
    Need,
    Potential,
    PreVoteCheck,
    Project,
)

__all__ = [
    "HEX_256",
    "Admission",
    "Appeal",
    "AppealAnswer",
    "Argument",
    "CheckFinding",
    "Endorsement",
    "Estimate",
    "EstimateLine",
    "MergeConsent",
    "MergeOffer",
    "MergeRefusal",
    "Merged",
    "Need",
    "Potential",
    "PreVoteCheck",
    "Project",
    "Proposer",
    "Withdrawal",
]
