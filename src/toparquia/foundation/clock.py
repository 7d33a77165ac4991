"""The clock: one place to ask for the moment, so that tests and the demo can choose it.

A view, a command or a worker asks once and passes the moment on; rules never ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """A clock that stands at a moment until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self._moment = as_utc(moment)

    @property
    def moment(self) -> datetime:
        """Where it stands, in UTC."""
        return self._moment

    def move_to(self, moment: datetime) -> None:
        """Set it to another moment, also an earlier one."""
        self._moment = as_utc(moment)

    def advance(self, by: timedelta) -> None:
        """Move it on by a length of time."""
        self._moment += by


_standing: ContextVar[Clock | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """Return the moment in UTC: the machine's, or where the standing clock of this context stands."""
    clock = _standing.get()
    return datetime.now(UTC) if clock is None else clock.moment


def today(zone: str) -> date:
    """Return the day it is in a time zone of the IANA database, for instance "America/Caracas"."""
    return day_of(now(), zone)


def day_of(moment: datetime, zone: str) -> date:
    """Return the day that a moment belongs to in a time zone of the IANA database."""
    return as_utc(moment).astimezone(ZoneInfo(zone)).date()


@contextmanager
def frozen_at(moment: datetime) -> Iterator[Clock]:
    """Let the clock stand at `moment` inside the block; what it yields can be moved. Blocks can be nested."""
    clock = Clock(moment)
    token = _standing.set(clock)
    try:
        yield clock
    finally:
        _standing.reset(token)


def as_utc(moment: datetime) -> datetime:
    """Return an aware moment in UTC; one without a zone is a mistake of ours."""
    assert moment.tzinfo is not None, "a moment has its time zone"
    return moment.astimezone(UTC)
