"""The draw: from public dice, so that anyone draws the same again.

Single sheets are drawn without replacement by tickets: R. Rivest, "Consistent Sampling with Replacement"
(2018), whose program gives the same order. Tables are drawn with replacement in proportion to how much
error each could hold, by a counter: J. Aslam, R. Popa and R. Rivest, "On Auditing Elections When Precincts
Have Different Sizes" (2008), with the numbers of P. Stark's audit tools, SHA-256 of "seed,number".
"""

from __future__ import annotations

import hashlib
import heapq
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from toparquia.engines.auditing.contest import Reported
from toparquia.engines.auditing.errors import SampleTooLarge, SeedTooShort

SEED_LEAST: Final = 20


@dataclass(frozen=True, order=True)
class Sheet:
    """One sheet of paper: its table, and its number in that table's pile, from 1."""

    table: str
    number: int

    def __str__(self) -> str:
        return f"{self.table}/{self.number}"


def check_seed(seed: str) -> str:
    """Return the seed. :raises SeedTooShort: fewer than 20 of its characters are digits."""
    digits = sum(character in "0123456789" for character in seed)
    if digits < SEED_LEAST:
        raise SeedTooShort(digits=digits, least=SEED_LEAST)
    return seed


def ticket(seed: str, identity: str) -> str:
    """Return the first ticket of `identity`: a decimal fraction, "0." and the digits of a hash in reverse."""
    of_seed = hashlib.sha256(seed.encode()).hexdigest()
    number = int(hashlib.sha256((of_seed + identity).encode()).hexdigest(), 16)
    return "0." + f"{number:064d}"[::-1]


def sheets_drawn(reported: Reported, seed: str, count: int) -> list[Sheet]:
    """Return the first `count` sheets in the order of their tickets; more only adds at the end.

    :raises SampleTooLarge: :raises SeedTooShort:
    """
    if not 1 <= count <= reported.sheets:
        raise SampleTooLarge(asked=count, most=reported.sheets)
    of_seed = hashlib.sha256(check_seed(seed).encode()).hexdigest()
    drawn = heapq.nsmallest(count, _tickets(reported, of_seed))
    return [Sheet(table, number) for _, table, number in drawn]


def _tickets(reported: Reported, of_seed: str) -> Iterator[tuple[str, str, int]]:
    for table in reported.tables:
        start = hashlib.sha256(f"{of_seed}{table.name}/".encode())
        for number in range(1, table.sheets + 1):
            hasher = start.copy()
            hasher.update(str(number).encode())
            # Compared as text, as fractions are; the digits in reverse, the first being the least even.
            yield f"{int.from_bytes(hasher.digest(), 'big'):064d}"[::-1], table.name, number


def counter_number(seed: str, place: int, most: int) -> int:
    """Return the number from 1 to `most` that the counter gives at `place` (from 1)."""
    digest = hashlib.sha256(f"{seed},{place}".encode()).hexdigest()
    return 1 + int(digest, 16) % most


def tables_drawn(names: Sequence[str], weights: Sequence[int], seed: str, draws: int) -> list[str]:
    """Return the table of each draw, in proportion to whole weights; one can come several times.

    :raises SampleTooLarge: :raises SeedTooShort:
    """
    ends = list(accumulate(weights))
    most = 100 * len(names)
    if not 1 <= draws <= most:
        raise SampleTooLarge(asked=draws, most=most)
    check_seed(seed)
    return [
        names[bisect_right(ends, counter_number(seed, place, ends[-1]) - 1)] for place in range(1, draws + 1)
    ]
