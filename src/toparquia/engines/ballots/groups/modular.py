"""BELENIOS-2048: a subgroup of the integers modulo a prime, to compare with Debian's tool.

An element is its 256 bytes, big-endian. Python's integers do not take constant time, so a secret
exponent is split at random for each use: what could be measured is then not the secret. Real
votes use Ed25519. Source: protocol, section 2.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final

from ..errors import ElementNotCanonical
from .base import Element, Group, Task
from .many_powers import BASES_AT_ONCE, FixedTable, ManyPowers
from .residues import ResidueRing

LENGTH: Final = 256
ORDER: Final = 78571733251071885079927659812671450121821421258408794611510081919805623223441
MODULUS: Final = int(
    "2069478569142254640101364365750500806492298929575110409710088478705737421924271740192223725449768433"
    "8129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049"
    "0811670993105358677809800307904916540637771737641986785272734744763418356000356983051931442845617019"
    "1100078673730733356412397173289791324047457883446826065232797464795113767265869358218004631792207366"
    "8860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201"
    "3204811188524087310770141516662001623131771693721892480785077118278423174980732765988288251691831031"
    "25680162072880719"
)
GENERATOR: Final = int(
    "2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678"
    "7996946682987493890950838965734256019006010684771644917354741372831046104586813145117816467554005274"
    "0288984613986453266121505579709716201616827031288643245666383486363578210615491841998253431518974065"
    "8186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982"
    "6651036068224066350766977640253462537730851331734951942489677540525736590494924776314759915751987751"
    "7771148149092045660020547812705472823814097251863985833411570056835369555342378147558249189605029668"
    "0037745308460627"
)

# Fixed-base tables: six bits of the exponent a row.
WINDOW: Final = 6
ROWS: Final = -(-ORDER.bit_length() // WINDOW)
# One table has 2,700 powers (0.8 MB); an election needs two, a process seldom more.
TABLES_KEPT: Final = 8
# One of these has 8,200 powers as rows (11 MB): the generator's and three keys'.
PUBLIC_TABLES_KEPT: Final = 4


class Belenios2048(Group):
    """The subgroup of prime order of the integers modulo a 2048-bit prime."""

    name = "BELENIOS-2048"
    order = ORDER
    text_limit = 617
    element_pattern = "[1-9][0-9]{0,616}"
    _text = re.compile(element_pattern)

    def __init__(self, make_ring: Callable[[int], ResidueRing] = ResidueRing) -> None:
        self._make_ring = make_ring
        self.neutral = _packed(1)
        self.generator = _packed(GENERATOR)
        self._tables: dict[Element, list[list[int]]] = {}
        self._public_tables: dict[Element, FixedTable] = {}

    def encoded(self, element: Element) -> str:
        """Return the number in decimal."""
        return str(int.from_bytes(element, "big"))

    def decoded(self, text: str) -> Element:
        """Return the number's bytes; refuse leading zeros and what is not below the modulus."""
        if self._text.fullmatch(text) is None:
            raise ElementNotCanonical()
        value = int(text)
        if value >= MODULUS:
            raise ElementNotCanonical()
        return _packed(value)

    def has(self, element: Element) -> bool:
        """Test if the number's order divides the group's."""
        return pow(int.from_bytes(element, "big"), ORDER, MODULUS) == 1

    def product(self, elements: Iterable[Element]) -> Element:
        """Return the product modulo the prime."""
        total = 1
        for element in elements:
            total = total * int.from_bytes(element, "big") % MODULUS
        return _packed(total)

    def inverse(self, element: Element) -> Element:
        """Return the inverse modulo the prime."""
        return _packed(pow(int.from_bytes(element, "big"), -1, MODULUS))

    def power(self, base: Element, exponent: int) -> Element:
        """Return the power modulo the prime."""
        return _packed(pow(int.from_bytes(base, "big"), exponent % ORDER, MODULUS))

    def first_outsider(self, elements: Sequence[Element]) -> int | None:
        """Return the position of the first element that is not in the group, or None."""
        tasks = [Task(element, False, ()) for element in elements]
        powers = self.combined(self.generator, tasks)
        return next((place for place, of_base in enumerate(powers) if of_base is None), None)

    def combined(self, key: Element, tasks: Sequence[Task]) -> list[list[Element] | None]:
        """Return the powers, many at a time. A base to be checked is raised to the order as well."""
        powers: list[list[Element] | None] = []
        for start in range(0, len(tasks), BASES_AT_ONCE):
            powers += self._combined(key, tasks[start : start + BASES_AT_ONCE])
        return powers

    def _combined(self, key: Element, tasks: Sequence[Task]) -> list[list[Element] | None]:
        # The order stands for the check: only a member's power by it is 1.
        jobs = [
            (owner, exponents)
            for owner, task in enumerate(tasks)
            for exponents in (*task.exponents, *(() if task.known else ((0, 0, ORDER),)))
        ]
        if not jobs:
            return [[] for _ in tasks]
        rows = self._many_powers.of(
            [int.from_bytes(task.base, "big") for task in tasks],
            [owner for owner, _ in jobs],
            [exponent for _, (_, _, exponent) in jobs],
        )
        for base, place in ((self.generator, 0), (key, 1)):
            needed = [number for number, (_, exponents) in enumerate(jobs) if exponents[place]]
            if needed:
                given = [jobs[number][1][place] for number in needed]
                rows[:, needed] = self._public_table(base).multiply_in(rows[:, needed], given)
        results = iter(self._ring.left(rows))
        powers: list[list[Element] | None] = []
        for task in tasks:
            of_base = [_packed(next(results)) for _ in task.exponents]
            is_member = task.known or next(results) == 1
            powers.append(of_base if is_member else None)
        return powers

    @cached_property
    def _ring(self) -> ResidueRing:
        return self._make_ring(MODULUS)

    @cached_property
    def _many_powers(self) -> ManyPowers:
        return ManyPowers(self._ring, ORDER.bit_length())

    def _public_table(self, base: Element) -> FixedTable:
        if base not in self._public_tables:
            while len(self._public_tables) >= PUBLIC_TABLES_KEPT:
                del self._public_tables[next(iter(self._public_tables))]
            number = int.from_bytes(base, "big")
            self._public_tables[base] = FixedTable(self._ring, number, -(-ORDER.bit_length() // 8))
        return self._public_tables[base]

    def secret_power(self, base: Element, exponent: int) -> Element:
        """Return the power, with the exponent hidden in a random sum or multiple."""
        table = self._tables.get(base)
        if table is None:
            hidden = exponent + ORDER * (1 + secrets.randbits(64))
            return _packed(pow(int.from_bytes(base, "big"), hidden, MODULUS))
        part = secrets.randbelow(ORDER)
        return _packed(_from_table(table, part) * _from_table(table, (exponent - part) % ORDER) % MODULUS)

    def secret_generator_power(self, exponent: int) -> Element:
        """Return the power of the generator, by its table."""
        self.prepare(self.generator)
        return self.secret_power(self.generator, exponent)

    def prepare(self, base: Element) -> None:
        """Make the table of a base that will be used often; the oldest table gives way."""
        if base not in self._tables:
            while len(self._tables) >= TABLES_KEPT:
                del self._tables[next(iter(self._tables))]
            self._tables[base] = _table(int.from_bytes(base, "big"))


def _packed(value: int) -> Element:
    return value.to_bytes(LENGTH, "big")


def _table(base: int) -> list[list[int]]:
    """Return rows of `base^(d * 2^(6 row))` for each digit d."""
    rows = []
    for _ in range(ROWS):
        row = [1]
        for _ in range((1 << WINDOW) - 1):
            row.append(row[-1] * base % MODULUS)
        rows.append(row)
        base = row[-1] * base % MODULUS
    return rows


def _from_table(table: list[list[int]], exponent: int) -> int:
    total = 1
    for row in table:
        total = total * row[exponent & ((1 << WINDOW) - 1)] % MODULUS
        exponent >>= WINDOW
    return total
