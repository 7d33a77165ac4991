"""An assembly of the demo, from its call to its signed minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies import services
from toparquia.assemblies.models import Resolution, Session
from toparquia.assemblies.rules import Votes
from toparquia.cli.demo.commune import Commune
from toparquia.foundation.authority import Authority
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

Acting = Callable[[datetime, int], Authority]


@dataclass(frozen=True)
class Matter:
    """What an assembly is asked: the item of its agenda, the motion, and the thing it is about."""

    item: str
    motion: str
    kind: str
    thing: UUID
    matter: str = "ordinary"


def call(commune: Commune, place: Place, starts_at: datetime, items: list[str], at: datetime) -> Session:
    """Call an assembly of the commune or of one of its councils."""
    return services.call_session(
        place=place,
        starts_at=starts_at,
        venue="Casa comunal" if place.is_commune else f"Cancha de {place.name}"[:200],
        agenda=items,
        by=commune.by("coordination", at, place=place),
        at=at,
    )


def decide(commune: Commune, session: Session, matter: Matter, at: datetime) -> Resolution:
    """Open an assembly with its quorum and let it carry a motion by show of hands."""
    place = session.place
    by = commune.by("coordination", at, place=place)
    electors = assemblies.electors(place, territory.local_day(place, at))
    present = commune.chance.randint(electors * 6 // 10, electors * 9 // 10)
    services.open_call(session_id=session.id, present=present, by=by, at=at)
    motion = services.put_motion(
        session_id=session.id,
        item=1,
        text=matter.motion,
        matter=matter.matter,
        about=(matter.kind, matter.thing),
        by=by,
        at=at + timedelta(minutes=20),
    )
    against = commune.chance.randint(0, present // 6)
    abstained = commune.chance.randint(0, present // 10)
    return services.decide_motion(
        motion_id=motion.id,
        method=Resolution.Method.HANDS,
        votes=Votes(present - against - abstained, against, abstained),
        present=present,
        by=by,
        at=at + timedelta(minutes=40),
    )


def close(commune: Commune, session: Session, at: datetime) -> None:
    """Close an assembly and let two of its spokespersons sign the minutes."""
    place = session.place
    services.close_session(session_id=session.id, by=commune.by("coordination", at, place=place), at=at)
    for number in (0, 1):
        by = commune.by("coordination", at, number, place)
        services.sign_minutes(session_id=session.id, by=by, at=at)
