"""A commune of five councils at each stage of its founding, made by the verbs themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.charters import queries, rules, services
from toparquia.charters.models import CharterText, FoundingCharter, Joining, Proclamation, Referendum
from toparquia.foundation.authority import Authority
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.tests.factories import Country, make_country
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import NewPlace, register_place
from toparquia.voting.models import Vote
from toparquia.voting.rules import SheetCounts
from toparquia.voting.services import certify, close_vote, record_tally_sheet

SECTIONS = {
    "principles": "Nos gobernamos en asamblea.",
    "needs_diagnosis": "Falta agua.",
    "potential_inventory": "Hay una escuela y tierra.",
    "territory": "Del río al cerro.",
}


@dataclass
class Founding:
    """A commune in promotion: its councils, each with a spokesperson and two neighbours, and its charter."""

    country: Country
    councils: list[Place]
    spokespersons: dict[UUID, Mandate]
    commission: list[Mandate]
    charter: FoundingCharter

    @property
    def place(self) -> Place:
        """Return the commune."""
        return self.country.commune

    @property
    def assembly_at(self) -> datetime:
        """Return the hour of the councils' assemblies."""
        return self.country.at + timedelta(days=7)

    @property
    def vote_at(self) -> datetime:
        """Return the hour at which the referendum opens."""
        return self.country.at + timedelta(days=20)

    def of(self, council: Place) -> Authority:
        """Return a council's spokesperson's authority."""
        mandate = self.spokespersons[council.id]
        return mandates.authority_of(mandate, place=council, day=self.country.day)

    def commissioner(self, number: int = 0) -> Authority:
        """Return a commissioner's authority."""
        return mandates.authority_of(self.commission[number], place=self.place, day=self.country.day)

    def registry(self) -> Authority:
        """Return the registrar's authority in the commune."""
        return self.country.registry(self.place)

    def resolved(
        self,
        council: Place,
        about: tuple[str, UUID],
        *,
        yes: int = 3,
        days: int = 7,
        revokes: UUID | None = None,
    ) -> Resolution:
        """Let a council's assembly decide a motion, carried with `yes` of three people."""
        by, hour = self.of(council), self.country.at + timedelta(days=days)
        session = assemblies.call_session(
            place=council,
            starts_at=hour,
            venue="La cancha",
            agenda=["Comuna"],
            by=by,
            at=hour - timedelta(days=5),
        )
        assemblies.open_call(session_id=session.id, present=3, attendees=[], by=by, at=hour)
        motion = assemblies.put_motion(
            session_id=session.id,
            item=1,
            text="Que entremos en la comuna.",
            about=about,
            revokes=revokes,
            by=by,
            at=hour,
        )
        return assemblies.decide_motion(
            motion_id=motion.id,
            method=Resolution.Method.HANDS,
            votes=Votes(yes, 3 - yes, 0),
            present=3,
            by=by,
            at=hour,
        )

    def joins(self, council: Place, resolution: Resolution | None = None) -> Joining:
        """Let a council join."""
        decided = resolution or self.resolved(council, (rules.JOINING, self.place.id))
        return services.join(
            charter_id=self.charter.id, resolution_id=decided.id, by=self.of(council), at=self.assembly_at
        )

    def all_join(self) -> None:
        """Let every council join."""
        for council in self.councils:
            self.joins(council)

    def writes(self, sections: dict[str, str] | None = None, council: Place | None = None) -> CharterText:
        """Let a council write the charter."""
        return services.write_charter(
            charter_id=self.charter.id,
            sections=SECTIONS if sections is None else sections,
            by=self.of(council or self.councils[0]),
            at=self.assembly_at,
        )

    def ready(self) -> Founding:
        """Bring the founding to where its referendum can be called."""
        self.all_join()
        self.writes()
        return self

    def calls(self, *, opens: datetime | None = None, closes: datetime | None = None) -> Referendum:
        """Let the commission call the referendum."""
        opens_at = opens or self.vote_at
        return services.call_referendum(
            charter_id=self.charter.id,
            opens_at=opens_at,
            closes_at=closes or opens_at + timedelta(hours=8),
            seed="4 2 6 1 5 3 3 2",
            by=self.commissioner(),
            at=self.assembly_at,
        )

    def counted(self, referendum: Referendum, yes: int, no: int) -> None:
        """Count one table typed by two commissioners, and certify."""
        vote, evening = referendum.vote, self.vote_at + timedelta(hours=9)
        close_vote(vote_id=vote.id, by=self.commissioner(), at=evening)
        self.types(vote, yes, no)
        certify(vote_id=vote.id, by=self.commissioner(), at=evening)

    def types(self, vote: Vote, yes: int = 12, no: int = 2) -> None:
        """Let two commissioners type the sheet of the one table alike."""
        evening = self.vote_at + timedelta(hours=9)
        for number in (0, 1):
            record_tally_sheet(
                vote_id=vote.id,
                table=1,
                counts=SheetCounts((yes, no), 0, 0, yes + no, yes + no),
                by=self.commissioner(number),
                at=evening,
            )

    def proclaims(self) -> Proclamation:
        """Let the commission proclaim the result."""
        return services.proclaim_result(
            charter_id=self.charter.id, by=self.commissioner(), at=self.vote_at + timedelta(days=1)
        )

    def approved(self) -> Proclamation:
        """Take a founding that is ready through a referendum that says yes."""
        self.counted(self.calls(), yes=12, no=2)
        return self.proclaims()

    def registers(self, days: int = 2) -> Place:
        """Let the registrar register the commune."""
        return services.register_commune(
            charter_id=self.charter.id, by=self.registry(), at=self.vote_at + timedelta(days=days)
        )

    def green(self) -> dict[str, bool]:
        """Return which steps are done on the day of the assemblies."""
        fresh = queries.charter(self.charter.id)
        return {step.code: step.is_green for step in queries.steps(fresh, self.assembly_at)}


def make_founding(at: datetime, *, councils: int = 5, rules_code: str = "venezuela-communes") -> Founding:
    """Make a commune in promotion; its last two councils still stand in the circuit."""
    country = make_country(at, rules=rules_code)
    places = list(country.councils)
    for number in range(3, councils + 1):
        parent = country.circuit if number > councils - 2 else country.commune
        new = NewPlace("council", f"consejo-{number}", f"Consejo {number}")
        places.append(register_place(new=new, parent=parent, by=country.registry(parent), at=at))
    spokespersons = {}
    for place in places:
        people = [country.neighbour(place, name=name) for name in ("Ana", "Rosa", "Luz")]
        spokespersons[place.id] = country.officer(place, "coordination", 1, people[0])
    commission = [
        country.officer(
            country.commune, "electoral_commission", seat, country.neighbour(places[0], name=name)
        )
        for seat, name in ((1, "Inés"), (2, "Eva"))
    ]
    charter = services.promote(place=country.commune, by=territory.open_authority(country.commune, at), at=at)
    return Founding(country, places, spokespersons, commission, charter)
