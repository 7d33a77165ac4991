"""The first pass over an archive: everything that is cheap, and where everything stands.

Bytes, hashes, chain and course are checked as the file goes by; of a ballot only its place is kept.
Source: protocol, sections 9 (steps 1 to 3), 10 and 15.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from ..archive import (
    BALLOT,
    ENCRYPTED_TALLY,
    PARTIAL_DECRYPTION,
    RESULT,
    SETUP,
    Piece,
    Stage,
    Step,
    check_setup,
    owner_of,
    steps,
)
from ..checking import envelope_for
from ..election import Election, election_from_bytes
from ..errors import (
    ArchiveUnfinished,
    BallotRepeated,
    CiphertextRepeated,
    CredentialUnknown,
    EventPiecesWrong,
    FileUnreadable,
    TextTooLong,
    at,
    checking,
)
from ..tally import SizedTally, sized_from_bytes, tally_limit
from ..trustees import Board, board_from_bytes
from .roll import Marks, Roll, listed_credentials

Progress = Callable[[str, int, int], None]
_CHOICES: Final = b'"choices":[{"alpha":"'
# Two decryptions of one owner are refused, so no honest archive has more than this many.
_MAX_DECRYPTIONS: Final = 200


def no_progress(phase: str, done: int, total: int) -> None:
    """Say nothing of the progress."""


@dataclass(slots=True)
class Survey:
    """What the first pass found. Contents of ballots stay in the file."""

    path: Path
    stage: Stage = Stage.EMPTY
    last_event: str = ""
    setup_event: str = ""
    fingerprints: dict[str, str] = field(default_factory=dict)
    credentials: Piece | None = None
    offsets: array[int] = field(default_factory=lambda: array("Q"))
    sizes: array[int] = field(default_factory=lambda: array("L"))
    # Of each ballot's SHA-256.
    marks: Marks = field(default_factory=Marks)
    tally: bytes | None = None
    sized: SizedTally | None = None
    decryptions: list[tuple[int, bytes]] = field(default_factory=list)
    result: bytes | None = None
    _election: Election | None = None
    _board: Board | None = None
    _roll: Roll | None = None

    @property
    def ballots(self) -> int:
        """Return how many ballots the archive has, replaced ones too."""
        return len(self.offsets)

    @property
    def election(self) -> Election:
        """Return the election; every archive that was read has one."""
        assert self._election is not None, "the survey is complete"
        return self._election

    @property
    def board(self) -> Board:
        """Return the trustees."""
        assert self._board is not None, "the survey is complete"
        return self._board

    @property
    def roll(self) -> Roll:
        """Return the published credentials."""
        assert self._roll is not None, "the survey is complete"
        return self._roll

    def weights(self) -> npt.NDArray[np.int64]:
        """Return for each ballot the weight with which it counts, 0 if it was replaced."""
        return self.roll.weights_by_ballot(self.ballots)


def survey(path: Path, *, until: Stage = Stage.FINISHED, progress: Progress = no_progress) -> Survey:
    """Return what the archive at `path` holds, every cheap check passed.

    :raises FileUnreadable, NotAnArchive: nothing can be said of it.
    :raises BallotRefusal: the first fault, with the name of the check it fails.
    """
    try:
        total = path.stat().st_size
        with path.open("rb") as stream, path.open("rb") as lookup:
            return _Surveyor(path, lookup, total, progress).survey(stream, until)
    except OSError as fault:
        raise FileUnreadable(path=path, reason=fault.strerror) from None


class _Surveyor:
    """Goes through the steps of one archive."""

    def __init__(self, path: Path, lookup: BinaryIO, total: int, progress: Progress) -> None:
        self._found = Survey(path)
        self._lookup = lookup
        self._total = total
        self._progress = progress
        self._texts = self._found.marks
        self._ciphertexts = Marks()
        self._opening = b""

    def survey(self, stream: BinaryIO, until: Stage) -> Survey:
        """Read everything, then look for repetitions. :raises BallotRefusal:"""
        found = self._found
        take: dict[str, Callable[[Step], None]] = {
            SETUP: self._take_setup,
            BALLOT: self._take_ballot,
            ENCRYPTED_TALLY: self._take_tally,
            PARTIAL_DECRYPTION: self._take_decryption,
            RESULT: self._take_result,
        }
        for step in steps(stream, str(found.path)):
            if step.event.kind in take:
                take[step.event.kind](step)
            found.stage, found.last_event = step.stage, step.digest
            self._progress("archive", step.end, self._total)
        with checking("archive.complete"):
            if found.stage < max(until, Stage.OPEN):
                raise ArchiveUnfinished(reached=found.stage.name.lower(), wanted=until.name.lower())
        with checking("ballots.distinct"):
            self._check_distinct()
        return found

    def _take_setup(self, step: Step) -> None:
        found = self._found
        election, trustees, credentials, setup = step.pieces
        with checking("archive.course"):
            if election.content is None or trustees.content is None or setup.content is None:
                raise EventPiecesWrong(kind=SETUP)
            check_setup(setup.content, step.pieces)
        with checking("election"):
            found._election = election_from_bytes(election.content)
        with checking("trustees"):
            found._board = board_from_bytes(found.election.group, trustees.content)
        with checking("credentials"):
            self._lookup.seek(credentials.offset)
            found._roll = Roll(listed_credentials(self._lookup, credentials.size))
        found.credentials = credentials
        found.setup_event = step.digest
        found.fingerprints = {
            "election": election.digest,
            "trustees": trustees.digest,
            "credentials": credentials.digest,
        }
        uuid, named = found.election.uuid, found.election.fingerprint
        self._opening = f'{{"election_uuid":"{uuid}","election_hash":"{named}","credential":"'.encode("ascii")

    def _take_ballot(self, step: Step) -> None:
        found = self._found
        (piece,) = step.pieces
        raw = piece.content
        assert raw is not None, "a ballot that is too long to hold was refused"
        number = found.ballots
        with at("ballot", number + 1):
            credential = self._credential_of(raw)
            place = found.roll.place_of(credential)
            if place is None:
                with checking("ballots.credentials"):
                    raise CredentialUnknown()
        found.roll.note_ballot(place, number)
        found.offsets.append(piece.offset)
        found.sizes.append(piece.size)
        self._texts.add(bytes.fromhex(piece.digest))
        for ciphertext in _first_ciphertexts(raw, len(found.election.questions)):
            self._ciphertexts.add(ciphertext)

    def _credential_of(self, raw: bytes) -> str:
        """Return the credential of a ballot by its place in the text.

        The second pass reads the text strictly; whatever passes it has the credential here.
        """
        end = raw.find(b'"', len(self._opening))
        if raw.startswith(self._opening) and end > 0 and len(raw) <= self._found.election.ballot_limit:
            return raw[len(self._opening) : end].decode("ascii", "replace")
        return envelope_for(self._found.election, raw).credential_text

    def _take_tally(self, step: Step) -> None:
        found = self._found
        tally, sized = step.pieces
        found.tally = _within(tally, tally_limit(found.election), "tally")
        with checking("tally"):
            assert sized.content is not None, "the course holds pieces that are read"
            found.sized = sized_from_bytes(sized.content)
        with checking("archive.course"):
            if found.sized.tally_hash != tally.digest:
                raise EventPiecesWrong(kind=ENCRYPTED_TALLY)
        found.fingerprints["encrypted_tally"] = tally.digest

    def _take_decryption(self, step: Step) -> None:
        found = self._found
        decryption, owned = step.pieces
        with checking("archive.course"):
            if len(found.decryptions) >= _MAX_DECRYPTIONS:
                raise EventPiecesWrong(kind=PARTIAL_DECRYPTION)
            assert owned.content is not None, "the course holds pieces that are read"
            owner = owner_of(owned.content, decryption.digest)
        found.decryptions.append((owner, _within(decryption, tally_limit(found.election), "decryptions")))

    def _take_result(self, step: Step) -> None:
        self._found.result = _within(step.pieces[0], tally_limit(self._found.election), "result")

    def _check_distinct(self) -> None:
        """Check that no ballot, and no ciphertext of one, stands twice.

        :raises BallotRepeated, CiphertextRepeated: marks that collide by chance are looked up.
        """
        for first, later in self._texts.repeated():
            if self._text_of(first) == self._text_of(later):
                with at("ballot", later + 1):
                    raise BallotRepeated(first=first + 1)
        questions = len(self._found.election.questions)
        if len(self._ciphertexts) != questions * self._found.ballots:
            # Some ballot has not as many answers as questions; the second pass says which.
            return
        for first, later in self._ciphertexts.repeated():
            texts = [self._ciphertext_at(place, questions) for place in (first, later)]
            if texts[0] == texts[1]:
                with at("ballot", later // questions + 1):
                    raise CiphertextRepeated()

    def _text_of(self, ballot: int) -> bytes:
        self._lookup.seek(self._found.offsets[ballot])
        return self._lookup.read(self._found.sizes[ballot])

    def _ciphertext_at(self, place: int, questions: int) -> bytes:
        return _first_ciphertexts(self._text_of(place // questions), questions)[place % questions]


def _first_ciphertexts(raw: bytes, questions: int) -> list[bytes]:
    """Return the first alpha of each answer, found by its place in the text."""
    found: list[bytes] = []
    start = raw.find(_CHOICES)
    while start >= 0 and len(found) < questions:
        start += len(_CHOICES)
        found.append(raw[start : raw.find(b'"', start)])
        start = raw.find(_CHOICES, start)
    return found


def _within(piece: Piece, limit: int, check: str) -> bytes:
    """Return a piece's content. :raises TextTooLong: it is larger than anything honest."""
    with checking(check):
        if piece.content is None or piece.size > limit:
            raise TextTooLong(size=piece.size, limit=limit)
        return piece.content
