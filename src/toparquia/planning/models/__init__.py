"""Needs, potentials and projects, and what hangs on them: debate, merging, priorities, the agenda."""

from toparquia.planning.models.agenda import (
    Agenda,
    AgendaItem,
    AgendaPresentation,
    ItemNote,
    Priorities,
    PriorityRank,
)
from toparquia.planning.models.debate import (
    Appeal,
    AppealAnswer,
    Argument,
    Withdrawal,
)
from toparquia.planning.models.merging import (
    MergeConsent,
    Merged,
    MergeOffer,
    MergeRefusal,
    Proposer,
)
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
from toparquia.planning.models.works import (
    WorkPlan,
    WorkStep,
)

__all__ = [
    "HEX_256",
    "Admission",
    "Agenda",
    "AgendaItem",
    "AgendaPresentation",
    "Appeal",
    "AppealAnswer",
    "Argument",
    "CheckFinding",
    "Endorsement",
    "Estimate",
    "EstimateLine",
    "ItemNote",
    "MergeConsent",
    "MergeOffer",
    "MergeRefusal",
    "Merged",
    "Need",
    "Potential",
    "PreVoteCheck",
    "Priorities",
    "PriorityRank",
    "Project",
    "Proposer",
    "Withdrawal",
    "WorkPlan",
    "WorkStep",
]
