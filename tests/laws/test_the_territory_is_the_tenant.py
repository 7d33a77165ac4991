"""Law 7: every row belongs to a territory; one commune's officers do and read nothing in another."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import itertools
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.urls import URLResolver, get_resolver

from tests.laws.world import MARKED, MARKS, make_world
from toparquia.assemblies.models import Resolution
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.errors import DomainError
from toparquia.foundation.rulesets import built_in
from toparquia.mandates.models import Mandate
from toparquia.people.models import Account, Reading
from toparquia.planning import services as planning
from toparquia.planning.queries import ADMISSION
from toparquia.planning.tests.factories import LINES, findings
from toparquia.territory.models import Place
from toparquia.territory.services import NewPlace
from toparquia.web.opendata.tables import TABLES
from toparquia.web.pages.opendata import DOCUMENTS

pytestmark = pytest.mark.django_db

# Rows that are of no territory, and why. Each addition here is a decision about whose they are.
OF_NO_TERRITORY = {
    "gazette.treehash": "hashes of the log, which is the installation's",
    "gazette.checkpoint": "signatures over the whole log",
    "gazette.write": "keys of writes: a hash of content, and where its result is",
    "ledger.seal": "a day through which the whole ledger is closed",
    "treasury.attachment": "a file by its hash; the invoices that rest on it say where",
    "people.resident": "a person, who may move: the residence says where they live",
    "people.account": "what a person signs in with",
    "people.accesscard": "what a person signs in with, and takes along when they move",
}
# Columns of rooms below that hold a place's id without a key.
PLACE_COLUMNS = {"place_id", "owner_id"}
# Refusals that say “this is another place's”.
OF_ANOTHER_PLACE = (
    "authority.of_another_place",
    "voting.another_place",
    "planning.acts_elsewhere",
    "planning.resolution_elsewhere",
    "charters.not_a_joined_council",
    "mandates.none_in_force",
    "gazette.mandate_not_in_force",
)
# What begins a verb or is called inside one, and the handler of an act that was checked.
NOT_VERBS = {
    "check_authority",
    "check_power",
    "check_may",
    "check_is_member",
    "check_acts_for",
    "check_speaks_for",
    "enact",
    "enact_all",
    "locked",
    "located",
    "locked_vote",
    "locked_consultation",
    "locked_invoice",
    "open_projects",
    "acting_mandate",
    "oblige",
    "pay",
    "decide",
    "hear_founding",
    "hear_motion",
    "hear_resolution",
    "locked_election",
    "locked_recall",
    "opened",
    "written",
}


# What any resident may do, without a mandate.
OPEN_VERBS = {
    "treasury.raise_question",
    "planning.voice_need",
    "planning.record_potential",
    "planning.propose",
    "planning.propose_all",
    "planning.endorse",
    "planning.argue",
    "planning.take_back_argument",
    "planning.appeal_withdrawal",
    "planning.erase_withdrawn",
    "planning.offer_merge",
    "planning.consent_to_merge",
    "planning.refuse_merge",
    "consultations.propose_projects",
    "charters.promote",
    "elections.nominate",
    "elections.challenge",
    "elections.ask_recall",
    "elections.erase_signatures",
    "mandates.declare_kinship",
}


@pytest.fixture
def world(noon):
    made = make_world(noon)
    with frozen_at(made.at):
        yield made


# --- Every row reaches a territory ---


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("toparquia.")]


def reaches_a_place(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
    """Test if a model has a key to a place, or to something that has."""
    if model is Place or any(field.name in PLACE_COLUMNS for field in model._meta.concrete_fields):
        return True
    return any(
        field.related_model not in seen and reaches_a_place(field.related_model, seen | {model})
        for field in model._meta.concrete_fields
        if field.related_model is not None
    )


def test_every_row_belongs_to_a_territory():
    stateless = {model._meta.label_lower for model in our_models() if not reaches_a_place(model)}

    assert stateless == set(OF_NO_TERRITORY)


# --- An officer of one commune writes nothing in another ---


def verbs() -> dict[str, Any]:
    """Return every verb of every room by its name: what its services offer and takes `by`."""
    found = {}
    for room in settings.ROOMS:
        for module in services_of(room):
            for name, verb in vars(module).items():
                plain = inspect.unwrap(verb) if callable(verb) else verb
                if (
                    inspect.isfunction(plain)
                    and plain.__module__.startswith(f"toparquia.{room}.services")
                    and not name.startswith("_")
                    and name not in NOT_VERBS
                    and "by" in inspect.signature(plain).parameters
                ):
                    found[f"{room}.{name}"] = verb
    return found


def services_of(room: str) -> list[Any]:
    """Return the modules of a room's services."""
    if importlib.util.find_spec(f"toparquia.{room}.services") is None:
        return []
    top = importlib.import_module(f"toparquia.{room}.services")
    inside = pkgutil.walk_packages(getattr(top, "__path__", []), f"{top.__name__}.")
    return [top, *(importlib.import_module(one.name) for one in inside)]


