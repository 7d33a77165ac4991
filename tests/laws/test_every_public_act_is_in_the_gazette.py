"""Law 3: the Gazette is an append-only Merkle log that anyone can verify offline."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction
from django.db.utils import InternalError

import toparquia
from toparquia.engines.translog import root_of, verify_export
from toparquia.gazette import keys, publishing, queries, services
from toparquia.gazette.acts import Act
from toparquia.gazette.models import Checkpoint, Entry
from toparquia.gazette.titles import TITLES
from toparquia.mandates.tests.factories import make_country
from toparquia.people.services import freeze_roll
from toparquia.territory.models import Place

TABLES = ["gazette_entry", "gazette_treehash", "gazette_checkpoint", "gazette_write"]


@pytest.fixture
def country(db, noon):
    return make_country(noon)


def test_the_root_is_that_of_the_published_bytes(country):
    bodies = [bytes(body) for body in Entry.objects.values_list("body", flat=True)]

    assert queries.root(len(bodies)) == root_of(bodies)


def test_an_entry_names_its_place_mandate_rules_and_evidence(country):
    registered = Entry.objects.filter(kind="territory.registered").earliest("index").document

    assert registered["mandate"]["office"] == "registrar"
    assert registered["place"]["name"] == "País"
    assert registered["rules"]["code"] == "venezuela-communes"
    assert registered["evidence"] == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sql", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("role", ["default", "owner"])
@pytest.mark.django_db(databases=["default", "owner"])
def test_the_database_refuses_to_change_the_log(table, sql, role):
    column = {"gazette_treehash": "hash = hash", "gazette_write": "result = ''"}.get(table, "{0} = {0}")
    column = column.format({"gazette_entry": "kind", "gazette_checkpoint": "note"}.get(table, ""))
    with pytest.raises((IntegrityError, InternalError, ProgrammingError)) as refusal:
        execute(role, sql.format(table, column))

    assert "never changed nor removed" in str(refusal.value) or "permission denied" in str(refusal.value)


@pytest.mark.django_db(databases=["default", "owner"])
def test_not_even_a_replica_session_of_the_owner_may_delete():
    with pytest.raises((IntegrityError, InternalError), match="never changed"):
        execute("owner", "SET LOCAL session_replication_role = replica; DELETE FROM gazette_entry")


def execute(role, sql):
    with transaction.atomic(using=role), connections[role].cursor() as cursor:
        cursor.execute(sql)


def test_a_copy_verifies_without_a_database_and_a_changed_one_does_not(country, tmp_path, noon):
    publishing.publish(tmp_path, at=noon)
    report = verify_export(tmp_path, str(keys.verifier_key()))
    assert report.is_good
    assert report.is_signed

    bundle = next((tmp_path / "tile" / "entries").rglob("*"))
    bundle = next(path for path in [bundle, *bundle.rglob("*")] if path.is_file())
    bundle.write_bytes(bundle.read_bytes().replace(b"registrar", b"registrat"))

    assert verify_export(tmp_path, str(keys.verifier_key())).failure is not None


def test_a_later_copy_continues_the_earlier_one(country, tmp_path, noon):
    publishing.publish(tmp_path, at=noon)
    earlier = (tmp_path / "checkpoint").read_bytes()
    country.officer(country.commune, "electoral_commission")

    added = publishing.publish(tmp_path, at=noon + timedelta(hours=1))

    assert added == 2
    assert verify_export(tmp_path, str(keys.verifier_key()), earlier).is_good


def test_a_damaged_row_is_found_before_anything_is_signed_over_it(country, noon, monkeypatch):
    # The database refuses to change a row, so the damage is put into a row that is written damaged.
    last = Entry.objects.latest("index")
    monkeypatch.setattr(services, "leaf_hash", lambda body: b"\0" * 32)
    country.officer(country.commune, "electoral_commission")

    with pytest.raises(AssertionError, match=f"entry {last.index + 1} "), transaction.atomic():
        services.sign(at=noon)

    assert not Checkpoint.objects.exists()


def test_two_writers_at_once_leave_no_gap_and_no_fork(live_db, noon):
    with transaction.atomic():
        country = make_country(noon)
        mandate = country.officer(country.commune, "electoral_commission")
    by = country.registry(country.commune)
    by = type(by)(
        by.place, by.rules, type(by.mandate)(mandate.id, "electoral_commission", "commissioner", "A")
    )
    ready = threading.Barrier(4)

    def freeze():
        ready.wait(timeout=30)
        for _ in range(5):
            freeze_roll(place=country.commune, day=country.day, by=by, at=noon)
        connection.close()

    threads = [threading.Thread(target=freeze) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    indexes = list(Entry.objects.values_list("index", flat=True))
    bodies = [bytes(body) for body in Entry.objects.values_list("body", flat=True)]
    assert indexes == list(range(len(indexes)))
    assert len([1 for entry in Entry.objects.all() if entry.kind == "people.roll_frozen"]) == 20
    assert queries.root(len(bodies)) == root_of(bodies)


KILLED_IN_THE_MIDDLE = """
import os, signal, django
django.setup()
from django.db import connections
for alias in connections:
    connections[alias].settings_dict["NAME"] = os.environ["LIVE_DATABASE"]
from datetime import datetime
from django.db import transaction
from toparquia.mandates.tests.factories import first_registrar
from toparquia.foundation.rulesets import built_in
from toparquia.territory.services import open_node
at = datetime.fromisoformat(os.environ["AT"])
with transaction.atomic():
    root = open_node(code="pais", name="Pais", rules=built_in("venezuela-communes"), at=at)
    first_registrar(root, at)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_killed_in_the_middle_of_an_act_leaves_nothing(live_db, noon):
    environment = {**os.environ, "LIVE_DATABASE": live_db, "AT": noon.isoformat(), "PYTHONPATH": "src"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED_IN_THE_MIDDLE],
        env=environment,
        timeout=120,
        check=False,
    )

    assert done.returncode == -signal.SIGKILL
    assert not Entry.objects.exists()
    assert not Place.objects.exists()


def test_no_act_carries_a_birth_date_or_an_address(country):
    text = json.dumps([entry.document for entry in Entry.objects.all()], ensure_ascii=False)

    assert "1980-05-17" not in text
    assert "@" not in text


def test_every_kind_of_act_has_a_title_for_people():
    for module in pkgutil.walk_packages(toparquia.__path__, "toparquia."):
        if module.name.endswith(".acts"):
            importlib.import_module(module.name)

    assert {act.kind for act in kinds_of(Act)} == set(TITLES)


def kinds_of(base):
    for act in base.__subclasses__():
        yield act
        yield from kinds_of(act)
