"""The desk of a signed-in person: what they hold until when, and what waits for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.offices import OFFICES
from toparquia.territory import queries as territory
from toparquia.web.desk import counting, gathering, paying
from toparquia.web.desk.tasks import Seat, Task

__all__ = ["Seat", "Task", "desk_of"]

SOURCES: Final[tuple[Callable[[Seat], Iterator[Task]], ...]] = (
    gathering.tasks,
    counting.tasks,
    paying.tasks,
)
# From here on a mandate is shown as about to end.
SOON: Final = timedelta(days=60)


def desk_of(resident_id: UUID, at: datetime) -> list[dict[str, Any]]:
    """Return each mandate that a resident holds with what waits for it, the first to end on top."""
    held = mandates.held_by(resident_id, timezone.localtime(at).date())
    return [told(mandate, at) for mandate in held]


def told(mandate: Mandate, at: datetime) -> dict[str, Any]:
    """Return what the desk says of one mandate."""
    office, place = OFFICES[mandate.seat.office], mandate.seat.organ.place
    seat = Seat(mandate.holder_id, place, office.powers, at)
    # People count the last day in office, the table the first day out of it.
    until = mandate.ends_on - timedelta(days=1)
    return {
        "office": office.title,
        "place": place,
        "until": until,
        "is_ending": until - territory.local_day(place, at) < SOON,
        "tasks": [task for source in SOURCES for task in source(seat)],
    }
