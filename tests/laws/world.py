"""Two communes side by side for the laws: one that went through a whole cycle, another with its officers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps

from toparquia.charters import services as charters
from toparquia.elections import services as elections
from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate, Organ
from toparquia.people.models import Resident
from toparquia.people.rules import NewResident
from toparquia.people.services import register_people
from toparquia.planning import services as planning
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import NewPlace, register_place
from toparquia.treasury import services as treasury_services
from toparquia.treasury.tests.factories import Treasury, make_treasury

# A person whose name, birth date and e-mail no page, act or log may show to anyone but their own council.
MARKED = NewResident(
    "Xochiquétzal", "Únicamarca Ñustaq", date(1977, 11, 23), date(2001, 2, 3), "xochi77@example.org"
)
MARKS = ("Xochiquétzal", "Únicamarca", "1977-11-23", "23 de noviembre de 1977", "23/11/1977", "xochi77")


@dataclass
class World:
    """`here` is the commune that was lived in; `there` another one, whose officers have no say in it."""

    here: Treasury
    marked: Resident
    there: Place
    officers: list[tuple[Mandate, Place]]
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """Return the moment of the tests: after the cycle."""
        return self.here.at

    def authorities(self) -> list[Authority]:
        """Return what the other commune's officers may show, each for their own place."""
        return [
            mandates.authority_of(mandate, place=place, day=territory.local_day(place, self.at))
            for mandate, place in self.officers
        ]


def make_world(noon: datetime) -> World:
    """Live through a cycle in one commune, with one marked person; seat every kind of officer in another."""
    here = make_treasury(noon)
    council = here.house.planner.place
    (marked,) = register_people(place=council, new=[MARKED], by=here.house.planner.by, at=noon)
    here.receive(1)
    invoice = here.pay(20_000, 5_000)
    open_invoice = here.record(1_000, number="A-9")
    question = treasury_services.ask_about_invoice(
        invoice_id=open_invoice.id, text="¿Por qué?", by=here.by(here.auditor), at=here.at
    )
    report = here.report()
    resolution = here.resolve(report.id)
    planner = here.house.planner
    need = planning.voice_need(
        place=council, new=planning.NewNeed("Agua", "No llega."), by=planner.anyone, at=noon
    )
    project = planner.proposed("Otra calle")
    charter = charters.promote(place=here.place, by=territory.open_authority(here.place, noon), at=noon)
    voted_on = _election_and_recall(here, noon)
    there, officers = _another_commune(here, noon)
    world = World(here, marked, there, officers)
    world.told = {
        **newest_ids(),
        "place": council,
        "parent": here.place,
        "council": council,
        "resident_id": marked.id,
        "invoice_id": open_invoice.id,
        "paid_invoice_id": invoice.id,
        "question_id": question.id,
        "report_id": report.id,
        "resolution_id": resolution,
        "need_id": need.id,
        "project_id": project.id,
        "charter_id": charter.id,
        "obligation_id": here.obligation.id,
        "mandate_id": here.committee[0].id,
        "organ_id": here.committee[0].seat.organ_id,
        "seat_id": here.committee[0].seat_id,
        **voted_on,
    }
    return world


def _election_and_recall(here: Treasury, noon: datetime) -> dict[str, UUID]:
    """Call an election with one candidacy, checked and challenged; ask for a recall with one signature."""
    polls, anyone = here.house.polls, territory.open_authority(here.place, noon)
    organ = Organ.objects.get(place=here.place, kind="electoral_commission")
    found = elections.call_election(
        organ=organ, office="commissioner", procedure="ballot", by=polls.by(), at=noon
    )
    person = polls.country.neighbour(name="Candidata")
    row = elections.nominate(election_id=found.id, resident_id=person.id, by=anyone, at=noon)
    elections.accept_candidacy(
        candidacy_id=row.id, person=person.id, statement="Agua.", has_kin=False, by=anyone, at=noon
    )
    later = noon + timedelta(days=(found.nominations_until - noon.date()).days)
    elections.check_candidacy(candidacy_id=row.id, by=polls.by(), at=later)
    lodged = elections.challenge(
        election_id=found.id, candidacy_id=row.id, text="No vive aquí.", by=anyone, at=later
    )
    recall = elections.ask_recall(
        mandate_id=here.committee[1].id,
        origin="petition",
        ground="accounts_late",
        text="No rindió.",
        by=anyone,
        at=noon,
    )
    elections.sign_petition(recall_id=recall.id, resident_id=person.id, by=anyone, at=noon)
    return {
        "election_id": found.id,
        "candidacy_id": row.id,
        "challenge_id": lodged.id,
        "recall_id": recall.id,
    }


def newest_ids() -> dict[str, UUID]:
    """Return the newest id of every table of ours, under the name by which verbs and addresses ask."""
    found: dict[str, Any] = {}
    for model in apps.get_models():
        if model.__module__.startswith("toparquia.") and model._meta.pk.get_internal_type() == "UUIDField":
            row = model._default_manager.order_by("-pk").first()
            if row is not None:
                found[f"{model._meta.model_name}_id"] = row.pk
    found["adopted_id"] = found["adoptedrules_id"]
    return found


def _another_commune(here: Treasury, noon: datetime) -> tuple[Place, list[tuple[Mandate, Place]]]:
    country = here.house.polls.country
    parent = country.root
    for kind in ("state", "circuit", "commune", "council"):
        parent = register_place(
            new=NewPlace(kind, f"otro-{kind}", f"Otro {kind}"),
            parent=parent,
            by=country.registry(parent),
            at=noon,
        )
    council, commune = parent, territory.place(parent.path[-2])
    seats = [(commune, organ) for organ in ("electoral_commission", "finance_committee", "social_audit")]
    officers = []
    for place, organ in [*seats, (council, "coordination")]:
        holder = country.neighbour(council, name=f"Officer {new_id().hex[-6:]}")
        officers.append((country.officer(place, organ, holder=holder), place))
    return commune, officers
