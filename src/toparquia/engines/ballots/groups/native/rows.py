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
        # Kept, so that their addresses stay good.
        self._constants = (first, 1 / first, second, 1 / second, digit_scales, wrap)
        at = [_at(constant) for constant in self._constants]
        self._first, self._second = (at[0], at[1]), (at[4], at[2], at[3])
        self._wrap = at[5]
        self._ones = np.ones_like(second)

    def quotient(self, left: Half, right: Half) -> Half:
        """Return the products modulo the first base's primes."""
        left, right, step = _paired(left, right)
        out = np.empty(left.shape)
        self.library.toparquia_rows_quotient(*left.shape, _at(left), _at(right), step, *self._first, _at(out))
        return out

    def digits(self, left: Half, right: Half, added: Half, out: Half) -> Half:
        """Write the products plus `added` modulo the second base's primes; return their digits."""
        left, right, step = _paired(left, right)
        assert out.flags.c_contiguous, "written in place"
        digits = np.empty(left.shape)
        self.library.toparquia_rows_digits(
            *left.shape, _at(left), _at(right), step, _at(added), *self._second, _at(out), _at(digits)
        )
        return digits

    def digits_of(self, second: Half) -> Half:
        """Return what each prime of the second base adds, in multiples of the others' product."""
        return self.digits(second, self._ones[None, :], np.zeros_like(second), np.empty_like(second))

    def unwrap(self, first: Half, wraps: Half) -> None:
        """Take off the second base's product, as often as it fits, in place."""
        assert first.flags.c_contiguous, "written in place"
        wraps = np.ascontiguousarray(wraps)
        self.library.toparquia_rows_unwrapped(*first.shape, _at(wraps), self._wrap, *self._first, _at(first))


def _paired(left: Half, right: Half) -> tuple[Half, Half, int]:
    """Return both without gaps, and how far apart the rows of the second are (0 for a single one)."""
    if len(right) == 1 and len(left) != 1:
        return np.ascontiguousarray(left), np.ascontiguousarray(right), 0
    return np.ascontiguousarray(left), np.ascontiguousarray(right), left.shape[1]


def _at(array: Half) -> int:
    # A fifth of the time that numpy's own `ctypes` attribute takes.
    address: int = array.__array_interface__["data"][0]
    return address
