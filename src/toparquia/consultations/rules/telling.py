"""What a finished count tells people: figures, why each option won or lost, the other rules beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from toparquia.engines.budgeting.compare import (
    Comparison,
    compare_rules,
    rules_to_compare,
    voters_without_winner,
)
from toparquia.engines.budgeting.errors import CountingError, Notice, Said
from toparquia.engines.budgeting.explain import explain
from toparquia.engines.budgeting.explain.explaining import EFFORT
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule

# Rules that sums of marks are enough for.
_BY_SUMS: Final = (options.GREEDY, options.GREEDY_DENSITY, options.OPTIMUM)


@dataclass(frozen=True)
class Told:
    """A count as documents for a page: `summary` of the whole, `reasons` one an option.

    Both are plain JSON with each sentence in both languages. `input_digest` names what was counted.
    """

    input_digest: str
    summary: dict[str, Any]
    reasons: list[dict[str, Any]]


def tell(
    result: Result,
    *,
    input_digest: str,
    is_by_ballot: bool,
    decided: Mapping[str, Any],
    least_class: int,
    where: Mapping[str, list[dict[str, Any]]] | None = None,
    effort: int | None = None,
    is_first: bool = False,
) -> Told:
    """Return what a count tells. The same count always gives the same documents.

    `where` has, by an option's code, how many marked it in which places or at which tables.
    `decided` is what the certificate says, which stands also where a turnout or a run-off is wanting.
    With `is_first` neither other rules are counted nor changes searched for, so that it takes no longer than
    some counts; the rest is told later.
    Without `is_by_ballot` only sums are known: rules that ask what was chosen together are left out.
    """
    effort = 0 if is_first else EFFORT if effort is None else effort
    told = explain(result, compare=False, effort=effort, least_class=least_class)
    compared = None if is_first else _compared(result, is_by_ballot=is_by_ballot)
    elsewhere = _elsewhere(result, compared)
    document = told.document()
    reasons = []
    for each, said in zip(document["projects"], told.projects, strict=True):  # type: ignore[arg-type]
        score = result.contest.scores[said.project]
        other = {label: said.project in chosen for label, chosen in elsewhere.items()}
        there = [] if where is None else where.get(said.id, [])
        reason = {**each, "score": score, "other_rules": other, "where": there}
        if is_first:
            # Nothing was looked for yet, so nothing is said of it.
            reason["changes"] = []
        reasons.append(_as_decided(reason, decided))
    election = result.election
    summary = {
        "rule": result.rule.name,
        "is_valid": decided["is_valid"],
        "is_by_ballot": is_by_ballot,
        "is_first": is_first,
        "spent": str(result.spent),
        "budget": str(election.budget),
        "ballots": election.ballots.count,
        "blank": election.ballots.blank,
        "points_scale": election.points_scale if _has_points(result) else 1,
        "has_points": _has_points(result),
        "extra_vote": _both(told.extra_vote),
        "least_class": told.least_class,
        "ties": [_tie(result, tie) for tie in result.ties if tie.decisive],
        "notices": [_noticed(notice) for notice in result.notices],
        "without": voters_without_winner(result) if decided["winners"] == result.ordered_ids else None,
        "columns": _columns(compared),
    }
    return Told(input_digest, summary, reasons)


NOT_VALID: Final = Said(
    es="No ganó ningún proyecto: votaron menos personas que las que piden las reglas.",
    en="No project won: fewer people voted than the rules ask for.",
)


TO_RUN_OFF: Final = Said(
    es="Empató, y según las reglas lo decide una segunda vuelta.",
    en="It tied, and by the rules a run-off decides.",
)
AFTER_RUN_OFF: Final = Said(
    es="Pierde: tiene menos votos que los empatados, entre los que decide una segunda vuelta.",
    en="It loses: it has fewer votes than those that tied, between which a run-off decides.",
)


def _as_decided(reason: dict[str, Any], decided: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reason of an option as the certificate has it: without turnout, or tied, nobody wins."""
    if not decided["is_valid"]:
        says, code = NOT_VALID, "turnout"
    elif reason["id"] in decided.get("run_off", ()):
        says, code = TO_RUN_OFF, "run_off"
    elif reason["won"] and reason["id"] not in decided["winners"]:
        says, code = AFTER_RUN_OFF, "run_off"
    else:
        return reason
    return {**reason, "won": False, "reason": code, "place": None, "says": _both(says), "changes": []}


def _has_points(result: Result) -> bool:
    return result.election.vote_type in ("cumulative", "scoring", "ordinal")


def _compared(result: Result, *, is_by_ballot: bool) -> Comparison | None:
    base = replace(
        CountingRule(options.GREEDY),
        ties=result.rule.ties,
        threshold=result.rule.threshold,
        conflicts=result.rule.conflicts,
        pots=result.rule.pots,
    )
    rules = rules_to_compare(result.election, base)
    if not is_by_ballot:
        rules = [(label, rule) for label, rule in rules if rule.name in _BY_SUMS]
    try:
        return compare_rules(result.election, rules)
    except CountingError:
        return None


def _elsewhere(result: Result, compared: Comparison | None) -> Mapping[str, set[int]]:
    if compared is None:
        return {}
    return {column.label: set(column.result.order) for column in compared.columns}


def _columns(compared: Comparison | None) -> list[dict[str, Any]]:
    if compared is None:
        return []
    return [
        {
            "label": column.label,
            "winners": len(column.result.order),
            "spent": str(column.result.spent),
            "without": column.without_winner,
        }
        for column in compared.columns
    ]


def _tie(result: Result, tie: Any) -> dict[str, Any]:
    names = {project.id: project.name for project in result.election.projects}
    return {
        "projects": [{"id": code, "name": names[code]} for code in tie.projects],
        "value": tie.value,
        "first": tie.first,
    }


def _noticed(notice: Notice) -> dict[str, str]:
    return {"es": notice.message("es"), "en": notice.message("en")}


def _both(said: Said) -> dict[str, str]:
    return {"es": said.es, "en": said.en}
