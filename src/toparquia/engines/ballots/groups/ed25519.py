"""Ed25519 over libsodium: the group of real votes.

An element is the usual 32 bytes of RFC 8032. libsodium takes the same time whatever the scalar. It
refuses a zero scalar and a neutral base or result, so these are met before the call.
Source: protocol, section 2; RFC 8032, section 5.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..errors import ElementNotCanonical, ElementOutsideGroup, LibraryUnsound
from . import sodium
from .base import Element, Group, Task
from .fixed_points import FixedPoint
from .sodium import SodiumRefusal

FIELD: Final = 2**255 - 19
# A key's table takes some fifty milliseconds; below these it would not pay.
TABLE_AFTER: Final = 600
TABLE_LEAST: Final = 128
_SIGN: Final = 1 << 255
# The base point plus the point of order 2. libsodium before December 2025 took it for a member
# (CVE-2025-69277), and so would let an outsider into the count.
_TWISTED_GENERATOR: Final = (FIELD - (4 * pow(5, -1, FIELD)) % FIELD).to_bytes(32, "little")


class Ed25519(Group):
    """The subgroup of prime order of Edwards' curve, by libsodium."""

    name = "Ed25519"
    order = 2**252 + 27742317777372353535851937790883648493
    text_limit = 64
    element_pattern = "[0-9a-f]{64}"
    _text = re.compile(element_pattern)

    def __init__(self) -> None:
        self.neutral = b"\1" + bytes(31)
        self.generator = b"\x58" + b"\x66" * 31
        self._used_key, self._uses = self.neutral, 0
        self._table: tuple[Element, FixedPoint] | None = None
        twisted = _TWISTED_GENERATOR[:31] + bytes([_TWISTED_GENERATOR[31] | 0x80])
        if self.has(_TWISTED_GENERATOR) or self.has(twisted):
            raise LibraryUnsound()

    def encoded(self, element: Element) -> str:
        """Return the 64 hexadecimal digits of the bytes in reverse."""
        return element[::-1].hex()

    def decoded(self, text: str) -> Element:
        """Return the 32 bytes; refuse `y >= p` and a sign on `x = 0` (which is at `y = 1` and `-1`)."""
        if self._text.fullmatch(text) is None:
            raise ElementNotCanonical()
        number = int(text, 16)
        y = number & (_SIGN - 1)
        if y >= FIELD or (number >= _SIGN and y in (1, FIELD - 1)):
            raise ElementNotCanonical()
        return bytes.fromhex(text)[::-1]

    def has(self, element: Element) -> bool:
        """Test if the point is on the curve and in the subgroup of prime order."""
        return element == self.neutral or sodium.is_member(element)

    def product(self, elements: Iterable[Element]) -> Element:
        """Return the sum of the points, as curves call it. :raises ElementOutsideGroup: off the curve."""
        total = self.neutral
        try:
            for element in elements:
                if total == self.neutral:
                    total = element
                elif element != self.neutral:
                    total = sodium.add(total, element)
        except SodiumRefusal:
            raise ElementOutsideGroup() from None
        return total

    def inverse(self, element: Element) -> Element:
        """Return the point with the other sign of x."""
        if element == self.neutral:
            return element
        return element[:31] + bytes([element[31] ^ 0x80])

    def power(self, base: Element, exponent: int) -> Element:
        """Return the multiple of the point, as curves call it."""
        if exponent % self.order == 0 or base == self.neutral:
            return self.neutral
        return sodium.multiply(_packed(exponent % self.order), base)

    def secret_power(self, base: Element, exponent: int) -> Element:
        """Return the multiple of the point in constant time."""
        return self.power(base, exponent)

    def secret_generator_power(self, exponent: int) -> Element:
        """Return the multiple of the base point in constant time."""
        if exponent % self.order == 0:
            return self.neutral
        return sodium.multiply_base(_packed(exponent % self.order))

    def response(self, nonce: int, secret: int, challenge: int) -> int:
        """Return `nonce - secret * challenge mod q` in constant time."""
        subtrahend = sodium.multiply_scalars(_packed(secret), _packed(challenge))
        return int.from_bytes(sodium.subtract_scalars(_packed(nonce), subtrahend), "little")

    def combined(self, key: Element, tasks: Sequence[Task]) -> list[list[Element] | None]:
        """Return the powers; libsodium's own multiplication does the check of each base."""
        scalars = [v for task in tasks for _, v, _ in task.exponents if v]
        of_key = dict(zip(scalars, self._powers_of_key(key, scalars), strict=True))
        of_key[0] = self.neutral
        return [self._combined(of_key, task) for task in tasks]

    def _powers_of_key(self, key: Element, scalars: Sequence[int]) -> list[Element]:
        """Return the key's powers, from a table once the key was used so often that it pays."""
        if self._used_key != key:
            self._used_key, self._uses = key, 0
        self._uses += len(scalars)
        if len(scalars) < TABLE_LEAST or self._uses < TABLE_AFTER or key == self.neutral:
            return [self.power(key, scalar) for scalar in scalars]
        if self._table is None or self._table[0] != key:
            self._table = (key, FixedPoint(key))
        return self._table[1].multiples(scalars)

    def _combined(self, of_key: Mapping[int, Element], task: Task) -> list[Element] | None:
        # A multiplication refuses a base outside the group. Where none takes place, ask.
        unchecked = not task.known and not any(e for _, _, e in task.exponents)
        if unchecked and not self.has(task.base):
            return None
        try:
            return [self._one(of_key[v], task.base, u, e) for u, v, e in task.exponents]
        except (SodiumRefusal, ElementOutsideGroup):
            # The key was checked before; a scalar is never zero and a result never neutral here.
            return None

    def _one(self, of_key: Element, base: Element, u: int, e: int) -> Element:
        if u and u + e == self.order and base != self.generator:
            # `g^-e * base^e`, as every proof of a 1 has it: a quotient is cheaper than a power.
            return self.product((of_key, self.power(sodium.subtract(base, self.generator), e)))
        return self.product((self.secret_generator_power(u), of_key, self.power(base, e)))


def _packed(scalar: int) -> bytes:
    return scalar.to_bytes(32, "little")
