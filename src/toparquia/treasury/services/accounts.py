"""The accounts of an obligation in the ledger: opened with it, one purpose each, none below zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from toparquia.ledger import services as ledger
from toparquia.ledger.models import Account, AccountKind
from toparquia.ledger.rules import NewAccount
from toparquia.treasury.models import Obligation, ObligationAccount

RECEIVABLE: Final = "receivable"
COMMITTED: Final = "committed"
TRANSIT: Final = "transit"
BANK: Final = "bank"
PETTY: Final = "petty"
# What is owed + what is under way + what is at hand + what was spent = what was committed.
ROLES: Final[dict[str, AccountKind]] = {
    RECEIVABLE: AccountKind.ASSET,
    COMMITTED: AccountKind.EQUITY,
    TRANSIT: AccountKind.ASSET,
    BANK: AccountKind.ASSET,
}


def open_all(obligations: Sequence[Obligation], on: date) -> dict[tuple[object, str], Account]:
    """Open the accounts of new obligations and return them by (obligation's id, role)."""
    wanted = [(owed, role) for owed in obligations for role in ROLES]
    opened = ledger.open_accounts([_new(owed, role, ROLES[role], on) for owed, role in wanted])
    ObligationAccount.objects.bulk_create(
        ObligationAccount(obligation=owed, role=role, account=account)
        for (owed, role), account in zip(wanted, opened, strict=True)
    )
    return {(owed.id, role): account for (owed, role), account in zip(wanted, opened, strict=True)}


def account(obligation: Obligation, role: str) -> Account:
    """Return one of the accounts that an obligation was born with."""
    return ObligationAccount.objects.select_related("account").get(obligation=obligation, role=role).account


def head_account(obligation: Obligation, head: str, on: date) -> Account:
    """Return the account of what is spent under a head, opened on first use."""
    return _on_first_use(obligation, f"head.{head}", AccountKind.EXPENSE, on)


def petty_account(obligation: Obligation, on: date) -> Account:
    """Return the account of the petty cash, opened when it is first filled."""
    return _on_first_use(obligation, PETTY, AccountKind.ASSET, on)


def _on_first_use(obligation: Obligation, role: str, kind: AccountKind, on: date) -> Account:
    found = ObligationAccount.objects.select_related("account").filter(obligation=obligation, role=role)
    if standing := found.first():
        return standing.account
    opened = ledger.open_account(_new(obligation, role, kind, on))
    ObligationAccount.objects.create(obligation=obligation, role=role, account=opened)
    return opened


def _new(obligation: Obligation, role: str, kind: AccountKind, on: date) -> NewAccount:
    code = f"obligation.o{obligation.id.hex}.{role.replace('_', '-')}"
    return NewAccount(code, obligation.place_id, kind, obligation.currency, on, may_go_negative=False)
