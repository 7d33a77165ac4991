"""The ways in which votes come in: each says what it counted and on what evidence.

A vote without an online box has the first two only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from django.db import connection

from toparquia.engines.ballots.result import result_from_bytes
from toparquia.engines.ballots.tally import sized_from_bytes
from toparquia.engines.translog.canonical import canonical_json
from toparquia.voting import board
from toparquia.voting.errors import ArchiveNotVerified, NotCountedYet, StoredBallotsDamaged
from toparquia.voting.models import (
    Ballot,
    BallotImport,
    OnlineBallot,
    OnlineBox,
    PartialDecryption,
    TallySheet,
    Vote,
)
from toparquia.voting.rules import GroupedBallot, Tables, Totals, total

_CHUNK: Final = 5_000


@dataclass(frozen=True)
class Contribution:
    """What one channel brought to a vote: its count and the SHA-256s (hex) of what it was counted from."""

    channel: str
    totals: Totals
    evidence: tuple[str, ...] = ()


class Channel(Protocol):
    """A way in which votes come in."""

    code: str

    def people(self, vote: Vote) -> int:
        """Return how many people on the roll have used it so far."""
        ...

    def count(self, vote: Vote) -> Contribution:
        """Count all of it from what is stored. :raises StoredBallotsDamaged:"""
        ...


class PaperTables:
    """Paper: one tally sheet a table, its last revision."""

    code = "paper"

    def people(self, vote: Vote) -> int:
        """Return the check-ins of the sheets that count."""
        return sum(sheet.entry.check_ins for sheet in sheets_that_count(vote))

    def count(self, vote: Vote) -> Contribution:
        """Add the sheets up; the evidence is their commitments, which are public already."""
        sheets = sheets_that_count(vote)
        counts = (sheet.entry.counts.totals() for sheet in sheets)
        evidence = tuple(sheet.commitment for sheet in sheets)
        return Contribution(self.code, total(counts, options=vote.option_count), evidence)


class ImportedBallots:
    """Grouped ballots of an election held elsewhere."""

    code = "imported"

    def people(self, vote: Vote) -> int:
        """Return how many ballots were imported: one a person."""
        return sum(vote.ballot_imports.values_list("ballots", flat=True))

    def count(self, vote: Vote) -> Contribution:
        """Hash the stored rows again, then add them up where they are."""
        batches = list(vote.ballot_imports.order_by("id"))
        for batch in batches:
            if digest_of(stored_ballots(batch)) != batch.digest:
                raise StoredBallotsDamaged(source=batch.source)
        return Contribution(self.code, _totals(vote), tuple(batch.digest for batch in batches))


class OnlineBallots:
    """The secret ballot: one box, whose archive was verified whole when its sum was decrypted."""

    code = "online"

    def people(self, vote: Vote) -> int:
        """Return with how many credentials somebody voted: one a person."""
        return OnlineBallot.objects.filter(box=vote.id).values("credential_id").distinct().count()

    def count(self, vote: Vote) -> Contribution:
        """Write the archive again, compare its hash with the verified one, and take the result in it."""
        box = OnlineBox.objects.select_related("vote").get(vote=vote)
        if box.state == OnlineBox.State.SETTING_UP:
            return Contribution(self.code, total((), options=vote.option_count))
        if box.state != OnlineBox.State.TALLIED:
            made = PartialDecryption.objects.filter(seat__box=box).count()
            raise NotCountedYet(there=made, needed=box.threshold)
        if board.digest_of(box) != box.archive_sha256:
            raise ArchiveNotVerified(reason=box.archive_sha256)
        return Contribution(self.code, _online_totals(box), (box.archive_sha256, box.closed_head))


def _online_totals(box: OnlineBox) -> Totals:
    (counts,) = result_from_bytes(board.election_of(box), box.result_text.encode())
    ballots = sized_from_bytes(box.sized_text.encode()).counted
    # Position 0 is the blank vote; the others stand in the drawn order of the options.
    numbers = box.vote.options.order_by("position").values_list("number", flat=True)
    marks = [0] * box.vote.option_count
    for number, named in zip(numbers, counts[1:], strict=True):
        marks[number] = named
    return Totals(tuple(marks), (0,) * len(marks), ballots, counts[0], 0, ballots)


CHANNELS: Final[tuple[Channel, ...]] = (PaperTables(), ImportedBallots())
ONLINE: Final = OnlineBallots()


def channels_of(vote: Vote) -> tuple[Channel, ...]:
    """Return the channels of a vote: online only where it has a box."""
    return (*CHANNELS, ONLINE) if hasattr(vote, "box") else CHANNELS


def people_so_far(vote: Vote) -> int:
    """Return how many people on the roll have voted through all channels."""
    return sum(channel.people(vote) for channel in channels_of(vote))


def sheets_that_count(vote: Vote) -> list[TallySheet]:
    """Return each table's last accepted sheet, with its entry, by table."""
    last = TallySheet.objects.filter(vote=vote).order_by("table", "-revision").distinct("table")
    return list(last.select_related("entry"))


