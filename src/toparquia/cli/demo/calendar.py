"""The demo's calendar: every life runs through one clock, so that the Gazette is in order of time."""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from toparquia.foundation.clock import Clock

# A moment that falls on the same day from Caracas to Warsaw.
HOUR: Final = 15

# A life yields the moment of its next step and is woken when the clock stands there.
Life = Generator[datetime, None, None]


@dataclass(frozen=True)
class Days:
    """Days counted from the one on which a story begins."""

    begins: date

    def at(self, day: int, hour: int = HOUR, minute: int = 0) -> datetime:
        """Return the moment `day` days after the beginning."""
        return datetime.combine(self.begins + timedelta(days=day), time(hour, minute), tzinfo=UTC)


def live(lives: Iterable[Life], clock: Clock) -> Iterable[None]:
    """Run the lives step by step in order of time; yield after each step."""
    waiting: list[tuple[datetime, int, Life]] = []
    for number, life in enumerate(lives):
        _wait(waiting, number, life)
    while waiting:
        moment, number, life = heapq.heappop(waiting)
        clock.move_to(moment)
        yield
        _wait(waiting, number, life)


def _wait(waiting: list[tuple[datetime, int, Life]], number: int, life: Life) -> None:
    moment = next(life, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, number, life))
