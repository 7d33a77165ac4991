"""Where rule sets come from: a TOML file, of one's own or of those that come with the program."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets.checking import RULES, Checker
from toparquia.foundation.rulesets.lines import lines_of
from toparquia.foundation.rulesets.problems import (
    Problem,
    RuleSetMalformed,
    RuleSetUnknown,
    RuleSetUnreadable,
)
from toparquia.foundation.rulesets.ruleset import RuleSet

FILE_LIMIT: Final = 200_000
_LINE: Final = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")
# In a checkout the files stand at its root; in an installed wheel, inside the package.
_FOLDERS: Final = (Path(__file__).parents[2] / "rulesets", Path(__file__).parents[4] / "rulesets")


def load(path: str | Path) -> RuleSet:
    """Read a rule set's TOML file, at most 200,000 bytes.

    :raises RuleSetUnreadable: when there is no such file, or it is too large.
    :raises RuleSetMalformed: with every problem of the file, each with its line.
    """
    return parse(_bytes(Path(path)), str(path))


def parse(raw: bytes, file: str) -> RuleSet:
    """Read a rule set from the bytes of a TOML file that is called `file` in what is said of it.

    :raises RuleSetUnreadable: when it is too large. :raises RuleSetMalformed: with every problem.
    """
    text = _text(raw, file)
    try:
        # Decimals are kept apart from texts, so that a share without quotes is told so.
        found = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _no_toml(file, error, text) from error
    checker = Checker(file, lines_of(text))
    parameters: dict[str, object] = {}
    for group, table in found.items():
        if group != RULES and isinstance(table, dict):
            parameters |= {f"{group}.{name}": value for name, value in table.items()}
        elif group != RULES:
            parameters[group] = table
    return RuleSet(checker.parts(found.get(RULES), parameters))


def names() -> list[str]:
    """Return the codes of the rule sets that come with the program."""
    return sorted(_built_in_files())


def built_in(code: str) -> RuleSet:
    """Return a rule set that comes with the program. :raises RuleSetUnknown:"""
    files = _built_in_files()
    if code not in files:
        raise RuleSetUnknown(code=code[:80], names=", ".join(sorted(files)))
    return load(files[code])


def _built_in_files() -> dict[str, Path]:
    return {path.stem: path for folder in reversed(_FOLDERS) for path in folder.glob("*.toml")}


def _bytes(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(FILE_LIMIT + 1)
    except OSError as error:
        reason = Sentence("no existe o no se deja abrir", "it does not exist or can't be opened")
        raise RuleSetUnreadable(file=str(path), reason=reason) from error


def _text(raw: bytes, file: str) -> str:
    if len(raw) > FILE_LIMIT:
        reason = Sentence(f"pasa de {FILE_LIMIT} bytes", f"it has more than {FILE_LIMIT} bytes")
        raise RuleSetUnreadable(file=file, reason=reason)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        says = Sentence("se esperaba texto en UTF-8", "expected text in UTF-8")
        line = raw.count(b"\n", 0, error.start) + 1
        raise RuleSetMalformed(file=file, problems=[Problem(file, line, "", says)]) from error


def _no_toml(file: str, error: Exception, text: str) -> RuleSetMalformed:
    """Return the refusal of a text that is no TOML, with the line that the parser names."""
    said = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "Nested too deeply"
    where = _LINE.search(said)
    line = int(where[1]) if where and where[1] else max(1, len(text.splitlines()))
    says = Sentence("no es TOML: {reason}", "this is not TOML: {reason}")
    facts: dict[str, object] = {"reason": _LINE.sub("", said)}
    return RuleSetMalformed(file=file, problems=[Problem(file, line, "", says, facts)])
