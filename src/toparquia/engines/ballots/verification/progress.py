"""What a verification that was cut short had already checked, to go on from there.

The file belongs to the person who verifies, in a folder of theirs: one that came with the archive
could claim anything. It counts only for the same archive, byte for byte, and the same program.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from ..election import Election
from ..errors import BallotRefusal
from ..proofs import Ciphertext
from ..tally import shaped, tally_bytes, tally_from_bytes

_SECONDS_BETWEEN: Final = 2.0
_LIMIT: Final = 4_000_000


@cache
def program_hash() -> str:
    """Return the hash of this engine's source: another program's checks are not ours."""
    hasher = hashlib.sha256()
    folder = Path(__file__).resolve().parent.parent
    for source in sorted(folder.rglob("*.py")):
        if "tests" not in source.parts:
            hasher.update(source.read_bytes())
    return hasher.hexdigest()


class Resumption:
    """Remembers, every two seconds, how many ballots are checked and what they add up to."""

    def __init__(self, path: Path | None, election: Election, last_event: str) -> None:
        self._path = path
        self._election = election
        self._identity = "" if path is None else f"{program_hash()} {last_event}"
        self._next_at = 0.0

    def recall(self) -> tuple[int, list[Ciphertext]] | None:
        """Return how many ballots were checked before and their sum, or None."""
        if self._path is None:
            return None
        try:
            if self._path.stat().st_size > _LIMIT or self._path.stat().st_uid != os.getuid():
                return None
            said = json.loads(self._path.read_text("utf-8"))
            if said["identity"] != self._identity:
                return None
            tally = tally_from_bytes(self._election, said["total"].encode("ascii"))
            return int(said["checked"]), [one for of_question in tally for one in of_question]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, BallotRefusal):
            # A damaged memory is no memory: everything is checked again.
            return None

    def remember(self, checked: int, total: Sequence[Ciphertext]) -> None:
        """Note what is checked so far, if it is time to."""
        now = time.monotonic()
        if self._path is None or now < self._next_at:
            return
        self._next_at = now + _SECONDS_BETWEEN
        text = tally_bytes(self._election, shaped(self._election, total)).decode("ascii")
        said = {"identity": self._identity, "checked": checked, "total": text}
        fresh = self._path.with_suffix(".new")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.write_text(json.dumps(said), "utf-8")
            fresh.replace(self._path)

    def forget(self) -> None:
        """Remove the memory: the work is done."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
