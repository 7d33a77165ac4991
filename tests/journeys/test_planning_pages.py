"""A debate, a merger, an agenda and the order of needs, each page in its moment, in a real browser.

All of it is made inside the test, so the browser is answered by the site itself, as for a founding.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import pytest
from django.urls import reverse
from PIL import Image

from tests.journeys.moments import everyone_can_use
from toparquia.assemblies.tests.factories import Hall, make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import send, sign_in
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Organ
from toparquia.people.models import Resident
from toparquia.planning import services
from toparquia.planning.models import Agenda, AgendaItem, Argument, MergeOffer, Need, Project
from toparquia.planning.services import JointProject, NewItem, NewNeed, NewProject
from toparquia.planning.tests.factories import Planner
from toparquia.planning.tests.test_agenda import decided

pytestmark = pytest.mark.django_db
Moment = tuple[Resident | None, str]


@dataclass
class Stage:
    """A council with a spokesperson, an auditor and neighbours, who propose and argue."""

    hall: Hall
    planner: Planner
    auditor: Resident

    @property
    def spokesperson(self) -> Resident:
        """Return who coordinates."""
        return mandates.mandate(self.planner.by.mandate.id).holder

    def need(self, title: str = "No llega el agua", photo: bytes = b"") -> Need:
        """Say what is lacking."""
        new = NewNeed(title, "Desde mayo.", "water", 40, groups=("elderly", "children"), photo=photo)
        return services.voice_need(place=self.planner.place, new=new, by=self.planner.anyone, at=self.at)

    def project(self, title: str = "Agua para la calle Bolívar", who: int = 0) -> Project:
        """Propose a project as a neighbour."""
        return services.propose(
            place=self.planner.place,
            new=NewProject(title, "Doscientos metros.", need_id=self.need().id),
            by=self.planner.anyone,
            at=self.at,
            resident_id=self.hall.neighbours[who].id,
        )

    def argument(self, side: str = "for", who: int = 0) -> Argument:
        """Say something about a project."""
        project = Project.objects.first() or self.project()
        text = "La toma pierde la mitad del agua antes de llegar a las casas de arriba."
        person = self.hall.neighbours[who].id
        told = {"project_id": project.id, "resident_id": person, "side": side, "text": text}
        return services.argue(**told, by=self.planner.anyone, at=self.at)

    def withdrawn(self) -> Argument:
        """Say something that the spokesperson takes down."""
        found = self.argument()
        services.withdraw_argument(argument_id=found.id, ground="insult", by=self.planner.by, at=self.at)
        return found

    def appealed(self) -> Argument:
        """Ask for another look at it."""
        found, person = self.withdrawn(), self.hall.neighbours[0]
        services.appeal_withdrawal(
            argument_id=found.id, resident_id=person.id, by=self.planner.anyone, at=self.at
        )
        return found

    def offer(self) -> MergeOffer:
        """Offer to merge two projects of two neighbours."""
        first, second = self.project(), self.project("Agua para la calle Sucre", who=1)
        return services.offer_merge(
            project_id=first.id,
            other_id=second.id,
            joint=JointProject("Agua para las dos calles", "Una sola tubería."),
            by=self.planner.anyone,
            at=self.at,
            resident_id=self.hall.neighbours[0].id,
        )

    def agenda(self) -> Agenda:
        """Write an agenda with one item."""
        day = self.planner.country.day
        agenda = services.begin_agenda(
            place=self.planner.place,
            starts_on=day,
            ends_on=day + timedelta(days=365),
            by=self.planner.by,
            at=self.at,
        )
        organ = Organ.objects.get(place=self.planner.place, kind="coordination")
        item = NewItem(
            "Reparar la toma",
            organ.id,
            day,
            "Cuadrilla y tubos.",
            direction="missions",
            need_id=self.need().id,
        )
        services.add_item(agenda_id=agenda.id, new=item, by=self.planner.by, at=self.at)
        return agenda

    def item(self) -> AgendaItem:
        """Adopt that agenda in assembly, note something about its item, and return it."""
        agenda = self.agenda()
        services.present_agenda(agenda_id=agenda.id, by=self.planner.by, at=self.at)
        decided(self.planner, "planning.agenda", agenda.id)
        found = agenda.items.get()
        services.note_progress(
            item_id=found.id, state="started", text="Se abrió la zanja.", by=self.planner.by, at=self.at
        )
        return found

    @property
    def at(self):
        """Return the moment."""
        return self.planner.country.at


@pytest.fixture
def stage(noon) -> Iterator[Stage]:
    """Return the council at noon."""
    with frozen_at(noon):
        hall = make_hall(noon)
        auditor = hall.country.neighbour(hall.place, name="Auditora")
        hall.country.officer(hall.place, "social_audit", holder=auditor)
        yield Stage(hall, Planner(hall.country, hall.place, hall.by()), auditor)


def path(name: str, *things: object) -> str:
    """Return an address of planning."""
    return reverse(f"planning:{name}", args=things)


def photo() -> bytes:
    """Return a picture as a phone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "green").save(out, "JPEG")
    return out.getvalue()


