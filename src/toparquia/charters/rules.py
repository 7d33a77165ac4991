"""Pure decisions about a founding: what its text amounts to, and which steps are done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.errors import Sentence

# What a motion is about when an assembly is asked to join a commune (by its place's id), and when it is
# asked to approve a charter's text (by the text's id) where the rules have no referendum.
JOINING: Final = "charters.joining"
APPROVAL: Final = "charters.approval"
# What the founding referendum is called among votes.
# A change of the charter or of the rules, as assemblies and votes name it.
NORM: Final = "charters.norm"
NORM_IN_PARLIAMENT: Final = "charters.norm_in_parliament"
AMENDMENT: Final = "charters.amendment"
FOUNDING: Final = "charters.founding"

# About thirty printed pages a section; what an assembly reads aloud is far shorter.
SECTION_LIMIT: Final = 60_000
BY_REFERENDUM: Final = "referendum"
APPROVED: Final = "approved"
REJECTED: Final = "rejected"
TURNOUT_TOO_LOW: Final = "turnout_too_low"


# What a commune's state is called in the public register.
STATES: Final[dict[str, Sentence]] = {
    "promotion": Sentence("En promoción", "In promotion"),
    "facade": Sentence("De fachada: le faltan consejos con vocerías", "A facade: too few live councils"),
    "expired": Sentence("Con mandatos vencidos", "With expired mandates"),
    "founded": Sentence("Fundada", "Founded"),
}


def state(*, is_founded: bool, has_office: bool, is_facade: bool) -> str:
    """Return a commune's state: what matters most to who lives there comes first.

    Source: the rule set's commune.min_councils.
    """
    if not is_founded:
        return "promotion"
    if not has_office:
        return "expired"
    return "facade" if is_facade else "founded"


def text_digest(sections: Mapping[str, str]) -> str:
    """Return the SHA-256 (hex) of a charter's text: of the canonical JSON of its sections by code."""
    return hashlib.sha256(canonical_json(dict(sections))).hexdigest()


@dataclass(frozen=True)
class Facts:
    """How far a founding has come, counted on one day by the rules of that day.

    `councils` are the names of those that joined, `idle` of those among them without a coordination in
    office. `lacking` are the sections without text. `result` is the last outcome proclaimed, "" before.
    """

    least: int
    councils: tuple[str, ...]
    idle: tuple[str, ...]
    lacking: tuple[Sentence, ...]
    commissioners: int
    approval: str
    is_called: bool
    result: str
    is_registered: bool


@dataclass(frozen=True)
class Step:
    """One step of a founding: whether it is done, and if not, what is missing."""

    code: str
    title: Sentence
    is_green: bool
    reason: Sentence


def steps(facts: Facts) -> tuple[Step, ...]:
    """Return the steps of a founding in their order.

    Source: the rule set's commune.min_councils, charter.sections and charter.approval.
    """
    by_referendum = facts.approval == BY_REFERENDUM
    return (
        _councils(facts),
        _in_office(facts),
        _text(facts),
        _commission(facts),
        _approval(facts, by_referendum=by_referendum),
        Step(
            "registration",
            Sentence("La comuna está registrada", "The commune is registered"),
            facts.is_registered,
            Sentence("La comuna está en el registro.", "The commune is in the register.")
            if facts.is_registered
            else Sentence(
                "La registra quien lleva el registro, cuando los otros pasos están completos.",
                "The registrar does it when the other steps are complete.",
            ),
        ),
    )


def missing(found: Iterable[Step], *, before: str) -> list[Step]:
    """Return the steps that are not done among those before the step `before`."""
    lacking = []
    for step in found:
        if step.code == before:
            break
        if not step.is_green:
            lacking.append(step)
    return lacking


def _councils(facts: Facts) -> Step:
    joined = len(facts.councils)
    return Step(
        "councils",
        Sentence("Entraron los consejos que hacen falta", "Enough councils have joined"),
        joined >= facts.least,
        Sentence(
            f"Entraron {joined}; hacen falta al menos {facts.least}.",
            f"{joined} joined; at least {facts.least} are needed.",
        ),
    )


def _in_office(facts: Facts) -> Step:
    if facts.idle:
        names = ", ".join(facts.idle)
        reason = Sentence(f"Sin vocerías vigentes: {names}.", f"Without spokespersons in office: {names}.")
    elif facts.councils:
        reason = Sentence("Todos tienen vocerías vigentes.", "All have spokespersons in office.")
    else:
        reason = Sentence("Todavía no entró ningún consejo.", "No council has joined yet.")
    is_green = bool(facts.councils) and not facts.idle
    return Step(
        "in_office",
        Sentence("Cada consejo que entró tiene vocerías", "Each joined council has spokespersons"),
        is_green,
        reason,
    )


def _text(facts: Facts) -> Step:
    lacking_es = ", ".join(title.es for title in facts.lacking)
    lacking_en = ", ".join(title.en for title in facts.lacking)
    return Step(
        "text",
        Sentence("La carta tiene todas sus secciones", "The charter has all its sections"),
        not facts.lacking,
        Sentence(f"Falta escribir: {lacking_es}.", f"Still to be written: {lacking_en}.")
        if facts.lacking
        else Sentence("Están todas escritas.", "All are written."),
    )


def _commission(facts: Facts) -> Step:
    count = facts.commissioners
    return Step(
        "commission",
        Sentence("Hay comisión electoral provisional", "There is a provisional electoral commission"),
        count > 0,
        Sentence(f"En funciones: {count}.", f"In office: {count}.")
        if count
        else Sentence(
            "La constituye quien lleva el registro, con la decisión de los consejos.",
            "The registrar constitutes it, by the resolution of the councils.",
        ),
    )


def _approval(facts: Facts, *, by_referendum: bool) -> Step:
    title = (
        Sentence("El referendo aprobó la carta", "The referendum approved the charter")
        if by_referendum
        else Sentence("Las asambleas aprobaron la carta", "The assemblies approved the charter")
    )
    return Step("approval", title, facts.result == APPROVED, _result(facts, by_referendum=by_referendum))


def _result(facts: Facts, *, by_referendum: bool) -> Sentence:
    if facts.is_called:
        return Sentence("El referendo está convocado.", "The referendum is called.")
    if facts.result == APPROVED:
        return Sentence("La carta está aprobada.", "The charter is approved.")
    if facts.result == TURNOUT_TOO_LOW:
        return Sentence(
            "En el último referendo votaron menos personas de las que hacen falta.",
            "Fewer people than needed voted in the last referendum.",
        )
    if facts.result == REJECTED:
        return Sentence("El último referendo no la aprobó.", "The last referendum did not approve it.")
    if by_referendum:
        return Sentence("Todavía no se convoca el referendo.", "The referendum is not called yet.")
    return Sentence(
        "Falta que la aprueben las asambleas de todos los consejos.",
        "The assemblies of all councils are still to approve it.",
    )
