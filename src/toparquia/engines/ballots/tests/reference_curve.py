"""Ed25519 from its equation, in plain integers and without haste: a second opinion for tests.

Source: RFC 8032, section 5.1; the addition law of Bernstein and Lange.
"""

from __future__ import annotations

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
BASE_Y = 4 * pow(5, -1, P) % P

Point = tuple[int, int]


def _base() -> Point:
    square = (BASE_Y * BASE_Y - 1) * pow(D * BASE_Y * BASE_Y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    return (x if x % 2 == 0 else P - x, BASE_Y)


def add(one: Point, other: Point) -> Point:
    (a, b), (c, d) = one, other
    cross = D * a * b * c * d % P
    return (
        (a * d + b * c) * pow(1 + cross, -1, P) % P,
        (b * d + a * c) * pow(1 - cross, -1, P) % P,
    )


def multiply(number: int, point: Point | None = None) -> Point:
    total, point = (0, 1), point or _base()
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


def compressed(point: Point) -> bytes:
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")
