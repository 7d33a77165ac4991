"""Attacks on the ledger by plain SQL: as the site's role, as the owner, through a replica's session.

Every hole that was found in other ledgers has its test here, named for what it was.
"""

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction

from toparquia.foundation.ids import new_id
from toparquia.ledger import queries, services
from toparquia.ledger.models import Account, JournalEntry, SealedBalance, Transfer
from toparquia.ledger.tests.factories import DAY, NOON, cast, funded

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

PLACE, BANK, STATE, WORKS, DOLLARS = (UUID(int=number) for number in range(1, 6))
OLD, REVERSAL = UUID(int=11), UUID(int=12)

ACCOUNTS = f"""
INSERT INTO ledger_account (id, code, owner_id, kind, currency, may_go_negative, opened_on) VALUES
    ('{BANK}', 'attacked.bank', '{PLACE}', 'asset', 'VES', false, '{DAY}'),
    ('{STATE}', 'attacked.state', '{PLACE}', 'income', 'VES', true, '{DAY}'),
    ('{WORKS}', 'attacked.works', '{PLACE}', 'expense', 'VES', true, '{DAY}'),
    ('{DOLLARS}', 'attacked.dollars', '{PLACE}', 'asset', 'USD', true, '{DAY}')
"""


def header(key=None, *, transfers=1, reverses=None, on=DAY, extra="", value=""):
    reversed_id = f"'{reverses}'" if reverses else "NULL"
    return f"""INSERT INTO ledger_journalentry (id, content_hash, kind, place_id, effective_on, posted_at,
        transfer_count, reverses_id, reason{extra}) VALUES ('{key or new_id()}', '\\x00', 'tests.attack',
        '{PLACE}', '{on}', now(), {transfers}, {reversed_id}, ''{value})"""


def moved(key, debit=BANK, credit=STATE, amount=100, currency="VES", *, seq=1, on=DAY):
    sides = ", ".join(f"'{side}'" if side else "NULL" for side in (debit, credit))
    return f"""INSERT INTO ledger_transfer
        (entry_id, seq, debit_id, credit_id, amount_minor, currency, effective_on)
        VALUES ('{key}', {seq}, {sides}, {amount}, '{currency}', '{on}')"""


def written(debit=BANK, credit=STATE, amount=100, currency="VES", *, key=None, on=DAY, day=DAY, **more):
    """One statement that writes an entry with its transfer, as the service does."""
    key = key or new_id()
    return f"WITH e AS ({header(key, on=on, **more)}) {moved(key, debit, credit, amount, currency, on=day)}"


ATTACKS = {
    # Holes 1 and 2 of other ledgers: re-pointing, editing and deleting what is posted.
    "re-pointing a transfer to another entry": (
        f"UPDATE ledger_transfer SET entry_id = '{REVERSAL}'", "refused"),
    "editing an amount": ("UPDATE ledger_transfer SET amount_minor = 9900", "refused"),
    "editing nothing at all": ("UPDATE ledger_transfer SET amount_minor = 1 WHERE false", "refused"),
    "deleting a transfer": ("DELETE FROM ledger_transfer", "refused"),
    "deleting an entry": ("DELETE FROM ledger_journalentry", "refused"),
    "deleting an account": (f"DELETE FROM ledger_account WHERE id = '{BANK}'", "refused"),
    "emptying the transfers": ("TRUNCATE ledger_transfer", "refused"),
    "emptying everything": ("TRUNCATE ledger_account, ledger_journalentry CASCADE", "refused"),
    "marking an entry as reversed": (f"UPDATE ledger_journalentry SET reverses_id = '{OLD}'", "refused"),
    "lifting an account's limit": ("UPDATE ledger_account SET may_go_negative = true", "refused"),
    "changing an account's currency": ("UPDATE ledger_account SET currency = 'USD'", "refused"),
    "upserting over an entry": (
        f"{header(OLD)} ON CONFLICT (id) DO UPDATE SET kind = 'tests.changed'", "refused"),
    "merging over a transfer": (
        "MERGE INTO ledger_transfer t USING (SELECT 1) x ON true WHEN MATCHED THEN DELETE", "refused"),
    # Hole 3: empty entries and transfers to oneself.
    "an entry without transfers": (header(), "one statement"),
    "an entry that lacks one of two": (written(transfers=2), "one statement"),
    "an entry whose number starts at two": (
        f"WITH e AS ({header(REVERSAL)}) {moved(REVERSAL, seq=2)}", "closed"),
    "an entry larger than any": (header(transfers=1001), "ledger_entry_size"),
    "a transfer to itself": (written(WORKS, WORKS), "ledger_transfer_between_two"),
    "one leg only": (written(BANK, None), "null value"),
    "a transfer without an entry": (moved(new_id()), "closed"),
    "a transfer added to an old entry": (moved(OLD, seq=2), "closed"),
    "a transfer in the place of another": (moved(OLD), "ledger_transfer_pkey"),
    "a zeroth transfer": (moved(OLD, seq=0), "ledger_transfer_seq"),
    "a place held open for later": (
        header(extra=", transaction", value=", '9000000000'::xid8"), "another transaction"),
    # Amounts and currencies.
    "zero": (written(amount=0), "ledger_transfer_positive"),
    "a negative amount": (written(amount=-1), "ledger_transfer_positive"),
    "more than a bigint": (written(amount=2**63), "out of range"),
    "two currencies in one transfer": (written(BANK, DOLLARS), "accounts of its currency"),
    "a currency that neither side keeps": (written(currency="USD"), "accounts of its currency"),
    "an account that does not exist": (written(WORKS, new_id()), "accounts of its currency"),
    "an account without a currency": (
        f"INSERT INTO ledger_account (id, code, owner_id, kind, currency, may_go_negative, opened_on)"
        f" VALUES ('{new_id()}', 'attacked.us', '{PLACE}', 'asset', 'us', true, '{DAY}')",
        "ledger_account_currency"),
    # Reversals, keys, limits, days, seals.
    "a second reversal": (written(STATE, BANK, key=REVERSAL, reverses=OLD) + ";"
                          + written(STATE, BANK, reverses=OLD), "ledger_entry_reversed_once"),
    "a reversal of a reversal": (written(STATE, BANK, key=REVERSAL, reverses=OLD) + ";"
                                 + written(BANK, STATE, reverses=REVERSAL), "cannot be reversed"),
    "a reversal of half": (written(STATE, BANK, amount=50, reverses=OLD), "mirror image"),
    "a reversal that repeats": (written(BANK, STATE, reverses=OLD), "mirror image"),
    "a key used again": (written(key=OLD), "_pkey"),
    "an overdraft": (written(WORKS, BANK, amount=101), "below zero"),
    "an overdraft through a function of the same name": (
        "CREATE FUNCTION pg_temp.ledger_balance(uuid, date) RETURNS numeric LANGUAGE sql AS 'SELECT 1e9';"
        + written(WORKS, BANK, amount=101), "below zero"),
    "an overdraft beside a shadow of the accounts": (
        "CREATE TEMP TABLE ledger_account AS SELECT * FROM public.ledger_account;"
        + written(WORKS, BANK, amount=101), "below zero"),
    "a day that differs from the entry's": (written(on=DAY, day=DAY + timedelta(1)), "closed"),
    "a day that is sealed": (
        f"SELECT ledger_seal_through('{DAY}', now());" + written(WORKS, STATE), "sealed through"),
    "sealing backwards": (
        f"SELECT ledger_seal_through('{DAY}', now()); SELECT ledger_seal_through('{DAY}', now())", "sealed"),
    "editing a seal": ("UPDATE ledger_seal SET through = now()", "refused"),
    "editing a sealed balance": ("UPDATE ledger_sealedbalance SET debit_minor = 0", "refused"),
}  # fmt: skip


