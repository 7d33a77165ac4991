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
from toparquia.engines.ballots.election import Election
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
from toparquia.voting.models import OnlineBox

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
# Two statements in one round: the second looks after the lock, when whoever came before has committed.
_LOCK_AND_LAST: Final = """
    SELECT 1 FROM voting_onlinebox WHERE vote_id = %(box)s FOR NO KEY UPDATE;
    SELECT coalesce(last.sequence, 0), coalesce(last.head, box.setup_head),
           EXISTS (SELECT 1 FROM voting_onlineballot WHERE box_id = box.vote_id AND tracker = %(tracker)s),
           EXISTS (SELECT 1 FROM voting_onlineballot WHERE box_id = box.vote_id AND ciphertext = %(cipher)s),
           (SELECT count(*) FROM voting_onlineballot WHERE credential_id = %(credential)s)
               >= box.ballots_per_credential
    FROM voting_onlinebox box
    LEFT JOIN voting_onlineballot last ON last.box_id = box.vote_id AND last.sequence = (
        SELECT max(sequence) FROM voting_onlineballot WHERE box_id = box.vote_id)
    WHERE box.vote_id = %(box)s
"""
_INSERT: Final = """
    INSERT INTO voting_onlineballot (box_id, sequence, credential_id, text, tracker, ciphertext, head)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


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
        text = envelope_for(election, raw).credential_text
        credential = _credential(vote_id, text, tracker)
        if credential is None:
            return Accepted(tracker, is_new=False)
        # Only the first encrypted number: the verifier compares those.
        alpha = check_ballot(election, raw).answers[0].choices[0].alpha
        # After the signature: credentials are public, and whoever only copied one must slow nobody down.
        _pace.check(vote_id, text)
    except BallotRefusal as refusal:
        raise BallotRefused(reason=refusal) from refusal
    ciphertext = hexadecimal(election.group.encoded(alpha).encode())
    return _stored(vote_id, raw, tracker, credential, ciphertext)


# The elections that this process has met: their text never changes once it is there.
_elections: Final[dict[UUID, Election]] = {}
_ELECTIONS_MAX: Final = 64


def _election(vote_id: UUID) -> Election:
    """Return the election of a vote. :raises NoSuchVote: :raises NoBox: :raises BoxNotOpen:"""
    if vote_id not in _elections:
        box = queries.box(vote_id)
        if not box.election_text:
            raise BoxNotOpen(title=box.vote.title)
        if len(_elections) >= _ELECTIONS_MAX:
            _elections.clear()
        _elections[vote_id] = board.election_of(box)
    return _elections[vote_id]


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
    try:
        return _store(vote_id, raw, tracker, credential, ciphertext)
    except DatabaseError as refusal:
        # The hour struck, or the slip came back, between our look and the row: the table says which.
        if "takes no ballots now" in str(refusal):
            raise BallotAfterClosing() from refusal
        if "does not hold here" in str(refusal):
            raise CredentialVoided() from refusal
        raise


@transaction.atomic
def _store(vote_id: UUID, raw: bytes, tracker: str, credential: int, ciphertext: str) -> Accepted:
    with connection.cursor() as cursor:
        # The board is a chain: whoever adds to it holds the box until the ballot is durable.
        facts = {"box": vote_id, "tracker": tracker, "cipher": ciphertext, "credential": credential}
        cursor.execute(_LOCK_AND_LAST, facts)
        cursor.nextset()
        sequence, parent, is_there, is_seen, are_enough = cursor.fetchone()
        if is_there:
            return Accepted(tracker, is_new=False)
        if is_seen:
            raise CiphertextSeen()
        if are_enough:
            raise TooManyBallots()
        head = board.head_after(parent, sequence + 1, "Ballot", raw)
        row = [vote_id, sequence + 1, credential, raw.decode("ascii"), tracker, ciphertext, head]
        cursor.execute(_INSERT, row)
    return Accepted(tracker, is_new=True)
