"""The demo's node: its country, the registry that keeps it, and the State's paying office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from toparquia.cli.demo.names import chance_of, residents
from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet, built_in
from toparquia.mandates import queries as mandates
from toparquia.mandates import services as offices
from toparquia.mandates.models import Mandate, Seat
from toparquia.people.services import register_residents
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import NewPlace, open_node, register_place

COUNTRY: Final = "pais-de-muestra"
NATIONAL_RULES: Final = "venezuela-communes"
CITY_RULES: Final = "city-participatory-budget"
# Where a file names the country: its time zone, so that hours on the pages are those of the place.
ZONES: Final = {
    "Poland": "Europe/Warsaw",
    "France": "Europe/Paris",
    "Hungary": "Europe/Budapest",
    "Netherlands": "Europe/Amsterdam",
    "Switzerland": "Europe/Zurich",
    "US": "America/New_York",
    "Worldwide": "UTC",
}


@dataclass
class Node:
    """The country of a demo while it is built, and who acts for it."""

    root: Place
    registrar: Mandate
    treasurer: Mandate
    seed: int
    today: date
    states: dict[str, Place] = field(default_factory=dict)

    def registry(self, place: Place, at: datetime) -> Authority:
        """Return the registrar's authority in a place."""
        return acting(self.registrar, place, at)

    def treasury(self, place: Place, at: datetime) -> Authority:
        """Return the State treasurer's authority in a place."""
        return acting(self.treasurer, place, at)

    def state(self, name: str, code: str, at: datetime) -> Place:
        """Return a state of the country, registered when it is first needed."""
        if name not in self.states:
            more = {"timezone": ZONES[name]} if name in ZONES else {}
            self.states[name] = register_place(
                new=NewPlace("state", code, name, more),
                parent=self.root,
                by=self.registry(self.root, at),
                at=at,
            )
        return self.states[name]


def acting(mandate: Mandate, place: Place, at: datetime) -> Authority:
    """Return the authority of a mandate in a place at a moment."""
    return mandates.authority_of(mandate, place=place, day=territory.local_day(place, at))


def open_country(*, seed: int, today: date, at: datetime) -> Node:
    """Open the node, seat its registrar, and fill the State's paying office."""
    chance = chance_of(seed, "node")
    root = open_node(
        code=COUNTRY, name="País de muestra", rules=built_in(NATIONAL_RULES), at=at, is_sample=True
    )
    first, second = residents(chance, 2, 0, today)
    registrar = offices.seat_first_registrar(
        root=root, given_names=first.given_names, surnames=first.surnames, birth_date=first.birth_date, at=at
    )
    day = territory.local_day(root, at)
    (treasurer,) = register_residents(new=[second], place=root, since=day)
    by = acting(registrar, root, at)
    organ = offices.constitute_organ(place=root, kind="federal_council", by=by, at=at)
    seat = Seat.objects.select_related("organ__place").get(organ=organ)
    mandate = offices.proclaim_first(seat=seat, holder=treasurer, starts_on=day, by=by, at=at)
    return Node(root, registrar, mandate, seed, today)


def city_rules(
    currency: str, timezone: str, *, years: int | None = None, pays_at_once: bool = False
) -> RuleSet:
    """Return the rules of a city in its own currency and time; with `years`, with terms that long.

    Some things differ from the file that comes with the program, so that the whole cycle can be shown: a
    founding referendum, five councils, several consultations a year, and where `pays_at_once` one tranche.
    """
    document: dict[str, Any] = built_in(CITY_RULES).as_document()
    document["rules"] |= {"version": "1-demo", "currency": currency, "timezone": timezone}
    changed: dict[str, Any] = {
        "charter.approval": "referendum",
        "commune.min_councils": 5,
        "consultation.per_year": 4,
    }
    if pays_at_once:
        changed["obligation.tranches"] = ["1.00"]
    if years is not None:
        changed |= {"mandate.spokesperson_years": years, "finance.term_years": years}
    for key, value in changed.items():
        document["parameters"][key] |= {"value": value, "source": "demo"}
    return RuleSet.from_document(document)