def tables(vote: Vote) -> list[Tables]:
    """Return the count of each paper table."""
    return [Tables((sheet.table,), sheet.entry.counts.totals()) for sheet in sheets_that_count(vote)]


def stored_ballots(batch: BallotImport) -> Iterator[GroupedBallot]:
    """Read an import's rows in the order in which they were stored, a few thousand at a time."""
    # Values and no model instances: a count reads a hundred thousand rows, twice.
    rows = Ballot.objects.filter(batch=batch).order_by("id").values_list("choices", "points", "times")
    for named, points, times in rows.iterator(chunk_size=_CHUNK):
        yield GroupedBallot(tuple(named), None if points is None else tuple(points), times)


def digest_of(ballots: Iterator[GroupedBallot] | Sequence[GroupedBallot]) -> str:
    """Return the SHA-256 (hex) of ballots in their order: a line each, `choices;points;times`."""
    digest = hashlib.sha256()
    for ballot in ballots:
        digest.update(line_of(ballot).encode())
    return digest.hexdigest()


def line_of(ballot: GroupedBallot) -> str:
    """Return a ballot as the published files write it: `choices;points;times` and a line feed."""
    points = "" if ballot.points is None else ",".join(map(str, ballot.points))
    return f"{','.join(map(str, ballot.choices))};{points};{ballot.times}\n"


def commitment_of(sheet: Sequence[int], *, vote_id: str, table: int, revision: int, salt: bytes) -> str:
    """Return the SHA-256 (hex) that binds a sheet's figures before they are shown.

    `sheet` is the marks by option number, then blank, null, ballots and check-ins.
    """
    said = {"vote": vote_id, "table": table, "revision": revision, "sheet": list(sheet), "salt": salt.hex()}
    return hashlib.sha256(canonical_json(said)).hexdigest()


_TOTALS_SQL: Final = """
    SELECT marked.number, sum(ballot.times)::bigint,
           coalesce(sum(marked.points * ballot.times), 0)::bigint
    FROM voting_ballot ballot
    JOIN voting_ballotimport batch ON batch.id = ballot.batch_id,
    unnest(ballot.choices, ballot.points) AS marked(number, points)
    WHERE batch.vote_id = %s GROUP BY marked.number
"""
_BLANK_SQL: Final = """
    SELECT coalesce(sum(ballot.times), 0)::bigint,
           coalesce(sum(ballot.times) FILTER (WHERE cardinality(ballot.choices) = 0), 0)::bigint
    FROM voting_ballot ballot JOIN voting_ballotimport batch ON batch.id = ballot.batch_id
    WHERE batch.vote_id = %s
"""


def _totals(vote: Vote) -> Totals:
    marks, points = [0] * vote.option_count, [0] * vote.option_count
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS_SQL, [vote.id])
        for number, named, given in cursor.fetchall():
            marks[number], points[number] = named, given
        cursor.execute(_BLANK_SQL, [vote.id])
        ballots, blank = cursor.fetchone()
    return Totals(tuple(marks), tuple(points), ballots, blank, 0, ballots)
