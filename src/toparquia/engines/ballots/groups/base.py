"""One interface for both groups of the protocol.

An element is kept as the bytes that its group computes with; only the group looks inside. Names
with `secret` take care with time; the others are for public values only.
"""

from __future__ import annotations

import hashlib
import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from ..errors import ElementOutsideGroup, NeutralKey, ScalarNotCanonical

Element: TypeAlias = bytes


@dataclass(frozen=True, slots=True)
class Task:
    """Powers wanted of one public base: for each `(u, v, e)` the element `g^u * y^v * base^e`.

    `y` is the key given with the tasks. A base that is not `known` to be in the group is checked.
    """

    base: Element
    known: bool
    exponents: Sequence[tuple[int, int, int]]


class Group(ABC):
    """A cyclic group of prime order `order` with generator `generator`, written multiplicatively."""

    name: ClassVar[str]
    order: ClassVar[int]
    text_limit: ClassVar[int]
    # What every encoding matches, and few other texts.
    element_pattern: ClassVar[str]
    generator: Element
    neutral: Element

    @abstractmethod
    def encoded(self, element: Element) -> str:
        """Return the element as the protocol writes it."""

    @abstractmethod
    def decoded(self, text: str) -> Element:
        """Return the element that `text` writes; it may still lie outside the group.

        :raises ElementNotCanonical: `text` is not the one way to write anything.
        """

    @abstractmethod
    def has(self, element: Element) -> bool:
        """Test if a decoded element is in the subgroup of prime order (the neutral one is)."""

    @abstractmethod
    def product(self, elements: Iterable[Element]) -> Element:
        """Return the product of elements of the group; neutral for none."""

    @abstractmethod
    def inverse(self, element: Element) -> Element:
        """Return the inverse of an element of the group."""

    @abstractmethod
    def power(self, base: Element, exponent: int) -> Element:
        """Return `base^exponent` for an element of the group; both may be known to anyone."""

    @abstractmethod
    def secret_power(self, base: Element, exponent: int) -> Element:
        """Return `base^exponent` where the exponent is a secret."""

    def secret_generator_power(self, exponent: int) -> Element:
        """Return `g^exponent` where the exponent is a secret."""
        return self.secret_power(self.generator, exponent)

    def prepare(self, base: Element) -> None:
        """Make ready for many powers of one base; nothing to do where that does not help."""
        # Not abstract: a group without tables has nothing to add.
        return

    def response(self, nonce: int, secret: int, challenge: int) -> int:
        """Return `nonce - secret * challenge mod q`, the response of every proof here."""
        return (nonce - secret * challenge) % self.order

    def combined(self, key: Element, tasks: Sequence[Task]) -> list[list[Element] | None]:
        """Return for each task its powers, or None where its base is outside the group.

        This is the plain way; groups override it with faster ones that give the same.
        """
        return [self._combined_plainly(key, task) for task in tasks]

    def _combined_plainly(self, key: Element, task: Task) -> list[Element] | None:
        if not task.known and not self.has(task.base):
            return None
        return [
            self.product((self.power(self.generator, u), self.power(key, v), self.power(task.base, e)))
            for u, v, e in task.exponents
        ]

    def first_outsider(self, elements: Sequence[Element]) -> int | None:
        """Return the position of the first element that is not in the group, or None."""
        return next((place for place, element in enumerate(elements) if not self.has(element)), None)

    def read(self, text: str) -> Element:
        """Return the element of the group that `text` writes.

        :raises ElementNotCanonical, ElementOutsideGroup:
        """
        element = self.decoded(text)
        if not self.has(element):
            raise ElementOutsideGroup()
        return element

    def read_key(self, text: str) -> Element:
        """Return the key or credential that `text` writes. :raises NeutralKey: also that."""
        element = self.read(text)
        if element == self.neutral:
            raise NeutralKey()
        return element

    def scalar(self, text: str) -> int:
        """Return the number below the order that `text` writes. :raises ScalarNotCanonical:"""
        # str.isdigit alone accepts digits of other scripts.
        if not (text.isascii() and text.isdigit()) or len(text) > 78 or (text[0] == "0" and text != "0"):
            raise ScalarNotCanonical()
        value = int(text)
        if value >= self.order:
            raise ScalarNotCanonical()
        return value

    def random_scalar(self) -> int:
        """Return a uniform number below the order, from the system's generator."""
        return secrets.randbelow(self.order)

    def hashed(self, prefix: str, elements: Iterable[Element]) -> int:
        """Return `H(prefix; elements)`, the protocol's only hash to a scalar."""
        text = prefix + ",".join([self.encoded(element) for element in elements])
        return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest(), "big") % self.order
