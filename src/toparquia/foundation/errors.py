"""The one base of every refusal, with its sentence in both languages of the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

SPANISH: Final = "es"
ENGLISH: Final = "en"


@dataclass(frozen=True)
class Sentence:
    """One text for people in Spanish and English, with `{named}` facts to fill in."""

    es: str
    en: str

    def in_language(self, language: str, **facts: object) -> str:
        """Return the text for `language` ("es", "en-gb", ...), Spanish unless it is English."""
        text = self.en if language.startswith(ENGLISH) else self.es
        return text.format(**{name: shown(fact, language) for name, fact in facts.items()})


def shown(fact: object, language: str) -> str:
    """Return how `fact` is written in `language`; facts that know two languages are asked."""
    if isinstance(fact, Sentence):
        return fact.in_language(language)
    if isinstance(fact, DomainError):
        return fact.message(language)
    in_language = getattr(fact, "in_language", None)
    return str(in_language(language)) if callable(in_language) else str(fact)


class DomainError(Exception):
    """A rule said no: `code` is for programs, `message` for people.

    A subclass states `code` (`room.what_happened`, never renamed), `says` (what was asked and what
    stands) and `next_step` (what to do now). `exit_status` is what a command ends with: 2 for bad
    input, 1 for a check that failed.
    """

    code: ClassVar[str]
    says: ClassVar[Sentence]
    next_step: ClassVar[Sentence]
    exit_status: ClassVar[int] = 2

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the named facts when the refusal crosses a process boundary."""
        return (_rebuilt, (type(self), self.facts))

    def message(self, language: str = SPANISH) -> str:
        """Return what happened and what to do next, in `language`."""
        said = self.says.in_language(language, **self.facts)
        return f"{said} {self.next_step.in_language(language, **self.facts)}"

    def __str__(self) -> str:
        return self.message(ENGLISH)


def _rebuilt(kind: type[DomainError], facts: dict[str, object]) -> DomainError:
    return kind(**facts)
