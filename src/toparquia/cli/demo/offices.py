"""Elections and recalls of the demo: a people that elects by its customs, and a recall under way."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from toparquia.cli.demo.commune import Commune
from toparquia.cli.demo.names import SETTLED, residents
from toparquia.cli.demo.node import NATIONAL_RULES, acting
from toparquia.elections import services
from toparquia.foundation.rulesets import built_in
from toparquia.mandates import services as mandates
from toparquia.mandates.models import Mandate, Organ, Seat
from toparquia.mandates.offices import ORGANS
from toparquia.people.models import Resident
from toparquia.people.services import register_residents
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import NewPlace, adopt_rules, register_place

PEOPLE: Final = 12
COMMISSIONERS: Final = 2
# Enough for a petition in a council as small as the demo's.
SIGNERS: Final = 3


def by_custom(commune: Commune, at: datetime) -> Place:
    """Let an indigenous council beside the commune choose its spokespersons in its own way; return it."""
    node, circuit = commune.node, commune.circuit
    new = NewPlace(
        "council",
        f"{commune.told.code}-indigena",
        "Comunidad Kamarata",
        {"setting": "indigenous", "families": 18},
    )
    council = register_place(new=new, parent=circuit, by=node.registry(circuit, at), at=at)
    day = territory.local_day(council, at)
    registry = node.registry(council, at)
    adopt_rules(place=council, rules=built_in(NATIONAL_RULES), starts_on=day, by=registry, at=at)
    told = residents(commune.chance, PEOPLE, 0, day)
    people = register_residents(new=told, place=council, since=day - SETTLED)
    commission = _commission(commune, council, people[-COMMISSIONERS:], at)
    organ = mandates.constitute_organ(place=council, kind="coordination", by=registry, at=at)
    found = services.record_custom(
        organ=organ,
        office=ORGANS["coordination"].offices[0].code,
        authority="Capitán y consejo de ancianas y ancianos",
        minutes="Se conversó dos tardes en la churuata hasta que nadie tuvo nada más que decir.",
        held_on=day,
        chosen=[person.id for person in people[:SIGNERS]],
        by=acting(commission, council, at),
        at=at,
    )
    services.proclaim_election(election_id=found.id, by=acting(commission, council, at), at=at)
    return council


def election_under_way(commune: Commune, at: datetime) -> None:
    """Give the commune a planning council, whose seats are all vacant, and call its election."""
    place = commune.place
    organ = Organ.objects.select_related("place").get(place=place, kind="planning_council")
    services.call_election(
        organ=organ,
        office=ORGANS[organ.kind].offices[0].code,
        procedure="ballot",
        by=commune.by("electoral_commission", at),
        at=at,
    )


def recall_under_way(commune: Commune, place: Place, at: datetime) -> None:
    """Let neighbours ask for the recall of a spokesperson of a place and sign: it waits for its check."""
    asked = services.ask_recall(
        mandate_id=commune.officers[place.code, "coordination"][-1].id,
        origin="petition",
        ground="accounts_late",
        text="No se han rendido las cuentas del último trimestre.",
        by=commune.anyone(at, place),
        at=at,
    )
    for person in commune.people[commune.councils[0].code][3 : 3 + SIGNERS]:
        services.sign_petition(recall_id=asked.id, resident_id=person.id, by=commune.anyone(at, place), at=at)


def _commission(commune: Commune, place: Place, people: list[Resident], at: datetime) -> Mandate:
    """Seat an electoral commission; return the first of it."""
    by = commune.node.registry(place, at)
    organ: Organ = mandates.constitute_organ(place=place, kind="electoral_commission", by=by, at=at)
    office = ORGANS["electoral_commission"].offices[0].code
    seats = Seat.objects.filter(organ=organ, office=office).select_related("organ__place").order_by("number")
    chosen = list(zip(seats, people, strict=False))
    first, *_others = mandates.proclaim_all_first(
        chosen=chosen, starts_on=territory.local_day(place, at), by=by, at=at
    )
    return first
