"""A country's register comes in from files: every problem is named first, and all or nothing is written."""

from __future__ import annotations

import json

import pytest

from toparquia.charters import queries as charters
from toparquia.cli.main import main
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate, Organ, Seat
from toparquia.mandates.tests.factories import make_country
from toparquia.people.models import Account, Resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Boundary, Place

pytestmark = pytest.mark.django_db
HEAD = "kind,code,name,parent,setting,families,electors,latitude,longitude,founded_on\n"
GOOD = HEAD + (
    "council,aguas-1,Aguas Claras 1,aguas,urban,180,410,8.6,-71.1,\n"
    "commune,aguas,Comuna Aguas Claras,circuito-9,,,,8.6,-71.1,2014-05-03\n"
    "circuit,circuito-9,Circuito 9,merida-2,,,,,,\n"
    "municipality,libertador,Municipio Libertador,merida-2,,,,,,\n"
    "state,merida-2,Mérida,{root},,,,,,\n"
)
MANDATES_HEAD = "place,organ,office,seat,given_names,surnames,birth_date,person,starts_on,ends_on\n"
MANDATES = MANDATES_HEAD + (
    "aguas-1,coordination,spokesperson,1,María,Ñáñez,1980-02-03,,2025-01-01,\n"
    "aguas-1,coordination,spokesperson,2,José,Rojas,1971-02-03,p2,2021-01-01,\n"
    "aguas-1,electoral_commission,commissioner,,José,Rojas,1971-02-03,p2,2025-01-01,\n"
)
SQUARE = {"type": "Polygon", "coordinates": [[[-71, 8], [-71, 9], [-70, 9], [-70, 8], [-71, 8]]]}


@pytest.fixture
def country(noon, monkeypatch):
    """Return a country whose registrar has an account, at noon."""
    with frozen_at(noon):
        made = make_country(noon)
        Account.objects.create_user("registro@example.org", "una clave larga", resident=made.registrar.holder)
        monkeypatch.setenv("TOPARQUIA_PASSWORD", "una clave larga")
        yield made


@pytest.fixture
def files(tmp_path, country):
    """Return how to write the files and bring them in."""

    def bring(places=GOOD, holders=MANDATES, shapes=None, *more):
        (tmp_path / "lugares.csv").write_text(places.format(root=country.root.code), encoding="utf-8")
        (tmp_path / "cargos.csv").write_text(holders, encoding="utf-8")
        files = [str(tmp_path / "lugares.csv"), "--mandates", str(tmp_path / "cargos.csv")]
        words = ["territory", "import", *files]
        if shapes is not None:
            (tmp_path / "mapa.geojson").write_text(json.dumps(shapes), encoding="utf-8")
            words += ["--geojson", str(tmp_path / "mapa.geojson")]
        return main([*words, "--json", "--as", "registro@example.org", *more])

    return bring


def test_a_country_comes_in_whole(country, files):
    shapes = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"code": "aguas"}, "geometry": SQUARE}],
    }

    assert files(GOOD, MANDATES, shapes) == 0

    commune, council = territory.place_by_code("aguas"), territory.place_by_code("aguas-1")
    assert council.path == [*commune.path, council.id]
    assert (council.setting, council.families, council.electors) == ("urban", 180, 410)
    assert commune.boundary == Boundary.objects.get(place=commune).geometry
    standing = charters.standings([commune], country.day)[0]
    assert (standing.state, standing.councils, standing.live) == ("expired", 1, 1)


def test_offices_come_in_with_their_persons_and_terms(country, files):
    files()

    held = mandates.in_office(territory.place_by_code("aguas-1"), country.day)
    assert [one.holder.given_names for one in held] == ["María", "José"]
    jose = Resident.objects.get(given_names="José")
    assert jose.mandates.count() == 2
    assert Mandate.objects.get(holder=jose, seat__office="spokesperson").ends_on.year == 2024
    assert Seat.objects.filter(organ__in=Organ.objects.filter(place__code="aguas-1")).count() > 3


