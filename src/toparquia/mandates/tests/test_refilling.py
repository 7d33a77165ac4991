"""The registry is refilled by two communes together, never by itself nor by one alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.foundation.errors import DomainError
from toparquia.mandates import queries, services
from toparquia.mandates.models import Mandate
from toparquia.mandates.tests.factories import Country, make_country
from toparquia.territory.models import Place, RecordedFounding
from toparquia.territory.services import NewPlace, register_place

pytestmark = pytest.mark.django_db


class Node:
    """A country with two founded communes and their commissions, a month before the registry ends."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.registrar = country.registrar
        by = country.registry(country.root)
        other = register_place(
            new=NewPlace("state", "otro", "Otro"), parent=country.root, by=by, at=country.at
        )
        for kind, code in (("circuit", "otro-circuito"), ("commune", "otra")):
            new = NewPlace(kind, code, code.title())
            other = register_place(new=new, parent=other, by=country.registry(other), at=country.at)
        new = NewPlace("council", "otro-consejo", "Otro consejo")
        council = register_place(new=new, parent=other, by=country.registry(other), at=country.at)
        self.places = [country.commune, other]
        homes = [country.councils[0], council]
        self.commissions = [
            country.officer(place, "electoral_commission", holder=country.neighbour(home, name="Eva"))
            for place, home in zip(self.places, homes, strict=True)
        ]
        self.person = country.neighbour(name="Nora")
        self.at = country.at + timedelta(days=3 * 365 - 40)

    def names(self, number: int, **told):
        place = Place.objects.get(id=self.places[number].id)
        by = queries.authority_of(self.commissions[number], place=place, day=self.country.day)
        asked = {"place": place, "named": self.person, "by": by, "at": self.at} | told
        return services.name_registrar(**asked)


@pytest.fixture
def node(noon) -> Node:
    """Return a node whose two communes were founded before they came to this site."""
    found = Node(make_country(noon))
    for place in found.places:
        RecordedFounding.objects.create(place=place, founded_on=found.country.day, source="registro.csv")
        Place.objects.filter(id=place.id).update(founded_on=found.country.day)
    return found


def test_two_communes_seat_who_follows(node):
    nothing = node.names(0)
    mandate = node.names(1)

    assert nothing is None
    assert mandate is not None
    assert (mandate.holder, mandate.starts_on) == (node.person, node.registrar.ends_on)
    assert Mandate.objects.filter(seat=node.registrar.seat).count() == 2


@pytest.mark.parametrize(
    ("code", "attempt"),
    [
        ("mandates.named_already", lambda n: [n.names(0), n.names(0)]),
        ("mandates.registry_not_vacant", lambda n: n.names(0, at=n.country.at)),
    ],
)
def test_what_is_refused(node, code, attempt):
    with pytest.raises(DomainError) as refusal:
        attempt(node)

    assert refusal.value.code == code


def test_a_commune_that_is_not_founded_names_nobody(noon):
    with pytest.raises(DomainError) as refusal:
        Node(make_country(noon)).names(0)

    assert refusal.value.code == "mandates.communes_name"
