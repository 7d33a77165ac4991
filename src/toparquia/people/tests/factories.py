"""A council with a spokesperson who keeps its register, and another council beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from toparquia.foundation.authority import Authority
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.tests.factories import Country, make_country
from toparquia.people.models import Resident
from toparquia.people.rules import NewResident
from toparquia.people.services import register_people
from toparquia.territory.models import Place

GROWN = date(1980, 5, 17)


@dataclass
class Desk:
    """A council's desk: who keeps its register, and today's verbs."""

    country: Country
    spokesperson: Mandate

    @property
    def place(self) -> Place:
        """Return the council."""
        return self.country.councils[0]

    @property
    def other(self) -> Place:
        """Return the council beside it."""
        return self.country.councils[1]

    def by(self) -> Authority:
        """Return the spokesperson's authority."""
        return mandates.authority_of(self.spokesperson, place=self.place, day=self.country.day)

    def someone(self, given_names: str = "Marta", surnames: str = "Ñañez", **told: Any) -> NewResident:
        """Return a person as told."""
        return NewResident(given_names, surnames, **{"birth_date": GROWN, "since": self.country.day, **told})

    def registers(self, *new: NewResident, **more: Any) -> list[Resident]:
        """Register people."""
        return register_people(place=self.place, new=new, by=self.by(), at=self.country.at, **more)


def make_desk(at: Any) -> Desk:
    """Make a council with one spokesperson."""
    country = make_country(at)
    return Desk(country, country.officer(country.councils[0], "coordination"))
