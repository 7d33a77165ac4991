"""Law 10. Anyone can leave, and check: what is public goes out in formats that others' programs read."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse

from tests.peers import test_translog_go as go
from toparquia.consultations.models import Consultation
from toparquia.engines.translog import Receipt, verify_export
from toparquia.gazette import keys, queries
from toparquia.mandates.models import Mandate
from toparquia.people.models import Resident
from toparquia.territory.models import Place
from toparquia.treasury.models import Obligation
from toparquia.treasury.tests.factories import make_treasury
from toparquia.web.opendata.tables import TABLES

pytestmark = pytest.mark.django_db
BEAN_CHECK = Path(sys.executable).with_name("bean-check")


@pytest.fixture
def treasury(noon):
    """A commune that voted, was paid, bought something, reported it, and heard the assembly's yes."""
    made = make_treasury(noon)
    made.receive()
    made.pay(20_000)
    made.decide(made.report())
    Place.objects.filter(id=made.place.id).update(latitude=10.5, longitude=-66.9)
    return made


def taken(client, name, *words):
    """Return the bytes of a file that anyone may take, without an account."""
    answer = client.get(reverse(name, args=words))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_gazette_leaves_whole_and_verifies_where_there_is_no_database(client, treasury, tmp_path):
    with zipfile.ZipFile(io.BytesIO(taken(client, "gazette:copy"))) as archive:
        archive.extractall(tmp_path)
    words = ["-m", "toparquia", "gazette", "verify", "gaceta", "--key", str(keys.verifier_key()), "--json"]
    report = verify_export(tmp_path / "gaceta", str(keys.verifier_key()), None)
    # With a database address that leads nowhere: the command must not ask for one.
    done = subprocess.run(
        [sys.executable, *words], cwd=tmp_path, env=without_database(), capture_output=True, text=True
    )

    assert report.checkpoint.size == queries.size()
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["size"] == queries.size()


def without_database():
    """Return an environment in which any look at a database or a data folder fails."""
    import os

    paths = os.pathsep.join(path for path in sys.path if path)
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    return {"PYTHONPATH": paths, "DATABASE_URL": nowhere, "TOPARQUIA_HOME": "/nonexistent", "PATH": ""}


@pytest.mark.skipif(go.refusal_to_build() is not None, reason=str(go.refusal_to_build()))
def test_gos_own_packages_read_the_copy(client, treasury, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    with zipfile.ZipFile(io.BytesIO(taken(client, "gazette:copy"))) as archive:
        archive.extractall(folder)
    program = go.program.__wrapped__(tmp_path_factory)
    words = [program, "log", folder / "gaceta", str(keys.verifier_key())]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)

    assert done.stdout.startswith(f"ok: {queries.size()} entries"), done.stdout + done.stderr


def test_each_act_of_a_projects_chain_has_a_receipt_that_proves_it(client, treasury):
    told = json.loads(taken(client, "web:chain", treasury.obligation.project_id))
    acts = [act for link in told["links"] for act in link["acts"]]

    assert len(acts) > 10
    for act in acts:
        receipt = Receipt.parse(client.get(act["receipt"]).content)
        assert receipt.verify(receipt.extra, keys.verifier_key()).checkpoint.size == queries.size()


def test_bean_check_accepts_the_ledger(client, treasury, tmp_path):
    if not BEAN_CHECK.exists():
        pytest.skip("the ledger is not read by another program: no bean-check (the developers' lock has it)")
    book = tmp_path / "libro.beancount"
    book.write_bytes(taken(client, "web:ledger"))
    done = subprocess.run([BEAN_CHECK, book], capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
    assert book.read_text().count("VES") > 10


def test_pabulib_checker_accepts_the_consultation(client, treasury):
    checker = pytest.importorskip(
        "pabulib.checker", reason="pabulib-checker is not installed: install the developers' lock"
    )
    consultation = Consultation.objects.get()
    text = taken(client, "consultations:export", consultation.id).decode()
    # The checker knows the countries of the world by name, and this one is made up.
    text = re.sub(r"^country;.*$", "country;Venezuela", text, flags=re.MULTILINE)
    found = checker.Checker().process_files([text])

    assert found["metadata"]["invalid"] == 0, found["summary"]


# Tables of which the commune of this world has no row; planning's own tests read them filled.
EMPTY = {"necesidades", "agenda"}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_each_table_is_read_back_row_by_row(client, treasury, name):
    rows = list(csv.reader(io.StringIO(taken(client, "web:table", name).decode(), newline="")))

    assert tuple(rows[0]) == TABLES[name].columns
    assert len(rows) - 1 == len(list(TABLES[name].rows())) > (-1 if name in EMPTY else 0)
    assert {len(row) for row in rows} == {len(TABLES[name].columns)}


def test_a_cell_that_a_spreadsheet_would_run_is_text(client, treasury):
    Place.objects.filter(id=treasury.place.id).update(name="=1+1", longitude=-66.9)
    rows = csv.DictReader(io.StringIO(taken(client, "web:table", "lugares").decode(), newline=""))
    commune = next(row for row in rows if row["id"] == str(treasury.place.id))

    assert (commune["name"], commune["longitude"]) == ("'=1+1", "-66.9")


def test_places_leave_as_geojson(client, treasury):
    told = json.loads(taken(client, "web:document", "lugares.geojson"))
    by_code = {one["properties"]["code"]: one for one in told["features"]}

    assert len(by_code) == Place.objects.count()
    # RFC 7946: longitude first.
    assert by_code[treasury.place.code]["geometry"] == {"type": "Point", "coordinates": [-66.9, 10.5]}


def test_office_holders_leave_as_popolo_and_nobody_else_does(client, treasury):
    told = json.loads(taken(client, "web:document", "cargos.json"))
    known = {kind: {one["id"] for one in told[kind]} for kind in ("persons", "organizations", "areas")}

    assert len(told["memberships"]) == Mandate.objects.count()
    for one in told["memberships"]:
        assert one["person_id"] in known["persons"]
        assert one["organization_id"] in known["organizations"]
    assert {one["area_id"] for one in told["organizations"]} <= known["areas"]
    assert len(known["persons"]) < Resident.objects.count()


def test_what_the_state_owes_can_be_added_up_by_anyone(client, treasury):
    rows = list(csv.DictReader(io.StringIO(taken(client, "web:table", "obligaciones").decode(), newline="")))
    owed = sum(round(float(row["owed"]) * 100) for row in rows)

    assert owed == sum(one.amount_minor for one in Obligation.objects.all())


def test_one_page_leads_to_all_of_it(client, treasury):
    page = client.get(reverse("web:opendata")).content.decode()

    for name in TABLES:
        assert reverse("web:table", args=[name]) in page
    for address in ("gazette:copy", "web:ledger"):
        assert reverse(address) in page
