"""Law 8: no field for what a person believes, and nothing personal in acts, addresses, logs or exports."""

from __future__ import annotations

import io
import json
import logging
import re

import pytest
from django.db import connection

from tests.house.test_models import beliefs_in, our_models
from tests.laws.world import MARKED, MARKS, make_world
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette import publishing
from toparquia.gazette.models import Entry, Write
from toparquia.mandates.models import Mandate
from toparquia.people.models import Account, Resident

pytestmark = pytest.mark.django_db

# Where a person's own words, name, date or address may stand at all, and in no other table.
PERSONAL_TABLES = {
    "people_resident",
    "people_account",
    "people_correction",
    "people_registrationrequest",
}


@pytest.fixture
def logged():
    """Return all that any logger says, one level more than the site keeps."""
    written = io.StringIO()
    listener = logging.StreamHandler(written)
    root = logging.getLogger()
    loggers = [
        root,
        *(logging.getLogger(name) for name in ("django", "django.request", "toparquia", "allauth")),
    ]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.INFO)
    root.addHandler(listener)
    yield written
    root.removeHandler(listener)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def world(noon):
    made = make_world(noon)
    with frozen_at(made.at):
        yield made


def marks_in(text: str | bytes) -> list[str]:
    """Return the marks of the marked person that stand in a text, also as JSON or HTML would write them."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    spelled = {mark: {mark, json.dumps(mark)[1:-1], mark.upper(), mark.casefold()} for mark in MARKS}
    return [mark for mark, forms in spelled.items() if any(form in plain for form in forms)]


def test_no_field_asks_what_a_person_believes():
    assert {model._meta.label: words for model in our_models() if (words := beliefs_in(model))} == {}


def test_a_whole_cycle_says_nothing_personal_in_public(world):
    assert Entry.objects.count() > 40
    assert [entry.index for entry in Entry.objects.all() if marks_in(bytes(entry.body))] == []
    for entry in Entry.objects.all():
        assert not _personal_keys(entry.document), entry.kind


def test_an_acts_names_are_of_people_in_office_alone(world):
    in_office = set(Mandate.objects.values_list("holder__given_names", flat=True))
    others = set(Resident.objects.values_list("given_names", flat=True)) - in_office
    text = "\n".join(bytes(entry.body).decode() for entry in Entry.objects.all())

    assert others
    assert [name for name in others if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_no_other_table_repeats_what_is_personal(world):
    found = {}
    for table in connection.introspection.table_names():
        if table in PERSONAL_TABLES or table.startswith(("django_", "auth_")):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT string_agg(row::text, E'\\n') FROM \"{table}\" AS row")
            if marks := marks_in(cursor.fetchone()[0] or ""):
                found[table] = marks

    assert found == {}


def test_no_address_holds_anything_but_codes_and_ids(world):
    from tests.laws.test_the_territory_is_the_tenant import addresses

    assert [address for address in addresses(world.told) if marks_in(address) or "@" in address] == []
    assert [result for result in Write.objects.values_list("result", flat=True) if marks_in(result)] == []


def test_registering_signing_in_and_refusing_leaves_nothing_in_the_logs(world, client, logged):
    mandate = Mandate.objects.get(id=world.here.house.planner.by.mandate.id)
    client.force_login(Account.objects.create_user("vocera@example.org", resident=mandate.holder))
    url = f"/lugares/{world.told['place'].code}/habitantes/"
    typed = {
        "key": str(new_id()),
        "given_names": MARKED.given_names,
        "surnames": MARKED.surnames,
        "birth_date": MARKED.birth_date.isoformat(),
        "since": "2001-02-03",
        "email": MARKED.email,
    }

    answers = [
        client.post(f"{url}nuevo/", typed),
        client.post(f"{url}nuevo/", {**typed, "given_names": f"{MARKED.given_names}\u202e"}),
        client.get(f"{url}{world.marked.id}/"),
        client.post(url, {"q": MARKED.surnames}),
        client.get(f"/lugares/otro-council/habitantes/{world.marked.id}/"),
    ]
    client.logout()
    answers.append(client.post("/cuenta/login/code/", {"email": MARKED.email}))

    assert [answer.status_code for answer in answers][:5] == [422, 422, 200, 200, 404]
    assert logged.getvalue()
    assert marks_in(logged.getvalue()) == []


def test_what_anyone_can_take_away_holds_nothing_personal(world, client):
    for address in exports(client):
        answer = client.get(address)
        assert marks_in(b"".join(answer)) == [], address
    assert marks_in(bytes(publishing.receipt(Entry.objects.count() - 1, at=world.at))) == []


def exports(client):
    """Return the addresses of the site that give files to take away, as its own pages link to them."""
    seen, waiting, files = (
        set(),
        ["/", "/gaceta/", "/comunas/", "/consultas/", "/obligaciones/", "/reglas/"],
        set(),
    )
    while waiting and len(seen) < 150:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        if not answer.get("Content-Type", "").startswith("text/html"):
            files.add(address)
            continue
        links = re.findall(r'href="(/[^"#]*)', b"".join(answer).decode())
        waiting += [
            link.replace("&amp;", "&") for link in links if not link.startswith(("/static/", "/cuenta/"))
        ]
    assert len(files) >= 5, files
    return sorted(files)


def _personal_keys(value: object) -> set[str]:
    """Return the keys of a document that name something personal."""
    if isinstance(value, dict):
        keys = {
            key for key in value if re.search(r"birth|nacimiento|email|correo|phone|tel[eé]fono|cedula", key)
        }
        return keys.union(*map(_personal_keys, value.values()))
    if isinstance(value, list):
        return set().union(*map(_personal_keys, value))
    return set()
