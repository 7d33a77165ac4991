"""A small cast for the ledger's tests: a commune, its bank account, the State that owes it, a supplier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.ledger import services
from toparquia.ledger.models import Account
from toparquia.ledger.rules import NewAccount, NewEntry, NewTransfer

DAY = date(2026, 3, 8)
NOON = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """The accounts; `bank` may not go below zero."""

    place: UUID
    bank: Account
    state: Account
    works: Account
    dollars: Account


def cast(prefix: str = "altos") -> Cast:
    """Open the cast's accounts."""
    place = new_id()

    def opened(name: str, kind: str, currency: str = "VES", *, limited: bool = False) -> Account:
        account = NewAccount(f"{prefix}.{name}", place, kind, currency, DAY, may_go_negative=not limited)
        return services.open_account(account)

    return Cast(
        place,
        bank=opened("bank", "asset", limited=True),
        state=opened("state", "income"),
        works=opened("works", "expense"),
        dollars=opened("dollars", "asset", "USD"),
    )


def ves(minor: int) -> Money:
    """Return so many céntimos."""
    return Money(minor, "VES")


def entry(place: UUID, *transfers: tuple[Account, Account, Money], on: date = DAY, **more) -> NewEntry:
    """Return an entry with a fresh key; each transfer is (debit, credit, amount)."""
    moved = tuple(NewTransfer(debit.id, credit.id, amount) for debit, credit, amount in transfers)
    return NewEntry(
        **{"key": new_id(), "kind": "tests.moved", **more}, place_id=place, effective_on=on, transfers=moved
    )


def funded(actors: Cast, minor: int = 10_000, on: date = DAY) -> NewEntry:
    """Post that the State pays so much into the commune's bank, and return what was posted."""
    paid = entry(actors.place, (actors.bank, actors.state, ves(minor)), on=on)
    services.post(paid, at=NOON)
    return paid
