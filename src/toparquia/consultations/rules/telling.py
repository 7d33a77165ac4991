"""What a finished count tells people: figures, why each option won or lost, the other rules beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from toparquia.engines.budgeting.compare import Comparison, compare_rules, rules_to_compare
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
    is_valid: bool,
    least_class: int,
    effort: int | None = None,
) -> Told:
    """Return what a count tells. The same count always gives the same documents.

    Without `is_by_ballot` only sums are known: rules that ask what was chosen together are left out.
    """
    told = explain(
        result, compare=False, effort=EFFORT if effort is None else effort, least_class=least_class
    )
    compared = _compared(result, is_by_ballot=is_by_ballot)
    elsewhere = _elsewhere(result, compared)
    document = told.document()
    reasons = []
    for each, said in zip(document["projects"], told.projects, strict=True):  # type: ignore[arg-type]
        score = result.contest.scores[said.project]
        other = {label: said.project in chosen for label, chosen in elsewhere.items()}
        reason = {**each, "score": score, "other_rules": other}
        reasons.append(reason if is_valid else _void(reason))
    election = result.election
    summary = {
        "rule": result.rule.name,
        "is_valid": is_valid,
        "is_by_ballot": is_by_ballot,
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
        "columns": _columns(compared),
    }
    return Told(input_digest, summary, reasons)


NOT_VALID: Final = Said(
    es="No ganó ningún proyecto: votaron menos personas que las que piden las reglas.",
    en="No project won: fewer people voted than the rules ask for.",
)


def _void(reason: dict[str, Any]) -> dict[str, Any]:
    """Return the reason of an option where too few took part: whatever its votes, nothing was decided."""
    void = {"won": False, "reason": "turnout", "place": None, "says": _both(NOT_VALID), "changes": []}
    return {**reason, **void}


def _has_points(result: Result) -> bool:
    return result.election.vote_type in ("cumulative", "scoring", "ordinal")


def _compared(result: Result, *, is_by_ballot: bool) -> Comparison | None:
    base = replace(CountingRule(options.GREEDY), ties=result.rule.ties, threshold=result.rule.threshold)
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
