"""Which values of a rule set can't stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets.settings import Setting


def disagreements(settings: Mapping[str, Setting]) -> Iterator[tuple[str, Sentence]]:
    """Yield the key and the reason of each value that another value of the same rule set contradicts."""

    def value(key: str) -> Any:
        return settings[key].value

    first, second, third = (value(f"assembly.quorum_call_{call}") for call in (1, 2, 3))
    if second > first or (third is not None and third > second):
        yield (
            "assembly.quorum_call_2",
            Sentence(
                "una convocatoria no pide más quórum que la anterior",
                "no call asks a larger quorum than the one before",
            ),
        )
    if value("finance.releases_required") > value("finance.size"):
        yield (
            "finance.releases_required",
            Sentence(
                "pide más firmas que personas hay en el comité",
                "it asks more signatures than the committee has people",
            ),
        )
    if value("age.min_candidate") < value("age.min_vote"):
        yield (
            "age.min_candidate",
            Sentence(
                "quien no puede votar no puede ser candidata o candidato",
                "who can't vote can't be a candidate",
            ),
        )
    if value("consultation.ballot_types") == ("choose-1",) and value("consultation.choices_per_voter") != 1:
        yield (
            "consultation.choices_per_voter",
            Sentence("si se elige una, es 1", "where one is chosen, it is 1"),
        )
    rule, winners = value("consultation.counting_rule"), value("consultation.winners")
    if (rule == "plurality") != (winners is not None):
        yield (
            "consultation.winners",
            Sentence(
                'con la regla plurality se dice cuántos ganan; con las otras, "budget"',
                'the rule plurality needs the number of winners; the others need "budget"',
            ),
        )
    if rule == "greedy-threshold" and value("counting.threshold") is None:
        yield (
            "counting.threshold",
            Sentence(
                "la regla greedy-threshold pide un mínimo de votos",
                "the rule greedy-threshold needs a least number of votes",
            ),
        )
    yield from _of_the_count(settings)


def _of_the_count(settings: Mapping[str, Setting]) -> Iterator[tuple[str, Sentence]]:
    rule: Any = settings["consultation.counting_rule"].value
    share: Any = settings["counting.pot_share"].value
    themes: Any = settings["counting.pot_themes"].value
    places: Any = settings["counting.pot_places"].value
    pots = [*themes, *places]
    if (share is None) != (not pots):
        yield (
            "counting.pot_share",
            Sentence(
                "una bolsa necesita su parte del monto y su tema o territorio",
                "a pot needs its part of the budget, and its theme or territory",
            ),
        )
    elif share is not None and share.basis_points * len(pots) > 10_000:
        yield (
            "counting.pot_share",
            Sentence("todas las bolsas juntas pasan del monto", "all pots together exceed the budget"),
        )
    elif pots and not rule.startswith("greedy"):
        yield (
            "counting.pot_share",
            Sentence("las bolsas van con una regla greedy", "pots go with a greedy rule"),
        )
    if rule == "official" and (
        settings["counting.threshold"].value is not None or settings["counting.incompatible"].value != "none"
    ):
        yield (
            "consultation.counting_rule",
            Sentence(
                "con la regla official manda el archivo: sin mínimo de votos ni proyectos incompatibles",
                "with the rule official the file decides: no least votes and no incompatible projects",
            ),
        )
    if rule == "greedy-exclusive" and settings["counting.incompatible"].value == "none":
        yield (
            "counting.incompatible",
            Sentence(
                "la regla greedy-exclusive dice qué proyectos son incompatibles",
                "the rule greedy-exclusive says which projects are incompatible",
            ),
        )
