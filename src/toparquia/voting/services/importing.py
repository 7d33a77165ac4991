"""Taking in the grouped ballots of an election held elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.voting.acts import BallotsImported
from toparquia.voting.channels import digest_of
from toparquia.voting.errors import ImportedAlready, NoBallots
from toparquia.voting.models import BallotImport, Vote
from toparquia.voting.rules import GroupedBallot, check_ballot
from toparquia.voting.services.locking import check_fits_the_roll, check_takes_votes, locked_vote

# About forty times the largest real election known to us.
GROUPS_MAX: Final = 4_000_000
_LINES: Final = 10_000


@transaction.atomic
def import_ballots(
    *,
    vote_id: UUID,
    ballots: Iterable[GroupedBallot],
    source: str,
    source_sha256: str,
    by: Authority,
    at: datetime,
) -> BallotImport:
    """Store a file's ballots, all or none; equal ones are joined, and their order is forgotten.

    :raises AnotherPlace: :raises CertifiedAlready: :raises VoteClosedAlready: :raises NotYetOpen:
    :raises ImportedAlready: :raises BallotMalformed: :raises NoBallots: :raises MoreVotesThanTheRoll:
    """
    vote = locked_vote(vote_id, by)
    check_takes_votes(vote, at)
    if vote.ballot_imports.filter(source_sha256=source_sha256).exists():
        raise ImportedAlready(source=source)
    groups = _grouped(vote, ballots)
    cast = sum(group.times for group in groups)
    check_fits_the_roll(vote, more=cast)
    batch = BallotImport.objects.create(
        vote=vote,
        source=source,
        source_sha256=source_sha256,
        digest=digest_of(groups),
        ballots=cast,
        groups=len(groups),
    )
    _copy(batch, groups)
    act = BallotsImported(
        subject=vote.id,
        evidence=(Evidence(source, source_sha256),),
        source=source,
        ballots=cast,
        digest=batch.digest,
    )
    enact(act, by=by, at=at)
    return batch


def _grouped(vote: Vote, ballots: Iterable[GroupedBallot]) -> list[GroupedBallot]:
    choices = vote.choices
    times: Counter[tuple[tuple[int, ...], tuple[int, ...] | None]] = Counter()
    for row, ballot in enumerate(islice(ballots, GROUPS_MAX + 1), start=1):
        if row > GROUPS_MAX:
            raise NoBallots(most=GROUPS_MAX, found=f"> {GROUPS_MAX}")
        check_ballot(ballot, choices, row=row)
        times[ballot.choices, ballot.points or None] += ballot.times
    if not times:
        raise NoBallots(most=GROUPS_MAX, found=0)
    # Sorted by content: the stored order must not be that of casting.
    ordered = sorted(times, key=lambda key: (key[0], key[1] or ()))
    return [GroupedBallot(named, points, times[named, points]) for named, points in ordered]


def _copy(batch: BallotImport, groups: Sequence[GroupedBallot]) -> None:
    # COPY, because an INSERT of a hundred thousand rows takes ten times as long.
    with connection.cursor() as cursor:
        into = "COPY voting_ballot (batch_id, choices, points, times) FROM STDIN"
        with cursor.copy(into) as copy:
            lines = _lines(batch.id, groups)
            while chunk := "".join(islice(lines, _LINES)):
                copy.write(chunk)


def _lines(batch_id: UUID, groups: Sequence[GroupedBallot]) -> Iterator[str]:
    # Whole numbers only, so there is nothing to escape.
    for group in groups:
        points = "\\N" if group.points is None else f"{{{','.join(map(str, group.points))}}}"
        yield f"{batch_id}\t{{{','.join(map(str, group.choices))}}}\t{points}\t{group.times}\n"
