"""Reads of amendments: what stands on a day, and what a proposal changes, line by line."""

from __future__ import annotations

import difflib
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from toparquia.charters import errors
from toparquia.charters.models import Amendment, AmendmentDecision, FoundingCharter
from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import Setting, as_toml, parse
from toparquia.gazette.acts import Evidence
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@dataclass(frozen=True)
class Line:
    """One line of a comparison: it stays, goes or comes."""

    sign: str
    text: str

    @property
    def is_new(self) -> bool:
        """Whether it comes."""
        return self.sign == "+"

    @property
    def is_old(self) -> bool:
        """Whether it goes."""
        return self.sign == "-"


@dataclass(frozen=True)
class Change:
    """What an amendment changes of one section or one parameter."""

    title: object
    before: object
    after: object
    lines: tuple[Line, ...] = ()


def amendment(amendment_id: UUID) -> Amendment:
    """Return an amendment with its place. :raises NoSuchAmendment:"""
    found = Amendment.objects.select_related("place").filter(id=amendment_id).first()
    if found is None:
        raise errors.NoSuchAmendment()
    return found


def amendments_of(place: Place) -> list[Amendment]:
    """Return the amendments of a commune, the newest first."""
    return list(Amendment.objects.filter(place=place).select_related("decision"))


def charter_on(place: Place, day: date) -> dict[str, str]:
    """Return the charter of a commune as it was in force on a day: its sections by code, empty before any."""
    decided = AmendmentDecision.objects.filter(
        amendment__place=place, amendment__what=Amendment.What.CHARTER, in_force_on__lte=day
    )
    last = decided.select_related("amendment").order_by("in_force_on", "decided_at").last()
    if last is not None:
        found: dict[str, str] = json.loads(last.amendment.after)
        return found
    charter = FoundingCharter.objects.filter(place=place, registration__isnull=False).first()
    if charter is None:
        return {}
    text = charter.registration.proclamation.text
    return {section.code: section.body for section in text.sections.all()}


def written(sections: dict[str, str]) -> str:
    """Return the sections of a charter as they are kept and hashed."""
    return json.dumps(sections, ensure_ascii=False, sort_keys=True, indent=1)


def standing(found: Amendment, day: date) -> str:
    """Return what an amendment would change, as it stands on a day."""
    if found.what == Amendment.What.CHARTER:
        return written(charter_on(found.place, day))
    return as_toml(territory.rules(found.place, day))


def evidence(found: Amendment) -> tuple[Evidence, ...]:
    """Return the evidence of an amendment: its words stay out of the log, their hash is in it."""
    return (Evidence("amendment.txt", hashlib.sha256(found.after.encode()).hexdigest()),)


def changes(found: Amendment) -> list[Change]:
    """Return what an amendment changes: articles line by line, parameters one by one in plain words."""
    if found.what == Amendment.What.CHARTER:
        before, after = json.loads(found.before), json.loads(found.after)
        codes = [code for code in {**before, **after} if before.get(code) != after.get(code)]
        return [
            Change(
                code, before.get(code, ""), after.get(code, ""), compared(before.get(code, ""), after[code])
            )
            for code in codes
        ]
    old, new = (parse(text.encode(), "reforma.toml") for text in (found.before, found.after))
    values = {setting.parameter.key: setting for setting in old.settings()}
    return [
        Change(setting.parameter.says, _said(values[setting.parameter.key]), _said(setting))
        for setting in new.settings()
        if values[setting.parameter.key].value != setting.value
    ]


def _said(setting: Setting) -> Sentence:
    return Sentence(setting.in_language("es"), setting.in_language("en"))


def compared(before: str, after: str) -> tuple[Line, ...]:
    """Return two texts line by line: what stays, what goes, what comes."""
    told = difflib.ndiff(before.splitlines(), after.splitlines())
    return tuple(Line(line[0], line[2:]) for line in told if line[0] in " +-")
