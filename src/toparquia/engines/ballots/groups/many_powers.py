"""Many powers of public numbers modulo one prime, over rows of remainders.

Powers of one base share its squarings: the exponent is cut in five blocks, so that each further
exponent costs a fifth of the squarings (Lim and Lee, Crypto 1994). Powers of the generator and of
the election's key come from tables of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from .residues import FOLD, ResidueRing, Rows

BLOCKS: Final = 5
WINDOW_VALUES: Final = 256
# As many bases at a time as the processor's second cache holds well.
BASES_AT_ONCE: Final = 128
_WEIGHTS: Final = np.array([1 << block for block in range(BLOCKS)], dtype=np.uint8)


class FixedTable:
    """All `base^(d * 256^w)`, so that a power is one product a byte of the exponent."""

    def __init__(self, ring: ResidueRing, base: int, windows: int) -> None:
        self._ring = ring
        starts = []
        for _ in range(windows):
            starts.append(base)
            base = pow(base, WINDOW_VALUES, ring.modulus)
        rows = ring.entered(starts)
        table = np.empty((2, WINDOW_VALUES, windows, rows.shape[2]))
        table[:, 0] = ring.one
        power = np.broadcast_to(ring.one, rows.shape)
        for value in range(1, WINDOW_VALUES):
            power = ring.product(power, rows)
            table[:, value] = power
        self._windows = windows
        self._table = table.reshape(2, WINDOW_VALUES * windows, -1)

    def multiply_in(self, rows: Rows, exponents: Sequence[int]) -> Rows:
        """Return each row times the base's power by its exponent."""
        windows = self._windows
        packed = b"".join([exponent.to_bytes(windows, "little") for exponent in exponents])
        digits = np.frombuffer(packed, dtype=np.uint8).reshape(len(exponents), windows).astype(np.intp)
        product, factor = rows.copy(), np.empty_like(rows)
        for window in range(windows):
            np.take(self._table, digits[:, window] * windows + window, axis=1, out=factor, mode="clip")
            self._ring.product(product, factor, out=product)
        return product


class ManyPowers:
    """Computes powers of many bases by exponents of at most `bits` bits."""

    def __init__(self, ring: ResidueRing, bits: int) -> None:
        self._ring = ring
        self._columns = -(-bits // BLOCKS)

    def of(self, bases: Sequence[int], owners: Sequence[int], exponents: Sequence[int]) -> Rows:
        """Return for each exponent the power of `bases[owner]`, as rows."""
        ring = self._ring
        # Filled up with powers that nobody asked for, to lengths at which numpy is fast.
        all_bases = [*bases, *[1] * (-len(bases) % FOLD)]
        spare = -len(owners) % FOLD
        lanes = np.asarray([*owners, *[0] * spare], dtype=np.intp)
        table = self._tables(all_bases)
        # Where in the table each exponent's factor stands, step by step from the top.
        places = self._digits([*exponents, *[0] * spare]) * len(all_bases) + lanes[:, None]
        steps = np.ascontiguousarray(places.T[::-1])
        power = np.take(table, steps[0], axis=1)
        factor = np.empty_like(power)
        for step in steps[1:]:
            ring.product(power, power, out=power)
            np.take(table, step, axis=1, out=factor, mode="clip")
            ring.product(power, factor, out=power)
        wanted: Rows = power[:, : len(owners)]
        return wanted

    def _tables(self, bases: Sequence[int]) -> Rows:
        """Return the products of every subset of each base's block powers, subset by subset."""
        ring = self._ring
        power = ring.entered(bases)
        table = np.empty((2, 1 << BLOCKS, len(bases), power.shape[2]))
        table[:, 0] = ring.one
        for block in range(BLOCKS):
            size = 1 << block
            for subset in range(size):
                table[:, size + subset] = ring.product(table[:, subset], power)
            if block < BLOCKS - 1:
                for _ in range(self._columns):
                    power = ring.product(power, power, out=power)
        return table.reshape(2, (1 << BLOCKS) * len(bases), -1)

    def _digits(self, exponents: Sequence[int]) -> npt.NDArray[np.intp]:
        length = -(-self._columns * BLOCKS // 8)
        packed = b"".join([exponent.to_bytes(length, "little") for exponent in exponents])
        in_bytes = np.frombuffer(packed, dtype=np.uint8).reshape(len(exponents), length)
        bits = np.unpackbits(in_bytes, axis=1, bitorder="little")[:, : self._columns * BLOCKS]
        blocks = bits.reshape(len(exponents), BLOCKS, self._columns)
        digits: npt.NDArray[np.intp] = np.tensordot(blocks, _WEIGHTS, axes=(1, 0)).astype(np.intp)
        return digits
