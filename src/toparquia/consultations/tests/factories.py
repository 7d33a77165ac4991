"""A commune whose council proposes, whose assembly admits and whose electoral commission consults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from toparquia.assemblies import queries as assembly
from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.consultations import services
from toparquia.consultations.models import Consultation
from toparquia.consultations.rules.files import ElectionFile, file_of
from toparquia.engines.budgeting.pabulib import read_bytes
from toparquia.foundation.authority import Authority
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import built_in
from toparquia.foundation.rulesets.ruleset import RuleSet
from toparquia.mandates import queries as mandates
from toparquia.planning import services as planning
from toparquia.planning.queries import ADMISSION
from toparquia.planning.rules import Finding, Line, subject_of
from toparquia.planning.tests.factories import Planner, make_planner
from toparquia.territory import queries as territory
from toparquia.territory.models import AdoptedRules, Place
from toparquia.voting.models import Vote
from toparquia.voting.rules import SheetCounts
from toparquia.voting.services import record_tally_sheet
from toparquia.voting.tests.factories import Polls, make_polls, sheet

DICE = "4 2 6 1 5 3 3 2"
LATER = timedelta(days=20)


@dataclass
class House:
    """A commune in which all of it happens; its moments follow those of the fixed noon."""

    polls: Polls
    planner: Planner
    spokes: Planner | None = None

    @property
    def place(self) -> Place:
        """Return the commune."""
        return self.polls.place

    @property
    def at(self) -> datetime:
        """Return noon of the first day."""
        return self.polls.at

    @property
    def opens_at(self) -> datetime:
        """Return eight in the morning of the day of the vote, in Caracas."""
        return (self.at + LATER).replace(hour=12)

    @property
    def closes_at(self) -> datetime:
        """Return six in the evening of that day."""
        return (self.at + LATER).replace(hour=22)

    @property
    def evening(self) -> datetime:
        """Return a moment after closing."""
        return self.closes_at + timedelta(hours=1)

    def by(self, member: int = 0) -> Authority:
        """Return a commissioner's authority."""
        return self.polls.by(member)

    def admitted(
        self, *costs: int, currency: str = "VES", theme: str = "", need_id: UUID | None = None
    ) -> list[UUID]:
        """Bring projects of these costs, in whole units, up to the council assembly's yes."""
        planner, at = self.planner, self.at
        new = [
            planning.NewProject(f"Proyecto {n} de {cost}", theme=theme, need_id=need_id)
            for n, cost in enumerate(costs, 1)
        ]
        ids = [
            project.id
            for project in planning.propose_all(place=planner.place, new=new, by=planner.anyone, at=at)
        ]
        for project_id, cost in zip(ids, costs, strict=True):
            line = Line("materials", "Todo", 1_000, "obra", Money(cost * 100, currency))
            planning.make_estimate(project_id=project_id, lines=[line], by=planner.by, at=at)
            planning.check_before_vote(
                project_id=project_id, findings=findings_of(planner.place, at), by=planner.by, at=at
            )
        yes = said_yes(planner, ids)
        planning.admit_all(project_ids=ids, resolution_id=yes, by=planner.by, at=at)
        return ids

    def call(self, project_ids: Sequence[UUID], **changed: object) -> Consultation:
        """Call a consultation among projects."""
        asked: dict[str, object] = {
            "place": self.place,
            "title": "Consulta de marzo",
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "project_ids": project_ids,
            "budget": None,
            "by": self.by(),
            "at": self.at,
        }
        return services.call_consultation(**{**asked, **changed})  # type: ignore[arg-type]

    def open(self, consultation: Consultation, seed: str = DICE) -> Consultation:
        """Open its vote."""
        return services.open_consultation(
            consultation_id=consultation.id, seed=seed, by=self.by(), at=self.opens_at
        )

    def neighbours(self, people: int) -> None:
        """Register residents."""
        for number in range(people):
            self.polls.country.neighbour(name=f"Vecina {number}")

    def opened(self, *costs: int, people: int = 30, **changed: object) -> Consultation:
        """Bring a consultation among projects of these costs to its open vote."""
        self.neighbours(people)
        return self.open(self.call(self.admitted(*costs), **changed))

    def count_table(self, consultation: Consultation, counts: SheetCounts, table: int = 1) -> None:
        """Let two commissioners type a table's sheet."""
        vote = vote_of(consultation)
        for member in (0, 1):
            record_tally_sheet(
                vote_id=vote.id, table=table, counts=counts, by=self.by(member), at=self.evening
            )

    def close(self, consultation: Consultation) -> Consultation:
        """Close it in the evening."""
        return services.close_consultation(consultation_id=consultation.id, by=self.by(), at=self.evening)

    def draw(self, consultation: Consultation, seed: str = DICE) -> list[str]:
        """Record the seed of the draw."""
        return services.draw_tie(consultation_id=consultation.id, seed=seed, by=self.by(), at=self.evening)

    def certify(self, consultation: Consultation) -> Consultation:
        """Certify it."""
        return services.certify_consultation(consultation_id=consultation.id, by=self.by(), at=self.evening)

    def decided(self, *marks: int, costs: Sequence[int] = (), **changed: object) -> Consultation:
        """Bring a consultation with these marks on one paper table to its certificate."""
        given = tuple(costs) or tuple(100 for _ in marks)
        consultation = self.opened(*given, people=sum(marks) + 5, **changed)
        self.count_table(consultation, sheet(*marks))
        self.close(consultation)
        return self.certify(consultation)

    def run_off(self, consultation: Consultation) -> Consultation:
        """Call the run-off of a certified consultation, for the week after."""
        week = timedelta(days=7)
        return services.call_run_off(
            consultation_id=consultation.id,
            opens_at=self.opens_at + week,
            closes_at=self.closes_at + week,
            by=self.by(),
            at=self.evening,
        )

    def adopt(
        self, code: str = "city-participatory-budget", where: Place | None = None, **values: object
    ) -> RuleSet:
        """Let the commune live under another rule set, some of whose values are changed."""
        document = built_in(code).as_document()
        for name, value in values.items():
            document["parameters"][name.replace("__", ".")]["value"] = value  # type: ignore[index,call-overload]
        changed = RuleSet.from_document(document)
        AdoptedRules.objects.create(
            place=where or self.place,
            code=changed.code,
            version=changed.version,
            digest=changed.hash,
            document=changed.as_document(),
            starts_on=self.polls.country.day - timedelta(days=1),
        )
        return changed

    def imported(self, file: ElectionFile, **changed: object) -> Consultation:
        """Bring a file's projects through an assembly of the commune, and import it."""
        communal = self.spokes = self.communal()
        ids = services.propose_projects(place=self.place, file=file, by=communal.by, at=self.at)
        yes = said_yes(communal, ids)
        planning.admit_all(project_ids=ids, resolution_id=yes, by=communal.by, at=self.at)
        asked: dict[str, object] = {"seed": DICE, "by": self.by(), "at": self.at, **changed}
        return services.import_election(place=self.place, file=file, **asked)  # type: ignore[arg-type]

    def communal(self) -> Planner:
        """Return the planner of the commune itself, with its own spokesperson and assembly."""
        country = self.polls.country
        mandate = country.officer(self.place, "coordination", holder=country.neighbour(name="Nora"))
        by = mandates.authority_of(mandate, place=self.place, day=country.day)
        return Planner(country, self.place, by)


