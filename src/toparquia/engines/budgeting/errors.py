"""What the counting engine refuses: each names the place, what was found, and what was expected."""

from __future__ import annotations

from typing import ClassVar, Final, NamedTuple

ENGLISH: Final = "en"


class Said(NamedTuple):
    """One sentence in Spanish and in English; `{named}` facts may stand in it."""

    es: str
    en: str

    def message(self, language: str = "es", **facts: object) -> str:
        """Return the sentence in `language`, Spanish unless it is English."""
        text = self.en if language.startswith(ENGLISH) else self.es
        return text.format(**facts) if facts else text


class Notice(NamedTuple):
    """Something tolerated, or decided, that a reader of the count has to know."""

    code: str
    says: Said
    facts: dict[str, object]

    def message(self, language: str = "es") -> str:
        """Return the notice as one sentence."""
        return self.says.message(language, **self.facts)


class CountingError(ValueError):
    """The engine will not count this: `code` is for programs, `message` for people.

    It follows the same protocol as the refusals of the house (`message`, `exit_status`), without
    importing them: the engines are the lowest layer and stand alone.
    """

    exit_status: ClassVar[int] = 2

    def __init__(self, code: str, says: Said, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.says = says
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the facts when the refusal crosses a process boundary."""
        return (_rebuilt, (type(self), self.__dict__.copy()))

    def message(self, language: str = "es") -> str:
        """Return what is wrong and what to do, in one sentence."""
        return self.says.message(language, **self.facts)

    def __str__(self) -> str:
        return self.message(ENGLISH)


class PabulibError(CountingError):
    """A `.pb` file is not what the format says: `file`, `line` (0: the whole file), `expected`."""

    def __init__(self, code: str, expected: Said, *, file: str = "", line: int = 0, **facts: object) -> None:
        super().__init__(code, expected, **facts)
        self.file = file
        self.line = line

    @property
    def expected(self) -> str:
        """What should have stood there, in English."""
        return self.says.message(ENGLISH, **self.facts)

    def message(self, language: str = "es") -> str:
        """Return file, line and expectation in one sentence."""
        if not self.line:
            place = self.file or "-"
        elif language.startswith(ENGLISH):
            place = f"{self.file or '-'}, line {self.line}"
        else:
            place = f"{self.file or '-'}, línea {self.line}"
        return f"{place}: {self.says.message(language, **self.facts)}"


class RuleNotApplicable(CountingError):
    """A rule, or one of its options, does not fit this election."""


def _rebuilt(kind: type[CountingError], state: dict[str, object]) -> CountingError:
    error = kind.__new__(kind)
    ValueError.__init__(error, state["code"])
    error.__dict__.update(state)
    return error
