"""The founding of a commune: councils join by their assemblies, a referendum approves the charter."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from toparquia.charters import rules as charters
from toparquia.charters import services
from toparquia.cli.demo import meeting
from toparquia.cli.demo.calendar import Life
from toparquia.cli.demo.commune import (
    FIRST_ORGANS,
    OTHER_ORGANS,
    Commune,
    seat_commune,
    seat_councils,
    seat_parliament,
    take_census,
)
from toparquia.voting.models import Vote
from toparquia.voting.rules import SheetCounts
from toparquia.voting.services import certify, close_vote, record_tally_sheet

# Days after the beginning: long enough for the notice of two weeks that a city's rules ask.
JOINS: Final = 22
WRITES: Final = 24
CALLS: Final = 26
VOTES: Final = 40
REGISTERS: Final = 45


def found(commune: Commune) -> Life:
    """Take a commune from promotion to its registration, and fill its other organs."""
    days = commune.days
    yield days.at(2)
    seat_councils(commune, days.at(2))
    yield days.at(2, 17)
    take_census(commune, days.at(2, 17))
    seat_commune(commune, FIRST_ORGANS, days.at(2, 17))
    yield days.at(3)
    at = days.at(3)
    charter = services.promote(place=commune.place, by=commune.anyone(at), at=at)
    yield from join(commune, charter.id, len(commune.councils))
    yield days.at(WRITES)
    write(commune, charter.id, tuple(texts(commune)))
    yield from referendum(commune, charter.id)
    # Seated before the registration, so that a commune of the demo is born with people in its organs.
    yield days.at(REGISTERS - 1)
    seat_commune(commune, OTHER_ORGANS, days.at(REGISTERS - 1))
    seat_parliament(commune, days.at(REGISTERS - 1))
    yield days.at(REGISTERS)
    at = days.at(REGISTERS)
    services.register_commune(charter_id=charter.id, by=commune.registry(at), at=at)
    commune.place.refresh_from_db()


def join(commune: Commune, charter_id, councils: int) -> Life:
    """Let the first councils decide in assembly to join the commune."""
    days = commune.days
    sessions = []
    yield days.at(4)
    for council in commune.councils[:councils]:
        starts_at = days.at(JOINS, 18)
        sessions.append(meeting.call(commune, council, starts_at, ["Entrar en la comuna"], days.at(4)))
    for number, session in enumerate(sessions):
        hour = days.at(JOINS, 18, number)
        yield hour
        matter = meeting.Matter(
            "Entrar en la comuna",
            f"Que {session.place.name} entre en la comuna {commune.place.name}."[:2000],
            charters.JOINING,
            commune.place.id,
            "founding",
        )
        resolution = meeting.decide(commune, session, matter, hour)
        later = hour + timedelta(hours=1)
        by = commune.by("coordination", later, place=session.place)
        services.join(charter_id=charter_id, resolution_id=resolution.id, by=by, at=later)
        meeting.close(commune, session, later)


def write(commune: Commune, charter_id, sections: tuple[str, ...]) -> None:
    """Let the first council write these sections of the charter."""
    at = commune.days.at(WRITES)
    said = texts(commune)
    services.write_charter(
        charter_id=charter_id,
        sections={code: said[code] for code in sections},
        by=commune.by("coordination", at, place=commune.councils[0]),
        at=at,
    )


def texts(commune: Commune) -> dict[str, str]:
    """Return what the charter's sections say."""
    names = ", ".join(council.name for council in commune.councils)
    return {
        "principles": "Decidimos en asamblea, con la voz de quienes viven aquí, y rendimos cuenta de todo.",
        "needs_diagnosis": "Lo que falta se dijo en asamblea y está en la lista de necesidades.",
        "potential_inventory": "Hay gente que sabe construir, escuelas y tierra para sembrar.",
        "territory": f"El territorio de los consejos {names}.",
    }


def referendum(commune: Commune, charter_id) -> Life:
    """Call the founding referendum, count its tables, certify and proclaim."""
    days = commune.days
    yield days.at(CALLS)
    at, opens_at, closes_at = days.at(CALLS), days.at(VOTES, 13), days.at(VOTES, 21)
    called = services.call_referendum(
        charter_id=charter_id,
        opens_at=opens_at,
        closes_at=closes_at,
        seed=commune.dice(),
        by=commune.by("electoral_commission", at),
        at=at,
    )
    yield closes_at + timedelta(minutes=10)
    _count(commune, called.vote, closes_at + timedelta(minutes=10))
    at = days.at(VOTES + 1)
    yield at
    services.proclaim_result(charter_id=charter_id, by=commune.by("electoral_commission", at), at=at)


def _count(commune: Commune, vote: Vote, at) -> None:
    voters = vote.roll.entries * commune.chance.randint(6, 9) // 10
    close_vote(vote_id=vote.id, by=commune.by("electoral_commission", at), at=at)
    no, blank = voters // 8, voters // 20
    sheet = SheetCounts((voters - no - blank, no), blank, 0, voters, voters)
    for number in (0, 1):
        by = commune.by("electoral_commission", at, number)
        record_tally_sheet(vote_id=vote.id, table=1, counts=sheet, by=by, at=at)
    certify(vote_id=vote.id, by=commune.by("electoral_commission", at), at=at)
