"""Boundaries: drawn by the registry, kept with their days, and shown where they don't fit."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from toparquia.foundation.clock import frozen_at
from toparquia.gazette.models import Entry
from toparquia.mandates.tests.factories import make_country
from toparquia.people.models import Account
from toparquia.territory import errors, queries
from toparquia.territory.models import Boundary, Place
from toparquia.territory.rules import fitting
from toparquia.territory.services import draw_boundary

pytestmark = pytest.mark.django_db


def square(west, south, size=0.1):
    """Return a square as GeoJSON."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def country(noon):
    """Return a country, at noon."""
    with frozen_at(noon):
        yield make_country(noon)


def drawn(country, place, geometry, day=None):
    """Draw a boundary by the registrar's mandate."""
    return draw_boundary(
        place=place,
        geometry=geometry,
        source="Recorrido con la comunidad",
        starts_on=day or country.day,
        by=country.registry(place),
        at=country.at,
    )


def test_a_new_line_ends_the_one_before_and_keeps_it(country):
    before = country.day - timedelta(days=30)
    first = drawn(country, country.commune, square(-66, 10), before)
    drawn(country, country.commune, square(-66, 10, 0.2))

    first.refresh_from_db()
    assert (first.starts_on, first.ends_on) == (before, country.day)
    assert Place.objects.get(id=country.commune.id).boundary == square(-66, 10, 0.2)
    assert Entry.objects.filter(kind="territory.boundary_drawn").count() == 2


def test_what_overlaps_reaches_out_or_is_nobodys_is_shown(country):
    commune, (one, two) = country.commune, country.councils[:2]
    drawn(country, commune, square(-66, 10, 0.2))
    drawn(country, one, square(-66, 10))
    drawn(country, two, square(-66.05, 10))

    kinds = {(found.kind, found.name) for found in queries.misfits(queries.place(two.id))}
    assert kinds == {("overlap", one.name), ("outside", commune.name)}
    assert [found.kind for found in queries.misfits(queries.place(commune.id))] == ["gap"]


def test_an_area_is_told_in_square_kilometres():
    assert fitting.km2(square(-66, 0)) == pytest.approx(123.9, abs=0.2)


@pytest.mark.parametrize(
    ("geometry", "days", "refusal"),
    [
        ({"type": "Point", "coordinates": [1, 1]}, 0, errors.NoBoundary),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, 0, errors.NoBoundary),
        ({"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0]]]}, 0, errors.NoBoundary),
        ({"type": "Polygon", "coordinates": [[[0, 0], [0, 100], [1, 1], [0, 0]]]}, 0, errors.NoBoundary),
        (square(0, 0), 1, errors.BoundaryTooEarly),
        (square(0, 0), -10, errors.BoundaryTooEarly),
    ],
)
def test_refusals(country, geometry, days, refusal):
    drawn(country, country.commune, square(0, 0))

    with pytest.raises(refusal):
        drawn(country, country.commune, geometry, country.day + timedelta(days=days))


def test_the_table_changes_no_line_that_was_drawn(country):
    drawn(country, country.commune, square(0, 0))

    for change in ({"geometry": {}}, {"starts_on": country.day - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Boundary.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Boundary.objects.all().delete()


def test_the_registrar_draws_with_a_file_and_everyone_sees_it(client, country, django_assert_max_num_queries):
    client.force_login(Account.objects.create_user("r@example.org", resident=country.registrar.holder))
    told = {"source": "Plano", "starts_on": country.day.isoformat()}
    file = SimpleUploadedFile("a.geojson", json.dumps(square(-66, 10)).encode())
    where = reverse("territory:draw", args=[country.commune.code])
    key = client.get(where).context["form"]["key"].value()

    assert client.post(where, {**told, "key": key, "text": "x"}).status_code == 422
    assert client.post(where, {**told, "key": key, "file": file}).status_code == 302

    client.logout()
    with django_assert_max_num_queries(12):
        page = client.get(reverse("territory:boundary", args=[country.commune.code]))
    assert "km²" in page.content.decode()
    exported = client.get(reverse("territory:boundary_geojson", args=[country.commune.code])).json()
    assert exported["geometry"] == square(-66, 10)


def test_a_neighbour_draws_nothing(client, country):
    client.force_login(Account.objects.create_user("v@example.org", resident=country.neighbour()))

    assert client.get(reverse("territory:draw", args=[country.commune.code])).status_code in (403, 404)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("10.4, -66.9\n10.4, -66.8\n10.5 -66.8", None),
        ("10,4; -66,9\n10,4; -66,8\n\n10,5 -66,8\n10,4; -66,9", None),
        ("10.4, -66.9\n10.4, -66.8", "menos de cuatro puntos"),
        ("10.4, -66.9\naquí", "La línea 2 no es un punto"),
        ("95.4, -66.9", "La línea 1 no es un punto"),
        ("", "Hace falta una figura"),
    ],
)
def test_a_boundary_is_typed_point_by_point(client, country, typed, said):
    client.force_login(Account.objects.create_user("r@example.org", resident=country.registrar.holder))
    where = reverse("territory:draw", args=[country.commune.code])
    key = client.get(where).context["form"]["key"].value()
    told = {"key": key, "source": "Recorrido", "starts_on": country.day.isoformat(), "points": typed}

    answer = client.post(where, told)

    assert answer.status_code == (422 if said else 302)
    if said:
        assert said in answer.content.decode()
    else:
        ring = [[-66.9, 10.4], [-66.8, 10.4], [-66.8, 10.5], [-66.9, 10.4]]
        around = client.get(reverse("territory:around", args=[country.commune.code])).json()
        shapes = {one["properties"]["code"]: one["geometry"] for one in around["features"]}
        assert shapes[country.commune.code]["coordinates"] == [ring]
