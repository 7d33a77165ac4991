"""The general journal: every transfer in the order of its day, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from toparquia.foundation.money import Money
from toparquia.foundation.terms import Term

CHUNK: Final = 2_000

LINES: Final = """
SELECT e.id, t.seq, e.effective_on, e.posted_at, e.kind, e.place_id,
    {debit}, d.kind, {credit}, c.kind, t.amount_minor, t.currency, e.reverses_id
FROM {source} e
JOIN ledger_transfer t ON t.entry_id = e.id
JOIN ledger_account d ON d.id = t.debit_id
JOIN ledger_account c ON c.id = t.credit_id
ORDER BY e.effective_on, e.posted_at, e.id, t.seq
"""
# What everyone may read of an account: a person's own one appears by its group alone.
GROUP_CODE: Final = (
    "CASE WHEN {a}.is_private THEN regexp_replace({a}.code, '[.][^.]*$', '') ELSE {a}.code END"
)
OF_PLACES: Final = """(
    SELECT * FROM ledger_journalentry WHERE place_id = ANY(%s) AND effective_on >= %s AND effective_on < %s
    ORDER BY effective_on, posted_at, id LIMIT %s)"""


@dataclass(frozen=True)
class JournalLine:
    """One transfer with what its entry says; the reason of a reversal is no part of it."""

    entry_id: UUID
    seq: int
    effective_on: date
    posted_at: datetime
    kind: str
    place_id: UUID
    debit_code: str
    debit_kind: str
    credit_code: str
    credit_kind: str
    amount: Money
    reverses_id: UUID | None


def journal(places: Iterable[UUID], term: Term, limit: int = CHUNK) -> list[JournalLine]:
    """Return the lines of these places' entries in a term, oldest first, of at most `limit` entries."""
    with connection.cursor() as cursor:
        cursor.execute(_lines_of(OF_PLACES), [list(places), term.starts, term.ends, limit])
        return [_line(row) for row in cursor.fetchall()]


def lines() -> Iterator[JournalLine]:
    """Yield every line of the ledger, oldest first, through a cursor that holds `CHUNK` at a time."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_lines_of("ledger_journalentry"))
        while rows := cursor.fetchmany(CHUNK):
            yield from map(_line, rows)


@contextmanager
def read_consistently() -> Iterator[None]:
    """Let every read of the block see one moment, whoever writes meanwhile."""
    is_outer = not connection.in_atomic_block
    with transaction.atomic():
        if is_outer:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _lines_of(source: str) -> str:
    debit, credit = GROUP_CODE.format(a="d"), GROUP_CODE.format(a="c")
    return LINES.format(source=source, debit=debit, credit=credit)


def _line(row: tuple[Any, ...]) -> JournalLine:
    *before, minor, currency, reverses_id = row
    return JournalLine(*before, amount=Money(minor, currency), reverses_id=reverses_id)
