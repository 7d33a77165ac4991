"""An optional extension in C: the same results sooner, for public values alone.

It is built on first use where a C compiler is, into a folder of this person's own, and found there
afterwards. Without a compiler, or if anything about it is not as it should be, the engine does
without. `TOPARQUIA_NATIVE=off` leaves it out; `native_state` says what happened.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Final

from .building import NotBuilt, built_library

SWITCH: Final = "TOPARQUIA_NATIVE"
_OFF: Final = frozenset({"off", "0", "no"})

_size, _bytes, _pointer = ctypes.c_size_t, ctypes.c_char_p, ctypes.c_void_p
_SIGNATURES: Final[dict[str, tuple[object, list[object]]]] = {
    "toparquia_kind": (_bytes, []),
    "toparquia_curve_table_size": (_size, []),
    "toparquia_curve_table": (ctypes.c_int, [_pointer, _bytes]),
    "toparquia_curve_powers": (
        ctypes.c_int,
        [_pointer, _pointer, _size, _bytes, _bytes, _pointer, _bytes, _pointer, _pointer],
    ),
    "toparquia_curve_sum": (ctypes.c_int, [_size, _bytes, _pointer]),
    "toparquia_rows_product": (ctypes.c_int, [_pointer, _size, *[_pointer] * 4, _size, *[_pointer] * 2]),
}


def declared(library: ctypes.CDLL) -> ctypes.CDLL:
    """Return the library with its functions' arguments stated. :raises AttributeError: another one."""
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


@cache
def _loaded() -> tuple[ctypes.CDLL | None, str]:
    if os.environ.get(SWITCH, "").lower() in _OFF:
        return None, f"off ({SWITCH})"
    try:
        path = built_library()
        library = declared(ctypes.CDLL(str(path)))
    except (NotBuilt, OSError, AttributeError) as fault:
        return None, f"none: {fault}"
    return library, f"on, {library.toparquia_kind().decode('ascii')}: {path}"


def native_library() -> ctypes.CDLL | None:
    """Return the extension, built if need be, or None."""
    return _loaded()[0]


def native_state() -> str:
    """Return in a line whether the extension is in use, and why not."""
    return _loaded()[1]


def source_folder() -> Path:
    """Return where the C sources are."""
    return Path(__file__).resolve().parent


__all__ = ["SWITCH", "declared", "native_library", "native_state", "source_folder"]