def test_the_gazette_is_told_by_batches_and_of_nobody(country, files):
    files()

    said = Entry.objects.filter(kind__contains="batch_recorded").order_by("index")
    first, second = (entry.document["facts"] for entry in said)
    assert first["territories"] == {"circuit": 1, "commune": 1, "council": 1, "municipality": 1, "state": 1}
    assert (second["mandates"], second["organs"]) == (3, 2)
    assert b"Rojas" not in b"".join(bytes(entry.body) for entry in said)


def test_the_trial_names_every_problem_with_its_file_and_line(country, files, capsys):
    places = GOOD + (
        "planet,x,X,aguas,,,,,,\n"
        "council,aguas-1,Otra vez,aguas,,,,,,\n"
        "council,aguas-2,,aguas,suburban,many,,95,,\n"
        "commune,aguas-b,Segunda,circuito-9,,12,,,,2031-01-01\n"
        "council,suelto,Suelto,nowhere,,,,,,\n"
        "commune,alta,Alta,merida-2,,,,,,\n"
        "council,corta\n"
        "council,=1+1,Uno,aguas,,,,,,\n"
    )
    holders = MANDATES + (
        "nowhere,coordination,spokesperson,,Ana,Paz,1980-01-01,,2025-01-01,\n"
        "aguas-1,treasury,boss,,Ana,Paz,1980-01-01,,2025-01-01,\n"
        "aguas-1,coordination,boss,,Ana,Paz,1980-01-01,,2025-01-01,\n"
        "aguas-1,coordination,spokesperson,1,Ana,Paz,1980-01-01,,2025-06-01,\n"
        "aguas-1,coordination,spokesperson,99,Ana,Paz,1980-01-01,,2025-06-01,\n"
        "aguas-1,coordination,spokesperson,3,Ana,Paz,2015-01-01,,2025-06-01,\n"
        "aguas-1,finance_committee,finance_member,1,José,Rojas,1971-02-03,p2,2025-06-01,\n"
        "aguas-1,coordination,spokesperson,3,Otro,Rojas,1971-02-03,p2,2025-06-01,\n"
        "aguas-1,coordination,spokesperson,3,Ana,Paz,1980-01-01,,mañana,\n"
    )
    shapes = {"type": "Polygon", "coordinates": []}
    before = Place.objects.count(), Entry.objects.count(), Resident.objects.count()

    assert files(places, holders, shapes, "--dry-run") == 2

    told = json.loads(capsys.readouterr().out)
    lines = {(one["file"], one["line"], one["column"]) for one in told["problems"]}
    assert lines >= {("lugares.csv", 7, "kind"), ("lugares.csv", 8, "code"), ("lugares.csv", 9, "name")}
    assert lines >= {("lugares.csv", 9, column) for column in ("setting", "families", "latitude")}
    assert lines >= {("lugares.csv", 10, column) for column in ("families", "founded_on", "parent")}
    assert lines >= {("lugares.csv", 11, "parent"), ("lugares.csv", 12, "parent"), ("lugares.csv", 13, "")}
    assert lines >= {("lugares.csv", 14, "code"), ("mapa.geojson", 1, "")}
    assert {line for file, line, _ in lines if file == "cargos.csv"} == set(range(5, 14))
    assert (Place.objects.count(), Entry.objects.count(), Resident.objects.count()) == before


def test_a_good_trial_writes_nothing(files, capsys):
    before = Place.objects.count()

    assert files(GOOD, MANDATES, None, "--dry-run") == 0

    assert json.loads(capsys.readouterr().out)["territories"] == 5
    assert Place.objects.count() == before


def test_who_runs_the_machine_brings_nothing_in(files, monkeypatch, capsys):
    before = Place.objects.count()
    monkeypatch.setenv("TOPARQUIA_PASSWORD", "otra")

    assert files() == 1
    assert Place.objects.count() == before


def test_the_same_files_twice_are_refused_line_by_line(files, capsys):
    files()
    capsys.readouterr()

    assert files() == 2
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 8


def test_a_file_that_is_not_there_is_said_in_one_line(country, capsys):
    assert main(["territory", "import", "/nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err
