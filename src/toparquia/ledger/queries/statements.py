"""One account: what it held, what moved, what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from toparquia.foundation.money import Money
from toparquia.foundation.terms import Term
from toparquia.ledger.errors import NoSuchAccount, NoSuchEntry
from toparquia.ledger.models import Account, JournalEntry
from toparquia.ledger.queries.balances import balance
from toparquia.ledger.queries.journal import GROUP_CODE

LINES_LIMIT: Final = 10_000

MOVED: Final = """
SELECT e.effective_on, e.id, e.kind, {other}, side.minor FROM (
    SELECT t.entry_id, t.seq, t.credit_id AS other_id, t.amount_minor AS minor FROM ledger_transfer t
    WHERE t.debit_id = %(account)s AND t.effective_on >= %(starts)s AND t.effective_on < %(ends)s
    UNION ALL
    SELECT t.entry_id, t.seq, t.debit_id, -t.amount_minor FROM ledger_transfer t
    WHERE t.credit_id = %(account)s AND t.effective_on >= %(starts)s AND t.effective_on < %(ends)s
) side
JOIN ledger_journalentry e ON e.id = side.entry_id
JOIN ledger_account other ON other.id = side.other_id
ORDER BY e.effective_on, e.posted_at, e.id, side.seq LIMIT %(limit)s
""".replace("{other}", GROUP_CODE.format(a="other"))


@dataclass(frozen=True)
class StatementLine:
    """One transfer as its account sees it; `amount` is above zero when the account grew.

    `other_code` is what everyone may read of the other side: a person's own account by its group alone.
    """

    effective_on: date
    entry_id: UUID
    kind: str
    other_code: str
    amount: Money
    balance: Money


@dataclass(frozen=True)
class Statement:
    """An account over a term; `is_cut` when there were more lines than were asked for."""

    account: Account
    opening: Money
    lines: list[StatementLine]
    closing: Money
    is_cut: bool


def account(code: str) -> Account:
    """Return the account of that code. :raises NoSuchAccount:"""
    found = Account.objects.filter(code=code).first()
    if found is None:
        raise NoSuchAccount(account=code[:120])
    return found


def accounts_of(owners: Iterable[UUID]) -> list[Account]:
    """Return the accounts of these places, by code."""
    return list(Account.objects.filter(owner_id__in=list(owners)).order_by("code"))


def entry(entry_id: UUID) -> JournalEntry:
    """Return one entry with its transfers at hand. :raises NoSuchEntry:"""
    found = JournalEntry.objects.prefetch_related("transfers").filter(id=entry_id).first()
    if found is None:
        raise NoSuchEntry(entry=entry_id)
    return found


def statement(account: Account, term: Term, limit: int = LINES_LIMIT) -> Statement:
    """Return an account's movements in a term with the balance after each, at most `limit` of them."""
    opening = balance(account, term.starts - timedelta(days=1))
    with connection.cursor() as cursor:
        asked = {"account": account.id, "starts": term.starts, "ends": term.ends, "limit": limit + 1}
        cursor.execute(MOVED, asked)
        rows = cursor.fetchall()
    held = opening
    found = []
    for effective_on, entry_id, kind, other_code, minor in rows[:limit]:
        amount = Money(minor if account.grows_by_debit else -minor, account.currency)
        held += amount
        found.append(StatementLine(effective_on, entry_id, kind, other_code, amount, held))
    return Statement(account, opening, found, held, is_cut=len(rows) > limit)
