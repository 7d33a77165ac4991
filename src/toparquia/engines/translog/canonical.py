"""Canonical JSON: one value, one sequence of bytes, so that a hash speaks of the value.

The form is RFC 8785 (keys in the order of their UTF-16 code units, no spaces, shortest escapes, UTF-8)
for the values whose form nobody disputes: no decimals, and no integer that a double would round.
"""

from __future__ import annotations

import json
from typing import Final, TypeAlias, cast

from toparquia.engines.translog.errors import EntryTooLong, NotCanonical

JsonValue: TypeAlias = "bool | int | str | list[JsonValue] | dict[str, JsonValue] | None"

ENTRY_LIMIT: Final = 65_535
"""Most bytes of an entry: its length is a uint16. Source: C2SP tlog-tiles, “Log entries”."""

DEPTH_LIMIT: Final = 64
INTEGER_LIMIT: Final = 2**53 - 1
"""Largest integer that every JSON reader keeps exactly. Source: RFC 8785 section 3.2.2.3."""

_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
)


def canonical_json(value: object, *, limit: int = ENTRY_LIMIT) -> bytes:
    """Return the one canonical form of `value`, at most `limit` bytes of UTF-8.

    :raises NotCanonical: for anything but None, bool, str, list, dict with str keys and integers within
        ±(2^53 - 1) (write a larger one as a string), for lone surrogates and for more than 64 levels.
    :raises EntryTooLong: when it is longer than `limit` bytes.
    Source: RFC 8785 section 3.2.
    """
    text = _ENCODER.encode(_ordered(value, "$", 0))
    encoded = text.encode("utf-8")
    if len(encoded) > limit:
        raise EntryTooLong(length=len(encoded), limit=limit)
    return encoded


def parse_canonical(encoded: bytes, *, limit: int = ENTRY_LIMIT) -> JsonValue:
    """Return the value whose canonical form is `encoded`.

    :raises NotCanonical: when the bytes are not JSON, repeat a key, nest deeper than 64 levels, or are
        any other spelling of their value than the canonical one.
    :raises EntryTooLong: when there are more than `limit` bytes.
    """
    # The length comes first, so that nothing below works on more than `limit` bytes.
    if len(encoded) > limit:
        raise EntryTooLong(length=len(encoded), limit=limit)
    try:
        value = json.loads(
            encoded.decode("utf-8"),
            parse_int=_integer,
            parse_float=_no_decimal,
            parse_constant=_no_decimal,
            object_pairs_hook=_without_repeats,
        )
    except UnicodeDecodeError as error:
        raise NotCanonical(where=f"byte {error.start}", what="not UTF-8") from error
    except json.JSONDecodeError as error:
        raise NotCanonical(where=f"character {error.pos}", what=f"not JSON ({error.msg})") from error
    except RecursionError as error:
        raise NotCanonical(where="$", what=f"more than {DEPTH_LIMIT} levels") from error
    if canonical_json(value, limit=limit) != encoded:
        raise NotCanonical(where="$", what="another spelling of the same value")
    return cast(JsonValue, value)


def _ordered(value: object, where: str, depth: int) -> object:
    """Return `value` with every object's keys in canonical order, refusing what has no canonical form."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        _utf16(value, where)
        return value
    if isinstance(value, int):
        if not -INTEGER_LIMIT <= value <= INTEGER_LIMIT:
            raise NotCanonical(where=where, what="an integer beyond 2^53-1; write it as a string")
        return value
    if depth >= DEPTH_LIMIT and isinstance(value, (list, dict)):
        raise NotCanonical(where=where[:200], what=f"more than {DEPTH_LIMIT} levels")
    if isinstance(value, list):
        return [_ordered(item, f"{where}[{i}]", depth + 1) for i, item in enumerate(value)]
    if isinstance(value, dict):
        return _ordered_object(value, where, depth)
    raise NotCanonical(where=where, what=f"a {type(value).__name__} has no place")


def _ordered_object(value: dict[object, object], where: str, depth: int) -> dict[str, object]:
    keyed = []
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonical(where=where, what=f"a key that is a {type(key).__name__}, not text")
        keyed.append((_utf16(key, where), key, item))
    keyed.sort(key=lambda entry: entry[0])
    return {key: _ordered(item, f"{where}.{key}", depth + 1) for _, key, item in keyed}


def _utf16(text: str, where: str) -> bytes:
    """Return the code units that RFC 8785 section 3.2.3 sorts by; half a character has none."""
    try:
        return text.encode("utf-16-be")
    except UnicodeEncodeError as error:
        raise NotCanonical(where=where, what="a lone surrogate, half a character") from error


def _integer(digits: str) -> int:
    # 2^53 has 16 digits: a longer text is out of range whatever it says, and is not worth converting.
    if len(digits) > 17:
        raise NotCanonical(where="$", what="an integer beyond 2^53-1; write it as a string")
    return int(digits)


def _no_decimal(digits: str) -> object:
    raise NotCanonical(where="$", what=f"the number {digits[:40]}, which is no plain integer")


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, item in pairs:
        if key in found:
            raise NotCanonical(where="$", what=f"the key {key[:40]!r} twice in one object")
        found[key] = item
    return found
