"""Taking in ballots: cheap checks first, then the protocol's whole check, then one durable row."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from threading import Lock
from typing import Final
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from toparquia.engines.ballots.checking import check_ballot, envelope_for
from toparquia.engines.ballots.errors import BallotRefusal
from toparquia.engines.ballots.hashing import fingerprint, hexadecimal
from toparquia.voting import board, queries
from toparquia.voting.errors import (
    BallotAfterClosing,
    BallotRefused,
    BallotTooLong,
    BoxNotOpen,
    CiphertextSeen,
    CredentialNotListed,
    CredentialVoided,
    TooManyBallots,
)
from toparquia.voting.models import OnlineBallot, OnlineBox, PublicCredential, VoidedCredential
from toparquia.voting.services.locking import locked_box

BALLOT_BYTES_MAX: Final = 65_536
# Ballots of one credential that a worker checks in so many seconds.
_AT_ONCE: Final = 6
_SECONDS: Final = 300.0
_REMEMBERED: Final = 10_000


@dataclass(frozen=True)
class Accepted:
    """A ballot that is on the board, and whether it is there only now."""

    tracker: str
    is_new: bool


class _Pace:
    """Counts attempts of a credential in this process's memory only: times of ballots are stored nowhere."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: OrderedDict[tuple[UUID, str], deque[float]] = OrderedDict()

    def check(self, box: OnlineBox, credential: str) -> None:
        """Note an attempt. :raises TooManyBallots: there were too many lately."""
        now = time.monotonic()
        with self._lock:
            times = self._seen.setdefault((box.vote_id, credential), deque(maxlen=_AT_ONCE))
            self._seen.move_to_end((box.vote_id, credential))
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
            if len(times) == _AT_ONCE and now - times[0] < _SECONDS:
                raise TooManyBallots()
            times.append(now)


_pace: Final = _Pace()


def accept_ballot(*, vote_id: UUID, raw: bytes) -> Accepted:
    """Put a ballot on the board and return its tracker; the same text again changes nothing.

    It is anonymous: nothing here knows a person, an address or a time.

    :raises NoSuchVote: :raises NoBox: :raises BallotTooLong: :raises BoxNotOpen:
    :raises BallotAfterClosing: :raises BallotRefused: :raises CredentialNotListed:
    :raises CredentialVoided: :raises TooManyBallots: :raises CiphertextSeen:
    """
    if len(raw) > BALLOT_BYTES_MAX:
        raise BallotTooLong(most=BALLOT_BYTES_MAX)
    box = queries.box(vote_id)
    if not box.election_text:
        raise BoxNotOpen(title=box.vote.title)
    tracker = fingerprint(raw)
    # Before the closing time is looked at: an answer lost on the way is asked for again later.
    if box.ballots.filter(tracker=tracker).exists():
        return Accepted(tracker, is_new=False)
    _check_takes(box)
    election = board.election_of(box)
    try:
        envelope = envelope_for(election, raw)
        credential = _credential(box, envelope.credential_text)
        _pace.check(box, credential.text)
        # Only the first encrypted number: the verifier compares those.
        alpha = check_ballot(election, raw).answers[0].choices[0].alpha
    except BallotRefusal as refusal:
        raise BallotRefused(reason=refusal) from refusal
    return _store(box, raw, tracker, credential, hexadecimal(election.group.encoded(alpha).encode()))


def _credential(box: OnlineBox, text: str) -> PublicCredential:
    credential = box.credentials.select_related("voided").filter(text=text).first()
    if credential is None:
        raise CredentialNotListed()
    if hasattr(credential, "voided"):
        raise CredentialVoided()
    return credential


def _check_takes(box: OnlineBox) -> None:
    """Ask the database's clock. :raises BoxNotOpen: :raises BallotAfterClosing:"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp() < %s, clock_timestamp() >= %s",
            [box.vote.opens_at, box.closes_online_at],
        )
        is_early, is_late = cursor.fetchone()
    if is_late or box.state in (OnlineBox.State.CLOSED, OnlineBox.State.DECRYPTING, OnlineBox.State.TALLIED):
        raise BallotAfterClosing()
    if is_early or box.state != OnlineBox.State.OPEN:
        raise BoxNotOpen(title=box.vote.title)


@transaction.atomic
def _store(
    box: OnlineBox, raw: bytes, tracker: str, credential: PublicCredential, ciphertext: str
) -> Accepted:
    # The board is a chain: whoever adds to it holds the box until the ballot is durable.
    box = locked_box(box.vote_id)
    _check_takes(box)
    if VoidedCredential.objects.filter(credential=credential).exists():
        raise CredentialVoided()
    # Whoever sent the same text a moment before has the row by now.
    if box.ballots.filter(tracker=tracker).exists():
        return Accepted(tracker, is_new=False)
    if box.ballots.filter(ciphertext=ciphertext).exists():
        raise CiphertextSeen()
    if box.ballots.filter(credential=credential).count() >= box.ballots_per_credential:
        raise TooManyBallots()
    last = box.ballots.order_by("-sequence").values_list("sequence", "head").first()
    sequence, parent = last or (0, box.setup_head)
    try:
        with transaction.atomic():
            OnlineBallot.objects.create(
                box=box,
                sequence=sequence + 1,
                credential=credential,
                text=raw.decode("ascii"),
                tracker=tracker,
                ciphertext=ciphertext,
                head=board.head_after(parent, sequence + 1, "Ballot", raw),
            )
    except DatabaseError as refusal:
        # The hour struck between our look at the clock and the row.
        if "takes no ballots now" in str(refusal):
            raise BallotAfterClosing() from refusal
        raise
    return Accepted(tracker, is_new=True)
