"""`toparquia consultation`, run as people run it: what it prints, and what it refuses without a trace."""

from __future__ import annotations

import json

import pytest

from toparquia.cli.main import main
from toparquia.consultations import queries
from toparquia.consultations.models import Consultation, CountSummary
from toparquia.consultations.tests.factories import DICE, PB, make_house, said_yes
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.models import Entry
from toparquia.people.models import Account
from toparquia.planning.models import Project
from toparquia.territory.models import Place

pytestmark = pytest.mark.django_db
PASSWORD = "una clave larga de prueba"
FAR = "2026-03-08"


@pytest.fixture
def house(noon, monkeypatch):
    """Return a commune under a city's rules whose spokesperson and commissioner have accounts."""
    found = make_house(noon)
    found.adopt()
    found.communal_planner = found.communal()
    monkeypatch.setenv("TOPARQUIA_LANG", "es")
    monkeypatch.setenv("TOPARQUIA_PASSWORD", PASSWORD)
    holders = {
        "vocera@example.org": found.communal_planner.by.mandate.id,
        "comision@example.org": found.by().mandate.id,
    }
    for email, mandate_id in holders.items():
        from toparquia.mandates.models import Mandate

        Account.objects.create_user(email, PASSWORD, resident=Mandate.objects.get(id=mandate_id).holder)
    with frozen_at(noon):
        yield found


@pytest.fixture
def file(tmp_path):
    """Write a small election and return its path."""
    path = tmp_path / "prueba.pb"
    path.write_text(PB, encoding="utf-8")
    return path


BOTH = ("--as", "vocera@example.org", "--as", "comision@example.org")


