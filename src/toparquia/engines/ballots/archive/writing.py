"""Writing an archive: one step after another, each durable before the next.

Source: protocol, section 10.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from ..errors import ArchiveCutShort, FileExists, FileUnreadable
from ..hashing import hexadecimal
from .course import PIECES, SETUP, Stage, next_stage, setup_bytes, steps
from .pieces import Event, event_bytes, event_member, head_member, piece_member


class ArchiveWriter:
    """Appends steps to an archive that nobody else writes at the same time."""

    def __init__(
        self, stream: BinaryIO, *, moment: int, stage: Stage, parent: str | None, height: int
    ) -> None:
        self._stream = stream
        self._moment = moment
        self.stage = stage
        self.last_event = parent
        self.height = height

    @classmethod
    def create(
        cls, path: Path, *, moment: int, election: bytes, trustees: bytes, credentials: bytes
    ) -> ArchiveWriter:
        """Start an archive with its Setup step. :raises FileExists, FileUnreadable:"""
        stream = _opened(path, "xb")
        writer = cls(stream, moment=moment, stage=Stage.EMPTY, parent=None, height=0)
        stream.write(head_member(moment))
        pieces = [election, trustees, credentials]
        writer.append(SETUP, [*pieces, setup_bytes(*(hexadecimal(piece) for piece in pieces))])
        return writer

    @classmethod
    def reopen(cls, path: Path, *, mend: bool = False) -> ArchiveWriter:
        """Go on with an archive whose bytes and chain are checked first.

        With `mend`, a step that a crash left half written at the end is cut off.

        :raises BallotRefusal: the archive is not sound.
        """
        stream = _opened(path, "r+b")
        try:
            return cls._at_end_of(stream, path, mend=mend)
        except BaseException:
            stream.close()
            raise

    @classmethod
    def _at_end_of(cls, stream: BinaryIO, path: Path, *, mend: bool) -> ArchiveWriter:
        stage, parent, height, end = Stage.EMPTY, None, 0, 0
        try:
            for step in steps(stream, str(path)):
                stage, parent, height, end = step.stage, step.digest, step.event.height + 1, step.end
        except ArchiveCutShort:
            if not mend or end == 0:
                raise
            stream.truncate(end)
        stream.seek(0)
        moment = int(stream.read(512)[136:147], 8)
        stream.seek(0, os.SEEK_END)
        return cls(stream, moment=moment, stage=stage, parent=parent, height=height)

    def append(self, kind: str, pieces: Sequence[bytes] = ()) -> str:
        """Append an event with its data pieces, durably; return the event's hash.

        :raises BallotAfterClosing, EventOutOfOrder: the vote is not at that point.
        """
        stage = next_stage(self.stage, kind)
        assert len(pieces) == PIECES[kind], "each kind of event has its pieces"
        payload = hexadecimal(pieces[-1]) if pieces else None
        event = event_bytes(Event(self.last_event, self.height, kind, payload))
        data = [piece_member(piece, self._moment) for piece in pieces]
        # One write, so that a crash leaves at most one unfinished step, which can be told.
        self._stream.write(b"".join([*data, event_member(event, self._moment)]))
        self.stage, self.height = stage, self.height + 1
        self.last_event = hexadecimal(event)
        return self.last_event

    def keep(self) -> None:
        """Return once everything written is on the disk."""
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Make all durable, and let others write."""
        self.keep()
        self._stream.close()

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _opened(path: Path, mode: str) -> BinaryIO:
    try:
        stream: BinaryIO = path.open(mode)  # type: ignore[assignment]
        # Two writers at once would each chain to the same event.
        fcntl.flock(stream, fcntl.LOCK_EX)
    except FileExistsError:
        raise FileExists(path=path) from None
    except OSError as fault:
        raise FileUnreadable(path=path, reason=fault.strerror) from None
    return stream
