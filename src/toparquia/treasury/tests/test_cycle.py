"""From the certificate to the approved report, and what the ledger says on the way."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from toparquia.gazette.models import Entry
from toparquia.ledger import queries as ledger
from toparquia.treasury import queries
from toparquia.treasury.models import Payment
from toparquia.treasury.tests.factories import ves

pytestmark = pytest.mark.django_db


def at_the_end_of_the_transaction():
    """Ask the triggers that wait for the commit, which a test never reaches."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def test_a_whole_cycle(treasury):
    assert (treasury.now().owed, treasury.now().status) == (ves(100_000), "pending")

    treasury.receive(1)
    assert treasury.now().status == "partly_paid"
    treasury.pay(20_000, 5_000, 10_000)
    assert (treasury.now().spent, treasury.now().left) == (ves(35_000), ves(15_000))

    report = treasury.report()
    treasury.decide(report)
    treasury.receive(2)
    treasury.pay(65_000, number="A-2")
    treasury.decide(treasury.report())

    now = treasury.now()
    assert (now.received, now.spent, now.left, now.status) == (ves(100_000), ves(100_000), ves(0), "paid")
    at_the_end_of_the_transaction()
    assert [finding.invariant for finding in ledger.check() if not finding.holds] == []


def test_the_certificate_creates_the_obligation_and_its_dated_receivable(treasury):
    owed = treasury.obligation
    act = Entry.objects.get(kind="treasury.obligation_created").document

    assert act["subject"] == str(owed.id)
    assert act["facts"]["amount"] == {"minor": "100000", "currency": "VES"}
    assert act["facts"]["due_on"] == owed.due_on.isoformat()
    assert (owed.due_on - treasury.house.evening.date()).days == 30
    posted = ledger.entry(owed.id)
    assert posted.effective_on == treasury.house.evening.date()
    assert [part.amount_minor for part in owed.tranches.all()] == [50_000, 50_000]


def test_the_rows_say_what_the_ledger_says(treasury):
    treasury.receive(1)
    treasury.pay(12_345, 55, 600)
    day = treasury.at.date()

    held = {
        row.role: ledger.balance(row.account, day)
        for row in treasury.obligation.accounts.select_related("account")
    }

    assert held["receivable"] == ves(50_000)
    assert held["bank"] == treasury.now().left == queries.left(treasury.obligation) == ves(37_000)
    assert held["head.materials"] + held["head.costs"] + held["head.labour"] == treasury.now().spent
    assert held["receivable"] + held["transit"] + held["bank"] + treasury.now().spent == held["committed"]


def test_the_last_release_pays_in_the_same_breath(treasury):
    treasury.receive(1)
    invoice = treasury.record(100)

    treasury.release(invoice, 1)
    assert not Payment.objects.exists()
    treasury.release(invoice, 2)

    assert Payment.objects.get().invoice == invoice


def test_a_payment_is_taken_back_once_and_the_money_is_there_again(treasury):
    from toparquia.treasury import services

    treasury.receive(1)
    invoice = treasury.pay(40_000)

    services.take_back(invoice_id=invoice.id, reason="Doble", by=treasury.member(1), at=treasury.at)

    assert treasury.now().left == ves(50_000)
    at_the_end_of_the_transaction()
    treasury.pay(40_000)
    assert treasury.now().left == ves(10_000)


def test_a_report_is_frozen_with_its_hash_and_its_trial_balance(treasury):
    treasury.receive(1)
    treasury.pay(20_000, 5_000)

    report = treasury.report()

    document = json.loads(bytes(report.body))
    assert document["heads"]["materials"]["spent"] == {"minor": "20000", "currency": "VES"}
    debits = sum(int(line["debit"]["minor"]) for line in document["trial_balance"])
    assert debits == sum(int(line["credit"]["minor"]) for line in document["trial_balance"]) > 0
    assert Entry.objects.latest("index").document["evidence"][0]["sha256"] == report.sha256


def test_a_queried_report_is_followed_by_another(treasury):
    treasury.receive(1)
    first = treasury.report()
    treasury.decide(first, is_carried=False)

    second = treasury.report()

    assert not first.decision.is_approved
    assert (second.number, bytes(first.body)) == (2, bytes(type(first).objects.get(id=first.id).body))


def test_what_is_settled_waits_for_nobody(treasury):
    def waits():
        return queries.to_account_for(treasury.place).filter(id=treasury.obligation.id).exists()

    seen = [waits()]
    treasury.receive()
    seen.append(waits())
    treasury.pay(50_000)
    seen.append(waits())
    report = treasury.report()
    seen.append(waits())
    treasury.decide(report)
    seen.append(waits())

    assert seen == [False, True, True, True, False]
