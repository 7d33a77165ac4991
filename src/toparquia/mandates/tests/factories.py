"""One small territory with its offices filled, made by the verbs themselves: the cast of the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet, built_in
from toparquia.mandates import queries, services
from toparquia.mandates.models import Mandate, Organ, Seat
from toparquia.mandates.offices import ORGANS
from toparquia.people.models import Resident
from toparquia.people.services import register_resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import NewPlace, open_node, register_place

ADULT = date(1980, 5, 17)


@dataclass
class Country:
    """A country down to one commune with two councils, and the registrar who keeps its register."""

    root: Place
    circuit: Place
    commune: Place
    councils: list[Place]
    registrar: Mandate
    at: datetime

    @property
    def day(self) -> date:
        """Return the date it is in the country."""
        return territory.local_day(self.root, self.at)

    def registry(self, place: Place) -> Authority:
        """Return the registrar's authority in a place."""
        return queries.authority_of(self.registrar, place=place, day=self.day)

    def neighbour(
        self, council: Place | None = None, *, birth: date = ADULT, name: str = "Ana", lived_days: int = 400
    ) -> Resident:
        """Register a resident of a council."""
        where = council or self.councils[0]
        return register_resident(
            given_names=name,
            surnames="Pérez",
            birth_date=birth,
            place=where,
            since=self.day - timedelta(days=lived_days),
        )

    def organ(self, place: Place, kind: str) -> Organ:
        """Constitute an organ with empty seats."""
        return services.constitute_organ(place=place, kind=kind, by=self.registry(place), at=self.at)

    def officer(self, place: Place, kind: str, number: int = 1, holder: Resident | None = None) -> Mandate:
        """Fill a seat of an organ, constituting the organ if it is not there yet."""
        organ = Organ.objects.filter(place=place, kind=kind).first() or self.organ(place, kind)
        return services.proclaim_first(
            seat=Seat.objects.get(organ=organ, office=ORGANS[kind].offices[0].code, number=number),
            holder=holder or self.neighbour(place if place.is_council else None),
            starts_on=self.day,
            by=self.registry(place),
            at=self.at,
        )


def make_country(at: datetime, *, rules: str | RuleSet = "venezuela-communes") -> Country:
    """Open a node and register a state, a circuit, a commune and two councils."""
    root = open_node(
        code="pais", name="País", rules=built_in(rules) if isinstance(rules, str) else rules, at=at
    )
    registrar = first_registrar(root, at)
    places: dict[str, Place] = {"country": root}
    parent = root
    for kind, code in (("state", "estado"), ("circuit", "circuito"), ("commune", "comuna")):
        by = queries.authority_of(registrar, place=parent, day=territory.local_day(root, at))
        parent = places[kind] = register_place(
            new=NewPlace(kind, code, code.title()), parent=parent, by=by, at=at
        )
    by = queries.authority_of(registrar, place=parent, day=territory.local_day(root, at))
    councils = [
        register_place(new=NewPlace("council", f"consejo-{n}", f"Consejo {n}"), parent=parent, by=by, at=at)
        for n in (1, 2)
    ]
    return Country(root, places["circuit"], parent, councils, registrar, at)


def first_registrar(root: Place, at: datetime) -> Mandate:
    """Seat the first registrar, as `toparquia setup` does."""
    return services.seat_first_registrar(
        root=root,
        given_names="Luisa",
        surnames="Gómez",
        birth_date=ADULT,
        at=at,
    )
