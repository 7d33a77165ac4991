"""From what the database refuses to the sentence that a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import DatabaseError

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.ledger import errors
from toparquia.ledger.models import Account
from toparquia.ledger.rules import NewEntry


@contextmanager
def refusals_of(entries: Sequence[NewEntry]) -> Iterator[None]:
    """Run the block; turn a refusal of the ledger's guards into its DomainError."""
    try:
        yield
    except DatabaseError as error:
        refusal = _named(error, entries)
        if refusal is None:
            raise
        raise refusal from error


def constraint_of(error: DatabaseError) -> str:
    """Return the name of the constraint, or guard, that refused; "" if none did."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def _named(error: DatabaseError, entries: Sequence[NewEntry]) -> DomainError | None:
    detail = getattr(getattr(error.__cause__, "diag", None), "message_detail", None) or ""
    match constraint_of(error):
        case "ledger_account_limit":
            account_id, after = detail.split()
            account = Account.objects.get(id=account_id)
            return errors.NotEnoughThere(account=account.code, after=Money(int(after), account.currency))
        case "ledger_day_sealed":
            return errors.DaySealed(through=detail)
        case "ledger_entry_closed" | "ledger_entry_complete":
            return errors.EntryClosed()
        case "ledger_entry_reversal_of_reversal":
            return errors.ReversalOfReversal(entry=detail)
        case "ledger_entry_reversal_inexact":
            return errors.ReversalInexact(entry=detail)
        case "ledger_entry_reversed_once":
            return errors.AlreadyReversed(entry=next((e.reverses for e in entries if e.reverses), ""))
        case "ledger_transfer_accounts":
            return _account_refusal(entries)
    return None


def _account_refusal(entries: Sequence[NewEntry]) -> DomainError:
    """Say which account is not there, or keeps another currency."""
    sides = [
        (account_id, transfer.amount.currency)
        for entry in entries
        for transfer in entry.transfers
        for account_id in (transfer.debit_id, transfer.credit_id)
    ]
    wanted: set[UUID] = {account_id for account_id, _ in sides}
    standing = {account.id: account for account in Account.objects.filter(id__in=wanted)}
    for account_id, currency in sides:
        account = standing.get(account_id)
        if account is None:
            return errors.NoSuchAccount(account=account_id)
        if account.currency != currency:
            return errors.CurrencyDiffers(account=account.code, expected=account.currency, given=currency)
    raise AssertionError("the guard refused, yet each account keeps its currency")
