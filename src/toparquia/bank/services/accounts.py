"""The bank's own accounts in the ledger, and moving what is in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Max

from toparquia.bank.models import AgentReceipt, Bank, BankAccount, Receipt, Repayment, SavingsKind
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.ledger import services as ledger
from toparquia.ledger.models import Account, AccountKind
from toparquia.ledger.rules import NewAccount, NewEntry, NewTransfer
from toparquia.territory import queries as territory

# What is debited, what is credited, and how much.
Moved = tuple[Account, Account, Money]
CASH: Final = "cash"
CAPITAL: Final = "capital"
INTEREST: Final = "interest"
FEES: Final = "fees"
DIFFERENCE: Final = "difference"
LOSSES: Final = "losses"
PROVISION: Final = "provision"
PROVISIONED: Final = "provisioned"
GUARANTEES: Final = "guarantees"
ISSUE: Final = "issue"
# What each holds, and whether it may go below zero: a box may not, a year's differences may.
ROLES: Final[dict[str, tuple[AccountKind, bool]]] = {
    CASH: (AccountKind.ASSET, False),
    CAPITAL: (AccountKind.EQUITY, False),
    INTEREST: (AccountKind.INCOME, False),
    FEES: (AccountKind.INCOME, False),
    DIFFERENCE: (AccountKind.EXPENSE, True),
    LOSSES: (AccountKind.EXPENSE, False),
    # What is set against loans that may not come back, and the cost of it, which shrinks when they do.
    PROVISION: (AccountKind.LIABILITY, False),
    PROVISIONED: (AccountKind.EXPENSE, True),
    # Savings of guarantors on their way to a loan: empty between two entries.
    GUARANTEES: (AccountKind.LIABILITY, False),
    # The other side of all credit limits in the communal unit.
    ISSUE: (AccountKind.ASSET, True),
}


def own_account(bank: Bank, role: str, currency: str, on: date) -> Account:
    """Return an account of the bank's own in one unit, opened on first use."""
    found = BankAccount.objects.select_related("account").filter(bank=bank, role=role, currency=currency)
    if standing := found.first():
        return standing.account
    kind, may_go_negative = ROLES[role]
    code = f"{_prefix(bank)}.{role}-{currency.lower()}"
    opened = ledger.open_account(NewAccount(code, bank.place_id, kind, currency, on, may_go_negative))
    BankAccount.objects.create(bank=bank, role=role, currency=currency, account=opened)
    return opened


def private_account(bank: Bank, group: str, currency: str, on: date) -> Account:
    """Open an account of one member's own, under a code that says nothing of whose it is."""
    return private_accounts(bank, group, currency, on, 1)[0]


def private_accounts(bank: Bank, group: str, currency: str, on: date, count: int) -> list[Account]:
    """Open so many accounts, each of one member's own."""
    kind = AccountKind.ASSET if group in ("loans", "agents") else AccountKind.LIABILITY
    kind = AccountKind.EQUITY if group == f"savings-{SavingsKind.SHARE}" else kind
    prefix = f"{_prefix(bank)}.{group}-{currency.lower()}"
    return ledger.open_accounts(
        [
            NewAccount(
                f"{prefix}.{new_id().hex}", bank.place_id, kind, currency, on,
                may_go_negative=False, is_private=True,
            )
            for _ in range(count)
        ]
    )  # fmt: skip


def entry_of(bank: Bank, key: UUID, kind: str, at: datetime, *moved: Moved) -> NewEntry:
    """Return one entry; each part is (debit, credit, amount), and parts of nothing are left out."""
    transfers = tuple(
        NewTransfer(debit.id, credit.id, amount) for debit, credit, amount in moved if not amount.is_zero
    )
    return NewEntry(key, kind, bank.place_id, territory.local_day(bank.place, at), transfers)


def move(bank: Bank, key: UUID, kind: str, at: datetime, *moved: Moved) -> None:
    """Post one entry of such parts."""
    ledger.post(entry_of(bank, key, kind, at, *moved), at=at)


def next_receipt(bank: Bank) -> int:
    """Return the next number of the bank's receipts. The bank is locked, so that none repeats."""
    given = (
        Receipt.objects.filter(bank=bank),
        Repayment.objects.filter(loan__application__member__bank=bank),
        AgentReceipt.objects.filter(agent__bank=bank),
    )
    return max(found.aggregate(last=Max("number"))["last"] or 0 for found in given) + 1


def savings_group(savings_kind: str) -> str:
    """Return the group under which savings of a kind are published."""
    return f"savings-{savings_kind}"


def _prefix(bank: Bank) -> str:
    return f"bank.b{bank.id.hex}"
