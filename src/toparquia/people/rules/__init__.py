"""Pure decisions about people: which names and dates can be, and when two records look like one person."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from toparquia.foundation.errors import Sentence
from toparquia.foundation.texts import clean_line
from toparquia.people.errors import BornLater, LivesFromLater

Person = TypeVar("Person")
EARLIEST_BIRTH: Final = date(1890, 1, 1)
NAME_LIMIT: Final = 120
GIVEN_NAMES: Final = Sentence("los nombres", "the given names")
SURNAMES: Final = Sentence("los apellidos", "the surnames")
# What a spokesperson may correct in someone's record.
CORRECTABLE: Final = ("given_names", "surnames", "birth_date", "sex")


@dataclass(frozen=True)
class NewResident:
    """What is told of a person: names as they write them, birth date, since when they live there.

    Perhaps an e-mail, and their sex: what they say themselves, in a word of the rule set, or nothing.
    """

    given_names: str
    surnames: str
    birth_date: date
    since: date | None = None
    email: str = ""
    home: str = ""
    sex: str = ""


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


CARD_BYTES: Final = 16
# What stands before the code in a card's QR: capitals and a colon, so that the pattern stays coarse.
ATTENDANCE: Final = "TOPARQUIA-ASISTENCIA:"
# Crockford's letters: none that is taken for another when it is read aloud or written by hand.
CARD_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CARD_LENGTH: Final = 26


def card_code(secret: bytes) -> str:
    """Return 128 secret bits as 26 letters in groups of four or less, to be printed and typed."""
    number = int.from_bytes(secret, "big")
    letters = "".join(CARD_LETTERS[(number >> 5 * place) & 31] for place in range(_CARD_LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, _CARD_LENGTH, 4))


def attendance_code(scanned: str) -> str:
    """Return the code of a card's QR as it was scanned, or as its letters were typed."""
    return plain_code(scanned.strip().upper().removeprefix(ATTENDANCE))


def plain_code(typed: str) -> str:
    """Return a card's code however it was typed: small letters, spaces, O for 0, I and L for 1."""
    letters = typed.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return "".join(letter for letter in letters if letter in CARD_LETTERS)[:_CARD_LENGTH]


def code_digest(code: str) -> bytes:
    """Return what is kept of a card's code: 128 random bits need no slow hash."""
    return hashlib.sha256(plain_code(code).encode()).digest()


def match_key() -> bytes:
    """Return a key for one comparison of names: what it hashes can be looked up by nobody, then or later."""
    return secrets.token_bytes(32)


def match(key: bytes, given_names: str, surnames: str, birth_date: date) -> bytes:
    """Return the keyed hash by which two councils' records are found alike without being shown."""
    names, born = likeness(given_names, surnames, birth_date)
    return hmac.digest(key, f"{' '.join(names.split())}\n{born}".encode(), "sha256")


def tables_of(people: Sequence[Person], count: int) -> list[Sequence[Person]]:
    """Return an ordered roll in so many tables of nearly one size, no one in two."""
    each, more = divmod(len(people), count)
    ends = list(itertools.accumulate((each + (number < more) for number in range(count)), initial=0))
    return [people[first:last] for first, last in itertools.pairwise(ends)]
