"""What can be wrong with a rule set, all of it told at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toparquia.foundation.errors import DomainError, Sentence


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands, which key, what was expected there."""

    file: str
    line: int
    key: str
    says: Sentence
    facts: dict[str, object] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """Return `file:line: key: what was expected`."""
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        key = f"{self.key}: " if self.key else ""
        return f"{place}{key}{self.says.in_language(language, **self.facts)}"


class RuleSetMalformed(DomainError):
    """A rule set has problems; `problems` has each of them, in the order of the file."""

    code = "ruleset.malformed"
    says = Sentence(es="{file} tiene {count}:\n{problems}\n", en="{file} has {count}:\n{problems}\n")
    next_step = Sentence(
        es="Corrígelo y compruébalo con `toparquia ruleset check`.",
        en="Mend it and check it with `toparquia ruleset check`.",
    )

    def __init__(self, *, file: str, problems: Sequence[Problem]) -> None:
        super().__init__(file=file, problems=_Lines(tuple(problems)), count=counted(len(problems)))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the problems when the refusal crosses a process boundary."""
        return (_malformed, (self.facts["file"], self.problems))


class RuleSetUnreadable(DomainError):
    """There is no such file, or it is no rule set's size."""

    code = "ruleset.unreadable"
    says = Sentence(es="No se puede leer {file}: {reason}.", en="{file} can't be read: {reason}.")
    next_step = Sentence(
        es="Da la ruta de un archivo TOML como los de `toparquia ruleset list`.",
        en="Give the path of a TOML file like those of `toparquia ruleset list`.",
    )


class RuleSetUnknown(DomainError):
    """No built-in rule set has that code."""

    code = "ruleset.unknown"
    says = Sentence(es="No hay un conjunto de reglas «{code}».", en="There is no rule set “{code}”.")
    next_step = Sentence(es="Hay estos: {names}.", en="There are these: {names}.")


@dataclass(frozen=True)
class _Lines:
    problems: tuple[Problem, ...]

    def in_language(self, language: str) -> str:
        return "\n".join(problem.in_language(language) for problem in self.problems)


def counted(number: int) -> Sentence:
    """Return “1 problem”, “2 problems”."""
    return Sentence(f"{number} problema{'s' * (number != 1)}", f"{number} problem{'s' * (number != 1)}")


def _malformed(file: str, problems: Sequence[Problem]) -> RuleSetMalformed:
    return RuleSetMalformed(file=file, problems=problems)
