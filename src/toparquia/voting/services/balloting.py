"""Taking in ballots: cheap checks first, then the protocol's whole check, then one durable row."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Lock
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from toparquia.engines.ballots.checking import check_opened, read_ballot
from toparquia.engines.ballots.election import Election
from toparquia.engines.ballots.errors import BallotRefusal
from toparquia.engines.ballots.hashing import fingerprint, hexadecimal
from toparquia.foundation.clock import now
from toparquia.foundation.errors import DomainError
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
from toparquia.voting.models import OnlineBallot, OnlineBox
from toparquia.voting.services.announcing import announce_board

BALLOT_BYTES_MAX: Final = 65_536
# Right ballots of one credential that a worker takes in so many seconds.
_AT_ONCE: Final = 6
_SECONDS: Final = 300.0
_REMEMBERED: Final = 10_000


@dataclass(frozen=True)
class Accepted:
    """A ballot that is on the board, and whether it is there only now."""

    tracker: str
    is_new: bool


class _Pace:
    """Counts right ballots of a credential in this process's memory only: no time of a ballot is stored."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: OrderedDict[tuple[UUID, str], deque[float]] = OrderedDict()

    def check(self, vote_id: UUID, credential: str) -> None:
        """Note a ballot. :raises TooManyBallots: there were too many lately."""
        now = time.monotonic()
        with self._lock:
            times = self._seen.setdefault((vote_id, credential), deque(maxlen=_AT_ONCE))
            self._seen.move_to_end((vote_id, credential))
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
            if len(times) == _AT_ONCE and now - times[0] < _SECONDS:
                raise TooManyBallots()
            times.append(now)


_pace: Final = _Pace()


# One look before the costly check: the box's state by the database's clock, and the ballot's credential.
_LOOK: Final = """
    SELECT box.state, vote.title, clock_timestamp() < vote.opens_at,
           clock_timestamp() >= box.closes_online_at,
           EXISTS (SELECT 1 FROM voting_onlineballot WHERE box_id = box.vote_id AND tracker = %s),
           listed.id, voided.credential_id
    FROM voting_onlinebox box JOIN voting_vote vote ON vote.id = box.vote_id
    LEFT JOIN voting_publiccredential listed ON listed.box_id = box.vote_id AND listed.text = %s
    LEFT JOIN voting_voidedcredential voided ON voided.credential_id = listed.id
    WHERE box.vote_id = %s
"""
# One statement, one round, one durable commit: the table's trigger holds the box, places the ballot after
# the last one and works out the chain, so that nobody waits for our program while the box is held.
_INSERT: Final = """
    INSERT INTO voting_onlineballot (box_id, credential_id, text, tracker, ciphertext)
    VALUES (%s, %s, %s, %s, %s) RETURNING sequence, head
"""


_REFUSED_BY_THE_TABLE: Final[dict[str, type[DomainError]]] = {
    "takes no ballots now": BallotAfterClosing,
    "does not hold here": CredentialVoided,
    "under enough ballots": TooManyBallots,
    "online_ballot_ciphertext_once": CiphertextSeen,
}


def accept_ballot(*, vote_id: UUID, raw: bytes) -> Accepted:
    """Put a ballot on the board and return its tracker; the same text again changes nothing.

    It is anonymous: nothing here knows a person, an address or a time.

    :raises NoSuchVote: :raises NoBox: :raises BallotTooLong: :raises BoxNotOpen:
    :raises BallotAfterClosing: :raises BallotRefused: :raises CredentialNotListed:
    :raises CredentialVoided: :raises TooManyBallots: :raises CiphertextSeen:
    """
    if len(raw) > BALLOT_BYTES_MAX:
        raise BallotTooLong(most=BALLOT_BYTES_MAX)
    election = _election(vote_id)
    tracker = fingerprint(raw)
    try:
        ballot = read_ballot(election, raw)
        credential = _credential(vote_id, ballot.credential_text, tracker)
        if credential is None:
            return Accepted(tracker, is_new=False)
        check_opened(election, ballot)
    except BallotRefusal as refusal:
        raise BallotRefused(reason=refusal) from refusal
    # After the signature: credentials are public, and whoever only copied one must slow nobody down.
    _pace.check(vote_id, ballot.credential_text)
    # Only the first encrypted number: the verifier compares those.
    alpha = ballot.answers[0].choices[0].alpha
    ciphertext = hexadecimal(election.group.encoded(alpha).encode())
    return _stored(vote_id, raw, tracker, credential, ciphertext)


@dataclass(frozen=True)
class _Met:
    """An election that this process has met, and by how many ballots its public count goes on."""

    election: Election
    batch: int


# Neither changes once the keys are made.
_elections: Final[dict[UUID, _Met]] = {}
_ELECTIONS_MAX: Final = 64


def _election(vote_id: UUID) -> Election:
    """Return the election of a vote. :raises NoSuchVote: :raises NoBox: :raises BoxNotOpen:"""
    if vote_id not in _elections:
        box = queries.box(vote_id)
        if not box.election_text:
            raise BoxNotOpen(title=box.vote.title)
        if len(_elections) >= _ELECTIONS_MAX:
            _elections.clear()
        _elections[vote_id] = _Met(board.election_of(box), queries.batch_of(box))
    return _elections[vote_id].election


def _credential(vote_id: UUID, text: str, tracker: str) -> int | None:
    """Return the credential's id, None if this very ballot is on the board already.

    :raises BoxNotOpen: :raises BallotAfterClosing: :raises CredentialNotListed: :raises CredentialVoided:
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [tracker, text, vote_id])
        state, title, is_early, is_late, is_there, listed, voided = cursor.fetchone()
    # Before the closing time is looked at: an answer lost on the way is asked for again later.
    if is_there:
        return None
    if is_late or state not in (OnlineBox.State.SETTING_UP, OnlineBox.State.OPEN):
        raise BallotAfterClosing()
    if is_early or state != OnlineBox.State.OPEN:
        raise BoxNotOpen(title=title)
    if listed is None:
        raise CredentialNotListed()
    if voided is not None:
        raise CredentialVoided()
    return int(listed)


def _stored(vote_id: UUID, raw: bytes, tracker: str, credential: int, ciphertext: str) -> Accepted:
    # By itself a statement is a transaction; inside another one, a refusal must not break that.
    around = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with around, connection.cursor() as cursor:
            cursor.execute(_INSERT, [vote_id, credential, raw.decode("ascii"), tracker, ciphertext])
            sequence, head = cursor.fetchone()
    except IntegrityError as refusal:
        # The hour struck, the slip came back, or the same came from elsewhere, between our look and the
        # row: the table says which.
        if OnlineBallot.objects.filter(box=vote_id, tracker=tracker).exists():
            return Accepted(tracker, is_new=False)
        said = str(refusal)
        for words, error in _REFUSED_BY_THE_TABLE.items():
            if words in said:
                raise error() from refusal
        raise
    # The ballot is durable by now, whatever becomes of the announcement.
    if sequence % _elections[vote_id].batch == 0:
        announce_board(vote_id=vote_id, ballots=sequence, head=head, at=now())
    return Accepted(tracker, is_new=True)
