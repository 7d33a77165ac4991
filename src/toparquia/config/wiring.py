"""Which room hears which act, who says whether a mandate holds, and what waits for an assembly.

A handler runs in the transaction of the act that called it, right after the act is in the Gazette:
`handler(act, by=authority, at=moment)`. If it refuses, the act did not happen either.
"""

from __future__ import annotations

from uuid import UUID

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.acts import MotionPut, ResolutionTaken
from toparquia.assemblies.subjects import Subjects
from toparquia.bank import queries as bank
from toparquia.bank import subjects as banking
from toparquia.charters import rules as charters
from toparquia.charters import subjects as foundings
from toparquia.charters.acts import CommuneRegistered
from toparquia.consultations.acts import ConsultationCertified
from toparquia.elections import queries as elections
from toparquia.elections import rules as election_rules
from toparquia.elections import subjects as offices
from toparquia.elections.services import hear_founding, hear_motion, hear_resolution
from toparquia.gazette.acts import Act, Handler
from toparquia.mandates.queries import holds
from toparquia.planning import queries as planning
from toparquia.planning import subjects as projects
from toparquia.treasury import queries as treasury
from toparquia.treasury import subjects as reports
from toparquia.treasury.services import oblige

__all__ = ["HANDLERS", "SUBJECTS", "decides_offices", "holds"]

HANDLERS: dict[type[Act], list[Handler]] = {
    # A decision binds: what won is owed from the same moment on.
    ConsultationCertified: [oblige],
    # A commune is born with its organs vacant and the elections that fill them called.
    CommuneRegistered: [hear_founding],
    # A motion that could not be carried out is refused before the vote; a recall takes effect with it.
    MotionPut: [hear_motion],
    ResolutionTaken: [hear_resolution],
}

# What assemblies decide about, by the kind that a motion names: who says what waits and what a thing is.
SUBJECTS: dict[str, Subjects] = {
    charters.JOINING: foundings.JOININGS,
    charters.APPROVAL: foundings.APPROVALS,
    charters.AMENDMENT: foundings.AMENDMENTS,
    charters.NORM: foundings.NORMS,
    charters.NORM_IN_PARLIAMENT: foundings.PARLIAMENT_NORMS,
    election_rules.CANDIDACY: offices.CANDIDACIES,
    election_rules.RECALL: offices.RECALLS,
    planning.ADMISSION: projects,
    planning.AGENDA: projects.AGENDAS,
    planning.PRIORITIES: projects.ORDERS,
    treasury.REPORT: reports,
    treasury.VARIATION: reports.VARIATIONS,
    bank.PRODUCT: banking.PRODUCTS,
    bank.LOAN: banking.LOSSES,
    bank.CURRENCY: banking.CURRENCIES,
    bank.REPORT: banking.REPORTS,
    bank.FUND: banking.FUNDS,
}


def decides_offices(decided_by: UUID, *, place_id: UUID) -> bool:
    """Return whether an election, or a resolution about offices, of a place has that id and stands."""
    return elections.is_known(decided_by, place_id=place_id) or assemblies.decided_on_offices(
        decided_by, place_id
    )