def make_house(noon: datetime) -> House:
    """Seat the electoral commission of the commune and the spokesperson of its first council."""
    polls = make_polls(noon)
    return House(polls, make_planner(polls.country))


def said_yes(planner: Planner, ids: Sequence[UUID]) -> UUID:
    """Hold an assembly of everyone that admits these projects, and return its resolution's id."""
    place, at, by = planner.place, planner.country.at, planner.by
    days = territory.rules(place, planner.country.day).days("assembly.notice_days")
    starts_at = at + timedelta(days=days)
    present = assembly.electors(place, starts_at.date())
    session = assemblies.call_session(
        place=place, starts_at=starts_at, venue="La cancha", agenda=["Proyectos"], by=by, at=at
    )
    assemblies.open_call(session_id=session.id, present=present, by=by, at=starts_at)
    motion = assemblies.put_motion(
        session_id=session.id,
        item=1,
        text="Que vayan a la consulta.",
        matter="projects",
        about=(ADMISSION, subject_of(ids)),
        by=by,
        at=starts_at,
    )
    taken = assemblies.decide_motion(
        motion_id=motion.id,
        method=Resolution.Method.HANDS,
        votes=Votes(present, 0, 0),
        present=present,
        by=by,
        at=starts_at,
    )
    return taken.id


def findings_of(place: Place, at: datetime):
    """Return a yes on each ground of the rules in force."""
    grounds = territory.rules(place, territory.local_day(place, at)).text_list("obligation.pre_vote_check")
    return tuple(Finding(ground, is_met=True, reason="Visto") for ground in grounds)


def vote_of(consultation: Consultation) -> Vote:
    """Return the consultation's vote as it is now."""
    return Vote.objects.get(subject_id=consultation.id)


PB = """META
key;value
description;Elección de prueba
country;Spain
unit;Ciudad
instance;2025
num_projects;3
num_votes;4
budget;1000.50
vote_type;approval
rule;greedy
currency;EUR
date_begin;03.10.2025
date_end;10.10.2025
PROJECTS
project_id;cost;name;category;latitude;longitude
a;600.25;Parque;urban greenery,sport;41.5;2.1
b;500;Escuela;education;;
c;300;Camino;secreto;;
VOTES
voter_id;vote
1;a,c
2;a
3;b,c
4;c
"""


def file_from(text: str = PB, *, name: str = "prueba.pb", currency: str = "") -> ElectionFile:
    """Return an election file from its text."""
    return file_of(read_bytes(text.encode(), file=name), name=name, currency=currency)
