"""The explanations as rows that a page can draw: bars, and a table that says the same."""

from __future__ import annotations

from toparquia.engines.budgeting.explain import words
from toparquia.engines.budgeting.explain.shape import Explanations

Row = dict[str, object]


def to_rows(explanations: Explanations, language: str = "es") -> list[Row]:
    """Return one row a project, winners in order and then the others by support.

    label, value (votes or points, never negative), text (the value with its unit) and is_winner are
    what bars need; `marked` and `word` say the same to our charts; `says` and `changes` fill the table.
    """
    result = explanations.result
    rows: list[Row] = []
    for each in explanations.projects:
        score = result.contest.scores[each.project]
        rows.append(
            {
                "label": each.name,
                "value": max(score, 0),
                "text": words.score(result, score).message(language),
                "is_winner": each.has_won,
                "marked": each.has_won,
                "word": words.WINNER[0].message(language) if each.has_won else "",
                "id": each.id,
                "says": each.says.message(language),
                "changes": [said.message(language) for said in each.changes_say],
                "elsewhere": dict(each.elsewhere),
            }
        )
    return rows
