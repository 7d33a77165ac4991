"""Forms and addresses as a bad phone, a hurried thumb or an ill will sends them."""

from __future__ import annotations

import pytest

from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import ask_ugly, send, sign_in, try_ugly
from toparquia.treasury import queries, services
from toparquia.treasury.tests.factories import photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(treasury):
    """Let the clock stand where the cast's does."""
    with frozen_at(treasury.at) as clock:
        yield clock


def test_ugly_addresses_are_answered(client, treasury):
    ask_ugly(client, "/obligaciones/", "q", "lugar", "estado", "pagina")


def test_ugly_references_are_done_whole_or_not_at_all(client, treasury):
    sign_in(client, treasury.treasurer.holder)
    good = {"tranche": "1", "bank_reference": "BDV-1"}
    try_ugly(client, f"{treasury.obligation.get_absolute_url()}desembolso/", good)


def test_ugly_invoices_are_done_whole_or_not_at_all(client, treasury):
    treasury.receive(1)
    sign_in(client, treasury.committee[0].holder)
    good = {"supplier": "El Sol", "number": "1", "issued_on": "2026-03-28", "what_1": "x", "amount_1": "1,00"}
    try_ugly(client, f"{treasury.obligation.get_absolute_url()}facturas/nueva/", good)


def test_ugly_reasons_and_questions_are_done_whole_or_not_at_all(client, treasury):
    treasury.receive(1)
    invoice = treasury.record(100)
    sign_in(client, treasury.committee[1].holder)
    try_ugly(client, f"{invoice.get_absolute_url()}anular/", {"reason": "Monto errado"})
    sign_in(client, treasury.auditor.holder)
    try_ugly(client, f"{invoice.get_absolute_url()}preguntar/", {"text": "¿Dónde?"})


def test_an_ugly_resolution_decides_nothing(client, treasury):
    treasury.receive(1)
    report = treasury.report()
    sign_in(client, treasury.committee[0].holder)
    try_ugly(client, f"{report.get_absolute_url()}decision/", {"resolution": ""})


@pytest.mark.parametrize(
    "change",
    [
        # Another series, and the amount of the same day.
        {"number": "B-1O23", "file": photo(1)},
        # The letter O for a zero, a space, another shape of the name.
        {"number": "a 1023", "supplier": "ferreteria el sol"},
    ],
)
def test_a_paper_handed_in_twice_is_seen_before_it_is_released(client, treasury, change):
    treasury.receive(1)
    treasury.record(12_000, number="A-1023", file=photo(2))
    if "supplier" in change:
        # The same place and number are refused outright.
        with pytest.raises(services.invoicing.errors.InvoiceRecordedBefore):
            treasury.record(12_000, **change)
        return

    again = treasury.record(12_000, **change)

    assert len(queries.resembling(again)) == 1
    sign_in(client, treasury.committee[1].holder)
    shown = client.get(f"{again.get_absolute_url()}liberar/").content.decode()
    assert "se parecen" in shown
    assert "A-1023" in shown


def test_a_form_of_another_page_is_no_form_of_this_one(client, treasury):
    treasury.receive(1)
    invoice = treasury.record(100)
    sign_in(client, treasury.committee[1].holder)

    done = send(client, f"{invoice.get_absolute_url()}liberar/", {"key": "0"})

    assert done.status_code == 422
    assert not invoice.releases.exists()
