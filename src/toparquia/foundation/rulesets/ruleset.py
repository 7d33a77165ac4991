"""A rule set: what a territory decided about how it governs itself, with the source of each rule."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any, TypeVar, cast

from toparquia.engines.translog.canonical import JsonValue, parse_canonical
from toparquia.foundation.errors import Sentence
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import units
from toparquia.foundation.rulesets.checking import Parts, check_document
from toparquia.foundation.rulesets.metadata import KindName
from toparquia.foundation.rulesets.parameters import DatedCount, Kind
from toparquia.foundation.rulesets.schema import SCHEMA
from toparquia.foundation.rulesets.settings import Setting
from toparquia.foundation.shares import Share, Threshold

_Value = TypeVar("_Value")


class RuleSet:
    """Rules in force somewhere, read by key; equal when their documents are.

    Each accessor is for one kind of parameter: asking a wrong one, or for no parameter, is a mistake of ours.
    Those that end in `_or_none` are for parameters with a word (“unlimited”, “present”, “none”, …), which
    they return as None.
    """

    def __init__(self, parts: Parts) -> None:
        self.metadata = parts.metadata
        self._settings = dict(parts.settings)
        self._canonical = parts.canonical
        self.hash = hashlib.sha256(self._canonical).hexdigest()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> RuleSet:
        """Return the rule set whose `as_document()` this is, with the same hash.

        Parameters that the program learned after the document was adopted have their defaults, and stay out
        of the document. :raises RuleSetMalformed: when it is no such document.
        """
        return cls(check_document(document))

    @property
    def code(self) -> str:
        """The short name, as in `venezuela-communes`."""
        return self.metadata.code

    @property
    def version(self) -> str:
        """The version, as in `1`."""
        return self.metadata.version

    @property
    def title(self) -> Sentence:
        """The name for people."""
        return self.metadata.title

    @property
    def currency(self) -> str:
        """The currency of its amounts unless another is named, ISO 4217."""
        return self.metadata.currency

    @property
    def timezone(self) -> str:
        """The time zone of its days and hours, of the IANA database."""
        return self.metadata.timezone

    def as_document(self) -> dict[str, JsonValue]:
        """Return the whole rule set as JSON values: what is adopted, put in the Gazette, and hashed."""
        # A new copy each time: what was adopted can't be changed by who reads it.
        return cast("dict[str, JsonValue]", parse_canonical(self._canonical))

    def territory_name(self, kind: str) -> KindName:
        """Return what a kind of territory ("commune", "council", …) is called here."""
        return self.metadata.territory[kind]

    def settings(self) -> Iterator[Setting]:
        """Yield every parameter as it stands, in the order of the schema."""
        return (self._settings[key] for key in SCHEMA)

    def setting(self, key: str) -> Setting:
        """Return one parameter with its value and source."""
        assert key in self._settings, f"no parameter {key}"
        return self._settings[key]

    def get(self, key: str) -> object:
        """Return a value of whatever type its parameter has; None for its word."""
        return self.setting(key).value

    def article(self, key: str) -> str:
        """Return the article or reference that a value rests on."""
        return self.setting(key).source

    def share(self, key: str) -> Share:
        """Return a share that has to be one."""
        return self._of(key, Share)

    def share_or_none(self, key: str) -> Share | None:
        """Return a share, or None for the parameter's word."""
        return self._of_or_none(key, Share)

    def threshold(self, key: str) -> Threshold:
        """Return what a decision needs."""
        return self._of(key, Threshold)

    def count(self, key: str) -> int:
        """Return a whole number, whatever it counts."""
        return self._of(key, int)

    def count_or_none(self, key: str) -> int | None:
        """Return a whole number, or None for the parameter's word."""
        return self._of_or_none(key, int)

    def years(self, key: str) -> int:
        """Return a number of years."""
        return self._of(key, int, units.YEARS)

    def months(self, key: str) -> int:
        """Return a number of months."""
        return self._of(key, int, units.MONTHS)

    def days(self, key: str) -> int:
        """Return a number of days."""
        return self._of(key, int, units.DAYS)

    def minutes(self, key: str) -> int:
        """Return a number of minutes."""
        return self._of(key, int, units.MINUTES)

    def counts(self, key: str) -> tuple[int, ...]:
        """Return several whole numbers, or the two ends of a range."""
        assert SCHEMA[key].kind in (Kind.COUNTS, Kind.RANGE), f"{key} is no list of numbers"
        return cast("tuple[int, ...]", self._of(key, tuple))

    def flag(self, key: str) -> bool:
        """Return whether something is so."""
        return self._of(key, bool)

    def choice(self, key: str) -> str:
        """Return the code chosen."""
        return self._of(key, str)

    def text_list(self, key: str) -> tuple[str, ...]:
        """Return the codes of a list, in order."""
        assert SCHEMA[key].kind is Kind.TEXTS, f"{key} is no list of codes"
        return cast("tuple[str, ...]", self._of(key, tuple))

    def text_list_or_none(self, key: str) -> tuple[str, ...] | None:
        """Return the codes of a list, or None for the parameter's word."""
        return None if self.get(key) is None else self.text_list(key)

    def shares(self, key: str) -> tuple[Share, ...]:
        """Return the parts of a whole, in order."""
        assert SCHEMA[key].kind is Kind.SHARES, f"{key} is no list of shares"
        return cast("tuple[Share, ...]", self._of(key, tuple))

    def money(self, key: str) -> Money:
        """Return an amount that has to be one."""
        return self._of(key, Money)

    def money_or_none(self, key: str) -> Money | None:
        """Return an amount, or None for the parameter's word."""
        return self._of_or_none(key, Money)

    def amounts(self, key: str) -> tuple[Money, ...]:
        """Return several amounts of one currency."""
        assert SCHEMA[key].kind is Kind.AMOUNTS, f"{key} is no list of amounts"
        return cast("tuple[Money, ...]", self._of(key, tuple))

    def dated(self, key: str) -> DatedCount:
        """Return a number with its date."""
        return self._of(key, DatedCount)

    def times(self, key: str) -> tuple[time, time]:
        """Return the first and the last time of day."""
        assert SCHEMA[key].kind is Kind.TIMES, f"{key} is no pair of times"
        return cast("tuple[time, time]", self._of(key, tuple))

    def _of(self, key: str, kind: type[_Value], unit: Sentence | None = None) -> _Value:
        value = self.get(key)
        # Exactly that type: a truth value is no number here.
        assert type(value) is kind, f"{key} is a {type(value).__name__}, not a {kind.__name__}"
        assert unit is None or SCHEMA[key].unit == unit, f"{key} counts {SCHEMA[key].unit.en}"
        return value

    def _of_or_none(self, key: str, kind: type[_Value]) -> _Value | None:
        assert SCHEMA[key].word is not None, f"{key} always has a value"
        return None if self.get(key) is None else self._of(key, kind)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuleSet) and self._canonical == other._canonical

    def __hash__(self) -> int:
        return hash(self._canonical)

    def __repr__(self) -> str:
        return f"RuleSet({self.code} {self.version} {self.hash[:8]})"
