"""Words for the codes that people choose from: themes of needs and projects, kinds of potential."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import codes

# A choice for forms, not a closed list: imported projects bring themes of their own.
THEMES: Final[dict[str, Sentence]] = {
    "water": Sentence("agua y cloacas", "water and sewers"),
    "power": Sentence("electricidad", "electricity"),
    "roads": Sentence("calles y caminos", "streets and roads"),
    "health": Sentence("salud", "health"),
    "education": Sentence("educación", "education"),
    "housing": Sentence("vivienda", "housing"),
    "food": Sentence("alimentación", "food"),
    "waste": Sentence("basura y ambiente", "waste and environment"),
    "culture": Sentence("cultura y deporte", "culture and sport"),
    "production": Sentence("producción", "production"),
    "safety": Sentence("prevención y seguridad", "prevention and safety"),
    "care": Sentence("cuidados y protección social", "care and social protection"),
}
KINDS: Final[dict[str, Sentence]] = {
    "land": Sentence("terreno", "land"),
    "building": Sentence("local o edificio", "building"),
    "tool": Sentence("herramienta o máquina", "tool or machine"),
    "skill": Sentence("oficio", "skill"),
    "knowledge": Sentence("saber", "knowledge"),
    "organisation": Sentence("grupo organizado", "organised group"),
}

# What the check before the vote asks, each as a statement that is true or not.
GROUNDS: Final[dict[str, Sentence]] = {
    "territory": Sentence("Queda en este territorio", "It lies in this territory"),
    "cost_arithmetic": Sentence("Sus costos están bien sumados", "Its costs are added up right"),
    "duplicate": Sentence("No repite un proyecto que ya existe", "It repeats no project that exists"),
    "legality": Sentence("La ley permite hacerlo", "The law allows it"),
}


def ground_in_words(code: str) -> Sentence:
    """Return a ground as a statement for people."""
    plain = code.replace("_", " ")
    return GROUNDS.get(code) or Sentence(plain, plain)


def in_words(code: str) -> Sentence:
    """Return a theme or kind for people; one that came from elsewhere is shown with spaces."""
    plain = code.replace("_", " ").replace("-", " ")
    return THEMES.get(code) or KINDS.get(code) or Sentence(plain, plain)


def rule_word(code: str) -> Sentence:
    """Return a code of the rule set for people: a ground, a group, a direction."""
    if code == "author":
        return Sentence("lo quitó quien lo escribió", "taken back by whoever wrote it")
    return Sentence(codes.in_words(code, "es"), codes.in_words(code, "en"))