def to_debate(stage: Stage) -> Moment:
    """Let a neighbour come to a debate with both sides in it."""
    project = stage.argument().project
    stage.argument("against", 1)
    stage.argument("against", 2)
    return stage.hall.neighbours[3], path("debate", project.id)


def to_read_the_log(stage: Stage) -> Moment:
    """Let a visitor read what was taken down, and that another look is asked for."""
    return None, path("moderation", stage.appealed().project_id)


def to_erase(stage: Stage) -> Moment:
    """Let a neighbour erase what is due."""
    return stage.hall.neighbours[1], path("erase", stage.withdrawn().project_id)


def to_need(stage: Stage) -> Moment:
    """Let a visitor look at a need with its photo."""
    return None, stage.need(photo=photo()).get_absolute_url()


def to_order(stage: Stage) -> Moment:
    """Let a visitor look at an order of needs."""
    needs = [stage.need("No llega el agua").id, stage.need("Sin luz").id]
    told = {"place": stage.planner.place, "need_ids": needs, "by": stage.planner.by, "at": stage.at}
    return None, services.list_priorities(**told).get_absolute_url()


def to_rank(stage: Stage) -> Moment:
    """Let the coordination put the needs in order."""
    stage.need("No llega el agua")
    stage.need("Sin luz")
    return stage.spokesperson, path("begin_priorities", stage.planner.place.code)


MOMENTS: Final[dict[str, Callable[[Stage], Moment]]] = {
    "planning:debate": to_debate,
    "planning:moderation": to_read_the_log,
    "planning:erase": to_erase,
    "planning:withdraw": lambda s: (s.spokesperson, path("withdraw", s.argument().id)),
    "planning:take_back": lambda s: (s.hall.neighbours[0], path("take_back", s.argument().id)),
    "planning:appeal": lambda s: (s.hall.neighbours[0], path("appeal", s.withdrawn().id)),
    "planning:answer_appeal": lambda s: (s.auditor, path("answer_appeal", s.appealed().id)),
    "planning:merge": lambda s: (s.hall.neighbours[0], path("merge", s.offer().first_id)),
    "planning:merge_offer": lambda s: (s.hall.neighbours[1], s.offer().get_absolute_url()),
    "planning:agenda": lambda s: (None, path("agenda", s.item().agenda.place.code)),
    "planning:begin_agenda": lambda s: (s.spokesperson, path("begin_agenda", s.planner.place.code)),
    "planning:one_agenda": lambda s: (s.spokesperson, s.agenda().get_absolute_url()),
    "planning:add_item": lambda s: (s.spokesperson, path("add_item", s.agenda().id)),
    "planning:present_agenda": lambda s: (s.spokesperson, path("present_agenda", s.agenda().id)),
    "planning:item": lambda s: (None, s.item().get_absolute_url()),
    "planning:note_progress": lambda s: (s.spokesperson, path("note_progress", s.item().id)),
    "planning:remove_item": lambda s: (s.spokesperson, path("remove_item", s.agenda().items.get().id)),
    "planning:begin_priorities": to_rank,
    "planning:priorities": to_order,
    "planning:need": to_need,
    "planning:works": lambda s: (s.spokesperson, path("works", s.project().id)),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_plannings_pages_are_there_for_everyone(name, stage, client, browser):
    resident, address = MOMENTS[name](stage)
    if resident is not None:
        sign_in(client, resident)

    assert all(everyone_can_use(name, address, client, browser))


def test_two_neighbours_argue_merge_their_proposals_and_see_one_chain(stage, client):
    # Each step is the form that a person sends, as the browser sends it.
    client.cookies["toparquia_language"] = "es"
    one, other = stage.hall.neighbours[:2]
    first, second = stage.project(), stage.project("Agua para la calle Sucre", who=1)

    sign_in(client, other)
    send(client, path("debate", first.id), {"side": "against", "text": "Cuesta mucho para una calle."})
    sign_in(client, one)
    joint = {"other": str(second.id), "title": "Agua para las dos calles", "text": "Una tubería."}
    offer = send(client, path("merge", first.id), joint).headers["Location"]
    sign_in(client, other)
    there = send(client, offer, {}).headers["Location"]

    told = client.get(there).content.decode()
    assert told.count("/necesidades/") >= 2
    assert "Agua para la calle Sucre" in told
    assert there in client.get(first.get_absolute_url()).content.decode()
    assert "Cuesta mucho" in client.get(path("debate", first.id)).content.decode()
