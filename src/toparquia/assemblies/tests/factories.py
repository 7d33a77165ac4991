"""An assembly of the cast's first council, at each of its stages, made by the verbs themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from toparquia.assemblies import services
from toparquia.assemblies.models import Call, Motion, Resolution, Session
from toparquia.assemblies.rules import Votes
from toparquia.foundation.authority import Authority
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.tests.factories import Country, make_country
from toparquia.people.models import Resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@dataclass
class Hall:
    """A council with 20 people of voting age, two of them spokespersons, and an assembly 7 days ahead."""

    country: Country
    spokespersons: list[Mandate]
    neighbours: list[Resident] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Return the council."""
        return self.country.councils[0]

    @property
    def starts_at(self) -> datetime:
        """Return the hour announced for the assembly."""
        return self.country.at + timedelta(days=7)

    def by(self, number: int = 1, at: datetime | None = None) -> Authority:
        """Return a spokesperson's authority."""
        day = territory.local_day(self.place, at or self.country.at)
        return mandates.authority_of(self.spokespersons[number - 1], place=self.place, day=day)

    def called(self, starts_at: datetime | None = None) -> Session:
        """Call an assembly."""
        return services.call_session(
            place=self.place,
            starts_at=starts_at or self.starts_at,
            venue="La cancha",
            agenda=["Agua", "Varios"],
            by=self.by(),
            at=self.country.at,
        )

    def opened(
        self, session: Session, present: int = 12, attendees: list[UUID] | None = None, minutes: int = 0
    ) -> Call:
        """Open the session's next call, so many minutes after the hour announced."""
        return services.open_call(
            session_id=session.id,
            present=present,
            attendees=attendees or [],
            by=self.by(),
            at=session.starts_at + timedelta(minutes=minutes),
        )

    def in_session(self, starts_at: datetime | None = None) -> Session:
        """Call an assembly and open it with 12 of 20."""
        session = self.called(starts_at)
        self.opened(session)
        return session

    def motion(self, session: Session, revokes: UUID | None = None) -> Motion:
        """Put a motion under the first item of the agenda."""
        return services.put_motion(
            session_id=session.id,
            item=1,
            text="Que se repare el tanque.",
            about=("planning.project", self.place.id),
            revokes=revokes,
            by=self.by(),
            at=session.starts_at,
        )

    def decided(self, motion: Motion, *votes: int, present: int | None = 12) -> Resolution:
        """Decide a motion by hands: in favour, against, abstained."""
        return services.decide_motion(
            motion_id=motion.id,
            method=Resolution.Method.HANDS,
            votes=Votes(*(votes or (10, 1, 1))),
            present=present,
            by=self.by(),
            at=motion.session.starts_at,
        )

    def closed(self) -> Session:
        """Take an assembly through one decision to its minutes."""
        session = self.in_session()
        self.decided(self.motion(session))
        services.close_session(session_id=session.id, by=self.by(), at=session.starts_at)
        return session

    def signed(self, session: Session, number: int):
        """Let a spokesperson sign the minutes."""
        return services.sign_minutes(session_id=session.id, by=self.by(number), at=session.starts_at)


def make_hall(at: datetime) -> Hall:
    """Make the cast: 20 people of a council, the first two its spokespersons."""
    country = make_country(at)
    neighbours = [country.neighbour(name=f"Vecina {number}") for number in range(20)]
    council = country.councils[0]
    seats = [country.officer(council, "coordination", number, neighbours[number - 1]) for number in (1, 2)]
    return Hall(country, seats, neighbours)
