"""Many multiples of one fixed point of Ed25519, for public scalars, on the processor's vector units.

libsodium multiplies a point that it does not know beforehand, and checks it anew each time. The key
of an election is the same for all ballots: with a table of it, a multiple is one addition a byte of
the scalar, done for hundreds of scalars at once.
Source: H. Hisil and others, "Twisted Edwards curves revisited" (Asiacrypt 2008): complete addition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
_SIGN: Final = 1 << 255

Affine = tuple[int, int]


@cache
def _ring() -> ResidueRing:
    return ResidueRing(FIELD)


class FixedPoint:
    """A table of `d * 256^w * P` for every byte d and place w."""

    def __init__(self, point: bytes) -> None:
        """Make the table of a member of the group."""
        bits = _sums_of(_doubled(decompressed(point), WINDOWS * BYTE)).as_addends()
        sums = _sums_of([(0, 1)] * WINDOWS)
        for bit in range(BYTE):
            # Every value so far, and the same with this bit, for all places at once.
            addends = np.tile(bits[:, :, bit::BYTE], (1, 1, 1 << bit, 1))
            sums = sums.followed_by(sums.plus(addends))
        # (2, 4, values * windows, primes): what is added, by value and place.
        self._table = sums.as_addends()
        assert self._table.shape[2] == VALUES * WINDOWS, "a point a value and place"

    def multiples(self, scalars: Sequence[int]) -> list[bytes]:
        """Return the encodings of the multiples; scalars are below the group's order."""
        spare = -len(scalars) % FOLDS[0]
        packed = b"".join([scalar.to_bytes(WINDOWS, "little") for scalar in [*scalars, *[0] * spare]])
        digits = np.frombuffer(packed, dtype=np.uint8).reshape(-1, WINDOWS).astype(np.intp)
        sums = _sums_of([(0, 1)] * len(digits))
        for window in range(WINDOWS):
            sums = sums.plus(np.take(self._table, digits[:, window] * WINDOWS + window, axis=2))
        return [compressed(point) for point in sums.affine()[: len(scalars)]]


@dataclass(frozen=True, slots=True)
class _Sums:
    """Points in extended coordinates: `x = X/Z`, `y = Y/Z`, `xy = T/Z`."""

    x: Rows
    y: Rows
    z: Rows
    t: Rows

    def plus(self, addends: Rows) -> _Sums:
        """Return each sum and the point whose `Y-X`, `Y+X`, `2Z` and `2dT` are given."""
        mine = (self.y - self.x, self.y + self.x, self.z, self.t)
        y_less_x, y_plus_x, z, t = _products(mine, [addends[:, part] for part in range(4)])
        e, h = y_plus_x - y_less_x, y_plus_x + y_less_x
        f, g = z - t, z + t
        return _Sums(*_products((e, g, f, e), (f, h, g, h)))

    def as_addends(self) -> Rows:
        """Return (2, 4, points, primes): the points as the addition formula wants them."""
        scale = np.broadcast_to(_ring().entered([TWICE_D]), self.t.shape)
        (scaled,) = _products((self.t,), (scale,))
        # Brought back to small remainders, as products are.
        parts = (self.y - self.x, self.y + self.x, self.z + self.z)
        small = _products(parts, [np.broadcast_to(_ring().one, self.x.shape)] * len(parts))
        return np.stack([*small, scaled], axis=1)

    def followed_by(self, others: _Sums) -> _Sums:
        """Return these sums and then the others."""
        pairs = zip((self.x, self.y, self.z, self.t), (others.x, others.y, others.z, others.t), strict=True)
        return _Sums(*(np.concatenate(pair, axis=1) for pair in pairs))

    def affine(self) -> list[Affine]:
        """Return the sums as x and y."""
        xs, ys, zs = (_ring().left(np.ascontiguousarray(each)) for each in (self.x, self.y, self.z))
        return [
            (x * inverse % FIELD, y * inverse % FIELD)
            for x, y, inverse in zip(xs, ys, _inverses(zs), strict=True)
        ]


def _sums_of(points: Sequence[Affine]) -> _Sums:
    ring = _ring()
    xs, ys = [x for x, _ in points], [y for _, y in points]
    products = [x * y % FIELD for x, y in points]
    return _Sums(*(ring.entered(part) for part in (xs, ys, [1] * len(points), products)))


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


def _products(left: Sequence[Rows], right: Sequence[Rows]) -> list[Rows]:
    """Return the products of pairs, all in one."""
    rows = _ring().product(np.concatenate(left, axis=1), np.concatenate(right, axis=1))
    return list(np.split(rows, len(left), axis=1))


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
