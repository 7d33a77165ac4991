"""The published credentials of a vote, and which ballot of each counts, in few bytes each.

Nothing is kept of a credential but a keyed hash, its weight and the place of its last ballot, so a
list of a million takes some thirty megabytes. The key is random for each run: nobody can prepare
two credentials that collide.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from array import array
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from ..credentials import PublicCredential, credential_from_line
from ..errors import CredentialRepeated, TextMalformed, TooManyCredentials

MAX_CREDENTIALS: Final = 2_000_000
_READ_AT_ONCE: Final = 1 << 20
# A line is an element (at most 617 digits), perhaps with a weight; no escape is ever needed.
_LINE: Final = re.compile(rb'"([0-9a-f,]{1,640})"(,|\]\Z)')
_LONGEST_LINE: Final = 650
NO_BALLOT: Final = -1


def marked(text: bytes, key: bytes) -> int:
    """Return the keyed 64-bit mark of a text."""
    return int.from_bytes(hashlib.blake2b(text, digest_size=8, key=key).digest(), "little")


class Marks:
    """Keyed 64-bit marks of texts, to find texts that come twice."""

    def __init__(self) -> None:
        self.key = secrets.token_bytes(16)
        self._marks = array("Q")

    def __len__(self) -> int:
        return len(self._marks)

    def add(self, text: bytes) -> None:
        """Note one more text."""
        self._marks.append(marked(text, self.key))

    def between(self, first: int, end: int) -> tuple[int, ...]:
        """Return the marks of some texts, in their order."""
        return tuple(self._marks[first:end])

    def repeated(self) -> Iterator[tuple[int, int]]:
        """Return pairs of places (first, later) whose texts are surely equal or collide by chance."""
        marks = np.frombuffer(self._marks, dtype=np.uint64)
        order = np.argsort(marks, kind="stable")
        same = np.flatnonzero(marks[order][1:] == marks[order][:-1])
        for place in same:
            yield int(order[place]), int(order[place + 1])


class Roll:
    """The published list: whose ballots count, with what weight, and which is the last of each."""

    def __init__(self, lines: Iterable[PublicCredential]) -> None:
        """Take in the list. :raises CredentialRepeated, TooManyCredentials:"""
        self._key = secrets.token_bytes(16)
        hashes, weights = array("Q"), array("q")
        for count, credential in enumerate(lines, 1):
            if count > MAX_CREDENTIALS:
                raise TooManyCredentials(limit=MAX_CREDENTIALS)
            hashes.extend(self._hashed(credential.text))
            weights.append(credential.weight)
        pairs: npt.NDArray[np.uint64] = np.frombuffer(hashes, dtype=np.uint64).reshape(-1, 2)
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        self._first, self._second = pairs[order, 0].copy(), pairs[order, 1].copy()
        self._weights = np.frombuffer(weights, dtype=np.int64)[order].copy()
        self._last = np.full(len(order), NO_BALLOT, dtype=np.int64)
        twice = (self._first[1:] == self._first[:-1]) & (self._second[1:] == self._second[:-1])
        if bool(twice.any()):
            raise CredentialRepeated()

    def __len__(self) -> int:
        return len(self._first)

    def place_of(self, text: str) -> int | None:
        """Return the place of a credential on our list, or None if it is not there."""
        first, second = self._hashed(text)
        place = int(np.searchsorted(self._first, np.uint64(first)))
        while place < len(self._first) and int(self._first[place]) == first:
            if int(self._second[place]) == second:
                return place
            place += 1
        return None

    def note_ballot(self, place: int, ballot: int) -> None:
        """Note that a credential's newest ballot is this one."""
        self._last[place] = ballot

    def weights_by_ballot(self, ballots: int) -> npt.NDArray[np.int64]:
        """Return for each ballot the weight with which it counts; 0 if a later one replaced it."""
        weights = np.zeros(ballots, dtype=np.int64)
        used = self._last != NO_BALLOT
        weights[self._last[used]] = self._weights[used]
        return weights

    @property
    def total_weight(self) -> int:
        """Return the sum of all weights on the list."""
        return int(self._weights.sum())

    def _hashed(self, text: str) -> tuple[int, int]:
        digest = hashlib.blake2b(text.encode("ascii", "replace"), digest_size=16, key=self._key).digest()
        return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")


def listed_credentials(stream: BinaryIO, size: int) -> Iterator[PublicCredential]:
    """Return the lines of a published list of `size` bytes, read from the stream a block at a time.

    :raises TextMalformed: it is not the one way to write such a list. :raises WeightMalformed:
    """
    left = size
    buffer = stream.read(min(left, _READ_AT_ONCE))
    left -= len(buffer)
    if buffer == b"[]" and left == 0:
        return
    if not buffer.startswith(b"["):
        raise TextMalformed(reason="credentials")
    place, ended = 1, False
    while not ended:
        matched = _LINE.match(buffer, place)
        if (matched is None or matched.end() > len(buffer) - _LONGEST_LINE) and left:
            more = stream.read(min(left, _READ_AT_ONCE))
            if not more:
                raise TextMalformed(reason="credentials")
            left -= len(more)
            buffer, place = buffer[place:] + more, 0
            continue
        if matched is None:
            raise TextMalformed(reason="credentials")
        ended = matched.group(2) == b"]"
        place = matched.end()
        yield credential_from_line(matched.group(1).decode("ascii"))
    if left or place != len(buffer):
        raise TextMalformed(reason="credentials")
