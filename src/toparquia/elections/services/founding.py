"""A commune was founded: it is born with its organs vacant, and the elections that fill them are called."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from toparquia.charters.acts import CommuneRegistered
from toparquia.elections import queries
from toparquia.elections.acts import ElectionCalledAtFounding
from toparquia.elections.models import Election
from toparquia.elections.services.calling import call_election
from toparquia.foundation.authority import Authority
from toparquia.mandates.models import Organ, Seat
from toparquia.mandates.offices import ORGANS
from toparquia.mandates.services import constitute_organ
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

# Parliament elects the executive itself, and enterprises and bank choose their own voices once they exist.
BORN_WITH: Final = (
    "parliament",
    "executive_council",
    "planning_council",
    "economy_council",
    "finance_committee",
    "social_audit",
)
ELECTED_BY_PEOPLE: Final = ("parliament", "finance_committee", "social_audit")


def hear_founding(act: CommuneRegistered, *, by: Authority, at: datetime) -> None:
    """Constitute a new commune's organs and call the elections to its parliament, finance and audit.

    Each council elects its own voices in parliament. A seat that is held already is left as it is.
    Source: the rule set's parliament.*, finance.size, audit.size and election.*_days.
    """
    place = territory.place(act.subject)
    there = {organ.kind: organ for organ in Organ.objects.filter(place=place)}
    for kind in BORN_WITH:
        organ = there.get(kind) or constitute_organ(place=place, kind=kind, by=by, at=at)
        if kind in ELECTED_BY_PEOPLE:
            organ.place = place
            for council in _electing(organ):
                _call(organ, council, by, at)


def _electing(organ: Organ) -> list[Place | None]:
    """Return the councils that elect to an organ's first office, or nobody but the commune as a whole."""
    office = ORGANS[organ.kind].offices[0]
    if office.per != "council":
        return [None]
    seats = Seat.objects.filter(organ=organ, office=office.code).select_related("council").order_by("number")
    return list(dict.fromkeys(seat.council for seat in seats))


def _call(organ: Organ, council: Place | None, by: Authority, at: datetime) -> None:
    office = ORGANS[organ.kind].offices[0].code
    day = territory.local_day(organ.place, at)
    if queries.seats_to_fill(organ.id, office, day, council):
        call_election(
            organ=organ,
            office=office,
            council=council,
            procedure=Election.Procedure.BALLOT,
            by=by,
            at=at,
            act=ElectionCalledAtFounding,
        )
