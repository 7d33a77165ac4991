"""Pure decisions about figures of people: which ages go together, and which counts would tell of a few."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final

AGES: Final = (0, 6, 12, 15, 18, 30, 45, 60, 75)
OFFICE_AGES: Final = (0, 30, 60)

Cell = tuple[int, int]


def labels(ages: Sequence[int]) -> list[str]:
    """Return the names of age groups that begin at these ages, the last one without an end."""
    return [f"{first}-{after - 1}" for first, after in itertools.pairwise(ages)] + [f"{ages[-1]}+"]


def group_of(age: int, ages: Sequence[int]) -> int:
    """Return the number of the group that an age belongs to."""
    return max(number for number, first in enumerate(ages) if first <= age)


def with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return a table with a total at the end of each row, and of each column in a last row."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def hidden(
    table: Sequence[Sequence[int]], least: int, *, parts: Iterable[frozenset[Cell]] = ()
) -> frozenset[Cell]:
    """Return the cells of a table with its totals that must not be shown, so that none is found by sums.

    Hidden are the counts of fewer than `least` people, but not of nobody; then as many others, the smallest
    first and totals last, until no hidden one follows from its row and column. Where the table is the sum of
    `parts`, a cell that just one of them hides is hidden too, because the others would give it away.
    """
    kept = list(parts)
    cells = [(row, column) for row, line in enumerate(table) for column in range(len(line))]
    found = {(row, column) for row, column in cells if 0 < table[row][column] < least}
    found |= {cell for cell in cells if sum(cell in part for part in kept) == 1}
    while given_away := [cell for cell in found if not _is_safe(cell, found)]:
        beside = {one for cell in given_away for one in cells if (one[0] == cell[0]) != (one[1] == cell[1])}
        found.add(min(beside - found, key=lambda cell: _cost(cell, table)))
    return frozenset(found)


def _cost(cell: Cell, table: Sequence[Sequence[int]]) -> tuple[bool, int, int, Cell]:
    row, column = cell
    totals = (row == len(table) - 1) + (column == len(table[0]) - 1)
    return table[row][column] == 0, totals, table[row][column], cell


def _is_safe(cell: Cell, found: set[Cell]) -> bool:
    """Return whether a hidden cell stands on a closed path of hidden cells: then its sums leave it open.

    Rows and columns are the corners, hidden cells the ways between them; a way that alone joins two parts
    is the one number that the sums still give.
    """
    ways = found - {cell}
    rows, columns = {cell[0]}, set[int]()
    while True:
        more_columns = {column for row, column in ways if row in rows} - columns
        columns |= more_columns
        more_rows = {row for row, column in ways if column in columns} - rows
        rows |= more_rows
        if cell[1] in columns:
            return True
        if not more_columns and not more_rows:
            return False
