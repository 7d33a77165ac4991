"""Reads of foundings: who joined, which text stands, what was decided, which steps are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.charters import rules
from toparquia.charters.errors import NoSuchCharter, NoSuchText
from toparquia.charters.models import (
    CharterText,
    FoundingCharter,
    Joining,
    Proclamation,
    Referendum,
)
from toparquia.charters.rules import Facts, Step
from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.rulesets.codes import in_words
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


def charter(charter_id: UUID) -> FoundingCharter:
    """Return a charter with its commune. :raises NoSuchCharter:"""
    found = FoundingCharter.objects.select_related("place").filter(id=charter_id).first()
    if found is None:
        raise NoSuchCharter()
    return found


def charter_of(place: Place) -> FoundingCharter | None:
    """Return the founding charter of a commune, None where nobody promotes it."""
    return FoundingCharter.objects.select_related("place").filter(place=place).first()


def joined(charter: FoundingCharter) -> list[Joining]:
    """Return the councils that joined and whose assembly has not undone it, the first first."""
    standing = assemblies.binding_about(rules.JOINING, charter.place_id).values("id")
    rows = Joining.objects.filter(charter=charter, resolution_id__in=standing).select_related("council")
    first = {row.council_id: row for row in reversed(rows)}
    return sorted(first.values(), key=lambda row: (row.joined_at, row.id))


def standing_text(charter: FoundingCharter) -> CharterText | None:
    """Return the newest version of a charter's text, None before the first."""
    return CharterText.objects.filter(charter=charter).order_by("-number").first()


def section_texts(text: CharterText | None) -> dict[str, str]:
    """Return what a version says, by section in its order."""
    return {} if text is None else {section.code: section.body for section in text.sections.all()}


def last_referendum(charter: FoundingCharter) -> Referendum | None:
    """Return the newest referendum on a charter, if one was called."""
    return (
        Referendum.objects.filter(charter=charter)
        .select_related("vote", "text", "proclamation")
        .order_by("-called_at", "-id")
        .first()
    )


def last_proclamation(charter: FoundingCharter) -> Proclamation | None:
    """Return what was decided last, if anything was."""
    return (
        Proclamation.objects.filter(charter=charter)
        .select_related("text", "referendum__vote")
        .order_by("-proclaimed_at", "-id")
        .first()
    )


def is_running(referendum: Referendum | None) -> bool:
    """Return whether a referendum was called and its result is still to be proclaimed."""
    return referendum is not None and not hasattr(referendum, "proclamation")


def rules_of(charter: FoundingCharter, day: date) -> RuleSet:
    """Return the rules by which a founding is judged on a day. :raises NoRulesInForce:"""
    return territory.rules(charter.place, day)


def section_title(code: str) -> Sentence:
    """Return what a section is called."""
    return Sentence(in_words(code, "es"), in_words(code, "en"))


