"""From combined decryption factors to counts. Source: protocol, section 13."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from .canonical import Json, integer_of, items, members, parsed, written
from .election import Election
from .errors import ResultOutOfRange, ResultWrong, at
from .groups import Element, Group
from .proofs import Ciphertext
from .tally import flat

_RESULT_LIMIT: Final = 1_000_000
# The steps of a search grow with its root: 2^21 of them bound the time to a minute.
MAX_TOTAL_WEIGHT: Final = 2**42


def decrypted(
    election: Election,
    tally: Sequence[Sequence[Ciphertext]],
    combined: Sequence[Element],
    total_weight: int,
) -> list[list[int]]:
    """Return the counts, question by question.

    :raises ResultOutOfRange: a decrypted number is not between 0 and `total_weight`.
    """
    group = election.group
    powers = [
        group.product((ciphertext.beta, group.inverse(factor)))
        for ciphertext, factor in zip(flat(tally), combined, strict=True)
    ]
    search = LogarithmSearch(group, total_weight, len(powers))
    counts = []
    for place, power in enumerate(powers, 1):
        with at("choice", place):
            counts.append(search.logarithm(power))
    return _shaped(election, counts)


def check_result(
    election: Election,
    tally: Sequence[Sequence[Ciphertext]],
    combined: Sequence[Element],
    total_weight: int,
    counts: Sequence[Sequence[int]],
) -> None:
    """Check that each count is what the decryptions give: `g^r = beta/F`.

    :raises ResultOutOfRange, ResultWrong:
    """
    group = election.group
    flat_counts = [count for of_question in counts for count in of_question]
    for place, (ciphertext, factor, count) in enumerate(
        zip(flat(tally), combined, flat_counts, strict=True), 1
    ):
        with at("choice", place):
            if count > total_weight:
                raise ResultOutOfRange(limit=total_weight)
            if group.product((group.power(group.generator, count), factor)) != ciphertext.beta:
                raise ResultWrong()


def result_bytes(counts: Sequence[Sequence[int]]) -> bytes:
    """Return `result`."""
    said: Json = {"result": [list(of_question) for of_question in counts]}
    return written(said).encode("ascii")


def result_from_bytes(election: Election, raw: bytes) -> list[list[int]]:
    """Return the counts that the bytes say. :raises ShapeUnexpected: and faults of the text."""
    (value,) = members(parsed(raw, limit=_RESULT_LIMIT, ascii_only=True), "result", ("result",))
    questions = election.questions
    rows = items(value, "result", least=len(questions), most=len(questions))
    return [
        [integer_of(one, "result") for one in items(row, "result", least=question.width, most=question.width)]
        for question, row in zip(questions, rows, strict=True)
    ]


class LogarithmSearch:
    """Finds `n` from `g^n` for `0 <= n <= limit`, by baby and giant steps."""

    def __init__(self, group: Group, limit: int, searches: int = 1) -> None:
        self._group = group
        self._limit = limit
        # The table is made once and walked once a search: its best size leans to the searches.
        self._baby_steps = max(1, math.isqrt((limit + 1) * max(1, searches)))
        self._baby_steps = min(self._baby_steps, limit + 1, 2**21)
        self._table: dict[Element, int] = {}
        step = group.neutral
        for number in range(self._baby_steps):
            self._table[step] = number
            step = group.product((step, group.generator))
        self._giant_step = group.inverse(step)

    def logarithm(self, power: Element) -> int:
        """Return n. :raises ResultOutOfRange: there is none up to the limit."""
        walked = power
        for giant_steps in range(-(-(self._limit + 1) // self._baby_steps)):
            number = self._table.get(walked)
            if number is not None and giant_steps * self._baby_steps + number <= self._limit:
                return giant_steps * self._baby_steps + number
            walked = self._group.product((walked, self._giant_step))
        raise ResultOutOfRange(limit=self._limit)


def _shaped(election: Election, counts: Sequence[int]) -> list[list[int]]:
    shaped = []
    start = 0
    for question in election.questions:
        shaped.append(list(counts[start : start + question.width]))
        start += question.width
    return shaped
