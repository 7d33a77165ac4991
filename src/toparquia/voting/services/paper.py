"""Paper tables: people type a sheet without seeing each other's entry; it counts when two agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import secret_bytes
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.mandates import queries as mandates
from toparquia.mandates.errors import NoMandate
from toparquia.mandates.models import Mandate
from toparquia.voting import photos, queries
from toparquia.voting.acts import TallySheetAccepted
from toparquia.voting.channels import commitment_of
from toparquia.voting.errors import NothingToCorrect, TableCountedAlready, TableOutOfRange, TypedAlready
from toparquia.voting.models import TallyEntry, TallySheet, Vote
from toparquia.voting.rules import SheetCounts, check_sheet
from toparquia.voting.services.locking import check_fits_the_roll, check_takes_votes, locked_vote

TABLES_MAX: Final = 10_000
_SALT_BYTES: Final = 16


@dataclass(frozen=True)
class Recorded:
    """What came of an entry: the sheet if it was accepted; else whether earlier entries differ from it."""

    entry: TallyEntry
    sheet: TallySheet | None
    needs_third_person: bool


@transaction.atomic
def record_tally_sheet(
    *,
    vote_id: UUID,
    table: int,
    counts: SheetCounts,
    by: Authority,
    at: datetime,
    reason: str = "",
    photo: bytes = b"",
) -> Recorded:
    """Record one person's typing of a table's sheet; accept the sheet when two people's are equal.

    With a `reason` (TallyEntry.Reason) it corrects an accepted sheet, typed twice again; the former
    one stays. Nobody types the same sheet twice; when two entries differ, a third person types it.
    Of a `photo` of the paper the public copy is kept, without place, date or device.

    :raises AnotherPlace: :raises CertifiedAlready: :raises NotYetOpen: :raises NoMandate:
    :raises TableOutOfRange: :raises TableCountedAlready: :raises NothingToCorrect: :raises TypedAlready:
    :raises SheetDoesNotAddUp: and the others of rules.check_sheet. :raises MoreVotesThanTheRoll:
    :raises PhotoRefused:
    """
    # The lock keeps sums and revisions still; two people who type the same table at once queue here.
    vote = locked_vote(vote_id, by)
    check_takes_votes(vote, at, after_closing=True)
    mandate = _typist(vote, by, at)
    if not 1 <= table <= TABLES_MAX:
        raise TableOutOfRange(table=table, most=TABLES_MAX)
    accepted = TallySheet.objects.filter(vote=vote, table=table).order_by("-revision").first()
    revision = _next_revision(accepted, table, reason)
    earlier = list(
        TallyEntry.objects.filter(vote=vote, table=table, revision=revision)
        .select_related("mandate")
        .order_by("id")
    )
    if any(entry.mandate.holder_id == mandate.holder_id for entry in earlier):
        raise TypedAlready(table=table)
    check_sheet(counts, vote.choices)
    replaced = accepted.entry.check_ins if accepted else 0
    check_fits_the_roll(vote, more=counts.check_ins, instead_of=replaced)
    kept = photos.keep(photo, queries.rules_of(vote), side=photos.SHEET_SIDE) if photo else ""
    entry = _store(vote, table, revision, counts, mandate, reason, kept)
    # Two equal entries of two people are enough, whichever they are.
    same = next((other for other in earlier if other.counts == counts), None)
    if same is None:
        return Recorded(entry, None, needs_third_person=bool(earlier))
    return Recorded(entry, _accept(same, entry, by, at), needs_third_person=False)


def _typist(vote: Vote, by: Authority, at: datetime) -> Mandate:
    # A first entry is no public act yet, so the Gazette does not ask; it is asked here.
    if by.mandate is None or not mandates.holds(
        by.mandate.id, power="voting.record", place_id=vote.place_id, at=at
    ):
        raise NoMandate(place=vote.place.name)
    return Mandate.objects.get(id=by.mandate.id)


def _next_revision(accepted: TallySheet | None, table: int, reason: str) -> int:
    assert reason == "" or reason in TallyEntry.Reason.values, "a reason of the closed list"
    if accepted is not None and not reason:
        raise TableCountedAlready(table=table)
    if accepted is None and reason:
        raise NothingToCorrect(table=table)
    return accepted.revision + 1 if accepted else 1


def _store(
    vote: Vote,
    table: int,
    revision: int,
    counts: SheetCounts,
    mandate: Mandate,
    reason: str,
    photo_sha256: str,
) -> TallyEntry:
    return TallyEntry.objects.create(
        vote=vote,
        table=table,
        revision=revision,
        reason=reason,
        mandate=mandate,
        marks=list(counts.marks),
        blank_ballots=counts.blank,
        null_ballots=counts.null,
        ballots=counts.ballots,
        check_ins=counts.check_ins,
        photo_sha256=photo_sha256,
    )


def _accept(first: TallyEntry, second: TallyEntry, by: Authority, at: datetime) -> TallySheet:
    counts = first.counts
    figures = (*counts.marks, counts.blank, counts.null, counts.ballots, counts.check_ins)
    salt = secret_bytes(_SALT_BYTES)
    sheet = TallySheet.objects.create(
        vote_id=first.vote_id,
        table=first.table,
        revision=first.revision,
        entry=first,
        confirmation=second,
        salt=salt,
        commitment=commitment_of(
            figures, vote_id=str(first.vote_id), table=first.table, revision=first.revision, salt=salt
        ),
        accepted_at=at,
    )
    # A photo of a small table's sheet shows its figures, but its hash does not.
    photos = sorted({entry.photo_sha256 for entry in (first, second)} - {""})
    act = TallySheetAccepted(
        subject=first.vote_id,
        evidence=tuple(Evidence("tally sheet", photo) for photo in photos),
        table=first.table,
        revision=first.revision,
        commitment=sheet.commitment,
        reason=first.reason,
    )
    enact(act, by=by, at=at)
    return sheet
