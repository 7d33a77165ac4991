"""The one base of the engine's refusals: a code for programs, a sentence for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, Final

SPANISH: Final = "es"
ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Spanish and English, with `{named}` facts to fill in."""

    es: str
    en: str

    def in_language(self, language: str, **facts: object) -> str:
        """Return the text for `language`, Spanish unless it is English."""
        text = self.en if language.startswith(ENGLISH) else self.es
        if not facts:
            return text
        shown = {
            name: fact.in_language(language) if isinstance(fact, Words) else fact
            for name, fact in facts.items()
        }
        return text.format(**shown)


# What a refusal can point at; the number is the position a person would count, from 1.
PLACES: Final[dict[str, Words]] = {
    "ballot": Words("Boleta {number}", "Ballot {number}"),
    "question": Words("pregunta {number}", "question {number}"),
    "choice": Words("opción {number}", "choice {number}"),
    "trustee": Words("Custodio {number}", "Trustee {number}"),
    "credential": Words("Credencial {number}", "Credential {number}"),
    "event": Words("Evento {number}", "Event {number}"),
}


class BallotRefusal(Exception):
    """A check of the protocol said no.

    A subclass states `code` (never renamed) and `says` (what stands and what to do next).
    `places` tells where (outermost first), `check` which named check of a verification failed.
    """

    code: ClassVar[str]
    says: ClassVar[Words]
    exit_status: ClassVar[int] = 1

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts
        self.places: list[tuple[str, int]] = []
        self.check: str | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Keep facts, places and check when the refusal crosses a process boundary."""
        return (_rebuilt, (type(self), self.facts, self.places, self.check))

    def message(self, language: str = SPANISH) -> str:
        """Return where it is, what stands and what to do next, in `language`."""
        where = ", ".join(PLACES[kind].in_language(language, number=number) for kind, number in self.places)
        said = self.says.in_language(language, **self.facts)
        return f"{where}: {said}" if where else said

    def in_language(self, language: str) -> str:
        """Return the same; other refusals can carry this one as a fact."""
        return self.message(language)

    def __str__(self) -> str:
        return f"{self.message(ENGLISH)} ({self.code})"


class BadInput(BallotRefusal):
    """The base of refusals about what a person typed or gave: exit status 2."""

    exit_status = 2


def _rebuilt(
    kind: type[BallotRefusal], facts: dict[str, object], places: list[tuple[str, int]], check: str | None
) -> BallotRefusal:
    refusal = kind(**facts)
    refusal.places = places
    refusal.check = check
    return refusal


@contextmanager
def at(kind: str, number: int) -> Iterator[None]:
    """Note on any refusal raised inside that it stands at this place."""
    try:
        yield
    except BallotRefusal as refusal:
        refusal.places.insert(0, (kind, number))
        raise


@contextmanager
def checking(name: str) -> Iterator[None]:
    """Note on any refusal raised inside which named check it fails; the innermost name stays."""
    try:
        yield
    except BallotRefusal as refusal:
        refusal.check = refusal.check or name
        raise
