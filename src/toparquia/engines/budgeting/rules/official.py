"""The rule that a file's own META names, with the parameters cities use."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from toparquia.engines.budgeting.amounts import parse_amount
from toparquia.engines.budgeting.election import Election
from toparquia.engines.budgeting.errors import Notice, Said
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule

UNKNOWN_RULE: Final = Said(
    es="el archivo nombra la regla «{rule}», que no se conoce: se cuenta por votos (greedy)",
    en="the file names the rule “{rule}”, which is not known: counted by votes (greedy) instead",
)
NO_CONFLICTS: Final = Said(
    es=(
        "la regla greedy-exclusive depende de proyectos incompatibles que el archivo no da: "
        "se cuenta sin ellos"
    ),
    en=(
        "the rule greedy-exclusive depends on incompatible projects that the file does not "
        "give: counted without them"
    ),
)
NO_THRESHOLD: Final = Said(
    es=(
        "la regla greedy-threshold necesita min_project_score_threshold, que el archivo no "
        "da: se cuenta sin umbral"
    ),
    en=(
        "the rule greedy-threshold needs min_project_score_threshold, which the file does "
        "not give: counted without one"
    ),
)

# Equal Shares of cities: 1 currency unit a step, and no stop at the first exhaustive run; the
# published winners of Wieliczka 2023 and Assen 2024 come out only so.
SHARES: Final = {"name": options.EQUAL_SHARES, "step": Fraction(1), "exhaustive_stop": False}
BY_RULE: Final[dict[str, dict[str, object]]] = {
    "equalshares": {**SHARES, "completion": options.NO_COMPLETION},
    "equalshares-comparison": {
        **SHARES,
        "completion": options.NO_COMPLETION,
        "comparison": "satisfaction",
    },
    "equalshares/add1": {**SHARES, "completion": options.ADD1},
    "equalshares/add1-comparison": {**SHARES, "completion": options.ADD1, "comparison": "satisfaction"},
}


def official_rule(election: Election, asked: CountingRule) -> tuple[CountingRule, list[Notice]]:
    """Return the rule META names, and notices where something had to be assumed.

    Equal scores of the greedy rules go by the order of the file, in which cities publish their list;
    a tie rule that was asked for is kept.
    """
    named = election.meta.get("rule", "")
    notices: list[Notice] = []
    if named in BY_RULE:
        return replace(asked, **BY_RULE[named]), notices  # type: ignore[arg-type]
    rule = replace(asked, name=named if named in options.BY_SCORE else options.GREEDY)
    rule = rule.with_usual_ties(options.BY_FILE)
    if named not in options.BY_SCORE:
        notices.append(Notice("count.unknown_rule", UNKNOWN_RULE, {"rule": named}))
    if named == options.GREEDY_EXCLUSIVE and not rule.conflicts:
        notices.append(Notice("count.no_conflicts", NO_CONFLICTS, {}))
    if named == options.GREEDY_THRESHOLD and rule.threshold is None:
        threshold = _threshold(election)
        if threshold is None:
            notices.append(Notice("count.no_threshold", NO_THRESHOLD, {}))
        rule = replace(rule, threshold=threshold)
    return rule, notices


def _threshold(election: Election) -> Fraction | None:
    try:
        digits, decimals = parse_amount(election.meta.get("min_project_score_threshold", ""))
    except ValueError:
        return None
    return Fraction(digits, 10**decimals)
