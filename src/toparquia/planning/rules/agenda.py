"""The agenda: what an item may be, how it stands on a day, and what a list of priorities must be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from toparquia.foundation.errors import Sentence
from toparquia.planning import errors

ITEMS_LIMIT: Final = 200
STEPS_LIMIT: Final = 40
# Ten years: what is planned for longer is a wish.
LONGEST: Final = 3_653
WEEKS_LIMIT: Final = 520
RANKS_LIMIT: Final = 50

ITEM: Final = Sentence("qué se hará", "what will be done")
RESOURCES: Final = Sentence("los recursos", "the resources")
NOTE: Final = Sentence("la nota", "the note")
STEP: Final = Sentence("el paso", "the step")
_Thing = TypeVar("_Thing")


class ItemStanding(Enum):
    """How an item of an agenda stands on a day."""

    PLANNED = "planned"
    STARTED = "started"
    STOPPED = "stopped"
    DONE = "done"
    LATE = "late"

    def in_language(self, language: str) -> str:
        """Return it as people read it."""
        return _WORDS[self].in_language(language)

    @property
    def status(self) -> str:
        """Return the shape by which pages show it."""
        return {"planned": "pending", "started": "open", "stopped": "partial"}.get(self.value, self.value)


_WORDS: Final[dict[ItemStanding, Sentence]] = {
    ItemStanding.PLANNED: Sentence("por empezar", "not begun"),
    ItemStanding.STARTED: Sentence("en marcha", "under way"),
    ItemStanding.STOPPED: Sentence("detenido", "stopped"),
    ItemStanding.DONE: Sentence("cumplido", "done"),
    ItemStanding.LATE: Sentence("atrasado", "late"),
}


@dataclass(frozen=True)
class Step:
    """One step of the works: what, from which week on, for how many weeks."""

    what: str
    first_week: int
    weeks: int


def standing(*, state: str | None, due_on: date, day: date) -> ItemStanding:
    """Return how an item stands: done is done; anything else is late once its day has passed."""
    if state == ItemStanding.DONE.value:
        return ItemStanding.DONE
    if day > due_on:
        return ItemStanding.LATE
    return ItemStanding(state) if state else ItemStanding.PLANNED


def check_time(starts_on: date, ends_on: date) -> None:
    """Refuse a time that no agenda has; `ends_on` is the first day after it. :raises AgendaTimeMalformed:"""
    if not 0 < (ends_on - starts_on).days <= LONGEST:
        raise errors.AgendaTimeMalformed(starts=starts_on, ends=ends_on)


def check_direction(code: str, listed: Collection[str]) -> None:
    """Refuse a strategic direction that the rules do not have; none is one too.

    :raises DirectionNotListed: Source: the rule set's planning.strategic_lines.
    """
    if code and code not in listed:
        raise errors.DirectionNotListed(asked=code[:60])


def check_groups(groups: Sequence[str], listed: Sequence[str]) -> list[str]:
    """Return groups in the order of the rules' list, each once.

    :raises GroupNotListed: Source: the rule set's planning.most_affected.
    """
    for one in groups:
        if one not in listed:
            raise errors.GroupNotListed(asked=one[:60], groups=", ".join(listed))
    return [group for group in listed if group in groups]


def check_ranks(things: Sequence[_Thing]) -> None:
    """Refuse an order that is empty, too long, or names something twice. :raises PrioritiesEmpty:"""
    if not 0 < len(things) <= RANKS_LIMIT or len(set(things)) < len(things):
        raise errors.PrioritiesEmpty()


def check_steps(steps: Sequence[Step]) -> None:
    """Refuse a schedule without steps, or with one that cannot be. :raises StepsMalformed:"""
    lasts = all(one.first_week > 0 and one.weeks > 0 for one in steps)
    ends = max((one.first_week + one.weeks - 1 for one in steps), default=0)
    if not 0 < len(steps) <= STEPS_LIMIT or not lasts or ends > WEEKS_LIMIT:
        raise errors.StepsMalformed(limit=STEPS_LIMIT, last=WEEKS_LIMIT)