def run(capsys, *words):
    """Run the program; return its exit status and what it said on each stream."""
    status = main(["consultation", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def imported(capsys, house, file):
    """Import a file through an assembly, by two commands."""
    _, out, _ = run(capsys, "import", file, "--commune", house.place.code, *BOTH, "--json")
    waiting = json.loads(out)
    assert waiting["consultation"] is None
    ids = list(
        Project.objects.filter(source__contains="prueba.pb").order_by("source").values_list("id", flat=True)
    )
    yes = said_yes(house.communal_planner, ids)
    status, out, err = run(
        capsys, "import", file, "--commune", house.place.code, "--resolution", yes, *BOTH, "--json"
    )
    assert status == 0, err
    return json.loads(out)


def test_a_file_goes_from_import_to_the_certificate(capsys, house, file, tmp_path):
    done = imported(capsys, house, file)
    assert (done["projects"], done["ballots"], done["budget_minor"], done["stage"]) == (3, 4, 100_050, "open")

    for words in (("close",), ("draw", "--seed", DICE), ("certify",)):
        verb, *more = words
        status, _, err = run(capsys, verb, done["consultation"], *more, "--as", "comision@example.org")
        assert status == 0, err
    _, out, _ = run(capsys, "count", done["consultation"], "--json")
    counted = json.loads(out)
    assert counted["agrees"]
    assert [won["code"] for won in counted["certified"]] == counted["order"] == ["c", "a"]

    assert run(capsys, "export", done["consultation"], "--out", tmp_path / "out.pb")[0] == 0
    assert (tmp_path / "out.pb").read_text(encoding="utf-8").startswith("META\n")
    assert run(capsys, "explain", done["consultation"])[0] == 0
    CountSummary.objects.all().delete()
    assert json.loads(run(capsys, "explain", "--missing", "--json")[1]) == {
        "explained": [done["consultation"]]
    }


def test_a_sample_commune_needs_no_assembly_of_real_people(capsys, house, file):
    Place.objects.filter(id=house.place.id).update(is_sample=True)
    from datetime import timedelta

    with frozen_at(house.at + timedelta(days=30)):
        status, out, err = run(capsys, "import", file, "--commune", house.place.code, *BOTH)

    assert status == 0, err
    assert "3 proyectos, 4 boletas" in out


BROKEN = {
    "no META": ("META\nkey;value\n", "", "línea 1"),
    "no PROJECTS": ("PROJECTS\nproject_id;cost", "project_id;cost", "línea"),
    "no VOTES": ("VOTES\nvoter_id;vote\n", "", "línea"),
    "fewer projects": ("num_projects;3", "num_projects;4", "num_projects"),
    "fewer votes": ("num_votes;4", "num_votes;5", "num_votes"),
    "an unknown project": ("2;a\n", "2;zz\n", "línea"),
    "a negative cost": ("b;500", "b;-500", "línea"),
    "a duplicate voter": ("2;a\n", "1;a\n", "voter_id"),
    "no currency": ("currency;EUR\n", "", "--currency"),
    "a free project": ("b;500", "b;0", "no cuesta nada"),
    "too fine an amount": ("b;500", "b;500.125", "decimales"),
}


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_malformed_file_is_one_sentence_and_changes_nothing(capsys, house, file, wrong):
    found, instead, names = BROKEN[wrong]
    assert found in PB
    file.write_text(PB.replace(found, instead), encoding="utf-8")
    before = Entry.objects.count()

    status, out, err = run(
        capsys, "import", file, "--commune", house.place.code, "--ballots", "strict", *BOTH
    )

    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "prueba.pb" in err
    assert names in err
    assert (Entry.objects.count(), Project.objects.count(), Consultation.objects.count()) == (before, 0, 0)


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (PB.replace("Parque", "Cañón").encode("latin-1"), "UTF-8"),
        (b"", "línea"),
        (b"\x00\x01\x02" * 100, "línea"),
        (PB.encode()[: len(PB) // 2], "prueba.pb"),
    ],
    ids=["latin-1", "empty", "binary", "cut off"],
)
def test_bytes_that_are_no_election_are_refused(capsys, house, file, content, names):
    file.write_bytes(content)

    status, out, err = run(capsys, "import", file, "--commune", house.place.code, *BOTH)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert names in err
    assert not Project.objects.exists()


def test_a_file_of_a_hundred_megabytes_is_refused_unread(capsys, house, tmp_path):
    path = tmp_path / "enorme.pb"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)

    status, _, err = run(capsys, "import", path, "--commune", house.place.code, *BOTH)

    assert status == 2
    assert "enorme.pb" in err
    assert "100 MB" in err


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ((), 1, "Quien maneja la máquina no tiene poder"),
        (("--as", "nadie@example.org"), 1, "nadie@example.org"),
        (("--as", "comision@example.org"), 2, "no tienes hoy un cargo"),
    ],
    ids=["nobody", "unknown", "another office"],
)
def test_who_runs_the_machine_has_no_power(capsys, house, file, words, status, says):
    got, out, err = run(capsys, "import", file, "--commune", house.place.code, *words)

    assert (got, out) == (status, "")
    assert says in err
    assert not Project.objects.exists()


def test_a_wrong_password_proves_nothing(capsys, house, file, monkeypatch):
    monkeypatch.setenv("TOPARQUIA_PASSWORD", "otra")

    status, _, err = run(capsys, "import", file, "--commune", house.place.code, *BOTH)

    assert status == 1
    assert "no lo probó" in err


def test_a_file_is_imported_once(capsys, house, file):
    imported(capsys, house, file)

    status, _, err = run(capsys, "import", file, "--commune", house.place.code, *BOTH)

    assert status == 2
    assert "ya está importado" in err


def test_a_second_certification_is_refused(capsys, house, file):
    done = imported(capsys, house, file)
    for verb in ("close", "certify"):
        run(capsys, verb, done["consultation"], "--as", "comision@example.org")
    found = queries.consultation(done["consultation"])
    won = [one.option.code for one in queries.winners(found)]

    status, _, err = run(capsys, "certify", done["consultation"], "--as", "comision@example.org")

    assert status == 2
    assert "ya fue certificado" in err
    assert [one.option.code for one in queries.winners(found)] == won


def test_an_unknown_consultation_or_commune_is_one_sentence(capsys, house, file):
    assert run(capsys, "count", "01999999-0000-7000-8000-000000000000")[0] == 2
    assert run(capsys, "import", file, "--commune", "no-hay", *BOTH)[0] == 2
