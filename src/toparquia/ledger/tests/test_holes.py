"""Each hole that was found in other ledgers, closed here: one test a hole, named for it.

The first were reproduced with django-hordak 2.0; the others are what the guards of others leave open.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from toparquia.foundation.ids import new_id
from toparquia.ledger import errors, queries, services
from toparquia.ledger.models import Account, JournalEntry, Transfer
from toparquia.ledger.tests.factories import DAY, NOON, Cast, cast, entry, funded, ves

pytestmark = pytest.mark.django_db
REFUSED = (DatabaseError, ProtectedError, errors.NotEnoughThere, errors.KeyUsedForOtherEntry)


def sql(text: str, *values: object) -> None:
    """Run plain SQL in the site's role."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def repoint(actors: Cast, paid: object) -> None:
    """Hole 1 of hordak: a leg goes over to another transaction, and the first one is left with one."""
    other = funded(actors)
    sql("UPDATE ledger_transfer SET entry_id = %s WHERE entry_id = %s", other.key, paid.key)


def edit_amount(actors: Cast, paid: object) -> None:
    """Hole 2 of hordak: both legs of what was posted are edited to another amount."""
    Transfer.objects.filter(entry_id=paid.key).update(amount_minor=9_900)


def delete_entry(actors: Cast, paid: object) -> None:
    """Hole 2 of hordak: a posted transaction is deleted."""
    JournalEntry.objects.filter(id=paid.key).delete()


def delete_account(actors: Cast, paid: object) -> None:
    """Hole 2 of hordak: deleting an account takes its legs with it."""
    Account.objects.filter(id=actors.bank.id).delete()


def without_legs(actors: Cast, paid: object) -> None:
    """Hole 3 of hordak: a transaction that moves nothing."""
    JournalEntry.objects.create(
        id=new_id(), content_hash=b"\0" * 32, kind="tests.empty", place_id=actors.place, effective_on=DAY,
        posted_at=NOON, transfer_count=1,
    )  # fmt: skip


def to_itself(actors: Cast, paid: object) -> None:
    """Hole 3 of hordak: a transfer from an account to the same account."""
    _insert(actors.works, actors.works)


def one_leg(actors: Cast, paid: object) -> None:
    """Fineract and pgledger balance in code: rows written beside the code need not."""
    _insert(actors.works, None)


def two_currencies(actors: Cast, paid: object) -> None:
    """Ledgers with a currency a leg: one transfer of two currencies."""
    _insert(actors.works, actors.dollars)


def unpost(actors: Cast, paid: object) -> None:
    """django-ledger: what was posted is unposted by a flag and its queryset."""
    JournalEntry.objects.filter(id=paid.key).update(transfer_count=2)


def flag_as_reversed(actors: Cast, paid: object) -> None:
    """Fineract: a flag in place says that an entry was reversed."""
    other = funded(actors)
    JournalEntry.objects.filter(id=paid.key).update(reverses=other.key)


def soft_delete(actors: Cast, paid: object) -> None:
    """Open Collective: rows leave the books while they stay in the table; here nothing can leave."""
    sql("DELETE FROM ledger_transfer WHERE entry_id = %s", paid.key)


def pay_twice(actors: Cast, paid: object) -> None:
    """Open Collective: the same payment sent with other content, for want of a key."""
    services.post(entry(actors.place, (actors.works, actors.bank, ves(1)), key=paid.key), at=NOON)


def overdraw(actors: Cast, paid: object) -> None:
    """hordak and django-ledger know no limit: more leaves an account than it has."""
    services.post(entry(actors.place, (actors.works, actors.bank, ves(10_001))), at=NOON)


def overdraw_beside(actors: Cast, paid: object) -> None:
    """Fineract and Open Collective keep the limit in code: plain SQL passes it."""
    _insert(actors.works, actors.bank, 10_001)


def back_date(actors: Cast, paid: object) -> None:
    """Periods that close in code only: an entry for a day that is sealed."""
    services.seal(DAY, at=NOON)
    _insert(actors.works, actors.state)


def empty_all(actors: Cast, paid: object) -> None:
    """Row triggers do not see TRUNCATE."""
    sql("TRUNCATE ledger_transfer")


HOLES: tuple[Callable[[Cast, object], None], ...] = (
    repoint, edit_amount, delete_entry, delete_account, without_legs, to_itself, one_leg, two_currencies,
    unpost, flag_as_reversed, soft_delete, pay_twice, overdraw, overdraw_beside, back_date, empty_all,
)  # fmt: skip


def _insert(debit: Account, credit: Account | None, minor: int = 100) -> None:
    """Write an entry with its transfer by SQL, in one statement, as the service does."""
    key = new_id()
    sql(
        """WITH e AS (INSERT INTO ledger_journalentry
            (id, content_hash, kind, place_id, effective_on, posted_at, transfer_count, reason)
            VALUES (%s, '', 'tests.moved', %s, %s, %s, 1, ''))
        INSERT INTO ledger_transfer (entry_id, seq, debit_id, credit_id, amount_minor, currency, effective_on)
        VALUES (%s, 1, %s, %s, %s, %s, %s)""",
        key, debit.owner_id, DAY, NOON, key, debit.id, credit and credit.id, minor, debit.currency, DAY,
    )  # fmt: skip


@pytest.mark.parametrize("hole", HOLES, ids=[hole.__name__ for hole in HOLES])
def test_a_hole_of_other_ledgers_is_closed(hole):
    actors = cast()
    paid = funded(actors)

    with pytest.raises(REFUSED), transaction.atomic():
        hole(actors, paid)

    assert queries.balance(actors.bank, DAY) == ves(10_000)
    assert [finding.invariant for finding in queries.check() if not finding.holds] == []


def test_a_second_reversal_is_refused():
    """Formance reverts by an update where two can meet; here a unique index decides."""
    actors = cast()
    paid = funded(actors)
    services.reverse(paid.key, new_id(), NOON, "Error.")

    with pytest.raises(errors.AlreadyReversed), transaction.atomic():
        services.reverse(paid.key, new_id(), NOON, "Error.")


def test_a_reversal_is_not_reversed():
    """A chain of reversals tells nobody what stands."""
    actors = cast()
    paid, back = funded(actors), new_id()
    services.reverse(paid.key, back, NOON, "Error.")

    with pytest.raises(errors.ReversalOfReversal), transaction.atomic():
        services.reverse(back, new_id(), NOON, "Error.")


def test_the_same_sent_twice_moves_once():
    """Ledgers without a key pay twice when a phone sends again."""
    actors = cast()
    paid = funded(actors)

    again = services.post(paid, at=NOON)

    assert again.is_repeat
    assert queries.balance(actors.bank, DAY) == ves(10_000)


def test_no_number_of_an_entry_can_run_out():
    """Hole 4 of hordak: its trigger takes ids of 32 bits. Here every id is 128 bits wide."""
    actors = cast()
    largest = entry(actors.place, (actors.works, actors.state, ves(1)), key=type(new_id())(int=2**128 - 1))

    services.post(largest, at=NOON)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns WHERE table_name LIKE 'ledger%%'"
            " AND data_type = 'integer'"
        )
        assert cursor.fetchone() == (0,)
