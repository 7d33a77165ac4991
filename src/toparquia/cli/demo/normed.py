"""What the parliament of the demo's first commune decided: a norm of its own, in force since."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.charters import norms, services
from toparquia.cli.demo.calendar import Life
from toparquia.cli.demo.commune import Commune
from toparquia.mandates.models import Organ

# Days after the beginning: from the registration on, with the notice of two weeks that a city's rules ask.
PROPOSES: Final = 45
MEETS: Final = 59
TEXT: Final = (
    "Art. 1. El agua llega a cada calle por turnos que se anuncian el lunes.\n"
    "Art. 2. Quien cuida a una persona enferma o a un bebé recibe primero.\n"
    "Art. 3. El turno se cambia en asamblea."
)


def norm(commune: Commune) -> Life:
    """Propose a norm, let parliament decide on it in a session, and publish what it decided."""
    days, place = commune.days, commune.place
    yield days.at(PROPOSES, 18)
    at = days.at(PROPOSES, 18)
    by = commune.by("parliament", at)
    proposed = services.propose_norm(
        place=place, title="Turnos del agua", text=TEXT, reason="Para que alcance.", by=by, at=at
    )
    organ = Organ.objects.select_related("place").get(place=place, kind="parliament")
    hour = days.at(MEETS, 17)
    session = assemblies.call_session(
        place=place,
        organ=organ,
        starts_at=hour,
        venue="La casa comunal",
        agenda=["Turnos del agua"],
        by=by,
        at=at,
    )
    yield hour
    present = len(commune.officers[place.code, "parliament"])
    by = commune.by("parliament", hour)
    if not assemblies.open_call(session_id=session.id, present=present, by=by, at=hour).has_quorum:
        return
    motion = assemblies.put_motion(
        session_id=session.id,
        item=1,
        text="Que se apruebe la norma de los turnos del agua.",
        about=(norms.kind_of(proposed), proposed.id),
        by=by,
        at=hour,
    )
    assemblies.decide_motion(
        motion_id=motion.id,
        method=Resolution.Method.HANDS,
        votes=Votes(present - 1, 1, 0),
        present=present,
        by=by,
        at=hour,
    )
    assemblies.close_session(session_id=session.id, by=by, at=hour + timedelta(hours=1))
    services.decide_norm(norm_id=proposed.id, by=by, at=hour + timedelta(hours=1))
