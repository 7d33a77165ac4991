"""The steps of a product of rows of remainders, each in one pass of C."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from ..residues import Half


def native_steps(library: ctypes.CDLL) -> type[Any]:
    """Return the kind of steps that use `library`."""
    return type("NativeStepsHere", (NativeSteps,), {"library": library})


class NativeSteps:
    """What `residues.Steps` asks for; the same numbers as numpy's."""

    library: ctypes.CDLL

    def __init__(self, first: Half, second: Half, digit_scales: Half, wrap: Half) -> None:
        self._first, self._second = (first, 1 / first), (second, 1 / second)
        self._digit_scales, self._wrap = digit_scales, wrap
        self._ones = np.ones_like(second)

    def quotient(self, left: Half, right: Half) -> Half:
        """Return the products modulo the first base's primes."""
        left, right, step = _paired(left, right)
        out = np.empty(left.shape)
        primes, inverses = self._first
        self.library.toparquia_rows_quotient(
            *left.shape, _at(left), _at(right), step, _at(primes), _at(inverses), _at(out)
        )
        return out

    def digits(self, left: Half, right: Half, added: Half, out: Half) -> Half:
        """Write the products plus `added` modulo the second base's primes; return their digits."""
        left, right, step = _paired(left, right)
        assert out.flags.c_contiguous, "written in place"
        digits = np.empty(left.shape)
        primes, inverses = self._second
        constants = (_at(self._digit_scales), _at(primes), _at(inverses))
        self.library.toparquia_rows_digits(
            *left.shape, _at(left), _at(right), step, _at(added), *constants, _at(out), _at(digits)
        )
        return digits

    def digits_of(self, second: Half) -> Half:
        """Return what each prime of the second base adds, in multiples of the others' product."""
        return self.digits(second, self._ones[None, :], np.zeros_like(second), np.empty_like(second))

    def unwrap(self, first: Half, wraps: Half) -> None:
        """Take off the second base's product, as often as it fits, in place."""
        assert first.flags.c_contiguous, "written in place"
        primes, inverses = self._first
        self.library.toparquia_rows_unwrapped(
            *first.shape,
            _at(np.ascontiguousarray(wraps)),
            _at(self._wrap),
            _at(primes),
            _at(inverses),
            _at(first),
        )


def _paired(left: Half, right: Half) -> tuple[Half, Half, int]:
    """Return both without gaps, and how far apart the rows of the second are (0 for a single one)."""
    if len(right) == 1 and len(left) != 1:
        return np.ascontiguousarray(left), np.ascontiguousarray(right), 0
    return np.ascontiguousarray(left), np.ascontiguousarray(right), left.shape[1]


def _at(array: Half) -> int:
    return array.ctypes.data
