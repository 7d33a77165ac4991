"""Pure decisions about people: which names and dates can be, and when two records look like one person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.foundation.texts import clean_line
from toparquia.people.errors import BornLater, LivesFromLater

EARLIEST_BIRTH: Final = date(1890, 1, 1)
NAME_LIMIT: Final = 120
GIVEN_NAMES: Final = Sentence("los nombres", "the given names")
SURNAMES: Final = Sentence("los apellidos", "the surnames")
# What a spokesperson may correct in someone's record.
CORRECTABLE: Final = ("given_names", "surnames", "birth_date")


@dataclass(frozen=True)
class NewResident:
    """What is told of a person: names as they write them, birth date, since when they live there, e-mail."""

    given_names: str
    surnames: str
    birth_date: date
    since: date | None = None
    email: str = ""


def checked(new: NewResident, *, today: date | None = None) -> NewResident:
    """Return what is told with clean names. One word, four surnames, any letters: all names fit.

    :raises BornLater: :raises LivesFromLater: and the refusals of foundation.texts.
    """
    since = new.since or today
    assert since is not None, "a residence begins on a day"
    if not EARLIEST_BIRTH <= new.birth_date <= since:
        raise BornLater(birth=new.birth_date)
    if today is not None and since > today:
        raise LivesFromLater(since=since)
    return replace(
        new,
        since=since,
        given_names=clean_line(new.given_names, GIVEN_NAMES, NAME_LIMIT),
        surnames=clean_line(new.surnames, SURNAMES, NAME_LIMIT, is_optional=True),
    )


def likeness(given_names: str, surnames: str, birth_date: date) -> tuple[str, date]:
    """Return what two records of one person have in common, however the names were typed."""
    return f"{given_names} {surnames}".casefold(), birth_date
