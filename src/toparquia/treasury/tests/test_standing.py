"""How an obligation stands is what its rows say, after every step, whoever works it out."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.gazette.tests.posting import undone
from toparquia.territory import queries as territory
from toparquia.treasury import queries, rules, services
from toparquia.treasury.models import Disbursement, Invoice, Obligation, Receipt
from toparquia.treasury.tests.factories import DAY, photo

pytestmark = pytest.mark.django_db


def worked_out(treasury):
    """Return sent, received, spent and next due, from the rows and the rules alone."""
    owed = treasury.obligation
    parts = list(owed.tranches.select_related("disbursement__receipt").order_by("number"))
    sent = sum(part.amount_minor for part in parts if hasattr(part, "disbursement"))
    came = [part for part in parts if hasattr(getattr(part, "disbursement", None), "receipt")]
    paid = Invoice.objects.filter(obligation=owed, payment__isnull=False, reversal__isnull=True)
    last = max((part.disbursement.receipt.received_at for part in came), default=None)
    approvals = [
        territory.local_day(treasury.place, report.decision.decided_at)
        for report in owed.reports.select_related("decision")
        if hasattr(report, "decision")
        and report.decision.is_approved
        and last
        and report.presented_at >= last
    ]
    due = rules.next_due(
        owed.due_on,
        owed.due_days,
        tranche=len(came) + 1 if len(came) < len(parts) else None,
        approved_on=min(approvals, default=None),
    )
    received = sum(part.amount_minor for part in came)
    return sent, received, sum(bill.total_minor for bill in paid), due


def read(treasury):
    found = queries.standing(Obligation.objects.filter(id=treasury.obligation.id)).get()
    return found.sent_minor, found.received_minor, found.spent_minor, found.next_due_on


STEPS = {
    "send": lambda t, n: t.send(1 + Receipt.objects.count() % 2),
    "receive": lambda t, n: services.confirm_receipt(
        disbursement_id=Disbursement.objects.latest("sent_at").id, by=t.member(), at=t.at
    ),
    "pay": lambda t, n: (
        t.record(1_000 + n, number=f"P-{n}", file=photo(n))
        and t.release(Invoice.objects.latest("recorded_at"))
    ),
    "take back": lambda t, n: services.take_back(
        invoice_id=Invoice.objects.latest("recorded_at").id, reason="Doble", by=t.member(1), at=t.at
    ),
    "report": lambda t, n: t.report(),
    "approve": lambda t, n: t.decide(t.obligation.reports.latest("number")),
    "query": lambda t, n: t.decide(t.obligation.reports.latest("number"), is_carried=False),
}


def test_it_is_what_the_rows_say_after_every_step(treasury):
    for number, step in enumerate(
        (
            "send",
            "receive",
            "pay",
            "take back",
            "report",
            "query",
            "report",
            "approve",
            "send",
            "receive",
            "pay",
        )
    ):
        STEPS[step](treasury, number)
        treasury.at += DAY
        assert read(treasury) == worked_out(treasury), step
    assert read(treasury)[1] == treasury.obligation.amount_minor


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=8))
def test_steps_in_any_order_are_refused_or_add_up(treasury, steps):
    start = treasury.at
    with undone():
        STEPS["send"](treasury, 0)
        STEPS["receive"](treasury, 0)
        for number, step in enumerate(steps, start=1):
            with suppress(DomainError, ObjectDoesNotExist), transaction.atomic():
                STEPS[step](treasury, number)
            treasury.at += DAY
            assert read(treasury) == worked_out(treasury), steps
    treasury.at = start


def test_a_late_debt_is_found_by_its_day(treasury):
    today = treasury.obligation.due_on + DAY
    late = queries.of_status(queries.obligations(treasury.place), rules.Status.OVERDUE, today)

    assert list(late) == [treasury.obligation]
    assert [one.overdue for one in queries.figures(treasury.place, today)] == [Money(100_000, "VES")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM treasury_obligationstanding")
        assert cursor.fetchone() == (Obligation.objects.count(),)
