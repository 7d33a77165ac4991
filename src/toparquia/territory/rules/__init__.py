"""Which kinds of territory may stand inside which."""

from __future__ import annotations

from typing import Final

# A council stands in its commune, or in the circuit while its commune is not yet there.
PARENTS: Final[dict[str, frozenset[str]]] = {
    "country": frozenset(),
    "state": frozenset({"country"}),
    "municipality": frozenset({"state"}),
    "circuit": frozenset({"state"}),
    "commune": frozenset({"circuit"}),
    "council": frozenset({"commune", "circuit"}),
}


def may_contain(parent: str, child: str) -> bool:
    """Return whether a territory of kind `parent` may directly contain one of kind `child`."""
    return parent in PARENTS[child]
