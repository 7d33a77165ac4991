"""Several writers at once, and writers that die: real commits, in a database of its own."""

import os
import signal
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest
from django.db import DatabaseError, connection, connections, transaction

from toparquia.config.database import connection as database
from toparquia.ledger import errors, queries, services
from toparquia.ledger.models import JournalEntry, Transfer
from toparquia.ledger.tests.factories import DAY, NOON, cast, entry, funded, ves

WRITERS = 16


def at_once(work):
    """Run `work(number)` in threads that start together; return what each returned or raised."""
    outcomes = [None] * WRITERS
    start = threading.Barrier(WRITERS, timeout=30)

    def run(number):
        try:
            connection.ensure_connection()
            start.wait()
            outcomes[number] = work(number)
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def broken():
    return [finding.invariant for finding in queries.check() if not finding.holds]


def test_writers_at_once(live_db):
    # One database for all the races: making it is what takes the time.
    actors = cast()
    funded(actors, 1_000)
    pay_from_one_account(actors)
    send_one_key(actors)
    reverse_one_entry(actors)
    cross_two_accounts(actors)
    stay_out_of_old_snapshots(actors)
    add_to_an_entry_of_another_transaction(actors)
    assert broken() == []


def pay_from_one_account(actors):
    # 16 × 3 payments of 50 ask for 2,400 of 1,000: exactly 20 are made.
    def pay(_):
        made = 0
        for _ in range(3):
            try:
                services.post(entry(actors.place, (actors.works, actors.bank, ves(50))), at=NOON)
                made += 1
            except errors.NotEnoughThere:
                continue
        return made

    assert sum(at_once(pay)) == 20
    assert queries.balance(actors.bank, DAY).is_zero


def send_one_key(actors):
    sent = entry(actors.place, (actors.bank, actors.state, ves(400)))

    posted = at_once(lambda _: services.post(sent, at=NOON))

    assert sorted(one.is_repeat for one in posted) == [False] + [True] * (WRITERS - 1)
    assert queries.balance(actors.bank, DAY) == ves(400)


def reverse_one_entry(actors):
    paid = funded(actors, 5)
    keys = [entry(actors.place).key for _ in range(WRITERS)]

    outcomes = at_once(lambda number: services.reverse(paid.key, keys[number], NOON, "Doble"))

    assert sum(not isinstance(outcome, Exception) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, errors.AlreadyReversed) for outcome in outcomes) == WRITERS - 1


def cross_two_accounts(actors):
    # Half go one way and half the other, many at a time: locks out of order would be a deadlock.
    other = cast("llanos")
    funded(other, 400)

    def swap(number):
        ends = (actors.bank, other.bank) if number % 2 else (other.bank, actors.bank)
        batch = [entry(actors.place, (*ends, ves(1))), entry(actors.place, (*ends[::-1], ves(1)))]
        for _ in range(3):
            services.post_all([entry(actors.place, (*ends, ves(1))) for _ in range(5)], at=NOON)
            batch = [entry(actors.place, (*ends[::-1], ves(1))) for _ in range(5)]
            services.post_all(batch, at=NOON)

    assert at_once(swap) == [None] * WRITERS
    assert queries.balance(actors.bank, DAY) + queries.balance(other.bank, DAY) == ves(800)


def stay_out_of_old_snapshots(actors):
    payment = entry(actors.place, (actors.works, actors.bank, ves(1)))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with pytest.raises(DatabaseError, match="REPEATABLE READ"):
            services.post(payment, at=NOON)


def add_to_an_entry_of_another_transaction(actors):
    old = JournalEntry.objects.earliest("posted_at")
    with connections["owner"].cursor() as cursor:
        for seq, refusal in ((1, "ledger_transfer_pkey"), (2, "closed")):
            with pytest.raises(Exception, match=refusal):
                cursor.execute(
                    "INSERT INTO ledger_transfer (entry_id, seq, debit_id, credit_id, amount_minor, currency,"
                    " effective_on) VALUES (%s, %s, %s, %s, 1, 'VES', %s)",
                    [old.id, seq, actors.works.id, actors.state.id, old.effective_on],
                )


CHILD = """
import sys, django
from django.conf import settings
from toparquia.config.database import databases
# The ledger alone: the whole house takes longer to start than to kill.
settings.configure(DATABASES=databases(), INSTALLED_APPS=["toparquia.ledger"], USE_TZ=True)
django.setup()
from uuid import UUID
from django.db import transaction
from toparquia.ledger import services
from toparquia.ledger.models import Account
from toparquia.ledger.tests.factories import NOON, entry, ves
bank, state = (Account.objects.get(code=f"altos.{name}") for name in ("bank", "state"))
def batch(): return [entry(bank.owner_id, (bank, state, ves(1))) for _ in range(200)]
services.post_all(batch(), at=NOON)
if sys.argv[1] == "between":
    with transaction.atomic():
        services.post_all(batch(), at=NOON)
        print("half", flush=True)
        sys.stdin.read()
while True:
    print("one", flush=True)
    services.post_all(batch(), at=NOON)
"""


@pytest.mark.parametrize(("when", "lines"), [("between", 1), ("within", 4)])
def test_a_killed_writer_leaves_all_or_nothing(live_db, when, lines):
    actors = cast()
    url = urlsplit(database().url)._replace(path=f"/{live_db}").geturl()
    environment = os.environ | {
        "TOPARQUIA_EMBEDDED_URL": url,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, when],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert all(child.stdout.readline() for _ in range(lines)), "the writer did not get so far"
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=30)
    wait_for_its_session()

    entries = JournalEntry.objects.count()
    assert entries % 200 == 0
    assert entries == Transfer.objects.count() == queries.balance(actors.bank, DAY).minor
    assert entries == 200 if when == "between" else entries >= 200 * 4
    assert broken() == []


def wait_for_its_session():
    """Return when the server has ended the killed writer's session: until then it may still commit."""
    # Waits for every writer's lock on the table, without polling.
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '20s'; LOCK TABLE ledger_transfer IN SHARE MODE")
