"""Checking a rule set as a file or a document has it: every problem found, none hidden by the first."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from toparquia.engines.translog.canonical import canonical_json
from toparquia.engines.translog.errors import LogError
from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import metadata as meta
from toparquia.foundation.rulesets.agreement import disagreements
from toparquia.foundation.rulesets.lines import line_of
from toparquia.foundation.rulesets.parameters import Parameter
from toparquia.foundation.rulesets.problems import Problem, RuleSetMalformed
from toparquia.foundation.rulesets.schema import SCHEMA
from toparquia.foundation.rulesets.settings import Setting
from toparquia.foundation.rulesets.values import Unexpected, read, written

RULES: Final = "rules"
_FOUND_LIMIT: Final = 60
_SOURCE_LIMIT: Final = 300
_PARTS: Final = ("value", "unit", "source")

_METADATA_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "code": meta.read_code,
    "version": meta.read_version,
    "language": meta.read_language,
    "currency": meta.read_currency,
    "timezone": meta.read_timezone,
    "title": meta.read_text,
    "adopted": meta.read_text,
    "territory": meta.read_territory,
}
_EXPECTED: Final = Sentence("se esperaba {expected}; dice {found}", "expected {expected}; it says {found}")
_MISSING: Final = Sentence("falta", "it is missing")
_MISSING_DECISION: Final = Sentence(
    "falta, y no hay un valor por defecto: hay que decidirlo ({decision})",
    "it is missing and has no default: it has to be decided ({decision})",
)
_UNKNOWN: Final = Sentence("no existe esta clave{near}", "there is no such key{near}")
_NO_TABLE: Final = Sentence(
    "se esperaba una tabla con value, unit y source", "expected a table with value, unit and source"
)


@dataclass(frozen=True)
class Parts:
    """What a rule set is made of, found good: `canonical` are the bytes that its hash is of."""

    metadata: meta.Metadata
    settings: Mapping[str, Setting]
    canonical: bytes


def check_document(document: Mapping[str, Any]) -> Parts:
    """Return the parts of a document that was adopted, as it is. :raises RuleSetMalformed:"""
    parameters = document.get("parameters")
    checker = Checker("document")
    if not isinstance(parameters, dict) or set(document) != {RULES, "parameters"}:
        says = Sentence("se esperaban rules y parameters", "expected rules and parameters")
        raise RuleSetMalformed(file="document", problems=[Problem("document", 0, "", says)])
    return checker.parts(document[RULES], parameters, document)


class Checker:
    """One check: reads the parts of a rule set and gathers what is wrong with them."""

    def __init__(self, file: str, lines: Mapping[str, int] | None = None) -> None:
        self._file = file
        self._lines = dict(lines or {})
        self.problems: list[Problem] = []

    def parts(
        self, metadata: object, parameters: Mapping[str, object], adopted: Mapping[str, Any] | None = None
    ) -> Parts:
        """Return the parts of a rule set, or refuse it with all its problems.

        `parameters` has {value, unit, source} by key. The canonical form is of `adopted` if it is given (its
        hash must not change when a later program knows more parameters), else of every parameter.
        :raises RuleSetMalformed:
        """
        read_metadata = self._metadata(metadata)
        settings = self._settings(parameters)
        if not self.problems:
            for key, says in disagreements(settings):
                self._problem(key, says)
        canonical = b""
        if not self.problems and read_metadata is not None:
            canonical = self._canonical(adopted or _document(read_metadata, settings))
        if self.problems or read_metadata is None:
            self.problems.sort(key=lambda problem: problem.line)
            raise RuleSetMalformed(file=self._file, problems=self.problems)
        return Parts(read_metadata, settings, canonical)

    def _canonical(self, document: Mapping[str, Any]) -> bytes:
        try:
            return canonical_json(dict(document))
        except LogError as refusal:
            # Too long for an entry of the Gazette, or half a character in a text.
            self._problem("", Sentence("{reason}", "{reason}"), reason=refusal)
            return b""

    def _metadata(self, raw: object) -> meta.Metadata | None:
        if not isinstance(raw, dict):
            self._problem(RULES, _MISSING)
            return None
        for name in raw:
            if name not in meta.FIELDS:
                self._unknown(f"{RULES}.{name}", [f"{RULES}.{field}" for field in meta.FIELDS])
        found = {}
        for name, reader in _METADATA_READERS.items():
            if name not in raw and name != "territory":
                self._problem(f"{RULES}.{name}", _MISSING)
                continue
            try:
                found[name] = reader(raw.get(name, {}))
            except Unexpected as refusal:
                self._unexpected(f"{RULES}.{name}", refusal, raw.get(name))
        return meta.Metadata(**found) if len(found) == len(_METADATA_READERS) else None

    def _settings(self, given: Mapping[str, object]) -> dict[str, Setting]:
        for key in given:
            if key not in SCHEMA:
                self._unknown(key, list(SCHEMA))
        settings = {}
        for key, parameter in SCHEMA.items():
            setting = self._setting(parameter, given[key]) if key in given else self._default(parameter)
            if setting is not None:
                settings[key] = setting
        return settings

    def _default(self, parameter: Parameter) -> Setting | None:
        if parameter.default is None:
            self._problem(parameter.key, _MISSING_DECISION, decision=parameter.says)
            return None
        return Setting(parameter, read(parameter, parameter.default), parameter.source, is_default=True)

    def _setting(self, parameter: Parameter, table: object) -> Setting | None:
        key = parameter.key
        if not isinstance(table, dict):
            self._problem(key, _NO_TABLE)
            return None
        for name in table:
            if name not in _PARTS:
                self._unknown(f"{key}.{name}", [f"{key}.{part}" for part in _PARTS])
        for name in _PARTS:
            if name not in table:
                self._problem(f"{key}.{name}", _MISSING)
        self._check_unit(parameter, table.get("unit"))
        source = table.get("source")
        if source is not None and not meta.is_text(source, _SOURCE_LIMIT):
            self._unexpected(
                f"{key}.source", Unexpected("el artículo o la fuente", "the article or source"), source
            )
        if "value" not in table:
            return None
        try:
            return Setting(parameter, read(parameter, table["value"]), str(source).strip())
        except Unexpected as refusal:
            self._unexpected(f"{key}.value", refusal, table["value"])
            return None

    def _check_unit(self, parameter: Parameter, unit: object) -> None:
        if unit is not None and unit not in (parameter.unit.es, parameter.unit.en):
            wanted = Unexpected("la unidad «{unit}»", "the unit “{unit}”", unit=parameter.unit)
            self._unexpected(f"{parameter.key}.unit", wanted, unit)

    def _unexpected(self, key: str, refusal: Unexpected, found: object) -> None:
        # The value's own refusals are whole sentences with what was found in them.
        if set(refusal.facts) == {"reason"}:
            self._problem(key, refusal.expected, **refusal.facts)
            return
        expected = _Filled(refusal.expected, refusal.facts)
        self._problem(key, _EXPECTED, expected=expected, found=_found(found))

    def _unknown(self, key: str, known: list[str]) -> None:
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.75)
        hint = Sentence(f"; ¿es {near[0]}?", f"; is it {near[0]}?") if near else Sentence("", "")
        self._problem(key, _UNKNOWN, near=hint)

    def _problem(self, key: str, says: Sentence, **facts: object) -> None:
        self.problems.append(Problem(self._file, line_of(self._lines, key), key, says, facts))


@dataclass(frozen=True)
class _Filled:
    """A sentence with its facts, to stand inside another."""

    sentence: Sentence
    facts: Mapping[str, object]

    def in_language(self, language: str) -> str:
        return self.sentence.in_language(language, **self.facts)


def _found(raw: object) -> str:
    text = str(raw) if isinstance(raw, Decimal) else json.dumps(raw, ensure_ascii=False, default=str)
    shown = text if len(text) <= _FOUND_LIMIT else f"{text[:_FOUND_LIMIT]}…"
    # A document can hold half a character, which no terminal prints.
    return shown.encode("utf-8", "backslashreplace").decode()


def _document(metadata: meta.Metadata, settings: Mapping[str, Setting]) -> dict[str, Any]:
    parameters = {
        key: {
            "value": written(setting.parameter, setting.value),
            "unit": setting.parameter.unit.en,
            "source": setting.source,
        }
        for key, setting in settings.items()
    }
    return {RULES: meta.metadata_document(metadata), "parameters": parameters}
