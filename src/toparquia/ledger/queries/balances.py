"""What accounts hold at a day: the last sealed balance, and the short tail since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection

from toparquia.foundation.money import Money
from toparquia.ledger.models import Account

# For many accounts: two grouped reads of the tail instead of a function call an account.
TRIAL: Final = """
WITH chosen AS MATERIALIZED (
    SELECT a.id, a.code, a.kind, a.currency, a.is_private,
        s.through, s.debit_minor, s.credit_minor FROM ledger_account a
    LEFT JOIN LATERAL (
        SELECT b.through, b.debit_minor, b.credit_minor FROM ledger_sealedbalance b
        WHERE b.account_id = a.id AND b.through <= %(day)s ORDER BY b.through DESC LIMIT 1
    ) s ON true
    WHERE %(owners)s::uuid[] IS NULL OR a.owner_id = ANY(%(owners)s::uuid[])
)
SELECT c.id, c.code, c.kind, c.currency,
    coalesce(c.debit_minor, 0) + coalesce(d.minor, 0), coalesce(c.credit_minor, 0) + coalesce(k.minor, 0),
    c.is_private
FROM chosen c
LEFT JOIN (
    SELECT t.debit_id AS id, sum(t.amount_minor) AS minor FROM chosen c JOIN ledger_transfer t
        ON t.debit_id = c.id AND t.effective_on > coalesce(c.through, '-infinity')
        AND t.effective_on <= %(day)s
    GROUP BY t.debit_id
) d ON d.id = c.id
LEFT JOIN (
    SELECT t.credit_id AS id, sum(t.amount_minor) AS minor FROM chosen c JOIN ledger_transfer t
        ON t.credit_id = c.id AND t.effective_on > coalesce(c.through, '-infinity')
        AND t.effective_on <= %(day)s
    GROUP BY t.credit_id
) k ON k.id = c.id
ORDER BY c.code
"""


@dataclass(frozen=True)
class TrialLine:
    """One account in a trial balance: all that was debited and credited through the day, in minor units."""

    account_id: UUID
    code: str
    kind: str
    currency: str
    debit_minor: int
    credit_minor: int
    is_private: bool = False

    @property
    def balance(self) -> Money:
        """Debits less credits. :raises AmountTooLarge:"""
        return Money(self.debit_minor - self.credit_minor, self.currency)


def balance(account: Account, on: date) -> Money:
    """Return what an account holds at the end of a day, above zero on its own side.

    An asset or expense holds its debits less its credits, any other kind the opposite.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_balance(%s, %s)", [account.id, on])
        minor = int(cursor.fetchone()[0])
    return Money(minor if account.grows_by_debit else -minor, account.currency)


def balances(accounts: Iterable[Account], on: date) -> dict[UUID, Money]:
    """Return what each account holds at the end of a day, as `balance` does, in one query."""
    asked = list(accounts)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, ledger_balance(id, %s) FROM unnest(%s::uuid[]) AS asked(id)",
            [on, [account.id for account in asked]],
        )
        held = {row[0]: int(row[1]) for row in cursor.fetchall()}
    return {
        account.id: Money(held[account.id] if account.grows_by_debit else -held[account.id], account.currency)
        for account in asked
    }


def trial_balance(on: date, owners: Iterable[UUID] | None = None) -> list[TrialLine]:
    """Return every account of these places (of all, if None) with its totals through a day, by code.

    Over the whole ledger the debits of a currency equal its credits.
    """
    chosen = None if owners is None else list(owners)
    with connection.cursor() as cursor:
        cursor.execute(TRIAL, {"day": on, "owners": chosen})
        return [TrialLine(*row[:4], int(row[4]), int(row[5]), row[6]) for row in cursor.fetchall()]


def grouped(lines: Iterable[TrialLine]) -> list[TrialLine]:
    """Return the lines as everyone may read them: persons' own accounts as one line a group, by code."""
    found: dict[tuple[str, str, str], TrialLine] = {}
    for line in lines:
        code = line.code.rpartition(".")[0] if line.is_private else line.code
        key = (code, line.kind, line.currency)
        before = found.get(key)
        found[key] = replace(
            line,
            code=code,
            debit_minor=line.debit_minor + (before.debit_minor if before else 0),
            credit_minor=line.credit_minor + (before.credit_minor if before else 0),
        )
    return [found[key] for key in sorted(found)]
