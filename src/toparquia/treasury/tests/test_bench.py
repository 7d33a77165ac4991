"""The finance committee's bench: quotations, doubles, interests, numbered receipts, petty cash."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from toparquia.gazette.models import Entry
from toparquia.ledger import queries as ledger
from toparquia.treasury import errors, queries, services
from toparquia.treasury.models import Choice, Conflict, Invoice, PettyFill, Supplier, Voucher
from toparquia.treasury.tests.factories import photo, ves

pytestmark = pytest.mark.django_db
PLAIN = {"direct_reason": "", "again_reason": ""}


def opened(treasury, minor=30_000):
    return services.open_purchase(
        obligation_id=treasury.obligation.id,
        what="Bomba de agua",
        head="materials",
        estimate=ves(minor),
        by=treasury.member(),
        at=treasury.at,
    )


def quoted(treasury, bought, minor, supplier, file=None):
    return services.add_quotation(
        purchase_id=bought.id,
        supplier=supplier,
        is_person=False,
        amount=ves(minor),
        file=photo(minor) if file is None else file,
        by=treasury.member(),
        at=treasury.at,
    )


def compared(treasury):
    """Return a purchase with three quotations, and those."""
    bought = opened(treasury)
    offers = [
        quoted(treasury, bought, minor, name)
        for minor, name in ((31_000, "Uno"), (29_000, "Dos"), (33_000, "Tres"))
    ]
    return bought, offers


def choose(treasury, offer, reason="", member=1):
    return services.choose_quotation(
        quotation_id=offer.id, reason=reason, by=treasury.member(member), at=treasury.at
    )


@pytest.mark.parametrize(("minor", "asked"), [(4_999, 1), (5_000, 2), (19_999, 2), (20_000, 3)])
def test_the_amount_says_how_many_are_asked(treasury, minor, asked):
    assert opened(treasury, minor).quotations_required == asked


def test_what_was_quoted_is_chosen_and_billed(treasury):
    treasury.receive()
    bought, offers = compared(treasury)
    choose(treasury, offers[1])

    bill = treasury.record(29_000, supplier="DOS", purchase_id=bought.id, **PLAIN)

    assert bill.purchase == bought
    act = Entry.objects.filter(kind="treasury.purchase_decided").latest("index").document["facts"]
    assert (act["quotations"], act["is_lowest"]) == (3, True)


@pytest.mark.parametrize(
    ("refusal", "do"),
    [
        (errors.EstimateNotPositive, lambda t, b, o: opened(t, 0)),
        (errors.QuotedBefore, lambda t, b, o: quoted(t, b, 5, "uno")),
        (errors.QuotedBefore, lambda t, b, o: quoted(t, b, 5, "Cuatro", photo(31_000))),
        (errors.EstimateNotPositive, lambda t, b, o: quoted(t, b, 0, "Cuatro")),
        (errors.QuotationsMissing, lambda t, b, o: choose(t, quoted(t, opened(t), 7, "Uno"))),
        (errors.DearerWithoutReason, lambda t, b, o: choose(t, o[0])),
        (errors.PurchaseUndecided, lambda t, b, o: t.record(9, supplier="Dos", purchase_id=b.id, **PLAIN)),
        (errors.QuotationsNeeded, lambda t, b, o: t.record(5_000, **PLAIN)),
    ],
)
def test_a_purchase_is_refused(treasury, refusal, do):
    treasury.receive()
    bought, offers = compared(treasury)

    with pytest.raises(refusal), transaction.atomic():
        do(treasury, bought, offers)


def test_after_the_choice_nothing_else_is_taken_or_quoted(treasury):
    treasury.receive()
    bought, offers = compared(treasury)
    choose(treasury, offers[0], "Entrega mañana.")

    for refusal, do in (
        (errors.PurchaseDecided, lambda: choose(treasury, offers[1])),
        (errors.PurchaseDecided, lambda: quoted(treasury, bought, 5, "Cuatro")),
        (errors.NotTheChosenOne, lambda: treasury.record(9, supplier="Dos", purchase_id=bought.id)),
        (errors.AboveTheQuotation, lambda: treasury.record(31_001, supplier="Uno", purchase_id=bought.id)),
    ):
        with pytest.raises(refusal), transaction.atomic():
            do()


def test_a_purchase_cut_in_pieces_is_still_one(treasury):
    treasury.receive()
    treasury.record(3_000, number="A-1", again_reason="Es otra.", direct_reason="")

    with pytest.raises(errors.QuotationsNeeded):
        treasury.record(2_000, number="A-2", again_reason="Es otra.", direct_reason="")


def test_what_resembles_another_needs_a_reason(treasury):
    treasury.receive()
    treasury.record(1_000, supplier="El Sol", number="A-1")
    near = treasury.at.date() - timedelta(days=7)
    far = near - timedelta(days=1)

    for supplier, number in (("El Sol", "A-2"), ("La Luna", "B-1")):
        with pytest.raises(errors.ResemblesAnother), transaction.atomic():
            treasury.record(1_000, supplier=supplier, number=number, issued_on=near, again_reason="")

    treasury.record(1_000, supplier="La Luna", number="B-1", issued_on=far, again_reason="")
    treasury.record(1_000, supplier="La Luna", number="B-2", again_reason="Dos entregas.")
    assert Invoice.objects.filter(again_reason="Dos entregas.").count() == 1


def declared(treasury, name="El Sol", member=1):
    seller = services.register_supplier(
        place=treasury.place, name=name, is_person=False, by=treasury.member(), at=treasury.at
    )
    return services.declare_conflict(
        supplier_id=seller.id, ground="kin", by=treasury.member(member), at=treasury.at
    )


def test_who_has_an_interest_stands_aside(treasury):
    treasury.receive()
    bill = treasury.record(1_000, supplier="El Sol")
    declared(treasury)

    for do in (
        lambda: treasury.release(bill, 1),
        lambda: treasury.record(500, member=1, supplier="el sol", number="A-7"),
    ):
        with pytest.raises(errors.InterestDeclared), transaction.atomic():
            do()
    with pytest.raises(errors.DeclaredBefore), transaction.atomic():
        declared(treasury)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        # Through SQL, past the service.
        cursor.execute(
            "INSERT INTO treasury_release (id, invoice_id, number, releaser_id, mandate_id, released_at)"
            " VALUES (gen_random_uuid(), %s, 1, %s, %s, now())",
            [bill.id, treasury.committee[1].holder_id, treasury.committee[1].id],
        )
    assert Conflict.objects.count() == 1


def test_nobody_chooses_among_those_they_have_an_interest_in(treasury):
    _bought, offers = compared(treasury)
    declared(treasury, "Tres")

    with pytest.raises(errors.InterestDeclared), transaction.atomic():
        choose(treasury, offers[1], member=1)

    choose(treasury, offers[1], member=2)


def test_receipts_are_numbered_without_a_gap(treasury):
    treasury.receive()
    for number in ("A-1", "A-2", "A-3"):
        treasury.pay(1_000, number=number)

    assert list(Voucher.objects.values_list("number", flat=True)) == [1, 2, 3]
    with pytest.raises(DatabaseError), transaction.atomic():
        Voucher.objects.filter(number=3).update(number=5)


def filled(treasury, member=1):
    return services.fill_petty_cash(
        obligation_id=treasury.obligation.id, by=treasury.member(member), at=treasury.at
    )


def spent(treasury, minor=900, number="C-1", member=0):
    new = replace(treasury.new(minor, number=number, supplier=f"Kiosco {number}"), is_petty=True)
    return services.record_invoice(
        obligation_id=treasury.obligation.id, new=new, by=treasury.member(member), at=treasury.at
    )


def test_petty_cash_pays_at_once_and_is_filled_up_by_another(treasury):
    treasury.receive()
    first = filled(treasury)
    bill = spent(treasury)

    assert (first.amount_minor, first.expense_minor) == (5_000, 1_000)
    assert bill.payment.voucher.number == 1
    assert queries.petty_cash(treasury.obligation) == ves(4_100)
    assert queries.left_in_bank(treasury.obligation) == ves(45_000)
    assert treasury.now().spent == ves(900)
    again = filled(treasury)
    assert (again.amount_minor, again.expenses, again.spent_minor) == (900, 1, 900)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    assert [finding.invariant for finding in ledger.check() if not finding.holds] == []


@pytest.mark.parametrize(
    ("refusal", "do"),
    [
        (errors.PettyCashNotFilled, spent),
        (errors.InvoiceAboveWhatIsLeft, filled),
    ],
)
def test_petty_cash_begins_with_a_fill(treasury, refusal, do):
    with pytest.raises(refusal):
        do(treasury)


def test_petty_cash_keeps_its_limits(treasury):
    treasury.receive()
    filled(treasury)
    with pytest.raises(errors.PettyCashFull), transaction.atomic():
        filled(treasury)
    with pytest.raises(errors.PettyExpenseTooLarge), transaction.atomic():
        spent(treasury, 1_001)
    for number in range(5):
        spent(treasury, 1_000, f"C-{number}")
    with pytest.raises(errors.PettyCashTooSmall), transaction.atomic():
        spent(treasury, 1, "C-9")
    with pytest.raises(errors.FilledBySpender), transaction.atomic():
        filled(treasury, 0)
    # Past the service: the table refuses it too.
    with pytest.raises(IntegrityError), transaction.atomic():
        PettyFill.objects.create(
            obligation=treasury.obligation,
            number=2,
            amount_minor=5_000,
            fund_minor=5_000,
            expense_minor=1_000,
            expenses=0,
            spent_minor=0,
            filler_id=treasury.committee[0].holder_id,
            mandate=treasury.committee[0],
            filled_at=treasury.at,
        )


def test_what_petty_cash_paid_is_taken_back_into_it(treasury):
    treasury.receive()
    filled(treasury)
    bill = spent(treasury)

    services.take_back(invoice_id=bill.id, reason="Doble", by=treasury.member(1), at=treasury.at)

    assert queries.petty_cash(treasury.obligation) == ves(5_000)


def test_nothing_of_it_is_changed(treasury):
    treasury.receive()
    _bought, offers = compared(treasury)
    choose(treasury, offers[1])

    for rows in (Supplier.objects, Choice.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()
