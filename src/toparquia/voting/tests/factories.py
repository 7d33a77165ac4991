"""A commune with its electoral commission, a roll and votes made by the verbs themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.tests.factories import Country, make_country
from toparquia.people.models import ElectoralRoll
from toparquia.people.services import import_roll
from toparquia.territory.models import Place
from toparquia.voting.models import Vote
from toparquia.voting.rules import GroupedBallot, SheetCounts
from toparquia.voting.services import (
    NewOption,
    close_vote,
    import_ballots,
    open_vote,
    record_tally_sheet,
    yes_or_no,
)

DICE = "4 2 6 1 5 3 3 2"


@dataclass
class Polls:
    """A commune's commission of three people, who open votes at noon that close at one."""

    country: Country
    members: list[Mandate]

    @property
    def place(self) -> Place:
        """Return the commune."""
        return self.country.commune

    @property
    def at(self) -> datetime:
        """Return noon."""
        return self.country.at

    @property
    def evening(self) -> datetime:
        """Return a moment after closing."""
        return self.at + timedelta(hours=6)

    def by(self, member: int = 0) -> Authority:
        """Return a commissioner's authority."""
        return mandates.authority_of(self.members[member], place=self.place, day=self.country.day)

    def roll(self, people: int = 100, place: Place | None = None) -> ElectoralRoll:
        """Record a roll of so many people."""
        where = place or self.place
        return import_roll(
            place=where, day=self.country.day, people=people, source="sample", by=self.by(), at=self.at
        )

    def open(self, *codes: str, people: int = 100, **changed: object) -> Vote:
        """Open a vote: yes or no, or among `codes`."""
        asked: dict[str, object] = {
            "place": self.place,
            "purpose": "charters.founding",
            "subject_id": new_id(),
            "title": "Carta fundacional",
            "question": "choose" if codes else "yes_no",
            "options": [NewOption(code, code.title()) for code in codes] or yes_or_no(),
            "opens_at": self.at,
            "closes_at": self.at + timedelta(hours=1),
            "seed": DICE,
            "by": self.by(),
            "at": self.at,
        }
        asked.update(changed)
        asked.setdefault("roll", None)
        asked["roll"] = asked["roll"] or self.roll(people)
        return open_vote(**asked)  # type: ignore[arg-type]

    def type(self, vote: Vote, counts: SheetCounts, *, table: int = 1, member: int = 0, **more: str):
        """Let one commissioner type a table's sheet."""
        return record_tally_sheet(
            vote_id=vote.id, table=table, counts=counts, by=self.by(member), at=self.evening, **more
        )

    def count_table(self, vote: Vote, counts: SheetCounts, *, table: int = 1, **more: str):
        """Let two commissioners type the same sheet."""
        self.type(vote, counts, table=table, member=0, **more)
        return self.type(vote, counts, table=table, member=1, **more)

    def bring(self, vote: Vote, *ballots: GroupedBallot, file: str = "0"):
        """Import grouped ballots."""
        return import_ballots(
            vote_id=vote.id,
            ballots=ballots,
            source=f"election-{file}.pb",
            source_sha256=file * 64,
            by=self.by(),
            at=self.at,
        )

    def close(self, vote: Vote) -> Vote:
        """Close a vote in the evening."""
        return close_vote(vote_id=vote.id, by=self.by(), at=self.evening)


def make_polls(noon: datetime) -> Polls:
    """Seat three commissioners in the commune of a small country."""
    country = make_country(noon)
    members = [
        country.officer(country.commune, "electoral_commission", seat, country.neighbour(name=name))
        for seat, name in ((1, "Ana"), (2, "Rosa"), (3, "Luz"))
    ]
    return Polls(country, members)


def sheet(*marks: int, blank: int = 0, null: int = 0, extra_check_ins: int = 0) -> SheetCounts:
    """Return a sheet that adds up, one mark a ballot."""
    ballots = sum(marks) + blank + null
    return SheetCounts(marks, blank, null, ballots, ballots + extra_check_ins)
