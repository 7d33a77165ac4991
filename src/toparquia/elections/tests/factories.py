"""A council that renews its offices, made by the verbs themselves: commission, neighbours, days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.elections import queries, services
from toparquia.elections.models import Candidacy, Election, Recall, Result
from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet, built_in
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate, Organ
from toparquia.mandates.tests.factories import ADULT, Country, make_country
from toparquia.people.models import Resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import adopt_rules
from toparquia.voting.rules import SheetCounts
from toparquia.voting.services import close_vote, record_tally_sheet

DICE = "4 2 6 1 5 3 3 2"
NAMES = ("Rosa", "Luz", "Eva", "Inés", "Sol", "Paz", "Flor", "Mar", "Nieves", "Alba")


def other_rules(**changed: object) -> RuleSet:
    """Return the communes' rules with some values changed, a double underscore for each point."""
    document = built_in("venezuela-communes").as_document()
    for name, value in changed.items():
        document["parameters"][name.replace("__", ".")]["value"] = value  # type: ignore[index,call-overload]
    return RuleSet.from_document(document)


@dataclass
class Town:
    """A council with its electoral commission, its audit unit, one spokesperson and ten neighbours."""

    country: Country
    place: Place
    commission: list[Mandate]
    auditor: Mandate
    speaker: Mandate
    organ: Organ
    people: list[Resident] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """Return the hour of the call."""
        return self.country.at

    def day(self, days: int) -> datetime:
        """Return the hour some days after the call."""
        return self.at + timedelta(days=days)

    def of(self, mandate: Mandate) -> Authority:
        """Return what a mandate shows."""
        return mandates.authority_of(mandate, place=self.place, day=self.country.day)

    def by(self, member: int = 0) -> Authority:
        """Return a commissioner's authority."""
        return self.of(self.commission[member])

    def anyone(self, days: int = 0) -> Authority:
        """Return what any resident shows."""
        return territory.open_authority(self.place, self.day(days))

    def calls(self, procedure: str = "ballot", votes_on: date | None = None) -> Election:
        """Let the commission call the election of the vacant seats."""
        return services.call_election(
            organ=self.organ,
            office="spokesperson",
            procedure=procedure,
            votes_on=votes_on,
            by=self.by(),
            at=self.at,
        )

    def stands(self, found: Election, person: Resident, *, days: int = 1, has_kin: bool = False) -> Candidacy:
        """Let a neighbour be put forward and accept."""
        by, at = self.anyone(days), self.day(days)
        row = services.nominate(election_id=found.id, resident_id=person.id, by=by, at=at)
        return services.accept_candidacy(
            candidacy_id=row.id, person=person.id, statement="Agua.", has_kin=has_kin, by=by, at=at
        )

    def checks(self, *rows: Candidacy) -> None:
        """Let the commission check candidacies when nominations are over."""
        for row in rows:
            at = self.at_day(row.election.nominations_until)
            services.check_candidacy(candidacy_id=row.id, by=self.by(), at=at)

    def at_day(self, day: date) -> datetime:
        """Return noon of a day."""
        return self.day((day - self.country.day).days)

    def listed(self, *people: Resident, procedure: str = "ballot") -> tuple[Election, list[Candidacy]]:
        """Bring an election to its closed list."""
        found = self.calls(procedure)
        rows = [self.stands(found, person) for person in people]
        self.checks(*rows)
        at = self.at_day(found.answers_until)
        services.close_list(election_id=found.id, seed=DICE, by=self.by(), at=at)
        return queries.election(found.id), rows

    def opened(self, found: Election) -> Election:
        """Open the vote of a closed list for the day of the vote."""
        opens = self.at_day(found.votes_on)
        services.open_ballot(
            election_id=found.id,
            opens_at=opens,
            closes_at=opens + timedelta(hours=6),
            by=self.by(),
            at=self.at_day(found.answers_until),
        )
        return queries.election(found.id)

    def counted(self, found: Election, votes: dict[UUID, int], ballots: int = 12) -> None:
        """Close the vote and type its one table twice."""
        evening = self.at_day(found.votes_on) + timedelta(hours=8)
        vote = found.ballot.vote
        close_vote(vote_id=vote.id, by=self.by(), at=evening)
        marks = tuple(
            votes.get(UUID(code), 0) if code != "nobody" else 0
            for code in vote.options.order_by("number").values_list("code", flat=True)
        )
        for member in (0, 1):
            record_tally_sheet(
                vote_id=vote.id,
                table=1,
                counts=SheetCounts(marks, 0, 0, ballots, ballots),
                by=self.by(member),
                at=evening,
            )

    def certifies(self, found: Election) -> Result:
        """Certify on the evening of the vote."""
        at = self.at_day(found.votes_on) + timedelta(hours=9)
        return services.certify_ballot(election_id=found.id, by=self.by(), at=at)

    def proclaims(self, found: Election, days: int = 5) -> list[Mandate]:
        """Proclaim some days after the vote."""
        at = self.at_day(found.votes_on + timedelta(days=days))
        return services.proclaim_election(election_id=found.id, by=self.by(), at=at)

    def asks(self, mandate: Mandate, origin: str = "petition", ground: str = "accounts_late") -> Recall:
        """Ask for a recall."""
        by = self.anyone() if origin == "petition" else self.of(self.auditor)
        return services.ask_recall(
            mandate_id=mandate.id, origin=origin, ground=ground, text="No rindió.", by=by, at=self.at
        )

    def signs(self, recall: Recall, *people: Resident) -> None:
        """Let neighbours sign."""
        for person in people:
            services.sign_petition(recall_id=recall.id, resident_id=person.id, by=self.anyone(), at=self.at)

    def admitted(self, mandate: Mandate) -> Recall:
        """Bring a petition through its check: all drawn signatures hold."""
        recall = self.asks(mandate)
        self.signs(recall, *self.people[:4])
        services.draw_sample(recall_id=recall.id, seed=DICE, by=self.by(), at=self.day(1))
        services.record_check(recall_id=recall.id, confirmed=4, by=self.by(), at=self.day(1))
        return queries.recall(recall.id)

    def decides(
        self, about: tuple[str, UUID], *, matter: str, days: int, yes: int = 8, present: int = 10
    ) -> Resolution:
        """Let the council's assembly decide a motion."""
        by, hour = self.of(self.speaker), self.day(days)
        session = assemblies.call_session(
            place=self.place,
            starts_at=hour,
            venue="La cancha",
            agenda=["Cargos"],
            by=by,
            at=hour - timedelta(days=5),
        )
        assemblies.open_call(session_id=session.id, present=present, attendees=[], by=by, at=hour)
        motion = assemblies.put_motion(
            session_id=session.id, item=1, text="Que sí.", matter=matter, about=about, by=by, at=hour
        )
        return assemblies.decide_motion(
            motion_id=motion.id,
            method=Resolution.Method.HANDS,
            votes=Votes(yes, present - yes, 0),
            present=present,
            by=by,
            at=hour,
        )


def make_town(at: datetime, *, rules: RuleSet | None = None, setting: str = "") -> Town:
    """Make a council with a commission of three; its coordination has nine seats and four people."""
    country = make_country(at)
    place = country.councils[0]
    if setting:
        Place.objects.filter(id=place.id).update(setting=setting)
        place = territory.place(place.id)
    chosen = rules or other_rules(council__coordination_seats=9)
    adopt_rules(place=place, rules=chosen, starts_on=country.day, by=country.registry(place), at=at)
    people = [country.neighbour(place, name=name) for name in NAMES]

    def officer(kind: str, number: int, name: str) -> Mandate:
        return country.officer(place, kind, number, country.neighbour(place, name=name, birth=ADULT))

    commission = [officer("electoral_commission", n, f"Comisión {n}") for n in (1, 2, 3)]
    auditor = officer("social_audit", 1, "Contralora")
    speakers = [officer("coordination", n, f"Vocera {n}") for n in (1, 2, 3, 4)]
    organ = Organ.objects.get(place=place, kind="coordination")
    return Town(country, place, commission, auditor, speakers[0], organ, people)
