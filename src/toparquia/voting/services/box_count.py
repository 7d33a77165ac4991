"""Closing the box, summing what is in it, and decrypting the sum by enough trustees, once."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from toparquia.engines.ballots.canonical import items, parsed
from toparquia.engines.ballots.commission import close_and_sum
from toparquia.engines.ballots.decryption import (
    check_partial_decryption,
    check_second_proofs,
    decryption_bytes,
    decryption_from_bytes,
)
from toparquia.engines.ballots.errors import BallotRefusal, TextNotCanonical
from toparquia.engines.ballots.groups import Element
from toparquia.engines.ballots.hashing import hexadecimal
from toparquia.engines.ballots.proofs import proof_from_json
from toparquia.engines.ballots.result import decrypted, result_bytes
from toparquia.engines.ballots.second_proofs import path_beside
from toparquia.engines.ballots.tally import (
    SizedTally,
    sized_bytes,
    sized_from_bytes,
    tally_bytes,
    tally_from_bytes,
)
from toparquia.engines.ballots.trustees import board_from_bytes
from toparquia.engines.ballots.verification import Demands, verify
from toparquia.foundation.authority import Authority
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.services import enact
from toparquia.voting import board, queries
from toparquia.voting.acts import BoxClosed, BoxSummed, SumDecrypted, SumDecryptedAfterTerm
from toparquia.voting.errors import (
    ArchiveNotVerified,
    BoxNotOpen,
    BoxStillOpen,
    SetUpAlreadyDone,
    StepDoneDifferently,
    StepNotItsTurn,
    StepRefused,
    VoteStillRuns,
)
from toparquia.voting.models import OnlineBox, PartialDecryption, TrusteeSeat, Vote
from toparquia.voting.services.clock import database_now
from toparquia.voting.services.locking import check_may, locked_box, locked_vote, seat_held

SECOND_PROOFS_LIMIT = 2_000_000


@transaction.atomic
def close_box(*, vote_id: UUID, by: Authority, at: datetime) -> OnlineBox:
    """Take no more ballots online, once the database's clock has passed the box's hour; publish its hash.

    :raises AnotherPlace: :raises NoBox: :raises BoxNotOpen: :raises BoxStillOpen:
    """
    locked_vote(vote_id, by)
    box = locked_box(vote_id)
    if box.state != OnlineBox.State.OPEN:
        raise BoxNotOpen(title=box.vote.title)
    if min(at, database_now()) < box.closes_online_at:
        raise BoxStillOpen(title=box.vote.title, closes=box.closes_online_at.isoformat())
    box.state, box.closed_head = OnlineBox.State.CLOSED, queries.head_of(box)
    box.save(update_fields=["state", "closed_head"])
    act = BoxClosed(
        subject=vote_id,
        ballots=box.ballots.count(),
        used=queries.credentials_used(box),
        voided=queries.voided(box),
        handed=queries.handed_out(box.vote),
        head=box.closed_head,
    )
    enact(act, by=by, at=at)
    return box


def sum_box(*, vote_id: UUID, by: Authority, at: datetime) -> OnlineBox:
    """Verify every ballot again and fix their encrypted sum, once no vote comes in by any channel.

    :raises AnotherPlace: :raises NoBox: :raises VoteStillRuns: :raises SetUpAlreadyDone:
    :raises ArchiveNotVerified:
    """
    check_may(vote_id, "voting.certify", kind=BoxSummed.kind, by=by, at=at)
    box = queries.box(vote_id)
    if box.vote.state == Vote.State.OPEN:
        raise VoteStillRuns(title=box.vote.title)
    if box.state != OnlineBox.State.CLOSED:
        raise SetUpAlreadyDone(title=box.vote.title)
    # A closed box changes no more, so the long work needs no lock.
    tally, sized = _summed(box)
    with transaction.atomic():
        box = locked_box(vote_id)
        if box.state != OnlineBox.State.CLOSED:
            raise SetUpAlreadyDone(title=box.vote.title)
        box.state, box.tally_text = OnlineBox.State.DECRYPTING, tally.decode()
        box.sized_text = sized_bytes(sized).decode()
        box.save(update_fields=["state", "tally_text", "sized_text"])
        act = BoxSummed(subject=vote_id, counted=sized.counted, tally_sha256=sized.tally_hash)
        enact(act, by=by, at=at)
    return box


def _summed(box: OnlineBox) -> tuple[bytes, SizedTally]:
    with tempfile.TemporaryDirectory(prefix="toparquia-") as folder:
        path = Path(folder) / f"{box.uuid}.bel"
        board.write_archive(box, path, ballots_only=True)
        try:
            report = close_and_sum(path)
        except BallotRefusal as refusal:
            raise ArchiveNotVerified(reason=refusal) from refusal
    assert report.survey is not None and report.tally is not None, "it verified"  # noqa: PT018
    tally = tally_bytes(report.survey.election, report.tally)
    weights = report.survey.weights()
    return tally, SizedTally(int((weights > 0).sum()), int(weights.sum()), hexadecimal(tally))


@transaction.atomic
def record_decryption(
    *, vote_id: UUID, decryption: str, second: str, by: Authority, at: datetime
) -> OnlineBox:
    """Take a trustee's decryption of the sum with both proofs; the last one needed gives the result.

    The same again changes nothing. `second` is a JSON list of our own proofs, one a position.

    :raises NoBox: :raises NotASeatOfYours: :raises StepDoneDifferently: :raises StepNotItsTurn:
    :raises StepRefused: :raises ArchiveNotVerified:
    """
    kind = _opening_act(vote_id, by, at)
    box = locked_box(vote_id)
    seat = seat_held(box, by.mandate)
    made = PartialDecryption.objects.filter(seat=seat).first()
    if made is not None:
        if made.text != decryption:
            raise StepDoneDifferently()
        return box
    if box.state != OnlineBox.State.DECRYPTING:
        raise StepNotItsTurn(step="apertura", turn=box.state)
    try:
        _check_decryption(box, seat.number, decryption, second)
    except BallotRefusal as refusal:
        raise StepRefused(step="apertura", reason=refusal) from refusal
    PartialDecryption.objects.create(seat=seat, text=decryption, second_proofs=second)
    if PartialDecryption.objects.filter(seat__box=box).count() >= box.threshold:
        _finish(box)
    digest = hexadecimal(decryption.encode())
    act = kind(subject=vote_id, trustee=seat.number, sha256=digest, archive_sha256=box.archive_sha256)
    # The Gazette takes no act from a mandate that is over: the act says whose key it was, by its number.
    enact(act, by=replace(by, mandate=None) if kind.power is None else by, at=at)
    return box


def _opening_act(vote_id: UUID, by: Authority, at: datetime) -> type[SumDecrypted]:
    """Ask who may open, before anything is told: a trustee in office, or one whose term ended since.

    :raises NoSuchVote: :raises AuthorityOfAnotherPlace: :raises MandateNotInForce:
    """
    try:
        check_may(vote_id, "voting.hold_key", kind=SumDecrypted.kind, by=by, at=at)
    except MandateNotInForce:
        keeps = TrusteeSeat.objects.filter(box=vote_id, mandate=by.mandate.id if by.mandate else None)
        if not keeps.exists():
            raise
        return SumDecryptedAfterTerm
    return SumDecrypted


def _check_decryption(box: OnlineBox, number: int, text: str, second: str) -> None:
    election = board.election_of(box)
    key = board_from_bytes(election.group, box.trustees_text.encode()).owners()[number - 1]
    tally = tally_from_bytes(election, box.tally_text.encode())
    made = decryption_from_bytes(election, text.encode())
    if decryption_bytes(election, made) != text.encode():
        raise TextNotCanonical()
    check_partial_decryption(election, tally, key.public, made)
    value = parsed(second.encode(), limit=SECOND_PROOFS_LIMIT, canonical=False)
    each = items(value, "proofs", least=election.positions, most=election.positions)
    proofs = [proof_from_json(election.group, one, "proof") for one in each]
    check_second_proofs(election, tally, key.public, made, proofs)


def _finish(box: OnlineBox) -> None:
    """Work out the counts, then verify the whole archive as a stranger would, before it stands."""
    election = board.election_of(box)
    factors: dict[int, list[Element]] = {
        made.seat.number: decryption_from_bytes(election, made.text.encode()).flat_factors()
        for made in board.decryptions(box)
    }
    keys = board_from_bytes(election.group, box.trustees_text.encode())
    tally = tally_from_bytes(election, box.tally_text.encode())
    sized = sized_from_bytes(box.sized_text.encode())
    counts = decrypted(election, tally, keys.combined_factors(factors), sized.weight)
    box.result_text = result_bytes(counts).decode()
    with tempfile.TemporaryDirectory(prefix="toparquia-") as folder:
        path = Path(folder) / f"{box.uuid}.bel"
        board.write_archive(box, path)
        path_beside(path).write_bytes(board.second_proofs(box))
        report = verify(path, demands=Demands(second_proofs=True))
    if report.refusal is not None or not report.valid:
        raise ArchiveNotVerified(reason=report.refusal or "")
    box.state, box.archive_sha256 = OnlineBox.State.TALLIED, board.digest_of(box)
    box.save(update_fields=["state", "result_text", "archive_sha256"])
