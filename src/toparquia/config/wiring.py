"""Which room hears which act, who says whether a mandate holds, and what waits for an assembly.

A handler runs in the transaction of the act that called it, right after the act is in the Gazette:
`handler(act, by=authority, at=moment)`. If it refuses, the act did not happen either.
"""

from __future__ import annotations

from toparquia.assemblies.subjects import Subjects
from toparquia.charters import rules as charters
from toparquia.charters import subjects as foundings
from toparquia.consultations.acts import ConsultationCertified
from toparquia.gazette.acts import Act, Handler
from toparquia.mandates.queries import holds
from toparquia.planning import queries as planning
from toparquia.planning import subjects as projects
from toparquia.treasury import queries as treasury
from toparquia.treasury import subjects as reports
from toparquia.treasury.services import oblige

__all__ = ["HANDLERS", "SUBJECTS", "holds"]

HANDLERS: dict[type[Act], list[Handler]] = {
    # A decision binds: what won is owed from the same moment on.
    ConsultationCertified: [oblige],
}

# What assemblies decide about, by the kind that a motion names: who says what waits and what a thing is.
SUBJECTS: dict[str, Subjects] = {
    charters.JOINING: foundings.JOININGS,
    charters.APPROVAL: foundings.APPROVALS,
    planning.ADMISSION: projects,
    treasury.REPORT: reports,
}
