"""Many products modulo one large prime at once, with the processor's vector units.

A number is kept as its remainders by two rows of small primes, and multiplied modulo the large prime
by Montgomery's method in that form: every step is a product of vectors or a matrix product in
double precision. It is exact: no sum ever reaches 2^53, so no rounding can happen whatever the order
in which a library adds. For public values only: it takes no care with time or memory.

Source: J.-C. Bajard, L. Imbert, "A full RNS implementation of RSA" (IEEE Trans. Computers 53, 2004);
the second extension of base as S. Kawamura and others, "Cox-Rower architecture" (Eurocrypt 2000).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

# (2, numbers, primes): each number's remainders by the primes of the first base, and of the second.
Rows: TypeAlias = npt.NDArray[np.float64]
# The remainders by one base alone: (numbers, primes).
Half: TypeAlias = npt.NDArray[np.float64]

PRIME_BITS: Final = 24
LIMB_BITS: Final = 16
# Montgomery's factor exceeds the modulus by this, and results stay below some fifty times it.
SPARE_BITS: Final = 14
# Constants are repeated for so many rows, so that numpy's inner loops are long; the first of these
# that divides a number of rows is taken.
FOLDS: Final = (64, 8, 1)
FOLD: Final = 8
LONGEST_FOLD: Final = 1024
# Every intermediate sum stays below this, where doubles are exact.
EXACT_LIMIT: Final = 2**53


class ResidueRing:
    """Arithmetic modulo an odd `modulus` on rows of remainders."""

    def __init__(self, modulus: int) -> None:
        self.modulus = modulus
        self.count = -(-(modulus.bit_length() + SPARE_BITS) // (PRIME_BITS - 1))
        # Primes just below 2^24 have almost all of their 24 bits, so fewer of them may do.
        while (PRIME_BITS * (self.count - 1)) - 1 >= modulus.bit_length() + SPARE_BITS:
            self.count -= 1
        primes = _primes_below(1 << PRIME_BITS, 2 * self.count)
        self._first, self._second = primes[: self.count], primes[self.count :]
        assert self.count * (1 << (2 * PRIME_BITS - 2)) * 1.01 < EXACT_LIMIT, "sums are exact"
        assert math.prod(self._second) >> (modulus.bit_length() + 10), "the second base is large enough"
        self.limbs = -(-modulus.bit_length() // LIMB_BITS)
        self._set_constants(math.prod(self._first), math.prod(self._second))
        self._prepare()
        squared = self._raw([self._montgomery * self._montgomery % modulus])
        self._into_domain = squared
        self._out_of_domain = self._raw([1])
        self.one = self.entered([1])

    def _set_constants(self, first_product: int, second_product: int) -> None:
        """Work out the matrices that carry a number from one base to the other.

        In the first base a remainder is kept times k with `k^2 = ±d`, d being what Montgomery's
        quotient needs, and in the second times `M^-1`: so two of the five scalings vanish. All
        primes are 3 modulo 4, so that either d or -d is a square.
        """
        self._montgomery = first_product
        scales, signs = _scales(self.modulus, self._first, first_product)
        second_scales = [pow(first_product, -1, prime) for prime in self._second]
        signed = [sign * first_product // prime for sign, prime in zip(signs, self._first, strict=True)]
        factors = [self.modulus * scale * scale for scale in second_scales]
        back = [second_product // prime for prime in self._second]
        self._to_second = _outer(signed, factors, self._second)
        self._to_first = _outer(back, scales, self._first)
        shares = [pow(cofactor, -1, prime) for cofactor, prime in zip(back, self._second, strict=True)]
        self._digit_scales = _outer([1], [first_product * share for share in shares], self._second)[0]
        self._wrap = _outer([second_product], scales, self._first)[0]
        self._digit_shares = 1 / np.array(self._second, dtype=np.float64)

        limbs_in = [1 << (LIMB_BITS * place) for place in range(self.limbs)]
        self._from_limbs = (
            _outer(limbs_in, scales, self._first),
            _outer(limbs_in, second_scales, self._second),
        )
        limbs_out = -(-second_product.bit_length() // LIMB_BITS) + 1
        self._to_limbs = np.array([_limbs(value, limbs_out) for value in back], dtype=np.float64)
        self._wrap_limbs = np.array(_limbs(second_product, limbs_out), dtype=np.float64)

    def _prepare(self) -> None:
        """Put the constants into the shapes that products want."""
        self._by_first = _Reduction(np.array(self._first, dtype=np.float64))
        self._by_second = _Reduction(np.array(self._second, dtype=np.float64))
        self._scaling = _Constant(self._digit_scales)

    def entered(self, values: Sequence[int]) -> Rows:
        """Return the rows of numbers below the modulus."""
        return self.product(self._raw(values), self._into_domain)

    def _raw(self, values: Sequence[int]) -> Rows:
        length = self.limbs * LIMB_BITS // 8
        packed = b"".join([value.to_bytes(length, "little") for value in values])
        limbs = np.frombuffer(packed, dtype="<u2").reshape(len(values), self.limbs).astype(np.float64)
        rows = np.stack([limbs @ matrix for matrix in self._from_limbs])
        spare = np.empty_like(rows[0])
        self._by_first.reduce(rows[0], spare)
        self._by_second.reduce(rows[1], spare)
        return rows

    def product(self, left: Rows, right: Rows, out: Rows | None = None) -> Rows:
        """Return the products row by row, in `out` if given (which may be one of the two).

        `right` may have a single row, for all.
        """
        both = np.multiply(left, right, out=out)
        first, second = both
        spare = np.empty_like(first)
        self._by_first.reduce(first, spare)
        second += np.matmul(first, self._to_second, out=spare)
        self._by_second.reduce(second, spare)

        digits = self._digits(second, spare)
        np.matmul(digits, self._to_first, out=first)
        # How often the second base's product fits: the digits say it to within a hundredth.
        wraps = np.rint(digits @ self._digit_shares)
        first -= np.multiply(wraps[:, None], self._wrap, out=spare)
        self._by_first.reduce(first, spare)
        return both

    def _digits(self, second: Half, spare: Half) -> Half:
        """Return what each prime of the second base adds, in multiples of the others' product."""
        digits = self._scaling.times(second)
        self._by_second.reduce(digits, spare)
        return digits

    def left(self, rows: Rows) -> list[int]:
        """Return the numbers that rows stand for, below the modulus."""
        second = self.product(rows, self._out_of_domain)[1]
        digits = self._digits(second, np.empty_like(second))
        wraps = np.rint(digits @ self._digit_shares)
        limbs = (digits @ self._to_limbs - wraps[:, None] * self._wrap_limbs).astype(np.int64)
        return [number % self.modulus for number in _joined(limbs)]