def told_to(verb: Any, world: Any) -> dict[str, Any]:
    """Return what a verb asks for, each thing of the commune that the officer does not belong to."""
    here = world.here
    seat = here.committee[0].seat
    known = {
        **world.told,
        "at": world.at,
        "starts_on": world.at.date() + timedelta(days=900),
        "on": world.at.date(),
        "objections_until": world.at.date(),
        "day": world.at.date(),
        "starts_at": world.at + timedelta(days=9),
        "opens_at": world.at + timedelta(days=9),
        "closes_at": world.at + timedelta(days=9, hours=8),
        "seed": "4 2 6 1 5 3 3 2",
        "roll": here.house.polls.roll(place=here.place) if verb.__name__ == "open_vote" else None,
        "seat": seat,
        "organ": seat.organ,
        "holder": world.marked,
        "chosen": [(seat, world.marked)],
        "residents": [world.marked.id],
        "project_ids": [world.told["project_id"]],
        "changes": {"surnames": "Otra"},
        "kind": "list" if verb.__name__ == "record_reading" else "coordination",
        "reason": "moved" if verb.__name__ == "end_residence" else "resigned",
        "rules": built_in("venezuela-communes"),
        "changed": built_in("venezuela-communes"),
        "root": here.place,
        "new": new_for(verb, world),
        "resolution_id": resolution_for(verb, world),
        "text": "Un texto.",
        "sections": {"territory": "Del río."},
        "agenda": ["Uno"],
        "venue": "La cancha",
        "title": "Un título",
        "present": 3,
        "people": 3,
        "item": "Cemento" if verb.__name__ == "move_stock" else 1,
        "table": 1,
        "tranche": 2,
        "source": "x",
        "source_sha256": "0" * 64,
        "bank_reference": "BDV-1",
        "purpose": "x.y",
        "subject_id": world.told["project_id"],
        "budget": None,
        "question": "yes_no",
        "options": [],
        "ballots": [],
        "lines": [],
        "findings": [],
    }
    asked = {}
    for name, parameter in inspect.signature(verb).parameters.items():
        if name == "by" or parameter.default is not inspect.Parameter.empty:
            continue
        # What is not known here is a thing without meaning: a verb asks whose it is before it looks.
        asked[name] = known.get(name, Meaningless(name))
    return asked


def new_for(verb: Any, world: Any) -> Any:
    """Return what a verb with `new` is told of."""
    project = world.told["project_id"]
    things: dict[str, Any] = {
        "register_place": NewPlace("council", "intruso", "Intruso"),
        "register_people": [MARKED],
        "voice_need": planning.NewNeed("Luz", "Falta."),
        "record_potential": planning.NewPotential("land", "Tierra"),
        "propose": planning.NewProject("Luz"),
        "propose_all": [planning.NewProject("Luz")],
        "make_all_estimates": [planning.NewEstimate(project, LINES)],
        "check_all_before_vote": [planning.NewCheck(project, findings())],
        "record_invoice": world.here.new(1_000, number="B-1"),
    }
    return things.get(verb.__name__, Meaningless("new"))


def resolution_for(verb: Any, world: Any) -> Any:
    """Return a resolution of the kind that a verb acts upon."""
    if verb.__name__ not in ("admit", "admit_all"):
        return world.told["resolution_id"]
    return Resolution.objects.filter(motion__about_kind=ADMISSION).latest("taken_at").id