@dataclass(frozen=True)
class Progress:
    """A founding with all that its page shows, read once."""

    charter: FoundingCharter
    joined: list[Joining]
    versions: list[CharterText]
    sections: dict[str, str]
    referendum: Referendum | None
    facts: Facts

    @property
    def text(self) -> CharterText | None:
        """Return the version that stands, None before the first."""
        return self.versions[0] if self.versions else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps: which are done, and why the others are not."""
        return rules.steps(self.facts)


def progress(charter: FoundingCharter, at: datetime) -> Progress:
    """Return how far a founding has come at a moment, by the rules of that day."""
    day = territory.local_day(charter.place, at)
    entered, written, called = joined(charter), versions(charter), last_referendum(charter)
    sections = section_texts(written[0] if written else None)
    in_force, councils = rules_of(charter, day), [row.council for row in entered]
    seated = mandates.organs_in_office([charter.place_id, *(council.id for council in councils)], day)
    last = last_proclamation(charter)
    facts = Facts(
        least=in_force.count("commune.min_councils"),
        councils=tuple(council.name for council in councils),
        idle=tuple(council.name for council in councils if not seated[council.id, "coordination"]),
        lacking=tuple(
            section_title(code) for code in in_force.text_list("charter.sections") if not sections.get(code)
        ),
        commissioners=seated[charter.place_id, "electoral_commission"],
        approval=in_force.choice("charter.approval"),
        is_called=is_running(called),
        result=last.outcome if last else "",
        is_registered=charter.place.founded_on is not None,
    )
    return Progress(charter, entered, written, sections, called, facts)


def steps(charter: FoundingCharter, at: datetime) -> tuple[Step, ...]:
    """Return the steps of a founding at a moment: which are done, and why the others are not."""
    return progress(charter, at).steps


def usable_joinings(charter: FoundingCharter, councils: list[Place]) -> list[Resolution]:
    """Return the standing resolutions by which these councils may join and have not done so yet."""
    inside = {charter.place_id, charter.place.parent_id}
    near = [council.id for council in councils if council.is_council and council.parent_id in inside]
    done = {row.council_id for row in joined(charter)}
    found = assemblies.binding_about(rules.JOINING, charter.place_id).filter(session__place_id__in=near)
    return [resolution for resolution in found if resolution.session.place_id not in done]


def text(charter: FoundingCharter, number: int) -> CharterText:
    """Return one version of a charter's text. :raises NoSuchText:"""
    found = CharterText.objects.filter(charter=charter, number=number).first()
    if found is None:
        raise NoSuchText(number=number)
    return found


def versions(charter: FoundingCharter) -> list[CharterText]:
    """Return all versions of a charter's text, the newest first."""
    return list(CharterText.objects.filter(charter=charter).select_related("council").order_by("-number"))


def communes(words: str = "") -> QuerySet[Place]:
    """Return the communes whose name or code has every word, by name."""
    found = Q(kind=Place.Kind.COMMUNE)
    for word in words.split():
        found &= Q(name__icontains=word) | Q(code__icontains=word)
    return Place.objects.filter(found).order_by("name", "id")


def standings(communes: Sequence[Place], day: date) -> list[Standing]:
    """Return how communes stand on a day, in the order given, in as few queries for many as for one."""
    ids = [commune.id for commune in communes]
    alive = mandates.in_force(day).filter(
        seat__organ__kind="coordination", seat__organ__place_id=OuterRef("pk")
    )
    councils = Place.objects.filter(parent_id__in=ids, kind=Place.Kind.COUNCIL)
    counted = {
        row["parent_id"]: row
        for row in councils.annotate(is_live=Exists(alive))
        .values("parent_id")
        .annotate(councils=Count("id"), live=Count("id", filter=Q(is_live=True)))
    }
    in_office = set(
        mandates.in_force(day)
        .filter(seat__organ__place_id__in=ids)
        .values_list("seat__organ__place_id", flat=True)
    )
    in_force = territory.rules_of_many(communes, day)
    return [
        Standing(
            place=commune,
            councils=counted.get(commune.id, {}).get("councils", 0),
            live=counted.get(commune.id, {}).get("live", 0),
            least=in_force[commune.id].count("commune.min_councils"),
            has_office=commune.id in in_office,
        )
        for commune in communes
    ]


@dataclass(frozen=True)
class Standing:
    """How one commune stands: its councils, how many of them have people in office, and how many it needs."""

    place: Place
    councils: int
    live: int
    least: int
    has_office: bool

    @property
    def state(self) -> str:
        """Return its state as a code of `rules.STATES`."""
        return rules.state(
            is_founded=self.place.founded_on is not None,
            has_office=self.has_office,
            is_facade=self.live < self.least,
        )

    @property
    def word(self) -> Sentence:
        """Return its state in words."""
        return rules.STATES[self.state]

    @property
    def kind(self) -> str:
        """Return the shape by which a page shows the state."""
        return {"founded": "done", "promotion": "pending", "facade": "late", "expired": "expired"}[self.state]
