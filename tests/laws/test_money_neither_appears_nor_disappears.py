"""Law 4: money neither appears nor disappears. Attacked as the site itself, by plain SQL."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.ledger import errors, queries, services
from toparquia.ledger.rules import NewAccount, NewEntry, NewTransfer

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 8)
NOON = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)


@pytest.fixture
def paid():
    """The State has paid 10,000 bolívares into a commune's bank, which may not go below zero."""
    place = new_id()
    state = services.open_account(NewAccount("altos.state", place, "income", "VES", DAY))
    bank = services.open_account(NewAccount("altos.bank", place, "asset", "VES", DAY, may_go_negative=False))
    moved = NewTransfer(bank.id, state.id, Money(1_000_000, "VES"))
    entry = NewEntry(new_id(), "treasury.paid", place, DAY, (moved,))
    services.post(entry, at=NOON)
    return entry


def refused(sql, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_the_site_cannot_change_what_is_written(paid):
    for table in ("ledger_transfer", "ledger_journalentry", "ledger_account"):
        refused(f"DELETE FROM {table}")
        refused(f"TRUNCATE {table} CASCADE")
    refused("UPDATE ledger_transfer SET amount_minor = amount_minor + 1")
    refused("UPDATE ledger_account SET may_go_negative = true")
    refused("ALTER TABLE ledger_transfer DISABLE TRIGGER ALL")
    refused("SET session_replication_role = replica")

    assert all(finding.holds for finding in queries.check())


def test_the_site_cannot_write_one_side_alone(paid):
    moved = paid.transfers[0]
    columns = "(entry_id, seq, debit_id, credit_id, amount_minor, currency, effective_on)"
    row = f"INSERT INTO ledger_transfer {columns} VALUES (%s, %s, %s, %s, %s, 'VES', %s)"
    refused(row, paid.key, 2, moved.debit_id, None, 1, DAY)
    refused(row, paid.key, 2, moved.debit_id, moved.debit_id, 1, DAY)
    refused(row, paid.key, 2, moved.debit_id, moved.credit_id, 1, DAY)
    refused(row, new_id(), 1, moved.debit_id, moved.credit_id, 1, DAY)

    trial = queries.trial_balance(DAY)
    assert sum(line.debit_minor for line in trial) == sum(line.credit_minor for line in trial) == 1_000_000


def test_a_mistake_is_reversed_once(paid):
    services.reverse(paid.key, new_id(), NOON, "Se registró dos veces")

    with pytest.raises(errors.AlreadyReversed):
        services.reverse(paid.key, new_id(), NOON, "Otra vez")
    assert all(line.debit_minor == line.credit_minor == 1_000_000 for line in queries.trial_balance(DAY))


def test_nobody_spends_what_is_not_there(paid):
    moved = paid.transfers[0]
    spent = NewTransfer(moved.credit_id, moved.debit_id, Money(1_000_001, "VES"))

    with pytest.raises(errors.NotEnoughThere):
        services.post(NewEntry(new_id(), "treasury.spent", paid.place_id, DAY, (spent,)), at=NOON)

    assert queries.balance(queries.account("altos.bank"), DAY) == Money(1_000_000, "VES")
