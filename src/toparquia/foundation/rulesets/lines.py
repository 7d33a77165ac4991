"""Where in a TOML text a key stands. The parser does not say; people look for it by the line."""

from __future__ import annotations

import re
from typing import Final

_HEADER: Final = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_\-\"'. ]+?)\s*=")


def lines_of(text: str) -> dict[str, int]:
    """Return the line (from 1) on which each key, written with points, is first named.

    It looks at one line at a time, so a key inside a text of several lines can be taken for one: good enough
    to send a person to the right place, and for nothing else.
    """
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _plain(header[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            name = _plain(key[1])
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found


def line_of(lines: dict[str, int], key: str) -> int:
    """Return the line of `key`, else of the nearest table that holds it, else 0."""
    while key not in lines and "." in key:
        key = key.rpartition(".")[0]
    return lines.get(key, 0)


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