@pytest.fixture(params=["toparquia_app", "owner", "replica"])
def attacker(request):
    """A cursor in each role, over a small ledger that is undone afterwards."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(ACCOUNTS)
        cursor.execute(written(key=OLD))
        if request.param == "replica":
            cursor.execute("SET LOCAL session_replication_role = replica")
        elif request.param == "toparquia_app":
            cursor.execute("SET LOCAL ROLE toparquia_app")
        yield cursor


@pytest.mark.parametrize(("sql", "refusal"), ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_by_sql_is_refused(attacker, sql, refusal):
    with pytest.raises(DatabaseError) as told, transaction.atomic(using="owner"):
        attacker.execute(sql)

    # The site's role may be stopped earlier: it has no right to change or empty these tables.
    stopped_earlier = isinstance(told.value.__cause__, psycopg.errors.InsufficientPrivilege)
    assert refusal in str(told.value) or (stopped_earlier and refusal == "refused")
    attacker.execute("SELECT count(*), sum(amount_minor) FROM ledger_transfer")
    assert attacker.fetchone() == (1, 100)


def test_the_sites_role_makes_no_seals_of_its_own():
    for sql in (
        "INSERT INTO ledger_seal (through, sealed_at) VALUES ('2000-01-01', now())",
        f"INSERT INTO ledger_sealedbalance VALUES ('2000-01-01', 1, 0, '{BANK}')",
    ):
        with (
            pytest.raises(DatabaseError, match="only ledger_seal_through"),
            transaction.atomic(),
            connections["default"].cursor() as cursor,
        ):
            cursor.execute(sql)


@pytest.mark.parametrize("model", [Account, JournalEntry, Transfer, SealedBalance])
@pytest.mark.parametrize("path", ["update", "delete", "raw delete"])
def test_the_orm_changes_nothing(model, path):
    funded(cast())
    services.seal(DAY, at=NOON)
    field = next(field.name for field in model._meta.fields if not field.primary_key)
    value = model.objects.values_list(field, flat=True)[0]
    paths = {
        "update": lambda: model.objects.update(**{field: value}),
        "delete": lambda: model.objects.all().delete(),
        "raw delete": lambda: model.objects.all()._raw_delete("default"),
    }

    with pytest.raises(DatabaseError), transaction.atomic():
        paths[path]()

    assert model.objects.exists()


def test_the_orm_cannot_save_or_bulk_update_an_entry():
    sent = funded(cast())
    entry = queries.entry(sent.key)
    entry.kind = "tests.changed"

    for change in (entry.save, entry.delete, lambda: JournalEntry.objects.bulk_update([entry], ["kind"])):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert queries.entry(sent.key).kind == "tests.moved"


def test_ids_do_not_run_out_at_32_bits():
    # Hole 4: a trigger that declared a transaction's id as a 32-bit number.
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = 'ledger_journalentry'::regclass AND attname IN ('id', 'transaction')"
            " ORDER BY 1"
        )
        assert cursor.fetchall() == [("id", "uuid"), ("transaction", "xid8")]
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname LIKE 'ledger_guard%'")
        sources = [row[0] for row in cursor.fetchall()]
    assert len(sources) == 5
    assert not any(" integer" in source or " int;" in source for source in sources)
