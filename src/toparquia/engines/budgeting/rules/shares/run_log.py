"""The runs of Add1, noted: hundreds or thousands, most of which buy what the one before bought."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import overload

# Per tie: the round, the tied projects, their rate.
Ties = tuple[tuple[int, tuple[int, ...], Fraction], ...]


@dataclass(frozen=True)
class RunNote:
    """One run of Add1: share per voter, what was bought and for how much.

    ties: (round, tied projects, their rate) for every tie the run met.
    """

    share: Fraction
    projects: tuple[int, ...]
    cost: int
    ties: Ties = ()


class RunLog(Sequence[RunNote]):
    """All runs in order; runs that repeat the one before but for the share are kept once, with a number."""

    def __init__(self) -> None:
        self._notes: list[RunNote] = []
        self._steps: list[Fraction] = []
        self._starts: list[int] = []
        self._length = 0

    def append(self, note: RunNote) -> None:
        """Note the next run."""
        self._notes.append(note)
        self._steps.append(Fraction(0))
        self._starts.append(self._length)
        self._length += 1

    def repeat(self, times: int, step: Fraction) -> None:
        """Note `times` more runs like the last one appended, the share each time a `step` higher."""
        assert self._notes, "a run to repeat"
        self._steps[-1] = step
        self._length += times

    def __len__(self) -> int:
        """Return how many runs there were, repeated ones too."""
        return self._length

    def __iter__(self) -> Iterator[RunNote]:
        """Yield every run."""
        return map(self.__getitem__, range(self._length))

    @overload
    def __getitem__(self, at: int) -> RunNote: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[RunNote]: ...
    def __getitem__(self, at: int | slice) -> RunNote | Sequence[RunNote]:
        """Return a run, counted from 0, or some of them."""
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(self._length))]
        place = at + self._length if at < 0 else at
        if not 0 <= place < self._length:
            raise IndexError(at)
        span = bisect_right(self._starts, place) - 1
        note, ahead = self._notes[span], place - self._starts[span]
        return replace(note, share=note.share + ahead * self._steps[span]) if ahead else note

    def spans(self) -> Iterator[tuple[int, int, RunNote]]:
        """Yield each kept run: its place counted from 0, how many runs it stands for, and the note."""
        ends = [*self._starts, self._length][1:]
        for place, note, end in zip(self._starts, self._notes, ends, strict=True):
            yield place, end - place, note
