"""Archives spoiled at random, as a property test asks: bytes, values, and whole steps."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator

from hypothesis import strategies as st

from toparquia.engines.ballots.tests.forging import Parts, compact


def leaves(value: object) -> Iterator[tuple[list | dict, object]]:
    """Yield where each plain value stands: its container and its key."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in list(pairs):
        if isinstance(one, dict | list):
            yield from leaves(one)
        else:
            yield value, key


def rebuilt(parts: Parts) -> bytes:
    """Return the archive with its chain made right again; where a pointer can't be read, as it is."""
    try:
        return parts.archive()
    except (ValueError, KeyError, TypeError, AttributeError):
        return b"".join(piece for _, pieces in parts.steps for piece in pieces)


@st.composite
def spoils(draw: st.DrawFn, parts: Parts) -> bytes:
    """Return an archive that was right, spoiled in one way."""
    way = draw(st.sampled_from(["nothing", "raw", "byte", "value", "drop", "twice", "exchange"]))
    if way == "raw":
        raw = parts.archive()
        place, byte = draw(st.integers(0, len(raw) - 1)), draw(st.integers(0, 255))
        return raw[:place] + bytes([byte]) + raw[place + 1 :]
    spoiled = copy.deepcopy(parts)
    steps = spoiled.steps
    place = draw(st.integers(0, len(steps) - 1))
    if way == "drop":
        del steps[place]
    elif way == "twice":
        steps.insert(draw(st.integers(place, len(steps))), copy.deepcopy(steps[place]))
    elif way == "exchange":
        other = draw(st.integers(0, len(steps) - 1))
        steps[place], steps[other] = steps[other], steps[place]
    elif way in ("byte", "value") and steps[place][1]:
        pieces = steps[place][1]
        number = draw(st.integers(0, len(pieces) - 1))
        pieces[number] = draw((bytes_changed if way == "byte" else values_changed)(pieces[number]))
    return rebuilt(spoiled)


@st.composite
def bytes_changed(draw: st.DrawFn, raw: bytes) -> bytes:
    """Return the text with one byte changed, taken out or put in."""
    place = draw(st.integers(0, len(raw) - 1))
    put = draw(st.binary(min_size=0, max_size=2))
    return raw[:place] + put + raw[place + 1 :]


@st.composite
def values_changed(draw: st.DrawFn, raw: bytes) -> bytes:
    """Return the JSON with one value in another's place, or another number or text."""
    value = json.loads(raw)
    places = list(leaves(value))
    if not places:
        return raw
    container, key = draw(st.sampled_from(places))
    others, its = draw(st.sampled_from(places))
    container[key] = draw(
        st.one_of(
            st.just(others[its]),
            st.sampled_from([None, True, 0, -1, 1, 2**40, 1.5, "", "0", "00", "é", "1" + "0" * 70, [], {}]),
        )
    )
    return compact(value)
