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
    if (rule == "greedy-threshold") != (value("counting.threshold") is not None):
        yield (
            "counting.threshold",
            Sentence(
                'la regla greedy-threshold pide un mínimo de votos; las otras, "none"',
                'the rule greedy-threshold needs a least number of votes; the others need "none"',
            ),
        )