class _Constant:
    """A row of constants, ready to meet many rows."""

    def __init__(self, row: Half) -> None:
        # Longer than this, the constants would crowd the nearest cache.
        folds = [fold for fold in FOLDS if fold == 1 or fold * len(row) <= LONGEST_FOLD]
        self._folded = [(fold, np.tile(row, fold)) for fold in folds]

    def for_rows(self, rows: Half) -> tuple[Half, Half]:
        """Return the constants and the rows in shapes that meet in long inner loops."""
        constants = next(folded for fold, folded in self._folded if len(rows) % fold == 0)
        return constants, rows.reshape(-1, len(constants))

    def times(self, rows: Half) -> Half:
        """Return the rows times the constants."""
        constants, folded = self.for_rows(rows)
        product: Half = (folded * constants).reshape(rows.shape)
        return product


class _Reduction:
    """Brings exact whole numbers below 2^53 to remainders between about -prime/2 and prime/2."""

    def __init__(self, primes: Half) -> None:
        self._primes, self._inverses = _Constant(primes), _Constant(1 / primes)

    def reduce(self, rows: Half, spare: Half) -> None:
        """Reduce in place; `spare` has the shape of `rows`."""
        inverses, folded = self._inverses.for_rows(rows)
        primes, room = self._primes.for_rows(spare)
        np.multiply(folded, inverses, out=room)
        np.rint(room, out=room)
        np.multiply(room, primes, out=room)
        np.subtract(folded, room, out=folded)


def _joined(limbs: npt.NDArray[np.int64]) -> list[int]:
    """Return for each row the sum of `limb_j * 2^(16 j)`; limbs are signed and up to 47 bits long."""
    columns = [np.ascontiguousarray(column) for column in limbs.T]
    carry = np.zeros(len(limbs), dtype=np.int64)
    low = np.empty((len(limbs), len(columns)), dtype="<u2")
    for place, column in enumerate(columns):
        column += carry
        low[:, place] = column & ((1 << LIMB_BITS) - 1)
        carry = column >> LIMB_BITS
    # What is carried out of the last limb is the sign, and a little more.
    top = LIMB_BITS * len(columns)
    size = 2 * len(columns)
    packed = low.tobytes()
    return [
        int.from_bytes(packed[start : start + size], "little") + (int(over) << top)
        for start, over in zip(range(0, len(packed), size), carry, strict=True)
    ]


def _scales(modulus: int, primes: Sequence[int], product: int) -> tuple[list[int], list[int]]:
    """Return for each prime k and sign with `k^2 = sign * d`, d = -modulus^-1 * (product/prime)^-1."""
    scales, signs = [], []
    for prime in primes:
        wanted = -pow(modulus, -1, prime) * pow(product // prime, -1, prime) % prime
        sign = 1 if pow(wanted, (prime - 1) // 2, prime) == 1 else -1
        signs.append(sign)
        scales.append(pow(sign * wanted % prime, (prime + 1) // 4, prime))
    return scales, signs


def _centred(value: int, prime: int) -> int:
    remainder = value % prime
    return remainder - prime if remainder > prime // 2 else remainder


def _outer(rows: Sequence[int], columns: Sequence[int], primes: Sequence[int]) -> Half:
    """Return the products of a row's and a column's number, as the column's prime leaves them."""
    by_prime = [(column % prime, prime) for column, prime in zip(columns, primes, strict=True)]
    return np.array(
        [[_centred((row % prime) * column, prime) for column, prime in by_prime] for row in rows],
        dtype=np.float64,
    )


def _limbs(value: int, count: int) -> list[int]:
    return [(value >> (LIMB_BITS * place)) & ((1 << LIMB_BITS) - 1) for place in range(count)]


def _primes_below(limit: int, count: int) -> list[int]:
    """Return the largest `count` primes below `limit` that are 3 modulo 4."""
    small = [number for number in range(3, math.isqrt(limit) + 1, 2) if _is_prime(number)]
    found: list[int] = []
    candidate = limit - 1
    while len(found) < count:
        if all(candidate % factor for factor in small):
            found.append(candidate)
        candidate -= 4
    return found


def _is_prime(number: int) -> bool:
    return all(number % factor for factor in range(3, math.isqrt(number) + 1, 2))
