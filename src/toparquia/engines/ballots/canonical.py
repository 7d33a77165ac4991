"""The one strict reader and writer of the protocol's JSON.

Two programs that read one text differently are an attack. So: size first, then UTF-8, then JSON
without floats, big integers, duplicate or unknown keys, keys in the order of the protocol; and
where hashes are taken over what we wrote, the text must be the one that we would write.
Source: protocol, sections 1 and 9; threats, "parser differences".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, NoReturn, TypeAlias, cast

from .errors import ShapeUnexpected, TextMalformed, TextNotAscii, TextNotCanonical, TextTooLong

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"

# Every number of the format that is not in a string fits in here; JavaScript is exact up to 2^53.
MAX_INTEGER_DIGITS: Final = 15


def written(value: Json) -> str:
    """Return the one text of `value`: compact, keys as they stand, nothing escaped without need."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def parsed(raw: bytes, *, limit: int, canonical: bool = True, ascii_only: bool = False) -> Json:
    """Return what `raw` says.

    With `canonical` the text must be byte for byte what `written` gives; without, only duplicate
    keys are refused (texts of people, which other programs escape in their own ways).

    :raises TextTooLong: over `limit` bytes, before anything is read.
    :raises TextNotAscii, TextMalformed, TextNotCanonical: in that order.
    """
    if len(raw) > limit:
        raise TextTooLong(size=len(raw), limit=limit)
    if ascii_only and not raw.isascii():
        raise TextNotAscii()
    try:
        text = raw.decode("utf-8")
        # Duplicate keys can't survive the comparison below, so the hook is only needed without it.
        reader = _CANONICAL_READER if canonical else _PLAIN_READER
        value = cast("Json", reader.decode(text))
        again = written(value)
        again.encode("utf-8")
    except (UnicodeError, ValueError) as fault:
        raise TextMalformed(reason=type(fault).__name__) from None
    except RecursionError:
        raise TextMalformed(reason="depth") from None
    if canonical and again != text:
        raise TextNotCanonical()
    return value


def _small_integer(digits: str) -> int:
    if len(digits) > MAX_INTEGER_DIGITS:
        raise TextMalformed(reason="integer")
    return int(digits)


def _no_float(_: str) -> NoReturn:
    raise TextMalformed(reason="float")


def _without_duplicates(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    seen = dict(pairs)
    if len(seen) != len(pairs):
        raise TextMalformed(reason="duplicate key")
    return seen


_CANONICAL_READER: Final = json.JSONDecoder(
    parse_int=_small_integer, parse_float=_no_float, parse_constant=_no_float
)
_PLAIN_READER: Final = json.JSONDecoder(
    parse_int=_small_integer,
    parse_float=_no_float,
    parse_constant=_no_float,
    object_pairs_hook=_without_duplicates,
)


def members(
    value: Json, where: str, keys: Sequence[str], optional: frozenset[str] = frozenset()
) -> list[Json]:
    """Return the values of an object that has exactly `keys`, in that order; absent optional ones are None.

    :raises ShapeUnexpected: anything else, an explicit null included.
    """
    if not isinstance(value, dict):
        raise ShapeUnexpected(where=where)
    wanted = [key for key in keys if key in value or key not in optional] if optional else keys
    if tuple(value) != tuple(wanted) or None in value.values():
        raise ShapeUnexpected(where=where)
    return [value.get(key) for key in keys]


def items(value: Json, where: str, *, most: int, least: int = 0) -> list[Json]:
    """Return a list of `least` to `most` values. :raises ShapeUnexpected:"""
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise ShapeUnexpected(where=where)
    return value


def text_of(value: Json, where: str, *, most: int = 10_000) -> str:
    """Return a string of at most `most` characters. :raises ShapeUnexpected:"""
    if not isinstance(value, str) or len(value) > most:
        raise ShapeUnexpected(where=where)
    return value


def integer_of(value: Json, where: str, *, least: int = 0, most: int = 10**MAX_INTEGER_DIGITS) -> int:
    """Return a whole number in a range; true and false are not numbers. :raises ShapeUnexpected:"""
    if type(value) is not int or not least <= value <= most:
        raise ShapeUnexpected(where=where)
    return value
