"""The bank's statements come in once, and a person says which of our movements each line is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.foundation.authority import Authority
from toparquia.gazette.acts import Evidence
from toparquia.gazette.locks import hold
from toparquia.gazette.services import check_power, enact
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import errors, queries
from toparquia.treasury.acts import LineMatched, StatementImported
from toparquia.treasury.bankfiles import Given, read_statement
from toparquia.treasury.files import STATEMENTS, keep, read
from toparquia.treasury.models import BankStatement, LineMatch, StatementLine

KINDS = ("disbursement", "payment", "fill")


def keep_statement(*, place: Place, content: bytes, by: Authority, at: datetime) -> str:
    """Keep a file that can be read, for its preview, and return its SHA-256; nothing is written down yet.

    :raises StatementTooLarge, StatementUnreadable, StatementOfAnotherCurrency: by the file.
    """
    by.check_is_for(place.id)
    check_power("treasury.record_invoice", kind=StatementImported.kind, by=by, at=at)
    _read(place, content, at)
    return keep(content, STATEMENTS)


def preview(place: Place, sha256: str, at: datetime) -> Given:
    """Return what a kept file says. :raises NoSuchStatement: if none was kept under that hash."""
    try:
        return _read(place, read(sha256, STATEMENTS), at)
    except (FileNotFoundError, AssertionError):
        raise errors.NoSuchStatement() from None


@transaction.atomic
def import_statement(*, place: Place, sha256: str, by: Authority, at: datetime) -> BankStatement:
    """Write a kept statement down; lines that came in before are not written again.

    The same file again is the first statement. :raises NoSuchStatement:
    """
    by.check_is_for(place.id)
    # One at a time a place, so that two people's statements do not both bring the same line.
    hold(place.id)
    mandate = mandates.shown_by(by, place, at)
    if before := BankStatement.objects.filter(place=place, sha256=sha256).first():
        return before
    given = preview(place, sha256, at)
    prints = given.fingerprints
    known = queries.known_fingerprints(place, prints)
    days = [one.booked_on for one in given.movements]
    sheet = BankStatement.objects.create(
        place=place,
        format=given.format,
        sha256=sha256,
        account=given.account,
        currency=given.currency,
        from_on=min(days),
        until_on=max(days),
        lines_given=len(prints),
        lines_new=len(set(prints) - known),
        mandate=mandate,
        imported_at=at,
    )
    StatementLine.objects.bulk_create(
        StatementLine(
            statement=sheet,
            place=place,
            number=number,
            booked_on=one.booked_on,
            amount_minor=one.amount.minor,
            reference=one.reference,
            words=one.words,
            fingerprint=mark,
        )
        for number, (one, mark) in enumerate(zip(given.movements, prints, strict=True), start=1)
        if mark not in known
    )
    act = StatementImported(
        subject=sheet.id,
        from_on=sheet.from_on,
        until_on=sheet.until_on,
        lines_given=sheet.lines_given,
        lines_new=sheet.lines_new,
        evidence=(Evidence("statement", sha256),),
    )
    enact(act, by=by, at=at)
    return sheet


@transaction.atomic
def match_line(*, line_id: UUID, kind: str, movement_id: UUID, by: Authority, at: datetime) -> LineMatch:
    """Say which of our movements a line of the bank is. :raises LineMatchedBefore, NotTheSameMovement:"""
    line = queries.statement_line(line_id)
    place = line.statement.place
    by.check_is_for(place.id)
    hold(place.id)
    mandate = mandates.shown_by(by, place, at)
    if LineMatch.objects.filter(line=line).exists():
        raise errors.LineMatchedBefore()
    if kind not in KINDS:
        raise errors.NotTheSameMovement()
    matched = LineMatch(line=line, mandate=mandate, matched_at=at, **{f"{kind}_id": movement_id})
    try:
        with transaction.atomic():
            matched.save(force_insert=True)
    except IntegrityError as error:
        # Which of the two it is, is asked of the rows; the table has refused it already.
        if LineMatch.objects.filter(**{f"{kind}_id": movement_id}).exists():
            raise errors.LineMatchedBefore() from error
        raise errors.NotTheSameMovement() from error
    act = LineMatched(subject=line.statement_id, line=line.number, amount=line.amount, movement=movement_id)
    enact(act, by=by, at=at)
    return matched


def _read(place: Place, content: bytes, at: datetime) -> Given:
    given = read_statement(content, territory.rules(place, territory.local_day(place, at)).currency)
    if given.currency not in queries.currencies_owed(place):
        raise errors.StatementOfAnotherCurrency(given=given.currency)
    return given
