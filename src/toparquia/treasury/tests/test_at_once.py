"""Several people at once, and a server that dies: real commits, in a database of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from io import StringIO
from urllib.parse import urlsplit

import pytest
from beancount import loader
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import override_settings

from toparquia.config.database import connection as database
from toparquia.foundation.errors import DomainError
from toparquia.gazette.models import Entry
from toparquia.ledger import exports
from toparquia.ledger import queries as ledger
from toparquia.ledger.models import JournalEntry
from toparquia.treasury import errors, services
from toparquia.treasury.models import Disbursement, Invoice, Payment, Receipt, Release
from toparquia.treasury.tests.factories import make_treasury, photo, ves

NOON = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)
BILLS = 12


@pytest.fixture
def treasury(live_db, tmp_path):
    """Return the cast, committed."""
    store = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    with override_settings(STORAGES={**settings.STORAGES, "default": store}):
        with transaction.atomic():
            cast = make_treasury(NOON)
        yield cast


def at_once(*works):
    """Run each of `works` in a thread, all starting together; return what each returned or raised."""
    outcomes = [None] * len(works)
    start = threading.Barrier(len(works), timeout=30)

    def run(number):
        try:
            connection.ensure_connection()
            start.wait()
            outcomes[number] = works[number]()
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def refusals(outcomes, kind):
    return sum(isinstance(outcome, kind) for outcome in outcomes)


def broken():
    return [finding.invariant for finding in ledger.check() if not finding.holds]


def test_people_at_once(treasury):
    # One database for all the races: making it is what takes the time.
    send_one_tranche(treasury)
    confirm_it(treasury)
    record_one_paper(treasury)
    pay_one_invoice(treasury)
    pay_two_invoices_that_each_fit(treasury)
    present_one_report(treasury)
    keep_the_books(treasury)


def send_one_tranche(treasury):
    outcomes = at_once(*[lambda n=n: treasury.send(1, f"BDV-{n}") for n in range(4)])

    assert refusals(outcomes, errors.TrancheAlreadySent) == 3
    assert Disbursement.objects.count() == 1


def confirm_it(treasury):
    sent = Disbursement.objects.get()
    outcomes = at_once(
        *[
            lambda n=n: services.confirm_receipt(
                disbursement_id=sent.id, by=treasury.member(n), at=treasury.at
            )
            for n in range(3)
        ]
    )

    assert refusals(outcomes, errors.AlreadyConfirmed) == 2
    assert Receipt.objects.count() == 1


def record_one_paper(treasury):
    # Two members photograph the same paper; the two photos differ.
    outcomes = at_once(
        *[lambda n=n: treasury.record(100, member=n, number="A-7", file=photo(n)) for n in range(3)]
    )

    assert refusals(outcomes, errors.InvoiceRecordedBefore) == 2
    assert Invoice.objects.count() == 1


def pay_one_invoice(treasury):
    # Both of the others sign at the same moment: it is paid, once.
    invoice = Invoice.objects.get()
    others = [n for n, one in enumerate(treasury.committee) if one.holder_id != invoice.recorder_id]

    outcomes = at_once(*[lambda n=n: treasury.release(invoice, n) for n in others * 2])

    assert refusals(outcomes, (errors.ReleasedBefore, errors.InvoicePaidAlready)) == 2
    assert (Release.objects.count(), Payment.objects.count()) == (2, 1)
    assert treasury.now().spent == ves(100)


def pay_two_invoices_that_each_fit(treasury):
    left = treasury.now().left.minor
    bills = [treasury.record(left - 10, number=f"B-{n}", file=photo(100 + n)) for n in range(2)]
    for bill in bills:
        treasury.release(bill, 1)

    outcomes = at_once(*[lambda bill=bill: treasury.release(bill, 2) for bill in bills])

    assert refusals(outcomes, errors.InvoiceAboveWhatIsLeft) == 1
    assert Payment.objects.count() == 2
    # The release that found too little money is not there either.
    assert sorted(bill.releases.count() for bill in bills) == [1, 2]
    assert treasury.now().left == ves(10)


def present_one_report(treasury):
    outcomes = at_once(*[treasury.report for _ in range(3)])

    assert refusals(outcomes, errors.ReportUndecided) == 2


def keep_the_books(treasury):
    treasury.decide(treasury.obligation.reports.get())
    treasury.receive(2)
    undone = treasury.pay(49_000, 500, 500, number="C-1")
    services.take_back(invoice_id=undone.id, reason="Doble", by=treasury.member(1), at=treasury.at)

    assert broken() == []
    written = StringIO()
    written.writelines(exports.beancount())
    entries, mistakes, _options = loader.load_string(written.getvalue())
    assert (mistakes, bool(entries)) == ([], True)


CHILD = """
import sys, django
django.setup()
from uuid import UUID
from datetime import datetime
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.treasury import queries, services
from toparquia.treasury.models import Invoice
at = datetime.fromisoformat(sys.argv[1])
shown = Mandate.objects.select_related("seat__organ", "holder").get(id=UUID(sys.argv[2]))
print("ready", flush=True)
for invoice in Invoice.objects.order_by("recorded_at", "id"):
    place = queries.obligation(invoice.obligation_id).place
    by = mandates.authority_of(shown, place=place, day=at.date())
    services.release(invoice_id=invoice.id, by=by, at=at)
    print("one", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("paid", [0, 3])
def test_a_killed_server_leaves_all_of_a_payment_or_nothing(treasury, live_db, paid):
    treasury.receive(1)
    for number in range(BILLS):
        invoice = treasury.record(100, number=f"K-{number}", file=photo(1_000 + number))
        treasury.release(invoice, 1)
    url = urlsplit(database().url)._replace(path=f"/{live_db}").geturl()
    environment = os.environ | {
        # The site's own settings: those of the tests would look for another server.
        "DJANGO_SETTINGS_MODULE": "toparquia.config.settings",
        "DATABASE_URL" if "DATABASE_URL" in os.environ else "TOPARQUIA_EMBEDDED_URL": url,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, "-c", CHILD, treasury.at.isoformat(), str(treasury.committee[2].id)]
    child = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert all(child.stdout.readline() for _ in range(paid + 1)), "the server did not get so far"
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=30)
    wait_for_its_session()

    payments = Payment.objects.count()
    assert payments >= paid
    assert Release.objects.count() == BILLS + payments
    assert JournalEntry.objects.filter(kind="treasury.invoice_paid").count() == payments
    assert Entry.objects.filter(kind="treasury.invoice_paid").count() == payments
    assert treasury.now().spent == ves(100 * payments)
    assert broken() == []
    # Whoever comes next can go on.
    for invoice in Invoice.objects.filter(payment__isnull=True)[:1]:
        with suppress(DomainError):
            treasury.release(invoice, 2)
    assert broken() == []


def wait_for_its_session():
    """Return when the server has ended the killed writer's session: until then it may still commit."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '20s'; LOCK TABLE treasury_payment IN SHARE MODE")
