"""The named groups; parameters never come from a file. Source: threats, "bad parameters"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Final

from ..errors import UnknownGroup
from .base import Element, Group, Task
from .ed25519 import Ed25519
from .ed25519_native import Ed25519Native
from .modular import Belenios2048
from .native import native_library, native_state
from .native.rows import NativeRing


def _curve() -> Group:
    library = native_library()
    return Ed25519() if library is None else Ed25519Native(library)


def _integers() -> Group:
    library = native_library()
    return Belenios2048() if library is None else Belenios2048(partial(NativeRing, library=library))


_GROUPS: Final[dict[str, Callable[[], Group]]] = {"Ed25519": _curve, "BELENIOS-2048": _integers}
GROUP_NAMES: Final = tuple(_GROUPS)


@cache
def group_named(name: str) -> Group:
    """Return the group of that name, made once. :raises UnknownGroup:"""
    if name not in _GROUPS:
        raise UnknownGroup(name=name)
    return _GROUPS[name]()


__all__ = ["GROUP_NAMES", "Element", "Group", "Task", "group_named", "native_state"]
