"""Statements as banks write them, CSV, MT940 and CAMT.053, read with bounds into one form."""

from toparquia.treasury.bankfiles.movements import LINES_LIMIT, Given, Movement
from toparquia.treasury.bankfiles.reading import SIZE_LIMIT, read_statement

__all__ = ["LINES_LIMIT", "SIZE_LIMIT", "Given", "Movement", "read_statement"]
