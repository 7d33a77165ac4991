"""Why each project won or lost, in plain words, with the numbers behind it.

`explain(result)` says it for every project of a finished count, in Spanish and in English, with what
would have made a loser win. An extra vote is a new ballot that names only that project (with points:
that gives it the most points any ballot gives one project). All else in the count stays the same.
"""

from toparquia.engines.budgeting.explain.explaining import explain
from toparquia.engines.budgeting.explain.pages import to_rows
from toparquia.engines.budgeting.explain.shape import (
    Change,
    Explanation,
    Explanations,
    Supporters,
    TerritoryClass,
)

__all__ = [
    "Change",
    "Explanation",
    "Explanations",
    "Supporters",
    "TerritoryClass",
    "explain",
    "to_rows",
]
