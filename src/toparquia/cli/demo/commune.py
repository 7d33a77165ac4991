"""One commune of the demo: where it lies, who lives there, and who holds which office."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zlib import crc32

from toparquia.cli.demo.calendar import Days
from toparquia.cli.demo.elections import Source
from toparquia.cli.demo.names import SETTLED, chance_of, neighbourhoods, residents
from toparquia.cli.demo.node import Node, acting
from toparquia.cli.demo.position import on_the_map
from toparquia.consultations.models import Consultation
from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet
from toparquia.mandates import services as offices
from toparquia.mandates.models import Mandate, Seat
from toparquia.people.models import Resident
from toparquia.people.services import BY_CENSUS, register_people, register_residents
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import NewPlace, adopt_rules, register_place
from toparquia.treasury.models import BudgetAllocation, Obligation

COUNCILS: Final = 5
ADULTS: Final = 10
CHILDREN: Final = 2
# In each council the first residents speak for it; the next ones serve the commune.
SPOKESPERSONS: Final = 3
FIRST_ORGANS: Final = ("electoral_commission",)
OTHER_ORGANS: Final = ("coordination", "finance_committee", "social_audit")


@dataclass
class Told:
    """What is known of a commune before it is built."""

    code: str
    name: str
    state: str
    state_code: str
    councils: list[str]
    rules: RuleSet
    source: Source | None = None


@dataclass
class Commune:
    """A commune while it is built: its places, its people, its officers."""

    node: Node
    told: Told
    days: Days
    chance: random.Random
    circuit: Place
    place: Place
    councils: list[Place]
    people: dict[str, list[Resident]] = field(default_factory=dict)
    # Mandates by (code of the place, kind of organ), in the order of the seats.
    officers: dict[tuple[str, str], list[Mandate]] = field(default_factory=dict)
    consultation: Consultation | None = None
    # The obligation of the winner that is carried through to the end.
    carried: Obligation | None = None
    # What the State says it pays this commune from, where it says so.
    allocation: BudgetAllocation | None = None

    def by(self, kind: str, at: datetime, number: int = 0, place: Place | None = None) -> Authority:
        """Return the authority of an officer of the commune or of one of its councils."""
        where = place or self.place
        return acting(self.officers[where.code, kind][number], where, at)

    def anyone(self, at: datetime, place: Place | None = None) -> Authority:
        """Return the authority of any resident."""
        return territory.open_authority(place or self.place, at)

    def registry(self, at: datetime, place: Place | None = None) -> Authority:
        """Return the registrar's authority."""
        return self.node.registry(place or self.place, at)

    def dice(self) -> str:
        """Return a throw of eight dice: the seed of a public draw."""
        return " ".join(str(self.chance.randint(1, 6)) for _ in range(8))


def settle(node: Node, told: Told, days: Days, at: datetime) -> Commune:
    """Register a commune in promotion with its circuit, rules, councils and residents."""
    chance = chance_of(node.seed, told.code)
    state = node.state(told.state, told.state_code, at)
    circuit = _place(node, state, NewPlace("circuit", f"circuito-{told.code}", f"Circuito {told.name}"), at)
    spot = on_the_map(told.source, seed=node.seed, code=told.code)
    place = _place(node, circuit, NewPlace("commune", told.code, told.name, spot), at)
    day = territory.local_day(place, at)
    adopt_rules(place=place, rules=told.rules, starts_on=day, by=node.registry(place, at), at=at)
    names = neighbourhoods(chance, told.councils, COUNCILS)
    councils = [
        _place(node, place, NewPlace("council", f"{told.code}-{number}", name, _size(name)), at)
        for number, name in enumerate(names, start=1)
    ]
    commune = Commune(node, told, days, chance, circuit, place, councils)
    for council in councils:
        told_people = residents(chance, SPOKESPERSONS, 0, day)
        commune.people[council.code] = register_residents(new=told_people, place=council, since=day - SETTLED)
    return commune


def _size(name: str) -> dict[str, object]:
    """Return the size of an urban council: 150 to 399 families, drawn from its name."""
    return {"setting": "urban", "families": 150 + crc32(name.encode()) % 250}


def seat_councils(commune: Commune, at: datetime) -> None:
    """Seat the spokespersons of the councils, whom their constitutive assemblies chose."""
    for council in commune.councils:
        commune.officers[council.code, "coordination"] = _seat(
            commune, council, "coordination", commune.people[council.code], at
        )


def take_census(commune: Commune, at: datetime) -> None:
    """Let each council's spokesperson enter the other residents in its register."""
    for council in commune.councils:
        new = residents(commune.chance, ADULTS - SPOKESPERSONS, CHILDREN, territory.local_day(council, at))
        by = commune.by("coordination", at, place=council)
        commune.people[council.code] += register_people(place=council, new=new, by=by, at=at, way=BY_CENSUS)


def seat_commune(commune: Commune, kinds: tuple[str, ...], at: datetime) -> None:
    """Seat organs of the commune with people of its councils, nobody twice."""
    people = _free(commune)
    for kind in kinds:
        seated = _seat(commune, commune.place, kind, people, at)
        commune.officers[commune.place.code, kind] = seated
        people = people[len(seated) :]


def seat_parliament(commune: Commune, at: datetime) -> None:
    """Seat in parliament one person for each council, whom the council's assembly chose."""
    place, by = commune.place, commune.registry(at)
    organ = offices.constitute_organ(place=place, kind="parliament", by=by, at=at)
    free = {person.id: person for person in _free(commune)}
    seats = Seat.objects.filter(organ=organ, office="deputy").select_related("organ__place", "council")
    chosen = [
        (seat, next(one for one in commune.people[seat.council.code][:ADULTS] if one.id in free))
        for seat in seats.order_by("number")
        if seat.council
    ]
    commune.officers[place.code, "parliament"] = offices.proclaim_all_first(
        chosen=chosen, starts_on=territory.local_day(place, at), by=by, at=at
    )


def _free(commune: Commune) -> list[Resident]:
    busy = {mandate.holder_id for held in commune.officers.values() for mandate in held}
    adults = (commune.people[council.code][:ADULTS] for council in commune.councils)
    # One from each council in turn, so that every council has people in every organ.
    return [person for row in zip(*adults, strict=True) for person in row if person.id not in busy]


def _seat(commune: Commune, place: Place, kind: str, people: list[Resident], at: datetime) -> list[Mandate]:
    by = commune.registry(at, place)
    organ = offices.constitute_organ(place=place, kind=kind, by=by, at=at)
    seats = list(Seat.objects.filter(organ=organ).select_related("organ__place").order_by("office", "number"))
    return offices.proclaim_all_first(
        chosen=list(zip(seats, people, strict=False)),
        starts_on=territory.local_day(place, at),
        by=by,
        at=at,
    )


def _place(node: Node, parent: Place, new: NewPlace, at: datetime) -> Place:
    return register_place(new=new, parent=parent, by=node.registry(parent, at), at=at)
