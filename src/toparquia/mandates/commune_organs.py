"""The organs of a grown council and commune: executive unit, parliament, its councils, the room's team.

Source: law of communal councils, 2009 art. 19; law of communes, 2010 arts. 23 to 34 (second-hand).
"""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.mandates.office_kinds import Office, OrganKind

# An organ's own sessions are open to whoever sits in it; what else it may do follows.
MEET: Final = frozenset({"assemblies.meet"})
ASSEMBLIES: Final = frozenset({"assemblies.call", "assemblies.hold", "assemblies.sign"})
_THREE: Final = "mandate.spokesperson_years"
_TWO: Final = "commune.organ_years"
_PLANS: Final = frozenset({"planning.moderate", "planning.merge", "planning.draft", "planning.follow_up"})
_PAIRED: Final = "parliament.alternates"


def _with_alternate(office: Office, title: Sentence, *, part: int | None = None) -> tuple[Office, Office]:
    alternate = Office(
        f"{office.code}_alternate",
        title,
        frozenset(),
        seats=office.seats,
        years=office.years,
        age=office.age,
        part=office.part if part is None else part,
        alternate_of=office.code,
        per=office.per,
        only_if=_PAIRED if part is None else "",
    )
    return office, alternate


_DEPUTY: Final = MEET | ASSEMBLIES | {"charters.propose"}

COMMUNAL: Final[tuple[OrganKind, ...]] = (
    OrganKind(
        "executive_unit",
        Sentence("unidad ejecutiva", "executive unit"),
        (
            Office(
                "committee_spokesperson",
                Sentence("vocería de comité de trabajo", "spokesperson of a working committee"),
                # The dossiers of parcels are the land committee's alone (offices.COMMITTEE_OF).
                MEET | {"planning.cost", "planning.follow_up", "people.keep_land"},
                seats="council.committees",
                years=_THREE,
                per="committee",
            ),
        ),
    ),
    OrganKind(
        "parliament",
        Sentence("parlamento comunal", "communal parliament"),
        (
            *_with_alternate(
                Office(
                    "deputy",
                    Sentence("vocería de un consejo en el parlamento", "a council's voice in parliament"),
                    _DEPUTY,
                    seats="parliament.seats_per_council",
                    years=_THREE,
                    per="council",
                ),
                Sentence("suplente de un consejo en el parlamento", "a council's alternate in parliament"),
            ),
            *_with_alternate(
                Office(
                    "deputy_enterprises",
                    Sentence("vocería de las organizaciones socioproductivas", "voice of the enterprises"),
                    _DEPUTY,
                    seats="parliament.seats_enterprises",
                    years=_THREE,
                ),
                Sentence("suplente de las organizaciones socioproductivas", "the enterprises' alternate"),
            ),
            *_with_alternate(
                Office(
                    "deputy_bank",
                    Sentence("vocería del banco comunal", "voice of the communal bank"),
                    _DEPUTY,
                    seats="parliament.seats_bank",
                    years=_THREE,
                ),
                Sentence("suplente del banco comunal", "the communal bank's alternate"),
            ),
        ),
    ),
    OrganKind(
        "executive_council",
        Sentence("consejo ejecutivo", "executive council"),
        (
            *_with_alternate(
                Office(
                    "executive",
                    Sentence("integrante del consejo ejecutivo", "member of the executive council"),
                    MEET | ASSEMBLIES | _PLANS | {"planning.cost", "planning.check", "planning.admit"},
                    seats="executive.seats",
                    years=_THREE,
                ),
                Sentence("suplente del consejo ejecutivo", "alternate of the executive council"),
            ),
            *_with_alternate(
                Office(
                    "executive_enterprises",
                    Sentence("las organizaciones socioproductivas en el ejecutivo", "enterprises' executive"),
                    MEET | ASSEMBLIES | _PLANS | {"planning.cost", "planning.check", "planning.admit"},
                    seats="executive.seats",
                    years=_THREE,
                    part=1,
                ),
                Sentence(
                    "suplente de las organizaciones en el ejecutivo", "enterprises' executive alternate"
                ),
            ),
        ),
    ),
    OrganKind(
        "planning_council",
        Sentence("consejo de planificación", "planning council"),
        (
            Office(
                "planner",
                Sentence("integrante del consejo de planificación", "member of the planning council"),
                MEET | _PLANS | {"planning.cost", "planning.check"},
                seats="commune.planning_seats",
                years=_TWO,
            ),
        ),
    ),
    OrganKind(
        "economy_council",
        Sentence("consejo de economía", "economy council"),
        _with_alternate(
            Office(
                "economist",
                Sentence("integrante del consejo de economía", "member of the economy council"),
                MEET,
                seats="commune.economy_seats",
                years=_TWO,
            ),
            Sentence("suplente del consejo de economía", "alternate of the economy council"),
            part=1,
        ),
    ),
    OrganKind(
        "room_team",
        Sentence("equipo de la sala de autogobierno", "team of the self-government room"),
        (
            Office(
                "room_member",
                Sentence("integrante de la sala de autogobierno", "member of the self-government room"),
                MEET | {"planning.cost", "planning.draft", "planning.follow_up"},
                seats="commune.room_seats",
                years=_TWO,
            ),
        ),
    ),
)
