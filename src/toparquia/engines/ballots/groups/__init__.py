"""The named groups; parameters never come from a file. Source: threats, "bad parameters"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from ..errors import UnknownGroup
from .base import Element, Group, Task
from .ed25519 import Ed25519
from .modular import Belenios2048

_GROUPS: Final[dict[str, Callable[[], Group]]] = {"Ed25519": Ed25519, "BELENIOS-2048": Belenios2048}
GROUP_NAMES: Final = tuple(_GROUPS)


@cache
def group_named(name: str) -> Group:
    """Return the group of that name, made once. :raises UnknownGroup:"""
    if name not in _GROUPS:
        raise UnknownGroup(name=name)
    return _GROUPS[name]()


__all__ = ["GROUP_NAMES", "Element", "Group", "Task", "group_named"]