class Meaningless:
    """Stands for what a verb may look at only after it has asked who may."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, attribute: str) -> Any:
        raise NotImplementedError(f"`{self.name}.{attribute}` was read before it was asked who may")

    def __len__(self) -> int:
        raise NotImplementedError(f"`{self.name}` was measured before it was asked who may")

    def __gt__(self, other: object) -> bool:
        raise NotImplementedError(f"`{self.name}` was compared before it was asked who may")

    __lt__ = __ge__ = __le__ = __gt__

    def __iter__(self) -> Iterator[Any]:
        raise NotImplementedError(f"`{self.name}` was gone through before it was asked who may")


def test_no_officer_of_another_commune_can_do_anything_here(world):
    before, wrong = rows(), []
    for name, verb in sorted(verbs().items()):
        for by in world.authorities():
            code = refusal_of(verb, by, world)
            if code not in OF_ANOTHER_PLACE:
                wrong.append(f"{name} by {by.mandate.office}: {code}")

    assert wrong == []
    assert rows() == before


def test_nor_by_saying_that_the_mandate_is_of_here(world):
    before, wrong = rows(), []
    for name, verb in sorted(verbs().items()):
        # What any resident may do needs no mandate, and so there is none to forge.
        for by in world.authorities() if name not in OPEN_VERBS else ():
            for place in (world.told["place"], world.here.place):
                code = refusal_of(verb, replace(by, place=place.ref), world)
                if code == "it was done":
                    wrong.append(f"{name} by {by.mandate.office}")

    assert wrong == []
    assert rows() == before


def refusal_of(verb: Any, by: Any, world: Any) -> str:
    """Try a verb in a transaction of its own, and return the code with which it was refused."""
    try:
        with transaction.atomic():
            verb(**told_to(verb, world), by=by)
            transaction.set_rollback(True)
    except DomainError as refusal:
        return refusal.code
    except (IntegrityError, NotImplementedError) as error:
        return str(error)
    return "it was done"


def rows() -> dict[str, int]:
    """Return how many rows each table has."""
    return {model._meta.label: model._default_manager.count() for model in our_models()}


def test_the_verbs_are_found():
    assert {"people.register_people", "voting.certify", "treasury.release", "charters.join"} <= set(verbs())
    assert set(verbs()) >= OPEN_VERBS
    assert len(verbs()) >= 45


# --- An officer of one commune reads nothing private of another ---


def addresses(told: dict[str, Any]) -> Iterator[str]:
    """Yield every address of the site, for the things of the commune that was lived in."""
    yield from _under(get_resolver(), "", told)


def _under(resolver: URLResolver, before: str, told: dict[str, Any]) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _under(pattern, route, told)
        elif "^" not in route:
            yield from _filled(route, told)


def _filled(route: str, told: dict[str, Any]) -> Iterator[str]:
    """Yield a route with its parts filled in; one that asks for what is not known fails the test."""
    parts = re.findall(r"<(?:(\w+):)?(\w+)>", route)
    choices = [told_by_address(name, kind, told) for kind, name in parts]
    for values in itertools.product(*choices):
        address = route
        for value in values:
            address = re.sub(r"<[^>]+>", str(value), address, count=1)
        yield f"/{address}"


def told_by_address(name: str, kind: str, told: dict[str, Any]) -> list[Any]:
    if name == "code":
        return [told["place"].code, told["parent"].code]
    if kind == "int":
        return [1]
    if name == "name":
        # A file of the open data, by what it is called.
        return [*TABLES, *DOCUMENTS]
    assert name in told, f"the law does not know which {name} an address may ask for"
    return [told[name]]


def test_no_officer_of_another_commune_reads_anything_private_here(world, client):
    found, readings = [], Reading.objects.count()
    for mandate, _place in world.officers:
        account = Account.objects.create_user(f"{mandate.id}@example.org", resident=mandate.holder)
        client.force_login(account)
        found += [f"{mandate.seat.office}: {seen}" for seen in seen_by(client, world)]

    assert found == []
    assert Reading.objects.count() == readings


def test_nor_does_a_visitor_nor_the_registrar_nor_the_states_treasurer(world, client):
    assert seen_by(client, world) == []

    for mandate in (world.here.house.polls.country.registrar, world.here.treasurer):
        client.force_login(Account.objects.create_user(f"{mandate.id}@example.org", resident=mandate.holder))
        assert seen_by(client, world) == []


def test_the_marked_person_would_be_seen(world, client):
    # The search itself is tried with someone who may read the register.
    holder = world.here.house.planner.by.mandate
    resident = Mandate.objects.get(id=holder.id).holder
    client.force_login(Account.objects.create_user("vocera@example.org", resident=resident))

    assert any("habitantes" in seen for seen in seen_by(client, world))


def seen_by(client: Any, world: Any) -> list[str]:
    """Return the addresses at which a mark of the marked person is shown."""
    seen = []
    for address in addresses(world.told):
        # The browser signs out at one of them.
        answer = client.get(address) if "logout" not in address else None
        body = b"".join(answer) if answer is not None else b""
        if any(mark.encode() in body for mark in MARKS):
            seen.append(address)
    return seen
