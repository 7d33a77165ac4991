"""Many multiples of one fixed point of Ed25519, for public scalars, on the processor's vector units.

libsodium multiplies a point that it does not know beforehand, and checks it anew each time. The key
of an election is the same for all ballots: with a table of it, a multiple is one addition a byte of
the scalar, done for hundreds of scalars at once.
Source: H. Hisil and others, "Twisted Edwards curves revisited" (Asiacrypt 2008): complete addition.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from .residues import FOLDS, ResidueRing, Rows

FIELD: Final = 2**255 - 19
TWICE_D: Final = -2 * 121665 * pow(121666, -1, FIELD) % FIELD
ROOT_OF_MINUS_ONE: Final = pow(2, (FIELD - 1) // 4, FIELD)
WINDOWS: Final = 32
BYTE: Final = 8
VALUES: Final = 1 << BYTE
# Enough for a chunk of ballots; more would only take memory.
POINTS_AT_ONCE: Final = 1024
_SIGN: Final = 1 << 255

Affine = tuple[int, int]


@cache
def _ring() -> ResidueRing:
    return ResidueRing(FIELD)


class FixedPoint:
    """A table of `d * 256^w * P` for every byte d and place w."""

    def __init__(self, point: bytes) -> None:
        """Make the table of a member of the group."""
        bits = _addends_of(_points_of(_doubled(decompressed(point), WINDOWS * BYTE)))
        sums = _points_of([(0, 1)] * WINDOWS)
        for bit in range(BYTE):
            # Every value so far, and the same with this bit, for all places at once.
            addends = np.tile(bits[:, :, bit::BYTE], (1, 1, 1 << bit, 1))
            more = sums.copy()
            _Adding(more).add(addends)
            sums = np.concatenate((sums, more), axis=2)
        # (2, 4, values * windows, primes): what is added, by value and place.
        self._table = _addends_of(sums)
        assert self._table.shape[2] == VALUES * WINDOWS, "a point a value and place"

    def multiples(self, scalars: Sequence[int]) -> list[bytes]:
        """Return the encodings of the multiples; scalars are below the group's order."""
        found: list[bytes] = []
        for start in range(0, len(scalars), POINTS_AT_ONCE):
            found += self._multiples(scalars[start : start + POINTS_AT_ONCE])
        return found

    def _multiples(self, scalars: Sequence[int]) -> list[bytes]:
        spare = -len(scalars) % FOLDS[0]
        packed = b"".join([scalar.to_bytes(WINDOWS, "little") for scalar in [*scalars, *[0] * spare]])
        digits = np.frombuffer(packed, dtype=np.uint8).reshape(-1, WINDOWS).astype(np.intp)
        places = np.ascontiguousarray((digits * WINDOWS + np.arange(WINDOWS)).T)
        adding = _Adding(_points_of([(0, 1)] * len(digits)))
        addends = np.empty_like(adding.sums)
        for window in range(WINDOWS):
            np.take(self._table, places[window], axis=2, out=addends, mode="clip")
            adding.add(addends)
        return [compressed(point) for point in _affine(adding.sums)[: len(scalars)]]


class _Adding:
    """Running sums of points, added to in place.

    `sums` is (2, 4, points, primes): X, Y, Z, T with `x = X/Z`, `y = Y/Z`, `xy = T/Z`.
    """

    def __init__(self, sums: Rows) -> None:
        self.sums = sums
        self._left, self._right = np.empty_like(sums), np.empty_like(sums)

    def add(self, addends: Rows) -> None:
        """Add to each sum the point whose `Y-X`, `Y+X`, `2Z` and `2dT` are given."""
        left, right, sums = self._left, self._right, self.sums
        x, y = sums[:, 0], sums[:, 1]
        np.subtract(y, x, out=left[:, 0])
        np.add(y, x, out=left[:, 1])
        left[:, 2:] = sums[:, 2:]
        _multiply(left, addends, right)

        low, high, z, t = (right[:, part] for part in range(4))
        # X = EF, Y = GH, Z = FG, T = EH.
        np.subtract(high, low, out=left[:, 0])
        np.add(z, t, out=left[:, 1])
        np.subtract(z, t, out=left[:, 2])
        left[:, 3] = left[:, 0]
        np.add(high, low, out=right[:, 1])
        right[:, 0] = left[:, 2]
        right[:, 2] = left[:, 1]
        right[:, 3] = right[:, 1]
        _multiply(left, right, sums)


def _multiply(left: Rows, right: Rows, out: Rows) -> None:
    """Write the products of all coordinates."""
    flat = [each.reshape(2, -1, each.shape[3]) for each in (left, right, out)]
    _ring().product(flat[0], flat[1], out=flat[2])


def _points_of(points: Sequence[Affine]) -> Rows:
    ring = _ring()
    xs, ys = [x for x, _ in points], [y for _, y in points]
    products = [x * y % FIELD for x, y in points]
    return np.stack([ring.entered(part) for part in (xs, ys, [1] * len(points), products)], axis=1)


def _addends_of(sums: Rows) -> Rows:
    """Return the points as the addition formula wants them, in small remainders."""
    ring = _ring()
    x, y, z, t = (sums[:, part] for part in range(4))
    parts = np.stack((y - x, y + x, z + z, t), axis=1)
    scales = np.empty_like(parts)
    scales[:] = ring.one[:, None]
    scales[:, 3] = ring.entered([TWICE_D])
    _multiply(parts, scales, parts)
    return parts


def _affine(sums: Rows) -> list[Affine]:
    """Return the points as x and y."""
    xs, ys, zs = (_ring().left(np.ascontiguousarray(sums[:, part])) for part in range(3))
    return [
        (x * inverse % FIELD, y * inverse % FIELD)
        for x, y, inverse in zip(xs, ys, _inverses(zs), strict=True)
    ]


def _doubled(point: Affine, count: int) -> list[Affine]:
    """Return `2^k * P` for k below `count`. Source: RFC 8032, section 5.1.4."""
    x, y, z = point[0], point[1], 1
    found = []
    for _ in range(count):
        found.append((x, y, z))
        a, b, c = x * x % FIELD, y * y % FIELD, 2 * z * z % FIELD
        h = a + b
        e, g = h - (x + y) * (x + y) % FIELD, a - b
        f = c + g
        x, y, z = e * f % FIELD, g * h % FIELD, f * g % FIELD
    inverses = _inverses([z for _, _, z in found])
    return [
        (x * inverse % FIELD, y * inverse % FIELD) for (x, y, _), inverse in zip(found, inverses, strict=True)
    ]


def _inverses(values: Sequence[int]) -> list[int]:
    """Return the inverses, by one inversion for all. Source: P. Montgomery (1987)."""
    products = [1]
    for value in values:
        products.append(products[-1] * value % FIELD)
    inverse = pow(products[-1], -1, FIELD)
    found = []
    for value, product in zip(reversed(values), reversed(products[:-1]), strict=True):
        found.append(inverse * product % FIELD)
        inverse = inverse * value % FIELD
    return found[::-1]


def compressed(point: Affine) -> bytes:
    """Return the 32 bytes of a point."""
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decompressed(encoding: bytes) -> Affine:
    """Return x and y of a point of the group, given as its 32 bytes."""
    number = int.from_bytes(encoding, "little")
    y = number & (_SIGN - 1)
    square = (y * y - 1) * pow(TWICE_D * y * y * pow(2, -1, FIELD) + 1, -1, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if x * x % FIELD != square:
        x = x * ROOT_OF_MINUS_ONE % FIELD
    assert x * x % FIELD == square, "the point was checked before"
    return (x if x & 1 == number >> 255 else -x % FIELD), y
