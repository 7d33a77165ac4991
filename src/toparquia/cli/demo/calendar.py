"""The demo's calendar: every life runs through one clock, so that the Gazette is in order of time."""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from toparquia.foundation.clock import Clock
from toparquia.foundation.ids import Seeded, seeded

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


@dataclass(frozen=True)
class Named:
    """A life with its number in the whole country, and the source of its ids, which is its own."""

    number: int
    life: Life
    ids: Seeded


def live(lives: Iterable[Named], clock: Clock) -> Iterator[tuple[datetime, int]]:
    """Run the lives step by step in order of time; yield the moment and the life's number after each step.

    Each draws ids from a source of its own, so that it is the same life whoever lives beside it.
    """
    waiting: list[tuple[datetime, int, Named]] = []
    for one in lives:
        _wait(waiting, one)
    while waiting:
        moment, number, one = heapq.heappop(waiting)
        clock.move_to(moment)
        _wait(waiting, one)
        yield moment, number


def _wait(waiting: list[tuple[datetime, int, Named]], one: Named) -> None:
    with seeded(one.ids):
        moment = next(one.life, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, one.number, one))
