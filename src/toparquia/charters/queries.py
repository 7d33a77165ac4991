"""Reads of foundings: who joined, which text stands, what was decided, which steps are done."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from toparquia.assemblies import queries as assemblies
from toparquia.charters import rules
from toparquia.charters.errors import NoSuchCharter
from toparquia.charters.models import (
    CharterText,
    FoundingCharter,
    Joining,
    Proclamation,
    Referendum,
    Registration,
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


def registration(charter: FoundingCharter) -> Registration | None:
    """Return the registration of a founded commune."""
    return Registration.objects.filter(charter=charter).first()


def is_running(referendum: Referendum | None) -> bool:
    """Return whether a referendum was called and its result is still to be proclaimed."""
    return referendum is not None and not hasattr(referendum, "proclamation")


def rules_of(charter: FoundingCharter, day: date) -> RuleSet:
    """Return the rules by which a founding is judged on a day. :raises NoRulesInForce:"""
    return territory.rules(charter.place, day)


def section_title(code: str) -> Sentence:
    """Return what a section is called."""
    return Sentence(in_words(code, "es"), in_words(code, "en"))


def facts(charter: FoundingCharter, day: date) -> Facts:
    """Return how far a founding has come on a day."""
    in_force = rules_of(charter, day)
    councils = [row.council for row in joined(charter)]
    alive = mandates.places_in_office([council.id for council in councils], "coordination", day)
    written = section_texts(standing_text(charter))
    last = last_proclamation(charter)
    return Facts(
        least=in_force.count("commune.min_councils"),
        councils=tuple(council.name for council in councils),
        idle=tuple(council.name for council in councils if council.id not in alive),
        lacking=tuple(
            section_title(code) for code in in_force.text_list("charter.sections") if not written.get(code)
        ),
        commissioners=mandates.count_in_office(charter.place, "electoral_commission", day),
        approval=in_force.choice("charter.approval"),
        is_called=is_running(last_referendum(charter)),
        result=last.outcome if last else "",
        is_registered=registration(charter) is not None,
    )


def steps(charter: FoundingCharter, at: datetime) -> tuple[Step, ...]:
    """Return the steps of a founding at a moment: which are done, and why the others are not."""
    return rules.steps(facts(charter, territory.local_day(charter.place, at)))


def communes_in_promotion(places: list[UUID]) -> set[UUID]:
    """Return which of these communes have a charter under way or in force."""
    return set(FoundingCharter.objects.filter(place_id__in=places).values_list("place_id", flat=True))
